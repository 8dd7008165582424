"""The data elements of IAF CertSearch."""

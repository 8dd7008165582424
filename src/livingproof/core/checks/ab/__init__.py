"""The accreditation body: the end of the chain that a certificate stands on."""

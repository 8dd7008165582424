"""Links and codes on the document."""

"""Marks and wording on the document and in the listing."""

"""Organisations, the persons in them, and what their roles allow."""

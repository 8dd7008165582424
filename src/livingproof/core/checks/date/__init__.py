"""Dates and the three-year cycle."""

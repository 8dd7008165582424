"""Surveillance of a certification after the decision."""

"""Checks on a change of the certification body."""

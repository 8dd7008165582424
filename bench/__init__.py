"""Measurements: reading against labelled certificates, speed against limits."""

"""Registers: what an independent record says about the certificate."""

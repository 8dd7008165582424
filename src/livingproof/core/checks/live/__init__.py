"""Checks of whether the management system is lived beyond the certificate."""

"""Living Proof says what a supplier's management-system certificate really proves, from which source and as of when."""

__version__ = "0.1.0"

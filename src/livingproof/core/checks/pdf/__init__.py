"""The file: signatures, layers, history."""

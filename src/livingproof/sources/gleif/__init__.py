"""Legal entities of the Global LEI Index."""

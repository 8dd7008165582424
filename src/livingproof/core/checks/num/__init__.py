"""Certificate numbers and what they are made of."""

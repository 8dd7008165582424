"""How well files are read: a corpus with hand-read truth against what the reader says, field by field."""

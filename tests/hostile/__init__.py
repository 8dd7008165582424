"""Files made to do harm: each is refused in one line, or read with its payload made harmless."""

"""Tools of the workshop: they make files that are committed, and are not part of the package."""

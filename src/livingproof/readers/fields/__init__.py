"""From segments on pages to the fields of a claim."""

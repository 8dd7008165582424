"""OCR: a picture of a page goes in, lines of text with their place go out."""

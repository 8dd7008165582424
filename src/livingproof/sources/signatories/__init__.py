"""Who is a signatory of a recognition arrangement."""

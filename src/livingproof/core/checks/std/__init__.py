"""Standards, their editions and the ends of editions."""

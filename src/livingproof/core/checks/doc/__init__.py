"""The document itself: its kind, its completeness, whether it could be read."""

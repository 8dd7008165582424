"""What every record shares: one door for acts, and the pages, permissions, search and interface that follow from a declaration."""

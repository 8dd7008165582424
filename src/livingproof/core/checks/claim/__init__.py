"""What the seller's text says, and whether anything stands behind it."""

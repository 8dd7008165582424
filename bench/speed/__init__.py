"""How fast: against the limits of the product, and against other libraries in the same run."""

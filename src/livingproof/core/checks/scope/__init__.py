"""Whether the scope covers the product and the activity, and whether it is a scope at all."""

"""How well and how fast claims are matched with made registers, beside other libraries in the same run."""

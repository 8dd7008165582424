"""The rules of verification: pure values and functions over what was read, what registers say and what the catalogue knows."""

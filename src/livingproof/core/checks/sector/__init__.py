"""The standards that a sector asks for beside ISO 9001."""

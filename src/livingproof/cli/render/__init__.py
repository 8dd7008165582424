"""The forms in which a verdict is shown."""

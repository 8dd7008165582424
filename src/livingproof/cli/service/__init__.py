"""Commands that run the platform: the only commands that know Django."""

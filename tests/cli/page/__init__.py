"""The page of a verdict: what it carries, how it is built, what strangers may write into it."""

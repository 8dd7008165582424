"""The web service against the plainest thing that the same stack can do: `python -m bench.web`."""

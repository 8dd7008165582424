"""Registers on this machine: snapshots that are never overwritten, and the search that finds a claim's certificate in them."""

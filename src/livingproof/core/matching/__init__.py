"""Comparing with reasons: names, addresses, numbers, scope with product, in three zones; tables come in as arguments."""

"""Verification of many claims at once: the same checks as for one, over chunks that may be interrupted."""

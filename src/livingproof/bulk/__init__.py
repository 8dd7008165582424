"""Verification of many claims at once: the same checks as for one, over chunks that may be interrupted."""

from livingproof.bulk.plan import Plan, Settings
from livingproof.bulk.rows import COLUMNS, Row
from livingproof.bulk.running import Progress, run
from livingproof.bulk.summary import Summary

__all__ = ["COLUMNS", "Plan", "Progress", "Row", "Settings", "Summary", "run"]

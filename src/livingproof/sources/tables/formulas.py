"""Cells that a spreadsheet would compute: what others wrote is shown as text, never run."""

from __future__ import annotations

OPENING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a formula begins with, or what a spreadsheet leaves out before one; the wide signs count too."""


def neutral(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one."""
    return f"'{cell}" if cell.startswith(OPENING) else cell

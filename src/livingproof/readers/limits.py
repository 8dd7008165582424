"""How much one file may cost: every bound that keeps a hostile or huge file from holding up the reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; a file beyond `size`, `pixels`, `seconds` or `memory` is refused, pages beyond `pages` are left.

    `size` is in bytes, `pages` the number of pages that are read, `pixels` the largest picture that is decoded or
    rendered for one page, `seconds` the wall clock and processor time of the child process that reads, `memory` its
    address space in bytes.
    """

    size: int = 50_000_000
    pages: int = 30
    pixels: int = 80_000_000
    seconds: int = 120
    memory: int = 1_500_000_000

"""How much one file may cost: every bound that keeps a hostile or huge file from holding up the reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file; a file beyond `size`, `pixels`, `seconds` or `memory` is refused, pages beyond `pages` are left.

    Together they keep one file within 60 seconds and 1.5 GB, the start of both processes and the caller's own memory
    included.

    `size` is in bytes, `pages` the number of pages that are read, `pixels` the largest picture that is decoded or
    rendered for one page, `looking` the seconds after which no further picture of a page is recognised (what was read
    until then counts), `seconds` the wall clock and processor time of the child process that reads, `memory` its address
    space in bytes.
    """

    size: int = 50_000_000
    pages: int = 30
    pixels: int = 80_000_000
    looking: int = 36
    seconds: int = 54
    memory: int = 1_300_000_000

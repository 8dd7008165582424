"""Tells rows that were there before, in eight bytes a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np


class Repeats:
    """The digests of all rows so far, in sorted runs that are merged as they grow (like the runs of a merge sort).

    Two different rows share a digest of 64 bits about once in ten million files of a million rows.
    """

    def __init__(self) -> None:
        self._runs: list[Any] = []

    def among(self, rows: Sequence[object]) -> Iterator[bool]:
        """For each row whether an earlier one is the same."""
        digests = np.fromiter((hash(row) for row in rows), dtype=np.int64, count=len(rows))
        ordered, first = np.unique(digests, return_index=True)
        found = np.ones(len(rows), dtype=bool)
        found[first] = False
        for run in self._runs:
            places = np.searchsorted(run, digests)
            found |= run[np.minimum(places, len(run) - 1)] == digests
        self._keep(ordered)
        return iter(found.tolist())

    def _keep(self, run: Any) -> None:
        while self._runs and len(self._runs[-1]) <= 2 * len(run):
            run = np.sort(np.concatenate((self._runs.pop(), run)), kind="stable")
        self._runs.append(run)

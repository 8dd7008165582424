"""A file as rows, whatever its form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that could not be taken apart; `cells` are those that could be read, in the order of the header."""

    why: str
    remedy: str
    raw: str
    cells: Sequence[Any] = ()


Cells = Sequence[Any]
Element = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as numbered rows. `header` names the columns of rows that are sequences; None: each row is a mapping with its own keys."""

    header: tuple[str, ...] | None
    rows: Iterator[tuple[int, Cells | Element | Damaged]]


@dataclass(frozen=True, slots=True)
class Form:
    """What a user or a source says about a file's form; None and empty: found out, or refused where it cannot be.

    `tolerant`: a byte that is none of a text file's encoding ends nothing; a lone surrogate stands in its place, see `damaged`.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    rows: tuple[str, ...] = ()
    """Names under which the list of rows stands in JSON, or the elements that are rows in XML."""
    tolerant: bool = False

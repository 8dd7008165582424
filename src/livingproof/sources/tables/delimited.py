"""CSV and its kin: streamed line by line, ragged and damaged rows told, nothing repaired."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from livingproof.core.errors import SourceError
from livingproof.sources.tables.encodings import text_of, undecodable
from livingproof.sources.tables.table import Cells, Damaged, Form, Table

DELIMITERS = {",": ",", ";": ";", "tab": "\t", "\t": "\t", "|": "|"}
LONGEST_LINE = 1 << 20
"""A longer line is no row of a register, and would fill the memory."""


def open_delimited(stream: BinaryIO, name: str, form: Form) -> Table:
    """The rows of a CSV file; row numbers count records, the header being 1."""
    text, counted = text_of(stream, name, form.encoding, tolerant=form.tolerant)

    def lines() -> Iterator[str]:
        try:
            while line := text.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise SourceError(
                        f"{name}: a line has more than {LONGEST_LINE:,} characters; check that it is a CSV file."
                    )
                yield line
        except UnicodeDecodeError as problem:
            raise undecodable(problem, counted, name) from problem

    source = lines()
    first = next((line for line in source if line.strip()), None)
    if first is None:
        raise SourceError(f"{name}: is empty; give a file with a header and rows.")
    delimiter = _delimiter(first, form, name)
    return _table(csv.reader(_again(first, source), delimiter=delimiter, strict=True), name, delimiter)


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(line: str, form: Form, name: str) -> str:
    if form.delimiter:
        if form.delimiter not in DELIMITERS:
            raise SourceError(f"{name}: `delimiter: {form.delimiter}` is not known; use one of , ; | tab.")
        return DELIMITERS[form.delimiter]
    bare = "".join(line.split('"')[::2])  # what stands inside quotation marks parts nothing
    counts = {mark: bare.count(mark) for mark in ("\t", ";", "|", ",")}
    best = max(counts, key=lambda mark: counts[mark])
    rivals = [mark for mark in counts if mark != best and counts[mark] * 2 >= counts[best] > 0]
    if rivals:
        raise SourceError(
            f"{name}: the header may be parted by {best!r} or {rivals[0]!r}; state `delimiter:` in the column mapping."
        )
    return best if counts[best] else ","


def _table(reader: Iterator[list[str]], name: str, delimiter: str) -> Table:
    header = next(_records(reader, name, delimiter))[1]
    if isinstance(header, Damaged):
        raise SourceError(f"{name}: the header {header.why}; {header.remedy}.")
    return Table(tuple(str(cell).strip() for cell in header), _records(reader, name, delimiter, first=2))


def _records(
    reader: Iterator[list[str]], name: str, delimiter: str, first: int = 1
) -> Iterator[tuple[int, Cells | Damaged]]:
    number = first
    while True:
        try:
            for cells in reader:
                if cells:
                    yield number, cells
                number += 1
        except csv.Error as problem:
            if "field larger" in str(problem) or "end of data" in str(problem):
                raise SourceError(
                    f"{name}, row {number}: a quotation mark opens here and does not close; close it, or double it inside text."
                ) from problem
            yield (
                number,
                Damaged(
                    "has a quotation mark in the wrong place",
                    f"double it inside text, and part cells by {delimiter!r}",
                    "",
                ),
            )
            number += 1
        else:
            return

"""JSON: a list of rows, rows on lines of their own, or a list under a name, streamed element by element."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any, BinaryIO

from livingproof.core.errors import SourceError
from livingproof.sources.tables.columnar import one_line
from livingproof.sources.tables.encodings import Counted, text_of, undecodable
from livingproof.sources.tables.table import Damaged, Element, Form, Table

LARGEST = 16 << 20
"""A larger single element is refused."""
_PIECE = 1 << 18
_BLANK = " \t\r\n"


class _Text:
    """The part of a file that is being looked at."""

    def __init__(self, text: TextIOWrapper, counted: Counted, name: str) -> None:
        self._text, self._counted, self.name = text, counted, name
        self._kept, self._at, self._over = "", 0, False
        self._decoder = json.JSONDecoder(parse_constant=_no_number, object_pairs_hook=_once)

    def peek(self) -> str:
        """The next character that is no blank, "" at the end."""
        while True:
            while self._at < len(self._kept):
                if self._kept[self._at] not in _BLANK:
                    return self._kept[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, mark: str) -> bool:
        """Pass over the mark if it comes next."""
        if self.peek() != mark:
            return False
        self._at += 1
        return True

    def element(self) -> Any:
        """The next whole value."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._kept, self._at)
            except RecursionError as problem:
                raise SourceError(
                    f"{self.name}: is nested deeper than any record; check that it is a register's file."
                ) from problem
            except json.JSONDecodeError as problem:
                if len(self._kept) - self._at > LARGEST:
                    raise SourceError(
                        f"{self.name}: holds an element of more than {LARGEST:,} characters; give a list of records."
                    ) from problem
                if not self._more(double=True):
                    raise SourceError(
                        f"{self.name}: is no JSON or ends too early ({one_line(problem)}); export it again."
                    ) from problem
            except ValueError as problem:
                raise SourceError(f"{self.name}: {problem}; export it again.") from problem
            else:
                if end < len(self._kept) or not self._more():
                    self._at = end
                    return value

    def _more(self, *, double: bool = False) -> bool:
        """Read on; `double` reads as much again as is kept, so that a long element is looked at a few times only."""
        if self._over:
            return False
        try:
            piece = self._text.read(max(_PIECE, len(self._kept) - self._at if double else 0))
        except UnicodeDecodeError as problem:
            raise undecodable(problem, self._counted, self.name) from problem
        self._over = not piece
        self._kept, self._at = self._kept[self._at :] + piece, 0
        return bool(piece)


def _no_number(word: str) -> float:
    raise ValueError(f"holds {word}, which is no JSON")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once: a second value must not replace the first unseen."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(
            f"holds the name {next(name for name in names if names.count(name) > 1)!r} twice in one record"
        )
    return found


def open_elements(stream: BinaryIO, name: str, form: Form) -> Table:
    """The rows of a JSON file, numbered from 1."""
    text = _Text(*text_of(stream, name, form.encoding), name)
    return Table(None, _numbered(_elements(text, form.rows)))


def _numbered(elements: Iterator[Any]) -> Iterator[tuple[int, Element | Damaged]]:
    for number, element in enumerate(elements, start=1):
        if isinstance(element, dict):
            yield number, element
        else:
            yield (
                number,
                Damaged("is no record of names and values", "give records as JSON objects", json.dumps(element)[:200]),
            )


def _elements(text: _Text, rows: tuple[str, ...]) -> Iterator[Any]:
    if text.take("["):
        yield from _list(text)
    elif text.peek() == "{":
        yield from _objects(text, rows)
    else:
        raise SourceError(f"{text.name}: begins neither with [ nor with {{ and is no JSON; export it again.")
    if text.peek():
        raise SourceError(
            f"{text.name}: goes on after its end; export it again as one list, or one record on each line."
        )


def _list(text: _Text) -> Iterator[Any]:
    while not text.take("]"):
        yield text.element()
        if not text.take(",") and text.peek() != "]":
            raise SourceError(f"{text.name}: is no JSON or ends too early; export it again.")


def _objects(text: _Text, rows: tuple[str, ...]) -> Iterator[Any]:
    """Objects one after the other; one that holds a list of rows under a known name is entered."""
    while text.take("{"):
        kept: dict[str, Any] = {}
        entered = False
        while not text.take("}"):
            key = text.element()
            if not isinstance(key, str) or not text.take(":") or key in kept:
                raise SourceError(f"{text.name}: is no JSON, or names {key!r} twice; export it again.")
            if key in rows and text.take("["):
                entered = True
                yield from _list(text)
            elif key in rows and text.peek() == "{":
                entered = True
                yield text.element()
            else:
                kept[key] = text.element()
            if not text.take(",") and text.peek() != "}":
                raise SourceError(f"{text.name}: is no JSON or ends too early; export it again.")
        if not entered:
            yield kept

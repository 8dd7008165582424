"""XML: the elements that are rows, streamed. A document type or an entity of its own is refused."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.parsers import expat

from livingproof.core.errors import SourceError
from livingproof.sources.tables.table import Element, Form, Table

DEEPEST = 64
LARGEST = 16 << 20
_PIECE = 1 << 18
_SPACE = " "


class _Builder:
    """Turns row elements into mappings: child → text, mapping or list; an attribute is `@name`, text beside attributes `$`."""

    def __init__(self, rows: tuple[str, ...], name: str) -> None:
        self._rows, self._name = rows, name
        self.done: deque[Element] = deque()
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._depth = self._size = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        self._depth += 1
        local = tag.rpartition(_SPACE)[2]
        if self._depth > DEEPEST:
            raise SourceError(f"{self._name}: is nested deeper than {DEEPEST}; check that it is a register's file.")
        if self._open or local in self._rows:
            if not self._open:
                self._size = 0
            found = {f"@{key.rpartition(_SPACE)[2]}": value for key, value in attributes.items()}
            self._open.append((local, found, []))

    def text(self, piece: str) -> None:
        """Text inside an element."""
        if self._open:
            self._size += len(piece)
            if self._size > LARGEST:
                raise SourceError(
                    f"{self._name}: holds an element of more than {LARGEST:,} characters; check the file."
                )
            self._open[-1][2].append(piece)

    def end(self, _: str) -> None:
        """An element closes; a row is done when it is the outermost."""
        self._depth -= 1
        if not self._open:
            return
        tag, found, pieces = self._open.pop()
        text = "".join(pieces).strip()
        if not self._open:
            self.done.append(found)
            return
        value: Any = text or None
        if found:
            value = {**found, "$": text} if text else found
        above = self._open[-1][1]
        if tag not in above:
            above[tag] = value
        elif isinstance(above[tag], list):
            above[tag].append(value)
        else:
            above[tag] = [above[tag], value]


def open_markup(stream: BinaryIO, name: str, form: Form) -> Table:
    """The rows of an XML file, numbered from 1."""
    return Table(None, _rows(stream, name, form))


def _rows(stream: BinaryIO, name: str, form: Form) -> Iterator[tuple[int, Element]]:
    builder = _Builder(form.rows, name)
    parser = expat.ParserCreate(encoding=form.encoding, namespace_separator=_SPACE)
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse(name)
    number = 0
    try:
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)  # noqa: FBT003 - the library's own form
            while builder.done:
                number += 1
                yield number, builder.done.popleft()
        parser.Parse(b"", True)  # noqa: FBT003 - the library's own form
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise SourceError(f"{name}: is no well-formed XML ({problem}); export it again.") from problem
    for number_left, element in enumerate(builder.done, start=number + 1):
        number = number_left
        yield number_left, element
    if not number:
        raise SourceError(
            f"{name}: holds none of the elements {', '.join(form.rows)}; name the row element under `rows:` in the column mapping."
        )


def _refuse(name: str) -> Any:
    def refuse(*_: object) -> None:
        raise SourceError(f"{name}: defines a document type or entities, which no register needs; export it without.")

    return refuse

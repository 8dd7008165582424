"""XLSX: one sheet streamed; a formula's kept value is read, a formula without one is told, never computed."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import time
from itertools import islice, repeat
from pathlib import Path
from typing import Any, BinaryIO

from livingproof.core.errors import SourceError
from livingproof.sources.tables.table import Cells, Damaged, Form, Table

LARGEST = 4 << 30
"""An unpacked workbook of more bytes is refused."""
LARGEST_TEXTS = 512 << 20
"""Shared texts are held in memory."""
RATIO = 400
"""A part that grows by more than this is no sheet but a bomb."""
DAMAGE = (
    zlib.error,
    zipfile.BadZipFile,
    SyntaxError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    OSError,
    EOFError,
)
"""What openpyxl stumbles over in a damaged part, as it lets it through; XML errors are syntax errors."""
ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PIECE = 1 << 20
PORTION = 256
LOOKED_AT = 20
"""A sheet with nothing in so many rows is taken for empty."""


def open_workbook(stream: BinaryIO, path: Path, form: Form) -> Table:
    """The rows of the stated sheet, or of the only sheet that is not empty; row numbers are those of the sheet."""
    name = path.name
    formulas = _look_inside(stream, name)
    book = _load(stream, name, values=True)
    title = _title(book, form, name)
    rows = _rows(book[title], _load(stream, name, values=False)[title] if formulas else None, name)
    for _, cells in rows:
        if isinstance(cells, Damaged):
            raise SourceError(f"{name}: the header {cells.why}; {cells.remedy}.")
        header = list(cells)
        while header and header[-1] in (None, ""):
            header.pop()
        return Table(tuple("" if cell is None else str(cell).strip() for cell in header), _fitted(rows, len(header)))
    raise SourceError(f"{name}: sheet {title!r} is empty; give a sheet with a header and rows.")


def _look_inside(stream: BinaryIO, name: str) -> bool:
    """Refuse what would fill the memory or expands entities; whether a sheet holds formulas."""
    formulas = False
    try:
        with zipfile.ZipFile(stream) as packed:
            parts = packed.infolist()
            total = sum(part.file_size for part in parts)
            texts = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
            grown = any(
                part.file_size > 16 * _PIECE and part.file_size > RATIO * max(1, part.compress_size) for part in parts
            )
            if total > LARGEST or texts > LARGEST_TEXTS or grown:
                raise SourceError(
                    f"{name}: unpacks to {total:,} bytes, more than a workbook may; save it as CSV or Parquet."
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    formulas |= _formula_in(packed, part, name)
    except DAMAGE as problem:
        raise SourceError(
            f"{name}: is no workbook that can be opened; save it again as XLSX without a password, or as CSV."
        ) from problem
    return formulas


def _formula_in(packed: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> bool:
    sheet, kept, first = "worksheets/" in part.filename, b"", True
    with packed.open(part) as inside:
        while piece := inside.read(_PIECE):
            if first and _DOCTYPE.search(piece.replace(b"\0", b"")):
                raise SourceError(
                    f"{name}: defines XML entities, which no register needs; save it again as XLSX or CSV."
                )
            first = False
            if sheet and _FORMULA.search(kept + piece):
                return True
            kept = piece[-16:]
            if not sheet:
                return False
    return False


def _load(stream: BinaryIO, name: str, *, values: bool) -> Any:
    import openpyxl

    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles and extensions that openpyxl does not keep
            return openpyxl.load_workbook(stream, read_only=True, data_only=values, keep_links=False)
    except DAMAGE as problem:
        raise SourceError(f"{name}: is no workbook that can be read; save it again as XLSX, or as CSV.") from problem


def _title(book: Any, form: Form, name: str) -> str:
    titles: list[str] = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if form.sheet:
        if form.sheet not in titles:
            raise SourceError(f"{name}: has no sheet {form.sheet!r}; its sheets are {', '.join(titles)}.")
        return form.sheet
    filled = [title for title in titles if any(any(row) for row in islice(_taken(book[title], name), LOOKED_AT))]
    if len(filled) > 1:
        raise SourceError(
            f"{name}: has {len(filled)} sheets; state one with `sheet:` in the column mapping ({', '.join(filled)})."
        )
    if not filled:
        raise SourceError(f"{name}: has no sheet with rows; give one with a header and rows.")
    return filled[0]


def _rows(sheet: Any, formulas: Any | None, name: str) -> Iterator[tuple[int, Cells | Damaged]]:
    """Rows that hold anything; a formula whose value was not kept is damage."""
    values = _taken(sheet, name)
    written = _taken(formulas, name) if formulas is not None else repeat(())
    for number, (cells, texts) in enumerate(zip(values, written, strict=False), start=1):
        lost = next((text for cell, text in zip(cells, texts, strict=False) if cell is None and text is not None), None)
        if lost is not None:
            remedy = "open and save the workbook, or put the value in its place"
            yield (
                number,
                Damaged("has a formula whose value was not kept", remedy, str(getattr(lost, "text", lost)), cells),
            )
        elif any(cell not in (None, "") for cell in cells):
            yield number, cells


def _taken(sheet: Any, name: str) -> Iterator[Cells]:
    """The rows of a sheet, a portion at a time: openpyxl warns of what it does not keep, and breaks off where a part is damaged."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(values_only=True)
    while True:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                portion = list(islice(rows, PORTION))
        except DAMAGE as problem:
            raise SourceError(
                f"{name}: sheet {sheet.title!r} is damaged; save it again as XLSX, or as CSV."
            ) from problem
        if not portion:
            return
        yield from portion


def _fitted(rows: Iterator[tuple[int, Cells | Damaged]], width: int) -> Iterator[tuple[int, Cells | Damaged]]:
    """Rows as wide as the header: a sheet does not store empty cells at the end. A cell beyond the header is damage."""
    for number, cells in rows:
        if isinstance(cells, Damaged):
            yield number, cells
            continue
        row = list(cells[:width]) + [None] * (width - len(cells))
        beyond = [cell for cell in cells[width:] if cell not in (None, "")]
        wrong = next(
            (str(cell) for cell in row if (isinstance(cell, str) and cell in ERRORS) or isinstance(cell, time)), None
        )
        if beyond:
            yield (
                number,
                Damaged(
                    "has a cell beyond the last column of the header",
                    "give the column a name, or empty it",
                    str(beyond[0]),
                    row,
                ),
            )
        elif wrong:
            yield number, Damaged(f"shows {wrong} where a value should be", "correct the cell", wrong, row)
        else:
            yield number, row

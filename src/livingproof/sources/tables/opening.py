"""Opens a register's file by the end of its name; a ZIP with one file in it and GZIP are read through."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from livingproof.core.errors import SourceError, unopened
from livingproof.sources.tables.columnar import open_columnar
from livingproof.sources.tables.delimited import open_delimited
from livingproof.sources.tables.elements import open_elements
from livingproof.sources.tables.markup import open_markup
from livingproof.sources.tables.table import Form, Table
from livingproof.sources.tables.workbook import open_workbook

FORMATS: Mapping[str, str] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".xml": "xml",
    ".yaml": "yaml",
    ".yml": "yaml",
}
STREAMED = frozenset({"csv", "json", "xml"})
RATIO = 500
"""Text that grows by more than this when unpacked is a bomb."""
_LEAST = 64 << 20


def format_of(path: Path) -> str | None:
    """The format that the end of the name tells, packing left aside; None where it tells none."""
    return FORMATS.get(_bare(path).suffix.lower())


def _bare(path: Path) -> Path:
    return path.with_suffix("") if path.suffix.lower() in (".zip", ".gz") else path


@contextmanager
def open_table(path: Path, formats: tuple[str, ...], form: Form) -> Iterator[Table]:
    """The file as a table while the block runs. SourceError where it cannot be opened or is none of these formats."""
    with ExitStack() as closing:
        stream, inner = _opened(path, closing)
        kind = FORMATS.get(inner.suffix.lower())
        if kind not in formats:
            known = ", ".join(sorted(end for end, one in FORMATS.items() if one in formats))
            raise SourceError(f"{path.name}: this source reads files that end in {known}; rename or convert the file.")
        if stream is not None and kind not in STREAMED:
            raise SourceError(f"{path.name}: a packed {kind} file is not read; unpack it first.")
        yield _table(kind, stream or closing.enter_context(path.open("rb")), inner, form)


def _table(kind: str, stream: BinaryIO, path: Path, form: Form) -> Table:
    openers: Mapping[str, Callable[[], Table]] = {
        "csv": lambda: open_delimited(stream, path.name, form),
        "xlsx": lambda: open_workbook(stream, path, form),
        "parquet": lambda: open_columnar(stream, path.name),
        "json": lambda: open_elements(stream, path.name, form),
        "xml": lambda: open_markup(stream, path.name, form),
    }
    return openers[kind]()


def _opened(path: Path, closing: ExitStack) -> tuple[BinaryIO | None, Path]:
    """The unpacked stream and the name inside; None for a file that is not packed."""
    try:
        if not path.is_file():
            path.stat()
            raise SourceError(f"{path}: is no file; name a file.")
        if path.suffix.lower() == ".zip":
            return _zipped(path, closing)
        if path.suffix.lower() == ".gz":
            unpacked = closing.enter_context(gzip.GzipFile(path))
            return cast(
                "BinaryIO", _Bounded(unpacked, path.name, RATIO * max(_LEAST // RATIO, path.stat().st_size))
            ), _bare(path)
    except (OSError, ValueError) as problem:
        raise SourceError(f"{path}: {unopened(problem)}.") from problem
    return None, path


def _zipped(path: Path, closing: ExitStack) -> tuple[BinaryIO, Path]:
    try:
        packed = closing.enter_context(zipfile.ZipFile(path))
        parts = [
            part for part in packed.infolist() if not part.is_dir() and Path(part.filename).suffix.lower() in FORMATS
        ]
        if len(parts) != 1:
            raise SourceError(f"{path.name}: holds {len(parts)} files that could be meant; unpack it and name one.")
        part = parts[0]
        stream = closing.enter_context(packed.open(part))
    except (zipfile.BadZipFile, RuntimeError) as problem:
        raise SourceError(
            f"{path.name}: cannot be unpacked; unpack it yourself, without a password, and name the file."
        ) from problem
    return cast("BinaryIO", _Bounded(stream, path.name, max(_LEAST, RATIO * part.compress_size))), Path(part.filename)


class _Bounded(io.RawIOBase):
    """An unpacked stream that ends in an error where it grows beyond reason or is damaged."""

    def __init__(self, stream: object, name: str, most: int) -> None:
        super().__init__()
        self._stream, self._name, self._left = cast("BinaryIO", stream), name, most

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        try:
            piece = self._stream.read(size)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as problem:
            raise SourceError(f"{self._name}: is damaged and cannot be unpacked to its end; get it again.") from problem
        self._left -= len(piece)
        if self._left < 0:
            raise SourceError(
                f"{self._name}: unpacks to more than {RATIO} times its size; unpack it yourself if it is meant."
            )
        return piece

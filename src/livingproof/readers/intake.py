"""What a file is, before any word of it is read: type by content, digest, pages, signatures, text that was painted over."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from livingproof.core.errors import UnreadableFile
from livingproof.readers.limits import Limits
from livingproof.readers.page import Intake
from livingproof.readers.sheets import Sheets

_SIGNATURES = (
    (b"%PDF-", 1024, "application/pdf"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
)
"""First bytes, how far from the start they may stand, media type."""

_PIECE = 1_000_000
_BEGINNING = 4096
_PRINTED = bytes((9, 10, 12, 13, *range(32, 127), *range(128, 256)))  # what plain text is made of, in any 8-bit coding
_SAVE_AS = "save it as PDF, JPEG, PNG, TIFF or WebP"
_OTHERS = (
    (b"PK\x03\x04", f"this is an Office document or a ZIP archive; {_SAVE_AS}"),
    (b"\xd0\xcf\x11\xe0", f"this is an old Office document; {_SAVE_AS}"),
    (b"GIF8", f"this is a GIF picture; {_SAVE_AS}"),
    (b"BM", f"this is a BMP picture; {_SAVE_AS}"),
    (b"{\\rtf", f"this is an RTF document; {_SAVE_AS}"),
    (b"<svg", f"this is an SVG drawing; {_SAVE_AS}"),
    (b"<", f"this is a web page or XML; {_SAVE_AS}"),
    (b"%!PS", f"this is a PostScript file; {_SAVE_AS}"),
    (b"MZ", "this is a program, not a document; do not open it, and ask the sender what it is"),
    (b"\x7fELF", "this is a program, not a document; do not open it, and ask the sender what it is"),
)


def examine(content: bytes, limits: Limits = Limits(), roots: tuple[bytes, ...] = ()) -> Intake:
    """Examine a file; `roots` are trusted certificates (DER or PEM) against which its signatures are held.

    Raises UnreadableFile with one line that says what to do.
    """
    sheets = open_sheets(content, limits)
    try:
        return described(content, sheets, limits, roots)
    finally:
        sheets.close()


def described(content: bytes, sheets: Sheets, limits: Limits, roots: tuple[bytes, ...]) -> Intake:
    """What is known of an opened file."""
    covered = tuple(text for number in range(1, min(len(sheets), limits.pages) + 1) for text in sheets.covered(number))
    digest = hashlib.sha256(content).hexdigest()
    signatures = sheets.signatures(roots)
    return Intake(digest, sheets.media_type, len(sheets), signatures, covered, sheets.encrypted, sheets.origin())


def open_sheets(content: bytes, limits: Limits) -> Sheets:
    """Open a file by what it contains, whatever it is called."""
    if not content:
        raise UnreadableFile("the file is empty; ask for it again")
    _allow(len(content), limits)
    kind = media_type(content)
    if kind == "application/pdf":
        from livingproof.readers.pdf.sheets import PdfSheets

        return PdfSheets(content, limits)
    from livingproof.readers.image.sheets import ImageSheets

    return ImageSheets(content, kind, limits)


def content_of(path: Path, limits: Limits) -> bytes:
    """What a file holds. Raises UnreadableFile for a pipe or device and for a file beyond the size, before reading any of it.

    Raises OSError when the system does not give the file.
    """
    without_waiting = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # for a pipe's writer
    with os.fdopen(os.open(path, without_waiting), "rb", buffering=0) as file:
        state = os.fstat(file.fileno())
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableFile("this is a pipe or a device; save what it holds as a file and name that")
        _allow(state.st_size, limits)
        pieces = iter(lambda: file.read(_PIECE), b"")
        content = bytearray()
        for piece in pieces:
            content += piece
            _allow(len(content), limits)  # a file may grow, or not tell its size
    return bytes(content)


def _allow(size: int, limits: Limits) -> None:
    if size > limits.size:
        raise UnreadableFile(f"the file has {size:,} bytes; ask for one with at most {limits.size:,}")


def media_type(content: bytes) -> str:
    """The media type by the first bytes; UnreadableFile for a type that is not read."""
    for start, reach, kind in _SIGNATURES:
        if start in content[: reach + len(start)]:
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        raise UnreadableFile(f"this is a HEIC or AVIF photo, or a film; {_SAVE_AS}")
    start = content[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    for other, line in _OTHERS:
        if start.startswith(other):
            raise UnreadableFile(line)
    if start and not start.translate(None, _PRINTED):
        raise UnreadableFile(f"this is plain text; {_SAVE_AS}")
    raise UnreadableFile(f"the file is of no known type; {_SAVE_AS}")

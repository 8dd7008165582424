"""What a file is, before any word of it is read: type by content, digest, pages, signatures, text that was painted over."""

from __future__ import annotations

import hashlib

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

_SAVE_AS = "save it as PDF, JPEG, PNG, TIFF or WebP"
_OTHERS = (
    (b"PK\x03\x04", f"this is an Office document or a ZIP archive; {_SAVE_AS}"),
    (b"\xd0\xcf\x11\xe0", f"this is an old Office document; {_SAVE_AS}"),
    (b"GIF8", f"this is a GIF picture; {_SAVE_AS}"),
    (b"BM", f"this is a BMP picture; {_SAVE_AS}"),
    (b"{\\rtf", f"this is an RTF document; {_SAVE_AS}"),
    (b"<", f"this is a web page or XML; {_SAVE_AS}"),
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
    return Intake(digest, sheets.media_type, len(sheets), sheets.signatures(roots), covered, sheets.encrypted)


def open_sheets(content: bytes, limits: Limits) -> Sheets:
    """Open a file by what it contains, whatever it is called."""
    if not content:
        raise UnreadableFile("the file is empty; ask for it again")
    if len(content) > limits.size:
        raise UnreadableFile(f"the file has {len(content):,} bytes; ask for one with at most {limits.size:,}")
    kind = media_type(content)
    if kind == "application/pdf":
        from livingproof.readers.pdf.sheets import PdfSheets

        return PdfSheets(content, limits)
    from livingproof.readers.image.sheets import ImageSheets

    return ImageSheets(content, kind, limits)


def media_type(content: bytes) -> str:
    """The media type by the first bytes; UnreadableFile for a type that is not read."""
    for start, reach, kind in _SIGNATURES:
        if start in content[: reach + len(start)]:
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        raise UnreadableFile(f"this is a HEIC or AVIF photo; {_SAVE_AS}")
    for start, line in _OTHERS:
        if content.lstrip()[:8].startswith(start):
            raise UnreadableFile(line)
    raise UnreadableFile(f"the file is of no known type; {_SAVE_AS}")

"""What a PDF says of its own making: the programs and days that it names, and how often it was saved on top of itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from datetime import date

from livingproof.core.claim import Origin
from livingproof.readers.visible import visible

_MOST_LETTERS = 160
_MOST_SAVES = 500
_HEAD, _DICTIONARY, _MOST_PACKET = 1024, 20_000, 200_000
_DAY = re.compile(r"(?:D:)?\s*(\d{4})-?(\d{2})-?(\d{2})")
_START = re.compile(rb"startxref\s+(\d+)")
_TABLE = re.compile(rb"\s*xref\s")
_EMPTY = re.compile(rb"\s*xref\s+0\s+0\s+trailer")
_STREAM = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_BEFORE = re.compile(rb"/Prev\s+(\d+)")
_PACKET = re.compile(r"[<\s](pdf:Producer|xmp:CreatorTool|xmp:CreateDate|xmp:ModifyDate)(?:>|\s*=\s*[\"'])([^<\"']*)")


def origin(content: bytes, value_of: Callable[[str], str]) -> Origin:
    """The origin of a PDF; `value_of` gives the entries of its information dictionary, "" where there is none.

    A file without that dictionary may say the same in its metadata stream.
    """
    producer, creator = _text(value_of("Producer")), _text(value_of("Creator"))
    made, changed = _day(value_of("CreationDate")), _day(value_of("ModDate"))
    if not (producer or creator) and b"/Metadata" in content:
        told = _packet(content)
        producer, creator = _text(told.get("pdf:Producer", "")), _text(told.get("xmp:CreatorTool", ""))
        made = made or _day(told.get("xmp:CreateDate", ""))
        changed = changed or _day(told.get("xmp:ModifyDate", ""))
    return Origin(producer, creator, made, changed, saves(content))


def _text(text: str) -> str | None:
    plain = visible(text.replace("\x00", " ")).strip()[:_MOST_LETTERS]
    return plain or None


def _day(text: str) -> str | None:
    """The day of a PDF date ("D:20260106…") or of an XMP date, as the clock of its maker showed it; None for none."""
    match = _DAY.match(text.strip())
    try:
        return date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def _packet(content: bytes) -> dict[str, str]:
    """The entries of the document's own metadata stream, not of those that pictures in it bring along."""
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content), suppress_warnings=True) as document:
            stream = document.Root.Metadata
            packet, packed = bytes(stream.read_raw_bytes()), stream.get("/Filter")
            if packed == pikepdf.Name.FlateDecode:
                packet = zlib.decompressobj().decompress(packet, _MOST_PACKET)
    except (pikepdf.PdfError, zlib.error, AttributeError, ValueError, TypeError, RuntimeError):
        return {}
    return dict(_PACKET.findall(packet[:_MOST_PACKET].decode("utf-8", "replace")))


def saves(content: bytes) -> int | None:
    """How often the file was saved on top of itself, the first time counted; None where its chain of tables is broken.

    Each save appends a table of objects that names the one before it (ISO 32000, 7.5.6). Two tables belong to one save:
    those of a file made for the web, whose first part names a table that lies behind it (annex F), and the empty table
    that Word appends for programs that know no compressed ones (7.5.8.4).
    """
    starts = _START.findall(content, max(0, len(content) - 2 * _HEAD))
    shift = max(0, content.find(b"%PDF-", 0, _HEAD))
    at: int | None = int(starts[-1]) if starts else None
    seen: set[int] = set()
    count = 0
    while at is not None and len(seen) < _MOST_SAVES:
        place = next((spot for spot in (at, at + shift) if _begins(content, spot)), None)
        if place is None or place in seen:
            return None
        seen.add(place)
        before = _before(content, place)
        web = before is not None and before > at
        count += not web and not _EMPTY.match(content, place)
        at = before
    return count or None


def _begins(content: bytes, at: int) -> bool:
    return bool(_TABLE.match(content, at) or _STREAM.match(content, at))


def _before(content: bytes, at: int) -> int | None:
    """Where the table before this one lies, by the dictionary of this one."""
    table = bool(_TABLE.match(content, at))
    start = content.find(b"trailer", at) if table else at
    end = content.find(b"startxref" if table else b"stream", start)
    match = _BEFORE.search(content, start, min(end, start + _DICTIONARY)) if 0 <= start < end else None
    return int(match[1]) if match else None

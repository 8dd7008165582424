"""PDFs written object by object, so that they may say what no library would write."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
BASE: Mapping[int, bytes] = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: PAGE,
    4: b"<</Length 0>>stream\n\nendstream",
}


def raw(changed: Mapping[int, bytes] | None = None, *, trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    """A PDF of one empty page with some objects replaced or added, a right cross-reference table, and a trailer."""
    objects = {**BASE, **(changed or {})}
    out = bytearray(b"%PDF-" + version + b"\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    last, start = max(objects), len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1)
    for number in range(1, last + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, trailer, start))


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def flate(content: bytes, entries: bytes = b"") -> bytes:
    """A compressed stream object."""
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


@cache
def zeros(count: int, letter: bytes = b"\0") -> bytes:
    """So many equal bytes, compressed; made in pieces, so that the test needs no memory for them."""
    packer = zlib.compressobj(9)
    piece = letter * 10_000_000
    packed = [packer.compress(piece[: min(len(piece), count - done)]) for done in range(0, count, len(piece))]
    return b"".join((*packed, packer.flush()))


def bomb(count: int, entries: bytes = b"", letter: bytes = b"\0") -> bytes:
    """A compressed stream that unpacks to so many bytes."""
    return stream(zeros(count, letter), b"/Filter/FlateDecode" + entries)


def drawing(content: bytes, resources: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """A page with a content stream, resources, and more objects."""
    page = PAGE.replace(b"/Resources<<>>", b"/Resources<<%s>>" % resources)
    return raw({3: page, 4: stream(content), **(more or {})})


def showing(entries: bytes, content: bytes, wide: int = 100, high: int = 100) -> bytes:
    """A page that is filled by one embedded picture."""
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (wide, high) + entries
    return drawing(b"595 0 0 842 0 0 cm /I Do", b"/XObject<</I 5 0 R>>", {5: stream(content, head)})

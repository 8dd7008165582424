"""Hostile pictures: bombs, cut ones, false sizes, loops of frames, and formats that are not read."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from PIL import Image

from tests.hostile.raw import zeros
from tests.readers.making import certificate, pdf, rendered, saved


@cache
def scan() -> Image.Image:
    """A certificate as a scanner gives it, small enough for a quick look."""
    return rendered(pdf(certificate()), 110).convert("L")


def cut(kind: str, part: float) -> bytes:
    """The first part of a picture file."""
    content = saved(scan(), kind)
    return content[: int(len(content) * part)]


def chunk(name: bytes, content: bytes) -> bytes:
    """A PNG chunk with a right check sum."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(wide: int, high: int, data: bytes, *before: bytes, depth: int = 8, colour: int = 0) -> bytes:
    """A PNG of any size with any data."""
    head = struct.pack(">IIBBBBB", wide, high, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(before) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def png_bomb(side: int) -> bytes:
    """A PNG of side x side in some kilobytes."""
    return png(side, side, zeros(min(side * (side + 1), 400_000_000)))


def png_overfull() -> bytes:
    """A small PNG whose data unpacks to a gigabyte."""
    return png(100, 100, zeros(1_000_000_000))


def png_words_bomb() -> bytes:
    """A PNG with a compressed note of a gigabyte."""
    return png(100, 100, zeros(10_100), chunk(b"zTXt", b"note\0\0" + zeros(1_000_000_000)))


def png_profile_bomb() -> bytes:
    """A PNG with a compressed colour profile of half a gigabyte."""
    return png(100, 100, zeros(10_100), chunk(b"iCCP", b"icc\0\0" + zeros(500_000_000)))


def tiff(entries: dict[int, tuple[int, int, int]], following: int = 0, more: bytes = b"") -> bytes:
    """A TIFF with one directory of raw entries: tag to type, count and value."""
    body = b"".join(struct.pack("<HHII", tag, *entry) for tag, entry in sorted(entries.items()))
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + body + struct.pack("<I", following) + more


def _strip(wide: int, high: int, packing: int, size: int, place: int = 0) -> dict[int, tuple[int, int, int]]:
    entries = {256: (4, 1, wide), 257: (4, 1, high), 258: (3, 1, 8), 259: (3, 1, packing), 262: (3, 1, 1)}
    return entries | {273: (4, 1, place), 277: (3, 1, 1), 278: (4, 1, high), 279: (4, 1, size)}


def tiff_bomb(side: int) -> bytes:
    """A TIFF of side x side whose one strip is packed zeros."""
    data = zeros(min(side * side, 400_000_000))
    return tiff(_strip(side, side, 8, len(data), 8 + 2 + 9 * 12 + 4), more=data)


def tiff_ring() -> bytes:
    """A TIFF whose second directory is the first."""
    return tiff(_strip(100, 100, 1, 10_000, 8), following=8, more=bytes(10_000))


def tiff_of(frames: int) -> bytes:
    """A TIFF of very many small frames."""
    entries = sorted(_strip(8, 8, 1, 64, 8).items())
    body = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", tag, *entry) for tag, entry in entries)
    size = len(body) + 4
    places = (8 + 72 + size * (i + 1) if i + 1 < frames else 0 for i in range(frames))
    return b"II*\0" + struct.pack("<I", 80) + bytes(72) + b"".join(body + struct.pack("<I", place) for place in places)


def tiff_with(count: int) -> bytes:
    """A TIFF that says it has so many strips."""
    return tiff(_strip(100, 100, 1, 10_000) | {273: (4, count, 8), 279: (4, count, 8)}, more=bytes(500))


def tiff_growing() -> bytes:
    """A TIFF of which every frame has the most pixels that are read."""
    blank = Image.new("1", (8900, 8900), 1)
    return saved(blank, "TIFF", save_all=True, append_images=[blank] * 29, compression="group4")


def jpeg_of(wide: int, high: int) -> bytes:
    """A JPEG whose head claims another size than its data has."""
    content = bytearray(saved(scan(), "JPEG"))
    place = content.index(b"\xff\xc0")
    content[place + 5 : place + 9] = struct.pack(">HH", high, wide)
    return bytes(content)


def jpeg_scans(count: int) -> bytes:
    """A progressive JPEG that repeats its last scan very often: little data, much work."""
    content = saved(Image.new("L", (4000, 4000), 128), "JPEG", progressive=True)
    start = content.rindex(b"\xff\xda")
    return content[:start] + content[start:-2] * count + b"\xff\xd9"


def jpeg_turned() -> bytes:
    """A JPEG whose camera notes refer to themselves and to places outside the file."""
    notes = b"Exif\0\0II*\0\x08\0\0\0\x02\0" + struct.pack("<HHIIHHII", 0x8769, 4, 1, 8, 0x0112, 2, 0xFFFFFFF0, 4)
    return saved(scan(), "JPEG", exif=notes + struct.pack("<I", 8))


def webp_of(wide: int, high: int) -> bytes:
    """A WebP without loss whose head claims a size."""
    bits = (wide - 1) | (high - 1) << 14
    data = b"VP8L" + struct.pack("<I", 1005) + b"\x2f" + struct.pack("<I", bits) + bytes(1000) + b"\0"
    return b"RIFF" + struct.pack("<I", len(data) + 4) + b"WEBP" + data


def webp_moving() -> bytes:
    """A moving WebP of many frames."""
    frames = [Image.new("L", (500, 500), shade) for shade in range(0, 250, 5)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def noise_picture(side: int) -> bytes:
    """A picture of nothing but grey noise."""
    return saved(Image.effect_noise((side, side), 100), "JPEG", quality=70)

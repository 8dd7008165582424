"""QR and bar codes of a page, decoded; what they say is data from the document, never followed."""

from __future__ import annotations

from typing import Any

from livingproof.readers.page import Code
from livingproof.readers.sheets import Picture
from livingproof.readers.visible import visible


def codes(picture: Picture, number: int, unit: float) -> tuple[Code, ...]:
    """The codes in a picture; `unit` is points per pixel."""
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, text_mode=zxingcpp.TextMode.Plain)
    kept = {
        (code.payload, code.symbology): code for code in (_code(item, number, unit) for item in found) if code.payload
    }
    return tuple(kept.values())


def _code(item: Any, number: int, unit: float) -> Code:
    corners = [getattr(item.position, name) for name in ("top_left", "top_right", "bottom_right", "bottom_left")]
    xs, ys = [corner.x * unit for corner in corners], [corner.y * unit for corner in corners]
    symbology = str(item.format).removeprefix("BarcodeFormat.").replace(" ", "")
    return Code(symbology, _plain(item.text), (min(xs), min(ys), max(xs), max(ys)), number)


def _plain(payload: str) -> str:
    """The payload without trailing NUL characters, made harmless to show."""
    return visible(payload.rstrip("\0")).strip()

"""Tesseract for single lines, where its data is installed; it is never needed and never downloaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from livingproof.readers.ocr.line import Line, Picture, Quad, extent

_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
"""Where Debian and Ubuntu, Fedora and Arch, a build of one's own and macOS keep the data."""

_HEIGHT = 48  # pixels of a line; taller ones are slower and not better read
_MARGIN = 10  # pixels around a line, without which first letters are lost
_PER_CENT = 100.0
_LATIN = "eng"
_HALF_TURN = 180
_MARKS_OF_DIRECTION = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


class Look(NamedTuple):
    """What Tesseract tells of some lines without reading them: upside down or not, and the script in its own word.

    `confidence` is that of the script, from 0 without an upper end. Measured on 33 pages in seven scripts, each in both
    ways: all 66 right; from 1.0 for every script but Korean, which shares its score with Chinese and Japanese.
    """

    upside_down: bool
    script: str
    confidence: float


def installed(names: Sequence[str]) -> tuple[str, ...]:
    """Those of some data names ("rus", "script/Greek") that are installed, in the same order."""
    folder = data_folder()
    if folder is None:
        return ()
    return tuple(name for name in names if Path(folder, f"{name}.traineddata").is_file())


def read(image: Picture, quad: Quad, data: str, *, latin: bool = True, growth: float = 0.0) -> Line:
    """The line inside a quad as Tesseract reads it, in logical order where it runs from right to left.

    `latin` lets it read English words in between; `growth` is the share of its height by which the box grows above and
    below, for marks that stand there.
    """
    both = f"{data}+{_LATIN}" if latin and installed((_LATIN,)) else data
    grey = strip(image, quad, growth)
    line = _read(grey, quad, _engine(both))
    return line if line.text else _read(grey, quad, _engine(both, raw=True))


def _read(grey: Any, quad: Quad, engine: Any) -> Line:
    engine.SetImageBytes(grey.tobytes(), grey.shape[1], grey.shape[0], 1, grey.shape[1])
    text = " ".join(engine.GetUTF8Text().split()).replace("\u00b5", "\u03bc")  # the micro sign for the letter mu
    text = text.translate(_MARKS_OF_DIRECTION)
    return Line(text, quad, max(0, engine.MeanTextConf()) / _PER_CENT if text else 0.0)


def strip(image: Picture, quad: Quad, growth: float = 0.0) -> Any:
    """The line inside a quad in grey, 48 pixels high, with a margin."""
    import cv2
    import numpy as np

    length, height = extent(quad)
    height *= 1 + 2 * growth
    width = max(1, round(length * _HEIGHT / max(1.0, height)))
    corners = np.array([(0, 0), (width, 0), (width, _HEIGHT), (0, _HEIGHT)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(_grown(quad, growth), np.float32), corners)
    line = cv2.warpPerspective(image, matrix, (width, _HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    grey = cv2.cvtColor(line, cv2.COLOR_RGB2GRAY)
    return cv2.copyMakeBorder(grey, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_REPLICATE)


def look(strips: Sequence[Any]) -> Look | None:
    """How some lines stand and their script, by all of them stacked to one picture; None without its data or an answer."""
    if not installed(("osd",)) or not strips:
        return None
    import numpy as np
    import tesserocr

    width = max(grey.shape[1] for grey in strips)
    padded = [np.pad(grey, ((0, 0), (0, width - grey.shape[1])), mode="edge") for grey in chain(strips, strips)]
    sheet = np.ascontiguousarray(np.vstack(padded))
    with tesserocr.PyTessBaseAPI(path=str(data_folder()), lang="osd", psm=tesserocr.PSM.OSD_ONLY) as engine:
        engine.SetVariable("debug_file", os.devnull)
        engine.SetImageBytes(sheet.tobytes(), sheet.shape[1], sheet.shape[0], 1, sheet.shape[1])
        found = engine.DetectOrientationScript()
    if not found:
        return None
    return Look(found["orient_deg"] == _HALF_TURN, str(found["script_name"]), float(found["script_conf"]))


def _grown(quad: Quad, growth: float) -> list[tuple[float, float]]:
    """The corners of a quad that reaches further above and below."""
    top_left, top_right, bottom_right, bottom_left = quad
    grown = []
    for near, far in (
        (top_left, bottom_left),
        (top_right, bottom_right),
        (bottom_right, top_right),
        (bottom_left, top_left),
    ):
        grown.append((near[0] + (near[0] - far[0]) * growth, near[1] + (near[1] - far[1]) * growth))
    return grown


@cache
def _engine(data: str, *, raw: bool = False) -> Any:
    """Tesseract with some data for single lines; `raw` takes the strip as it is, where no line of text is found in it."""
    import tesserocr

    kind = tesserocr.PSM.RAW_LINE if raw else tesserocr.PSM.SINGLE_LINE
    engine = tesserocr.PyTessBaseAPI(path=str(data_folder()), lang=data, psm=kind, oem=tesserocr.OEM.LSTM_ONLY)
    engine.SetVariable("debug_file", os.devnull)
    return engine


@cache
def data_folder() -> Path | None:
    """The folder with the data: TESSDATA_PREFIX as Tesseract itself understands it, else the usual ones."""
    prefix = os.environ.get("TESSDATA_PREFIX", "")  # noqa: TID251 - a setting of the library, not of this program
    given = (prefix, str(Path(prefix, "tessdata"))) if prefix else ()
    for folder in (*given, *_FOLDERS):
        if any(Path(folder).glob("*.traineddata")):
            return Path(folder)
    return None

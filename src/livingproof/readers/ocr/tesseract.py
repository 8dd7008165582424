"""Tesseract for single lines, where its data is installed; it is never needed and never downloaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

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
_SURE_SCRIPT = 1.0  # Tesseract's script score; a wrong script on stacked lines scores less


def installed(names: Sequence[str]) -> tuple[str, ...]:
    """Those of some data names ("rus", "script/Greek") that are installed, in the same order."""
    folder = _folder()
    if folder is None:
        return ()
    return tuple(name for name in names if Path(folder, f"{name}.traineddata").is_file())


def read(image: Picture, quad: Quad, data: str, *, latin: bool = True) -> Line:
    """The line inside a quad as Tesseract reads it; `latin` lets it read English words in between."""
    both = f"{data}+{_LATIN}" if latin and installed((_LATIN,)) else data
    engine = _engine(both)
    grey = strip(image, quad)
    engine.SetImageBytes(grey.tobytes(), grey.shape[1], grey.shape[0], 1, grey.shape[1])
    text = " ".join(engine.GetUTF8Text().split()).replace("\u00b5", "\u03bc")  # the micro sign for the letter mu
    return Line(text, quad, max(0, engine.MeanTextConf()) / _PER_CENT if text else 0.0)


def strip(image: Picture, quad: Quad) -> Any:
    """The line inside a quad in grey, 48 pixels high, with a margin."""
    import cv2
    import numpy as np

    length, height = extent(quad)
    width = max(1, round(length * _HEIGHT / max(1.0, height)))
    corners = np.array([(0, 0), (width, 0), (width, _HEIGHT), (0, _HEIGHT)], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(quad, np.float32), corners)
    line = cv2.warpPerspective(image, matrix, (width, _HEIGHT), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    grey = cv2.cvtColor(line, cv2.COLOR_RGB2GRAY)
    return cv2.copyMakeBorder(grey, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_REPLICATE)


def script_of(strips: Sequence[Any]) -> str | None:
    """The script of some lines, stacked to one picture, in Tesseract's word; None without its data or a clear answer."""
    if not installed(("osd",)) or not strips:
        return None
    import numpy as np
    import tesserocr

    width = max(grey.shape[1] for grey in strips)
    padded = [np.pad(grey, ((0, 0), (0, width - grey.shape[1])), mode="edge") for grey in chain(strips, strips)]
    sheet = np.ascontiguousarray(np.vstack(padded))
    with tesserocr.PyTessBaseAPI(path=str(_folder()), lang="osd", psm=tesserocr.PSM.OSD_ONLY) as engine:
        engine.SetImageBytes(sheet.tobytes(), sheet.shape[1], sheet.shape[0], 1, sheet.shape[1])
        found = engine.DetectOrientationScript()
    return str(found["script_name"]) if found and found["script_conf"] >= _SURE_SCRIPT else None


@cache
def _engine(data: str) -> Any:
    import tesserocr

    engine = tesserocr.PyTessBaseAPI(
        path=str(_folder()), lang=data, psm=tesserocr.PSM.SINGLE_LINE, oem=tesserocr.OEM.LSTM_ONLY
    )
    engine.SetVariable("debug_file", os.devnull)
    return engine


@cache
def _folder() -> Path | None:
    """The folder with the data: TESSDATA_PREFIX as Tesseract itself understands it, else the usual ones."""
    prefix = os.environ.get("TESSDATA_PREFIX", "")  # noqa: TID251 - a setting of the library, not of this program
    given = (prefix, str(Path(prefix, "tessdata"))) if prefix else ()
    for folder in (*given, *_FOLDERS):
        if any(Path(folder).glob("*.traineddata")):
            return Path(folder)
    return None

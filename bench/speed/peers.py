"""The same work done by other libraries in the same run: how many times our processor time they need.

Text layers: every sample with one. Recognition: the same pages drawn at 200 dots an inch, so that the text layer is the
truth that the words found are counted against.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image

from livingproof.catalogue.labels import squeeze
from livingproof.readers.paper import Paper

_DOTS = 200
_ROUNDS = 5

Engine = Callable[[bytes], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One engine: processor seconds a page (median), times ours, and the share of the words of the page that it found."""

    engine: str
    seconds: float
    ratio: float
    words: float


def text_layers(files: Sequence[Path]) -> list[Compared]:
    """Text with places from text layers."""
    contents = [path.read_bytes() for path in files]
    return _compared(_text_engines(), contents, [our_text(content) for content in contents], rounds=_ROUNDS)


def recognition(files: Sequence[Path]) -> list[Compared]:
    """Text from pictures of pages."""
    contents = [path.read_bytes() for path in files]
    return _compared(_ocr_engines(), [drawn(content) for content in contents], [our_text(one) for one in contents], 1)


def _compared(
    engines: Sequence[tuple[str, Engine]], contents: Sequence[bytes], truths: Sequence[str], rounds: int
) -> list[Compared]:
    spent: dict[str, list[float]] = {name: [] for name, _ in engines}
    found: dict[str, list[float]] = {name: [] for name, _ in engines}
    for _, engine in engines:
        engine(contents[0])  # models and tables are made once a process
    for content, truth in zip(contents, truths, strict=True):
        for name, engine in engines:
            text, seconds = min((_timed(engine, content) for _ in range(rounds)), key=lambda one: one[1])
            spent[name].append(seconds)
            found[name].append(share_of_words(text, truth))
    ours = median(spent[engines[0][0]])
    return [
        Compared(name, median(spent[name]), median(spent[name]) / ours, sum(found[name]) / len(found[name]))
        for name, _ in engines
    ]


def _timed(engine: Engine, content: bytes) -> tuple[str, float]:
    before, children = time.process_time(), _children()
    text = engine(content)
    return text, time.process_time() - before + _children() - children


def _children() -> float:
    import os

    spent = os.times()
    return spent.children_user + spent.children_system


def share_of_words(text: str, truth: str) -> float:
    """The share of the words of the truth, of three letters and more, that stand in the text; spaces are not counted."""
    letters = squeeze(text)
    words = [squeeze(word) for word in truth.split() if len(squeeze(word)) > 2]  # noqa: PLR2004 - shorter ones stand anywhere
    return sum(word in letters for word in words) / max(1, len(words))


def drawn(content: bytes) -> bytes:
    """The first page of a PDF as a PNG."""
    document = pypdfium2.PdfDocument(content)
    picture = document[0].render(scale=_DOTS / 72).to_pil()
    document.close()
    out = io.BytesIO()
    picture.convert("RGB").save(out, "PNG", dpi=(_DOTS, _DOTS))
    return out.getvalue()


def our_text(content: bytes) -> str:
    """Our own text layer: characters grouped into segments with boxes, sizes and turned text set apart."""
    with Paper(content) as paper:
        return " ".join(segment.text for segment in paper.text_page(1).segments)


def our_recognition(content: bytes) -> str:
    """Our own recognition: upright and deskewed first, every line with its box and script."""
    with Paper(content) as paper:
        return " ".join(segment.text for segment in paper.ocr_page(1).segments)


def _text_engines() -> list[tuple[str, Engine]]:
    engines: list[tuple[str, Engine]] = [
        ("livingproof", our_text),
        ("pypdf", _pypdf),
        ("pdfminer.six", _pdfminer),
        ("pdfplumber", _pdfplumber),
    ]
    return engines + ([("poppler pdftotext -bbox-layout", _poppler)] if shutil.which("pdftotext") else [])


def _pypdf(content: bytes) -> str:
    import pypdf

    return str(pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text())


def _pdfminer(content: bytes) -> str:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    page = next(iter(extract_pages(io.BytesIO(content), page_numbers=[0])))
    return " ".join(one.get_text() for one in page if isinstance(one, LTTextContainer))


def _pdfplumber(content: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        return " ".join(word["text"] for word in document.pages[0].extract_words())


def _poppler(content: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        command = ["pdftotext", "-l", "1", "-bbox-layout", file.name, "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own file


def _ocr_engines() -> list[tuple[str, Engine]]:
    return [("livingproof", our_recognition), *_rapid_engines(), *_tesseract_engines()]


def _rapid_engines() -> Iterator[tuple[str, Engine]]:
    from rapidocr import RapidOCR

    for name, turned in (("rapidocr, as it comes", True), ("rapidocr, lines not turned", False)):
        reader = RapidOCR(params={"Global.log_level": "error"})

        def read(content: bytes, reader: Any = reader, turned: bool = turned) -> str:  # noqa: FBT001 - bound to the engine
            picture = np.asarray(Image.open(io.BytesIO(content)))[:, :, ::-1]
            found = reader(np.ascontiguousarray(picture), use_det=True, use_cls=turned, use_rec=True)
            return " ".join(found.txts or ())

        yield name, read


def _tesseract_engines() -> Iterator[tuple[str, Engine]]:
    import tesserocr

    if "eng" not in tesserocr.get_languages()[1]:
        return
    reader = tesserocr.PyTessBaseAPI(lang="eng")

    def read(content: bytes) -> str:
        reader.SetImage(Image.open(io.BytesIO(content)))
        return str(reader.GetUTF8Text())

    yield "tesserocr, English", read

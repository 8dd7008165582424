"""Scripts that the first engine cannot read: found, read where the data is, and named where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from livingproof.readers.fonts import cjk_font
from livingproof.readers.ocr import scripts, tesseract
from livingproof.readers.ocr.reading import read_page
from livingproof.readers.page import Page
from tests.needs import needs
from tests.readers.making import A4

pytestmark = pytest.mark.slow
KOREAN = (
    "품질경영시스템 인증서",
    "한국주조공업 주식회사",
    "위 회사의 품질경영시스템이 다음의 규격에 적합함을 인증합니다",
    "인증범위: 자동차용 알루미늄 주조품의 설계, 개발 및 생산",
    "유효기간: 2024년 6월 1일",
)
NEEDED = ("osd", "kor", "eng")
LATIN = "Certificate number QM-2024-0815"


@cache
def page_of(lines: tuple[str, ...], font: str) -> Image.Image:
    picture = Image.new("RGB", (1200, 1700), "white")
    pen, face = ImageDraw.Draw(picture), ImageFont.truetype(font, 32)
    for row, text in enumerate(lines):
        pen.text((100, 100 + 110 * row), text, fill="black", font=face)
    return picture


def read(picture: Image.Image) -> Page:
    return read_page(np.asarray(picture), 1, A4)


def texts(page: Page) -> set[str]:
    return {segment.text for segment in page.segments}


@pytest.fixture
def no_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A folder without any data of Tesseract, and no other folder to look in."""
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(tesseract, "_FOLDERS", ())
    tesseract.data_folder.cache_clear()
    yield
    tesseract.data_folder.cache_clear()


@pytest.mark.parametrize(
    ("script", "package"),
    [
        ("Cyrillic", "tesseract-ocr-rus"),
        ("Greek", "tesseract-ocr-ell"),
        ("Hangul", "tesseract-ocr-kor"),
        ("Thai", "tesseract-ocr-tha"),
        ("Arabic", "tesseract-ocr-ara"),
        ("Devanagari", "tesseract-ocr-hin"),
    ],
)
def test_every_script_names_the_package_with_its_data(script: str, package: str) -> None:
    assert scripts.package(script) == package


def korean() -> Image.Image:
    font = cjk_font()
    assert font is not None
    return page_of((*KOREAN, LATIN), str(font))


@pytest.mark.usefixtures("no_data")
def test_without_data_the_lines_stay_open_and_latin_ones_are_read() -> None:
    page = read(korean())
    assert page.unread_scripts == (scripts.UNKNOWN,)
    assert LATIN in texts(page)
    assert page.turned == 0


@needs(tesseract.installed(("osd",)), "tesseract-ocr-osd")
def test_a_script_that_is_told_but_not_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    known = tesseract.installed
    monkeypatch.setattr(tesseract, "installed", lambda names: tuple(n for n in known(names) if n == "osd"))
    assert read(korean()).unread_scripts == ("Hangul",)


@needs(tesseract.installed(NEEDED) == NEEDED, "tesseract-ocr-kor, -eng and -osd")
@pytest.mark.parametrize("turned", [0, 180])
def test_korean_is_read_beside_latin_whichever_way_the_page_lies(turned: int) -> None:
    page = read(korean().rotate(turned))
    assert page.turned == turned
    assert page.unread_scripts == ()
    assert {*KOREAN, LATIN} <= texts(page)

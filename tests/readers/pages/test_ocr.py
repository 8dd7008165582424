"""OCR: the same words from a picture of the page, however it lies."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from livingproof.core.terms import Source
from livingproof.readers.ocr import scripts, tesseract
from livingproof.readers.ocr.line import Engine
from livingproof.readers.ocr.paddle import Paddle
from livingproof.readers.page import Page
from livingproof.readers.paper import Paper
from tests.needs import needs
from tests.readers.making import A4, certificate, patch, pdf, rendered, saved, shown, words

pytestmark = pytest.mark.slow
EXPECTED = ("Northwind Castings Limited", "ISO 9001:2015", "QM-2024-0815", "31 May 2027")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
RUSSIAN = (
    "СЕРТИФИКАТ СООТВЕТСТВИЯ",
    "Система менеджмента качества",
    "применительно к производству отливок",
    "Дата выдачи: 01.06.2024",
)


@cache
def scan(dpi: int = 150) -> Image.Image:
    return rendered(pdf(certificate()), dpi)


def read(picture: Image.Image, quality: int = 90) -> Page:
    with Paper(saved(picture, quality=quality)) as paper:
        return paper.ocr_page(1)


def texts(page: Page) -> list[str]:
    return [segment.text for segment in page.segments]


def missing(page: Page) -> set[str]:
    return set(EXPECTED) - set(texts(page))


def test_a_scan_is_read_with_places_in_points() -> None:
    page = read(scan())
    assert not missing(page)
    (holder,) = [segment for segment in page.segments if segment.text == EXPECTED[0]]
    assert holder.source is Source.OCR
    assert holder.confidence > 0.95
    assert holder.box[0] == pytest.approx(170, abs=5)
    assert holder.box[1] < 198 < holder.box[3]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_read_upright(turned: int) -> None:
    page = read(scan().rotate(turned, expand=True))
    assert page.turned == turned  # the picture was turned the other way round
    assert not missing(page)
    assert (page.width, page.height) == pytest.approx(A4, abs=1)
    assert next(s for s in page.segments if s.text == EXPECTED[0]).box[0] == pytest.approx(170, abs=6)


def test_a_page_that_leans_is_straightened() -> None:
    page = read(scan().rotate(-3, fillcolor="white", resample=Image.Resampling.BICUBIC))
    assert page.skew == pytest.approx(3, abs=0.4)
    assert not missing(page)
    label, value = (next(s for s in page.segments if s.text == text) for text in ("Date of expiry:", "31 May 2027"))
    assert label.box[1] == pytest.approx(value.box[1], abs=3)


def test_a_small_picture_from_the_web_is_read() -> None:
    assert not missing(read(scan(75), quality=60))


def test_the_words_in_a_logo_are_read_beside_a_text_layer() -> None:
    logo = rendered(pdf(words("ACCREDITED BODY 0042", 60, 100, 30)), 100).crop((60, 90, 600, 160))
    content = pdf(certificate() + shown(400, 20, 560, 40), picture=logo)
    with Paper(content) as paper:
        assert texts(paper.ocr_regions(1)) == ["ACCREDITED BODY 0042"]
        assert paper.ocr_regions(1) is paper.ocr_regions(1)


def test_the_words_in_a_background_are_read_where_the_layer_has_none() -> None:
    background = rendered(pdf(words("Magnitude Certification Services", 90, 640, 16)), 150)
    with Paper(pdf(shown(0, 0, *A4) + certificate(), picture=background)) as paper:
        assert paper.text_page(1).layer == "partial"
        assert texts(paper.ocr_regions(1)) == ["Magnitude Certification Services"]


def test_a_page_without_a_text_layer_has_no_regions() -> None:
    with Paper(saved(scan())) as paper:
        assert paper.ocr_regions(1).segments == ()


def test_a_watermark_is_kept_apart() -> None:
    drawn = pdf(certificate() + words("SPECIMEN", 150, 720, 60, turned=315))
    page = read(rendered(drawn, 150))
    assert [segment.text for segment in page.oblique] == ["SPECIMEN"]
    assert "SPECIMEN" not in texts(page)


def test_a_line_with_a_wide_blank_is_two_segments() -> None:
    found = texts(
        read(
            rendered(
                pdf(certificate() + words("Issued: 1 June 2024", 90, 520) + words("Valid: 31 May 2027", 250, 520)), 150
            )
        )
    )
    assert "Issued: 1 June 2024" in found
    assert "Valid: 31 May 2027" in found


def test_white_print_on_a_dark_ground_is_read() -> None:
    dark = (
        patch(80, 500, 500, 540, "0 0 .4")
        + "1 g "
        + words("Certificate of Approval", 100, 527, 20).replace(" 0 g ", " 1 g ")
    )
    assert "Certificate of Approval" in texts(read(rendered(pdf(certificate() + dark), 150)))


def test_an_empty_page_has_no_segments() -> None:
    page = read(Image.new("RGB", (600, 800), "white"))
    assert page.segments == ()
    assert (page.turned, page.skew) == (0, 0.0)


def test_the_engine_has_one_method() -> None:
    engine: Engine = Paddle()
    lines = engine.recognise(np.asarray(scan()))
    assert EXPECTED[0] in {line.text for line in lines}


def cyrillic() -> Image.Image:
    picture = Image.new("RGB", (1000, 700), "white")
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(DEJAVU), 30)
    for row, text in enumerate((*RUSSIAN, "Certificate number QM-2024-0815")):
        pen.text((60, 60 + 90 * row), text, fill="black", font=font)
    return picture


@needs(DEJAVU.exists(), "fonts-dejavu-core")
def test_a_script_without_data_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_FOLDERS", ())
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    tesseract.data_folder.cache_clear()
    try:
        page = read(cyrillic())
    finally:
        tesseract.data_folder.cache_clear()
    assert page.unread_scripts in {("Cyrillic",), (scripts.UNKNOWN,)}
    assert "Certificate number QM-2024-0815" in texts(page)
    assert scripts.package("Cyrillic") == "tesseract-ocr-rus"


@needs(DEJAVU.exists() and tesseract.installed(("rus",)), "tesseract-ocr-rus and fonts-dejavu-core")
def test_lines_in_cyrillic_are_read_beside_latin_ones() -> None:
    page = read(cyrillic())
    assert page.unread_scripts == ()
    assert set(RUSSIAN) <= set(texts(page))
    assert "Certificate number QM-2024-0815" in texts(page)

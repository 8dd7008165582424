"""Product papers: which one a page is, and what it says, in several languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from livingproof.catalogue import load
from livingproof.catalogue.paper_words import paper_words
from livingproof.core.claim import PaperRef
from livingproof.core.terms import DocumentKind, Source
from livingproof.readers.fields.assemble import assemble
from livingproof.readers.fields.knowledge import knowledge_of
from livingproof.readers.fields.layout import lay_out
from livingproof.readers.page import Page, Segment
from livingproof.readers.papers import read_paper

ROWS = yaml.safe_load((Path(__file__).parent / "papers.yaml").read_text(encoding="utf-8"))
SIZE, BIG, LEFT = 10.0, 20.0, 60.0


def page_of(text: str) -> Page:
    segments = []
    top = 60.0
    for line in text.strip().splitlines():
        size = BIG if line.startswith("^") else SIZE
        words = line.lstrip("^").strip()
        width = sum(size * (1.0 if ord(character) >= 0x2E80 else 0.5) for character in words)
        box = (LEFT, top, LEFT + width, top + size)
        segments.append(Segment(words, box, size, Source.TEXT_LAYER, 1.0, 1))
        top += size * 1.8
    return Page(1, 595.0, 842.0, tuple(segments), layer="good")


def paper_on(text: str, kind: DocumentKind) -> PaperRef | None:
    known = knowledge_of(load())
    sheets = (lay_out(page_of(text), known.labels),)
    return read_paper(sheets, assemble(sheets, (), known), kind)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_a_paper_says_what_it_is_and_whose(row: dict[str, Any]) -> None:
    paper = paper_on(row["page"], DocumentKind(row["kind"]))
    assert paper is not None
    for name, value in row["say"].items():
        found = getattr(paper, name)
        assert (list(found) if isinstance(found, tuple) else found) == value, name


def test_a_certificate_of_a_system_is_no_product_paper() -> None:
    assert paper_on(ROWS[0]["page"], DocumentKind.MS_CERTIFICATE) is None


def test_a_page_that_names_no_paper_is_none() -> None:
    assert paper_on("^Award of the year\nAlpha Gears Ltd", DocumentKind.AWARD) is None


def test_a_general_name_without_a_sign_says_too_little() -> None:
    assert paper_on("^CERTIFICATE OF COMPLIANCE\nAlpha Gears Ltd", DocumentKind.PRODUCT_CERTIFICATE) is None


def test_a_year_of_a_directive_is_no_number_of_a_notified_body() -> None:
    page = "^EU TYPE-EXAMINATION CERTIFICATE\nNotified Body: House of Test, Directive 2014/34/EU"
    paper = paper_on(page, DocumentKind.PRODUCT_CERTIFICATE)
    assert paper is not None
    assert paper.body_number is None


def test_every_paper_that_is_recognised_stands_in_the_catalogue() -> None:
    assert set(paper_words().order) <= set(load().papers)

"""Misspelt words of the form: found in good text layers, never in pictures, names or scopes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from livingproof.catalogue.labels import label_table
from livingproof.catalogue.spelling import fixed_words
from livingproof.core.claim import Claim, stated
from livingproof.core.terms import Source
from livingproof.readers.fields.layout import lay_out
from livingproof.readers.fields.spelling import misspelt
from livingproof.readers.page import Page

Maker = Callable[..., Page]
SHEET = """
^30 > CERTIFICATE OF REGISTRATION
> This is to certify that the {words} of
^18 > Northwind Castings Limited
> has been verified and found to fulfil the requirements of the first edition of
^18 > ISO 9001:2015
@60 Certificate No.: QM-2024-0815
"""


def found(page: Page, claim: Claim | None = None) -> list[str]:
    return [quote for _, quote in misspelt([lay_out(page, label_table())], claim or Claim(), [page])]


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("Quality Managment System", "Managment → management"),
        ("Intemational Quality System", "Intemational → international"),
        ("Quality Management Sytem", "Sytem → system"),
        ("Certifcation", "Certifcation → certification"),
    ],
)
def test_a_misspelt_word_of_the_form_is_told_with_the_word_expected(page_of: Maker, words: str, quote: str) -> None:
    assert found(page_of(SHEET.format(words=words))) == [quote]


@pytest.mark.parametrize(
    "words",
    [
        "Quality Management System",
        "Sistema de gestión de la calidad, norma internacional",
        "Système de management de la qualité, certificat",
        "kwaliteitsmanagementsysteem, standaard",
        "Enterprise Systems",
    ],
)
def test_right_words_of_any_language_are_not_told(page_of: Maker, words: str) -> None:
    assert found(page_of(SHEET.format(words=words))) == []


def test_recognition_of_pictures_confuses_letters_by_itself(page_of: Maker) -> None:
    assert found(page_of(SHEET.format(words="Intemational Quality System"), source=Source.OCR)) == []


def test_names_and_scopes_may_be_spelled_at_will(page_of: Maker) -> None:
    page = page_of(SHEET.format(words="Quality Managment System"))
    assert found(page, Claim(holder_name=stated("Managment Consultants Ltd"))) == []
    assert found(page, Claim(scope=stated("Quality managment software"))) == []


def test_a_font_that_loses_its_ligatures_is_no_misspelling(page_of: Maker) -> None:
    page = page_of("^30 > Certifcate of Registration\n@60 Management System\n@60 ISO 9001:2015")
    assert found(page) == []


def test_a_misspelt_word_is_told_once(page_of: Maker) -> None:
    page = page_of("Managment System\nManagment System")
    assert found(page) == ["Managment → management"]


def test_no_fixed_word_is_one_wrong_letter_of_another(page_of: Maker) -> None:
    text = "\n".join(f"{word} Certificate Management System" for word in fixed_words().values())
    assert found(page_of(text)) == []

"""A letter that the language of the page lacks is read as the one it has; pages of other languages stay as they are."""

from __future__ import annotations

import pytest

from livingproof.catalogue.labels import label_table
from livingproof.core.terms import Source
from livingproof.readers.fields.layout import lay_out
from livingproof.readers.page import Page, Segment

TURKISH = ("Belgelendirme Kuruluşu", "İşbu belge ile", "Değerlendirme sonucu", "ışık ve ısı sistemleri")


def texts(*rows: str, source: Source = Source.OCR) -> list[str]:
    """The lines of a page with these rows."""
    segments = tuple(
        Segment(row, (50, 50 + 20 * at, 50 + 6 * len(row), 62 + 20 * at), 12, source, 0.95, 1)
        for at, row in enumerate(rows)
    )
    return [line.text for line in lay_out(Page(1, 595, 842, segments), label_table()).lines]


def test_a_czech_letter_on_a_turkish_page_is_the_turkish_one() -> None:
    assert texts(*TURKISH, "EČITIM ANONIM ŞIRKETI")[-1] == "EĞITIM ANONIM ŞIRKETI"


def test_a_text_layer_is_never_changed() -> None:
    assert texts(*TURKISH, "EČITIM", source=Source.TEXT_LAYER)[-1] == "EČITIM"


@pytest.mark.parametrize(
    "rows",
    [
        ("Certificate of Registration", "Čapek Works Ltd"),  # no language is told
        ("Osvědčení o řízení jakosti", "Příloha úřední měření", "Čapek a syn"),  # Czech has the letter
        (*TURKISH, "Příloha řízení měření ředitel", "Čapek Makina"),  # two languages are told
    ],
)
def test_the_letter_stays_where_it_may_be_right(rows: tuple[str, ...]) -> None:
    assert texts(*rows)[-1] == rows[-1]

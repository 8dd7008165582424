"""Words are written in one script, whatever letters look alike."""

from __future__ import annotations

import pytest

from livingproof.readers.ocr.lookalikes import in_one_script


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("QМS-2024", "QMS-2024"),  # a Cyrillic М among Latin letters
        ("РС2024.0815", "PC2024.0815"),  # a number of lookalikes only is typed in Latin letters
        ("СЕPТИФИКАТ", "СЕРТИФИКАТ"),  # a Latin P in a Cyrillic word
        ("РОСС", "РОСС"),  # a word without digits stays as it was read
        ("ИСМ0815", "ИСМ0815"),
        ("ΕΛΟΤ EN ISO 9001:2015", "ΕΛΟΤ EN ISO 9001:2015"),
        ("Аpt", "Apt"),
    ],
)
def test_a_word_is_written_in_one_script(read: str, meant: str) -> None:
    assert in_one_script(read) == meant

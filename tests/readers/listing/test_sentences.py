"""Every sentence of the table is read as it says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cases import shipped

from livingproof.core.mention import Mention, Topic
from livingproof.readers.listing import read_listing

TABLE: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("sentences.yml").read_text(encoding="utf-8")
)
ROWS = [
    pytest.param(row["text"], row["says"], id=f"{part}: {row['text'][:60]}")
    for part, rows in TABLE.items()
    for row in rows
]


def told(mention: Mention) -> str:
    """A mention as the table writes it."""
    meaning = mention.mark or "-"
    if mention.standard:
        meaning = (
            f"{mention.standard.standard}{':' if mention.standard.edition else ''}{mention.standard.edition or ''}"
        )
    details = {
        "body": mention.body,
        "number": mention.number,
        "issued": mention.issued_on,
        "expires": mention.expires_on,
    }
    notes = [
        *(["corrected"] if mention.corrected else []),
        *(f"{name}={value}" for name, value in details.items() if value),
        *(misuse.value for misuse in mention.misuses),
    ]
    return " ".join([mention.topic.value, mention.stance.value, meaning, *notes])


@pytest.mark.parametrize(("text", "says"), ROWS)
def test_a_sentence_says_what_the_table_says(text: str, says: list[str]) -> None:
    assert [told(mention) for mention in read_listing(text, shipped())] == says


def test_the_table_is_large_and_holds_what_says_nothing() -> None:
    assert len(ROWS) >= 120
    assert sum(not row.values[1] for row in ROWS) >= 10


def test_every_standard_keeps_the_words_of_the_text() -> None:
    (mention,) = read_listing("we hold ISO9001-2000 since long", shipped())
    assert mention.topic is Topic.STANDARD
    assert mention.standard is not None
    assert mention.standard.as_printed == mention.text == "ISO9001-2000"

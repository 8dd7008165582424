"""One point is open, two points are open: words that depend on a number, in each language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from livingproof.catalogue.words import (
    CHECKS,
    FOLDER,
    LANGUAGES,
    NUMBERED,
    Sentences,
    fill,
    joined,
    pattern,
    show,
    terms,
)

FILES = [*sorted(CHECKS.rglob("words.*.yml")), *sorted(FOLDER.glob("terms.*.yml"))]
COUNTED = {
    "en": r"\{\w+\} (?:days|years|pages|points|questions|saves|sites|addresses|people|verdicts|things)\b",
    "de": r"\{\w+\} (?:Tage|Jahre|Seiten|Punkte|Fragen|Speicherungen|Anschriften|Personen|Ergebnisse)\b",
    "es": r"\{\w+\} (?:días|años|páginas|puntos|preguntas|guardados|direcciones|personas|resultados)\b",
}
NEVER_ONE = re.compile(
    r"\{(?:days|sites)\} (?:days, within|Tage, innerhalb|días, dentro|sites|emplazamientos|Standorte)|\{in_file\}"
)
"""The term of a certificate is never one day, and several sites are told only of several."""


def test_one_is_told_otherwise_than_two() -> None:
    assert fill("{n} <n:point is|points are> open", n=1) == "1 point is open"
    assert fill("{n} <n:point is|points are> open", n=2) == "2 points are open"
    assert Sentences("{days} <days:day|days>").told({"days": 1}).text == "1 day"
    assert Sentences("{days} <days:Tag|Tage>").told({"days": 0}, "de").text == "0 Tage"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_counts_its_points(language: str) -> None:
    sentence = terms(language)["headlines"]["CONFIRMED_WITH_LIMITS"]["sentence"]
    one, two = (fill(sentence, register="X", open_count=count) for count in (1, 2))
    assert "<" not in one + two
    assert one.replace("1", "2") != two or language == "zh"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}/{path.parent.name}/{path.name}")
def test_a_counted_word_is_told_in_both_numbers(path: Path) -> None:
    language = path.name.split(".")[1]
    text = path.read_text(encoding="utf-8")
    yaml.safe_load(text)
    for line in text.splitlines():
        found = re.search(COUNTED.get(language, r"(?!)"), NUMBERED.sub("", line))
        assert not found or NEVER_ONE.search(line), line
        for name in (word.group(1) for word in NUMBERED.finditer(line)):
            assert f"{{{name}}}" in line or name in {"days", "open_count", "count"}, line


def test_a_list_whose_items_hold_commas_is_kept_apart_by_semicolons() -> None:
    assert joined(["a", "b"]) == "a, b"
    assert joined(["a, b", "c"]) == "a, b; c"
    assert joined(["甲、乙", "丙"], "zh") == "甲、乙；丙"


def test_parts_that_one_side_does_not_name_are_not_told() -> None:
    assert show({"city": "absent", "number": "same"}) == "number: same"
    assert show({"city": "absent"}) == "not stated"


def test_a_pattern_names_its_facts_and_shows_no_braces() -> None:
    told = pattern("It ended on {ended_on}[, {days} <days:day|days> ago].")
    assert told == "It ended on <ended on>, <days> days ago."
    assert "{" not in pattern("Bis {expires_on}.", "de")

"""Every reason has words and something to do, in every language of the pages, with the same facts."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from livingproof.app.front import words
from livingproof.app.kit import reasons
from livingproof.core.system.machine import Blocked

SOURCES = [Path("src/livingproof/app/kit"), Path("src/livingproof/core/system")]
LANGUAGES = pytest.mark.parametrize("language", reasons.SPOKEN)


def codes() -> set[str]:
    """Every code that stands in a `Blocked(...)` or a `Mark(...)` of the kernel and the pure rules."""
    found = set()
    for folder in SOURCES:
        for path in folder.rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= set(re.findall(r'Blocked\(\s*"(\w+)"', text)) | set(
                re.findall(r'Mark\(-?\d+, Teller\.\w+, "(\w+)"', text)
            )
    return found


@LANGUAGES
def test_every_reason_has_words_in_every_language(language):
    assert codes() - reasons.words(language).keys() == set()


@LANGUAGES
def test_words_use_the_same_facts_in_every_language(language):
    english, there = reasons.words("en"), reasons.words(language)
    for code in english.keys() & there.keys():
        for part in ("text", "todo"):
            assert _facts(there[code][part]) <= _facts(english[code]["text"]) | _facts(english[code]["todo"]), code
            assert there[code][part].strip()


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_a_reason_without_words_is_shown_by_its_code_and_a_missing_fact_by_its_name():
    assert reasons.told(Blocked("never_heard_of")).text == "never heard of"
    assert reasons.told(Blocked("role_missing")).text == "This act needs one of these roles: needed."


def test_a_reason_names_persons_by_name_and_fields_by_label(cast):
    from tests.app.demo.kind import REMARKS

    told = reasons.told(Blocked("not_filled", {"field": "due_on"}), REMARKS, "de")
    assert told.text == "„due“ ist nicht ausgefüllt."
    assert reasons._shown("person", str(cast.ana.pk), None, "en") == "Ana"


def test_a_reason_tells_roles_stages_and_meanings_in_the_readers_language():
    told = reasons.told(Blocked("role_missing", {"needed": ("quality_manager", "party")}), None, "de")
    assert told.text == "Diese Handlung braucht eine dieser Rollen: Qualitätsleitung, andere Partei."
    stage = reasons.told(Blocked("wrong_stage", {"stage": "triaged", "needed": ("contained",)}), None, "zh-hans").text
    assert "已分级" in stage
    assert "triaged" not in stage


def test_what_is_owed_is_told_in_the_language_of_the_page_and_free_text_as_it_was_written():
    assert words.owed("triage it", "de") == "einstufen"
    assert words.owed("Propose the cause", "de") == "Ursache vorschlagen"
    assert words.owed("Change the filter of line 2", "de") == "Change the filter of line 2"
    late = reasons.told(Blocked("overdue", {"what": "triage it", "due_on": "2026-03-01", "number": "NC-1"}), None, "de")
    assert "einstufen" in late.text

"""The compiled form says exactly what the human-edited files say."""

from __future__ import annotations

import pickle

from livingproof.catalogue import compiled, load, tables
from livingproof.catalogue.files import read_shipped
from livingproof.catalogue.names import legal_forms
from livingproof.catalogue.products import families, wording


def test_the_shipped_files_have_no_problems() -> None:
    assert [str(problem) for problem in read_shipped().problems] == []


def test_the_compiled_files_agree_with_the_files_they_are_made_from() -> None:
    assert compiled.stale() == [], "run `livingproof catalogue build`"


def test_every_table_is_shipped() -> None:
    read = read_shipped().tables
    assert {name: len(rows) for name, rows in tables().items() if name in read} == {
        name: len(rows) for name, rows in read.items()
    }


def test_words_come_back_as_they_were() -> None:
    assert compiled.unpack(compiled.pack(inner := next(iter(wording().by_language.values())))) == inner
    assert load().wording.by_language == wording().by_language
    assert load().wording.legal_forms == legal_forms()


def test_families_are_read_when_they_are_looked_into_and_survive_a_journey() -> None:
    facts = load()
    assert dict(facts.families) == dict(families())
    assert dict(pickle.loads(pickle.dumps(facts.families))) == dict(families())  # noqa: S301 - our own bytes

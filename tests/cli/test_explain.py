"""Explaining: a code, a check, the principles; in every language; a slip is met with suggestions."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from livingproof.catalogue.principles import principles
from livingproof.catalogue.words import LANGUAGES, pattern, words_of
from livingproof.cli.commands import app
from livingproof.cli.render.vocabulary import vocabulary
from livingproof.core.checks import every_check

CHECKS = {check.id for check in every_check()}


def explained(*words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["explain", *words])
    assert done.exit_code == status, done.output
    return " ".join(done.output.split())


def test_alone_it_lists_every_check_under_its_family() -> None:
    told = explained()
    assert all(f" {check} " in told for check in CHECKS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("check", sorted(CHECKS))
def test_every_check_is_explained_in_every_language(check: str, language: str) -> None:
    told = explained(check, "--language", language)
    assert " ".join(words_of(check, language).question.split()) in told
    (asked,) = (one for one in every_check() if one.id == check)
    assert all(reason.code in told for reason in asked.reasons)


def test_a_code_is_explained_with_its_check_grade_and_words() -> None:
    told = explained("expired")
    assert "Given by: date.expiry." in told
    assert "Grade: does not fit" in told
    assert words_of("date.expiry").reasons["EXPIRED"].innocent in told
    assert "valid until <valid until>: <days> days" in told
    assert "Source of the rule: ISO/IEC 17021-1" in told


def test_a_code_of_several_checks_names_each() -> None:
    told = explained("SCOPE_MISSING")
    assert "scope.product" in told
    assert "scope.words" in told


def test_a_code_that_every_check_may_give_says_so() -> None:
    assert "Every check may give it" in explained("NOT_APPLICABLE")


def test_a_slip_is_met_with_suggestions() -> None:
    assert "EXPIRED" in explained("expird", status=2)
    assert "site.listed" in explained("site.lsted", status=2)


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    assert "en, de, zh, es" in explained("EXPIRED", "--language", "fr", status=2)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_seven_principles_are_named_in_every_language(language: str) -> None:
    told = explained("principles", "--language", language)
    assert len(principles().principles) == 7
    assert all(principle.name[language] in told for principle in principles().principles.values())


def test_every_check_serves_a_principle_and_every_principle_names_checks_that_exist() -> None:
    served = [check for principle in principles().principles.values() for check in principle.checks]
    assert sorted(served) == sorted(CHECKS)


def test_every_record_that_serves_a_principle_has_a_name_in_every_language() -> None:
    held = principles()
    for principle in held.principles.values():
        assert all(set(held.records[record]) == set(LANGUAGES) for record in principle.records)
        assert set(principle.name) == set(principle.serves) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", vocabulary())
def test_every_word_of_a_verdict_is_explained_in_every_language(word: str, language: str) -> None:
    told = explained(word, "--language", language)
    assert told.lower().startswith(word.lower())
    assert len(told) > len(word) + 10
    assert not re.search(r"[{}]", told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_explanation_shows_braces(language: str) -> None:
    assert not re.search(r"[{}\[\]|]", explained("EXPIRED", "--language", language))
    for check in CHECKS:
        for sentences in words_of(check, language).reasons.values():
            for part in sentences.__slots__:
                assert not re.search(r"[{}\[\]|]", pattern(getattr(sentences, part), language)), (check, part)


def test_a_slip_in_a_headline_is_met_with_suggestions() -> None:
    assert "NOT_CONFIRMED" in explained("NOT_CONFIRMD", status=2)

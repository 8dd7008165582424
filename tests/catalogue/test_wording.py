"""Wording: no generated sentence accuses, promises or shows the program's insides, in any language, whatever stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.cases import case_of, claim_of, purchase_of
from tests.checks.test_truth_tables import table
from tests.worlds.test_worlds import WORLD, changed

from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.catalogue.words import LANGUAGES, QUOTED, Sentences, beliefs, phrase, show, terms, words_of
from livingproof.cli.examples import FOLDER
from livingproof.core.check import Plain
from livingproof.core.checks import every_check
from livingproof.core.determination import determine
from livingproof.core.statement import statement_of
from livingproof.core.terms import Grade
from livingproof.core.verdict import Verdict
from livingproof.verify import Question, verify
from livingproof.verify.records import lookup_from
from livingproof.verify.telling import tell

RULES: dict[str, Any] = yaml.load(
    (Path(__file__).parent / "wording.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)
PARTS = ("text", "innocent", "next", "supplier", "body")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
INSIDE = re.compile(r"\b[a-z]+_[a-z_]+\b|\b[A-Z]+_[A-Z_]+\b|\bNone\b|\bTrue\b|\bFalse\b|<class|\{\w*\}")
QUOTATION = re.compile(r"“[^“”]*”|„[^„“]*“|«[^«»]*»|「[^「」]*」|\"[^\"]*\"")
SENTENCE_END = re.compile(r"(?<=[.?!])\s+|(?<=[。？！])|\n")
PLAIN_ENGLISH = ("why", "how", "trust", "area", "coverage", "level", "operator", "window", "state", "kind")
"""Facts that hold phrases of the program itself."""

VALUES: dict[str, Plain] = {"neutral": "X1", "missing": None, "hostile": "{0} %s <b>\u202e", "list": ("X1", "X2")}
SENTENCES = [
    pytest.param(language, check.id, id=f"{language}: {check.id}") for language in LANGUAGES for check in every_check()
]


def faults(sentence: str, language: str) -> list[str]:
    """What is wrong with a sentence of ours; what stands between quotation marks is not ours."""
    own = QUOTATION.sub("…", sentence)
    found = [
        word for word in (*RULES["forbidden"]["every"], *RULES["forbidden"][language]) if forbidden(word, language, own)
    ]
    found += [f"shows {hit.group()}" for hit in INSIDE.finditer(own)]
    found += ["two spaces"] if "  " in sentence else []
    found += [f"odd quotes {pair}" for pair in RULES["quotes"] if unbalanced(pair, sentence)]
    return found


def forbidden(word: str, language: str, text: str) -> bool:
    pattern = word if language in RULES["letters_that_count_as_words"] else rf"\b(?:{word})\b"
    return re.search(pattern, text, re.IGNORECASE) is not None


def unbalanced(pair: str, sentence: str) -> bool:
    opening, closing = pair
    if pair == "“”" and "„" in sentence:
        return False
    if pair == "„“" and "„" not in sentence:
        return False
    return sentence.count(opening) != sentence.count(closing)


def length(sentence: str, language: str) -> int:
    return len(sentence) if language in RULES["letters_that_count_as_words"] else len(sentence.split())


@pytest.mark.parametrize(("language", "check"), SENTENCES)
def test_no_sentence_accuses_promises_or_shows_insides(language: str, check: str) -> None:
    for code, reason in words_of(check, language).reasons.items():
        names = {name for part in PARTS for name in PLACEHOLDER.findall(getattr(reason, part))}
        for kind, value in VALUES.items():
            told = reason.told(dict.fromkeys(names, value), language)
            for part in PARTS:
                said = getattr(told, part)
                if kind == "hostile":
                    said = said.replace(show(value, language), "X1")
                assert not faults(said, language), (code, part, said)


@pytest.mark.parametrize(("language", "check"), SENTENCES)
def test_every_sentence_is_short_enough_to_read_once(language: str, check: str) -> None:
    for code, reason in words_of(check, language).reasons.items():
        for part in PARTS:
            for sentence in SENTENCE_END.split(getattr(reason, part)):
                said = PLACEHOLDER.sub("X1", sentence)
                assert length(said, language) <= RULES["longest"][language], (code, sentence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fail_says_what_was_compared_and_can_be_innocent_and_has_a_next_step(language: str) -> None:
    for check in every_check():
        for reason in check.reasons:
            told = words_of(check.id, language).reasons[reason.code]
            if reason.grade is Grade.FAIL:
                assert PLACEHOLDER.search(told.text), (check.id, reason.code)
            if reason.grade in {Grade.FAIL, Grade.WARN, Grade.UNDETERMINED} and reason.code != "TERM_ONE_YEAR":
                assert told.innocent, (check.id, reason.code)
                assert told.next, (check.id, reason.code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terms_accuse_nobody(language: str) -> None:
    for place, said in leaves(terms(language)):
        sentence = PLACEHOLDER.sub("X1", said)
        assert not [fault for fault in faults(sentence, language) if not fault.startswith("shows")], place


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from leaves(entry, f"{place}.{key}")
    else:
        yield place, str(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_no_certificate_proves_is_told_in_every_language(language: str) -> None:
    told = dict(beliefs(language))
    assert set(told) == set(beliefs("en"))
    assert told.pop("not_told") == beliefs("en")["not_told"]
    assert {*told, *beliefs("en")["not_told"]} == {row.id for row in load().misconceptions}
    for row in told.values():
        assert set(row) == {"belief", "reality", "ask_instead"}
        assert not [fault for said in row.values() for fault in faults(said, language)]


def test_a_fact_in_chinese_letters_stands_without_blanks_and_a_quoted_blank_stays() -> None:
    sentence = Sentences("该文件写明 {name} 为颁发方。")
    assert sentence.told({"name": "SGS"}, "zh").text == "该文件写明 SGS 为颁发方。"
    assert sentence.told({"name": "认可 机构"}, "zh").text == "该文件写明认可 机构为颁发方。"


@cache
def findings_of_the_truth_tables() -> tuple[Any, ...]:
    return tuple(determine(case_of(row), [check], 0.8)[0] for check in every_check() for row in table(check))


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_phrase_of_the_program_is_told_in_the_language(language: str) -> None:
    left = {
        value
        for finding in findings_of_the_truth_tables()
        for name in PLAIN_ENGLISH
        if isinstance(value := finding.facts.get(name), str)
        and name not in QUOTED
        and re.search(r"[a-z]{3,} [a-z]{2,}", value)
        and phrase(value, language) == value
    }
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_truth_tables_say_shows_no_insides(language: str) -> None:
    for finding in findings_of_the_truth_tables():
        if "instead_of" in finding.facts:
            continue
        told = (
            words_of(finding.check, language)
            .reasons[finding.code]
            .told({"as_of": date(2026, 11, 21), **finding.facts}, language)
        )
        assert not [fault for fault in faults(told.text, language) if fault.startswith("shows") and "_" in fault] or {
            "field",
            "fields",
        } & set(finding.facts), told.text


@cache
def verdicts_of_the_worlds() -> tuple[Verdict, ...]:
    facts = load(FOLDER / "catalogue")
    found = []
    for row in WORLD["worlds"]:
        base = {key: WORLD[key] for key in ("as_of", "policy", "claim", "purchase", "record")}
        world = changed(base, row.get("change", {}))
        question = Question(
            as_of=world["as_of"],
            policy=policy_named(world["policy"]),
            facts=facts,
            purchase=purchase_of(world.get("purchase") or {}),
            lookups=(lookup_from(world["record"]),) if world.get("record") else (),
        )
        found += verify((claim_of(world["claim"]),), question)
    return tuple(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_verdicts_read_fairly(language: str) -> None:
    facts = load(FOLDER / "catalogue")
    for verdict in verdicts_of_the_worlds():
        told = tell(verdict, facts, language)
        said = [told.tag, told.headline, told.decision, *told.limits]
        said += [getattr(sentences, part) for _, sentences in told.findings for part in PARTS]
        said += [text for message in told.messages for text in (message.subject, message.where, message.message)]
        for text in said:
            assert not faults(text, language), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_no_part_of_the_statement(language: str) -> None:
    facts = load(FOLDER / "catalogue")
    verdict = verdicts_of_the_worlds()[0]
    before = statement_of(verdict)
    assert tell(verdict, facts, language).headline
    assert statement_of(verdict) == before


def test_a_message_may_be_in_another_language_than_the_verdict() -> None:
    facts = load(FOLDER / "catalogue")
    verdict = next(verdict for verdict in verdicts_of_the_worlds() if verdict.headline.value == "NOT_CONFIRMED")
    told, chinese = tell(verdict, facts, "en", "zh"), tell(verdict, facts, "zh")
    assert told.headline == tell(verdict, facts, "en").headline
    assert [message.message for message in told.messages] == [message.message for message in chinese.messages]
    assert [message.where for message in told.messages] == [
        message.where for message in tell(verdict, facts, "en").messages
    ]

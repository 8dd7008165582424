"""Reports are in one language: no English is left in a German, Chinese or Spanish one, but for quotes, names and codes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.catalogue.test_wording import findings_of_the_truth_tables

from conformance import run
from livingproof.catalogue import lay_over, load
from livingproof.catalogue.policies import policy_from
from livingproof.catalogue.words import CHECKS, FOLDER, terms
from livingproof.catalogue.words.names import families, names
from livingproof.cli import conform
from livingproof.core.facts import Facts
from livingproof.core.verdict import Verdict
from livingproof.verify.render.facts import SAID_ELSEWHERE
from livingproof.verify.render.languages import Languages
from livingproof.verify.render.page import Sheet, page_of

LANGUAGES = ("de", "zh", "es")
LETTERS = re.compile(r"[^\W\d_]{3,}")
ALONE = re.compile(r"(?<![\w@./-])[^\W\d_]{3,}(?![\w@/-]|\.\w)")
"""Words that stand alone: no parts of addresses, numbers and file names."""
NOT_PROSE = re.compile(r"<svg.*?</svg>|<code.*?</code>|<style.*?</style>", re.DOTALL)


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from leaves(item)
    else:
        yield str(value)


@cache
def words_in(language: str) -> frozenset[str]:
    """Every word of the words files of a language, without the names of facts."""
    files = [*CHECKS.rglob(f"words.{language}.yml"), *FOLDER.glob(f"*.{language}.yml")]
    texts = (
        text for path in files for text in leaves(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    )
    found = {word for text in texts for word in LETTERS.findall(re.sub(r"\{\w+\}|<\w+:", " ", text))}
    if language == "en":
        english = yaml.load((FOLDER / "phrases.de.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        found |= {word for key in (*english, *names("de")) for word in LETTERS.findall(re.sub(r"\{\w+\}", " ", key))}
        return frozenset(word for word in found if word.islower())
    return frozenset(word.lower() for word in found)


@cache
def verdicts() -> tuple[tuple[str, Verdict, Facts, frozenset[str]], ...]:
    """Of the conformance suite, few cases that bring every code together, with the words that they hold."""
    suite = run.load()
    asked = run.question(suite, suite["cases"])
    shipped = load()
    world = lay_over(
        Facts(version="suite", wording=shipped.wording, site_roles=shipped.site_roles, state_words=shipped.state_words),
        asked["facts"],
    )
    policies = {name: policy_from(name, {"version": 1, **held}) for name, held in asked["policies"].items()}
    of_the_world = {word.lower() for text in leaves(asked["facts"]) for word in LETTERS.findall(text)}
    every = []
    for case in asked["cases"]:
        facts = lay_over(world, case["facts"]) if case.get("facts") else world
        verdict = conform._verdict(case, facts, policies[case["policy"]])
        every.append((case, verdict, facts, {(finding.check, finding.code) for finding in verdict.findings}))
    left = {code for *_, codes in every for code in codes}
    found = []
    while left:
        case, verdict, facts, codes = max(every, key=lambda one: len(one[3] & left))
        left -= codes
        own = {word.lower() for text in leaves(case) for word in LETTERS.findall(text)}
        found.append((case["id"], verdict, facts, frozenset(own | of_the_world)))
    return tuple(found)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_in_a_report(language: str) -> None:
    english = words_in("en") - words_in(language)
    left = {}
    for case, verdict, facts, own in verdicts():
        page = page_of([Sheet(verdict, "x.pdf")], facts, languages=Languages(language, language))
        body = NOT_PROSE.sub("", page[page.index("<body") :])
        strange = english - own
        for text in set(re.split(r"<[^>]+>", body)):
            words = {word for word in ALONE.findall(html.unescape(text)) if word.lower() in strange}
            if words:
                left[html.unescape(text).strip()[:200]] = (case, sorted(words))
    assert not left


@cache
def names_of_the_catalogue() -> frozenset[str]:
    """What the shipped catalogue calls sectors, papers, their issuers and their ways of being verified, and forms of numbers."""
    facts = load()
    papers = facts.papers.values()
    told = {text for paper in papers for text in (paper.name, paper.issued_by, paper.verify)}
    told |= {sector.name for sector in facts.sectors.values()}
    bodies = facts.certification_bodies.values()
    told |= {form.meaning for form in facts.patterns}
    told |= {form.meaning for body in bodies for form in body.patterns if form.kind == "certificate"}
    told |= {body.outside for body in facts.accreditation_bodies.values() if body.outside}
    told |= {standard.title for standard in facts.standards.values() if not standard.certifiable or standard.obsolete}
    return frozenset(text for text in told if re.search(r"[a-z]{3}", text) and not text.isupper())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_the_catalogue_has_words_in_the_language(language: str) -> None:
    assert names_of_the_catalogue() - set(names(language)) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_names_are_told_in_each_language(language: str) -> None:
    assert set(names(language)) == set(names("de"))
    assert all(told == told.strip() and told for told in names(language).values())


def test_a_family_without_a_name_in_the_language_is_not_told_in_english() -> None:
    assert families("de")["syringe"] == "Spritzen"
    assert "syringe" not in families("en")


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_fact_and_every_part_that_is_compared_has_a_name(language: str) -> None:
    known = set(terms(language)["page"]["facts"]) | set(terms(language)["fields"]) | SAID_ELSEWHERE
    findings = findings_of_the_truth_tables()
    assert {(finding.check, name) for finding in findings for name in finding.facts if name not in known} == set()


def test_the_names_file_of_english_is_the_catalogue_itself() -> None:
    assert names("en") == {}
    assert not (Path(FOLDER) / "names.en.yml").exists()

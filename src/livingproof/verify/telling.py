"""Telling a verdict: codes and facts become sentences, ready messages and the list of what is not proven.

Everything here is rendered from the verdict and the words files; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from livingproof.catalogue.words import Sentences, terms, words_of
from livingproof.core.check import Finding, Plain
from livingproof.core.facts import Facts
from livingproof.core.statement import plain, statement_of
from livingproof.core.terms import Grade, Source
from livingproof.core.verdict import Verdict
from livingproof.verify.headline import headline_of
from livingproof.verify.messages import Message, messages_of

NAMES_OF_FIELDS = ("field", "fields")
"""Facts of findings that hold names of a claim's fields."""


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict in one language: the headline as a sentence, every finding in words, what to ask, what is not proven.

    `findings` pairs each finding with its sentences; `limits` says as of when, under what, and what was not looked at.
    """

    tag: str
    headline: str
    decision: str
    findings: tuple[tuple[Finding, Sentences], ...]
    messages: tuple[Message, ...]
    does_not_prove: tuple[Mapping[str, str], ...]
    limits: tuple[str, ...]


def tell(verdict: Verdict, facts: Facts, language: str = "en") -> Told:
    """The verdict in words."""
    findings = tuple((finding, sentences_of(finding, verdict, language)) for finding in verdict.findings)
    tag, sentence, decision = headline_of(verdict, facts, findings, language)
    return Told(
        tag=tag,
        headline=sentence,
        decision=decision,
        findings=findings,
        messages=messages_of(verdict, facts, findings, language),
        does_not_prove=not_proven(facts),
        limits=_limits(verdict, language),
    )


def told_statement(verdict: Verdict, facts: Facts, file: str, language: str = "en") -> dict[str, Any]:
    """The statement with its words: what `--format json` prints for one certificate."""
    told = tell(verdict, facts, language)
    statement = statement_of(verdict)
    for entry, (_, sentences) in zip(statement["findings"], told.findings, strict=True):
        entry |= {"text": sentences.text, "innocent": sentences.innocent, "next": sentences.next}
    return {
        "file": file,
        **statement,
        "headline": told.headline,
        "questions": [plain(question) for question in told.messages],
        "does_not_prove": [dict(entry) for entry in told.does_not_prove],
        "limits": list(told.limits),
    }


def sentences_of(finding: Finding, verdict: Verdict, language: str = "en") -> Sentences:
    """The sentences of a finding; a grade that was lowered says by which fact."""
    facts: dict[str, Plain] = {"as_of": verdict.as_of, **finding.facts}
    facts |= {name: _named(facts[name], language) for name in NAMES_OF_FIELDS if name in facts}
    sentences = words_of(finding.check, language).reasons[finding.code].told(facts)
    if not finding.lowered_by or finding.code == "FIELD_LOW_CONFIDENCE":
        return sentences
    note = terms(language)["lowered"].format(facts=", ".join(finding.lowered_by))
    return Sentences(f"{sentences.text} {note}", *(getattr(sentences, part) for part in sentences.__slots__[1:]))


def _named(fields: Plain, language: str) -> Plain:
    """Fields by the words that people use for them."""
    words = terms(language)["fields"]
    if isinstance(fields, tuple):
        return tuple(words.get(str(name), name) for name in fields)
    return words.get(str(fields), fields)  # type: ignore[no-any-return]  # words are read from a file


def not_proven(facts: Facts) -> tuple[Mapping[str, str], ...]:
    """What a management-system certificate does not prove in any case, and what to ask instead."""
    return tuple(
        {"id": row.id, "belief": row.belief, "reality": row.reality, "ask_instead": row.ask_instead}
        for row in facts.misconceptions
    )


def _limits(verdict: Verdict, language: str) -> tuple[str, ...]:
    words = terms(language)["limits"]
    told = [words["as_of"].format(as_of=verdict.as_of, policy=verdict.policy, catalogue=verdict.catalogue)]
    until = verdict.valid_until
    told.append(words["valid_until"].format(valid_until=until) if until else words["valid_until_none"])
    document = verdict.claim.document
    if not verdict.lookups:
        told.append(words["no_register"])
    if document and document.pages.read < document.pages.in_file:
        told.append(words["partial"].format(read=document.pages.read, in_file=document.pages.in_file))
    if document and document.unread_scripts:
        told.append(_unread(document.unread_scripts, words))
    if verdict.claim.accreditation_body.source is Source.DERIVED:
        told.append(words["derived"])
    if any(finding.grade is Grade.UNDETERMINED for finding in verdict.findings):
        told.append(words["open"])
    told.append(words["system"])
    return tuple(told)


def _unread(scripts: tuple[str, ...], words: Mapping[str, str]) -> str:
    """Which scripts could not be read, and the package that brings the data for those that Tesseract knows."""
    from livingproof.readers.ocr.scripts import package

    packages = [found for script in scripts if (found := package(script))]
    line = words["scripts"] if packages else words["scripts_unknown"]
    return line.format(scripts=", ".join(scripts), packages=", ".join(packages))

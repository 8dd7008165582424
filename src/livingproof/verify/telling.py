"""Telling a verdict: codes and facts become sentences, ready messages and the list of what is not proven.

Everything here is rendered from the verdict and the words files; nothing here decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from livingproof.catalogue.words import Sentences, beliefs, fill, joined, phrase, terms, words_of
from livingproof.core.check import Finding, Plain
from livingproof.core.facts import Facts
from livingproof.core.mention import Mention, Stance
from livingproof.core.statement import plain, statement_of
from livingproof.core.terms import Grade, Headline, Source
from livingproof.core.verdict import Verdict
from livingproof.verify.chain import concluded
from livingproof.verify.headline import headline_of
from livingproof.verify.messages import Message, messages_of

BELIEF = ("belief", "reality", "ask_instead")
"""The parts of a misconception that are told."""

NAMES_OF_FIELDS = ("field", "fields", "opened", "agreed", "open")
"""Facts of findings that hold names of a claim's fields."""

ACTIVITIES = {"site.scope": "stated"}
"""Facts that hold activities of the core where other checks of that name quote the document."""

ENDED = frozenset({Headline.NOT_IN_FORCE, Headline.NOT_THE_RIGHT_DOCUMENT})
"""Headlines that no later day changes by itself."""

ANSWERED_BY_THE_CERTIFICATE = frozenset(
    {"ab", "cb", "date", "link", "num", "std", "surv", "SCOPE_MISSING", "ACTIVITY_NOT_STATED", "ANNEX_NOT_SUPPLIED"}
)
"""Groups of checks and codes whose open questions the certificate answers: of a text alone, it is the next thing to ask for."""


Pairs = tuple[tuple[Finding, Sentences], ...]
"""Findings, each with its sentences."""


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


def tell(verdict: Verdict, facts: Facts, language: str = "en", message_language: str | None = None) -> Told:
    """The verdict in words; the messages in a language of their own, where the reader's is not the supplier's."""
    findings = _findings(verdict, language)
    theirs = message_language or language
    asked = findings if theirs == language else _findings(verdict, theirs)
    tag, sentence, decision = headline_of(verdict, facts, findings, language)
    return Told(
        tag=tag,
        headline=sentence,
        decision=decision,
        findings=findings,
        messages=_messages(verdict, facts, findings, asked, (language, theirs)),
        does_not_prove=not_proven(facts, language),
        limits=_limits(verdict, language),
    )


def _messages(
    verdict: Verdict, facts: Facts, findings: Pairs, asked: Pairs, languages: tuple[str, str]
) -> tuple[Message, ...]:
    """The messages in the recipients' language; where to send them is told in the reader's."""
    language, theirs = languages
    messages = messages_of(verdict, facts, asked, theirs)
    if theirs == language:
        return messages
    own = {message.to: message.where for message in messages_of(verdict, facts, findings, language)}
    return tuple(replace(message, where=own.get(message.to, message.where)) for message in messages)


def told_statement(
    verdict: Verdict, facts: Facts, file: str | None, language: str = "en", message_language: str | None = None
) -> dict[str, Any]:
    """The statement with its words: what `--format json` prints for one certificate, or for a text (`file` None)."""
    told = tell(verdict, facts, language, message_language)
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


def _findings(verdict: Verdict, language: str) -> Pairs:
    return tuple((finding, sentences_of(finding, verdict, language)) for finding in verdict.findings)


def nothing_claimed(mentions: tuple[Mention, ...], language: str = "en") -> str:
    """What a text names that claims no standard, each with its stance: one line."""
    words = terms(language)
    if not mentions:
        return str(words["nothing_claimed"]["nothing"])
    named = {}
    for mention in mentions:
        ref = mention.standard
        name = (ref.standard or ref.as_printed) if ref else f"“{' '.join(mention.text.split())}”"
        named[name] = words["nothing_claimed"]["said"][mention.stance.value]
    told = ", ".join(f"{name} {stance}" for name, stance in named.items())
    line = words["nothing_claimed"]["named"].format(named=told)
    ask = any(mention.stance is Stance.HELD for mention in mentions)
    return f"{line} {words['nothing_claimed']['ask']}" if ask else str(line)


def sentences_of(finding: Finding, verdict: Verdict, language: str = "en") -> Sentences:
    """The sentences of a finding; a grade that was lowered says by which fact."""
    facts: dict[str, Plain] = {"as_of": verdict.as_of, **facts_of(finding, language)}
    reasons = words_of(finding.check, language).reasons
    if finding.facts.get("instead_of") in reasons:
        facts["instead_of"] = reasons[str(finding.facts["instead_of"])].told(facts, language).text
    sentences = reasons[finding.code].told(facts, language)
    if verdict.claim.document is None:
        sentences = _of_a_text(finding, sentences, language)
    if not finding.lowered_by or finding.code == "FIELD_LOW_CONFIDENCE":
        return sentences
    words = terms(language)
    note = words["lowered"].format(facts=joined([phrase(fact, language) for fact in finding.lowered_by], language))
    gap = "" if language == "zh" else " "
    return replace(sentences, text=f"{sentences.text}{gap}{note}", next=sentences.next or words["lowered_next"])


def facts_of(finding: Finding, language: str = "en") -> dict[str, Plain]:
    """The facts of a finding with the names of fields and activities as people say them."""
    facts = dict(finding.facts)
    facts |= {name: _named(facts[name], language) for name in NAMES_OF_FIELDS if name in facts}
    activities = ACTIVITIES.get(finding.check, "")
    stated = facts.get(activities)
    if isinstance(stated, tuple):
        facts[activities] = tuple(phrase(str(item), language) for item in stated)
    return facts


def _of_a_text(finding: Finding, sentences: Sentences, language: str) -> Sentences:
    """The sentences where no document was given: they speak of the text, and what it leaves open the certificate answers."""
    words = terms(language)["text_alone"]
    spoken = [getattr(sentences, part) for part in sentences.__slots__]
    for said, instead in words["spoken"].items():
        spoken = [sentence.replace(said, instead) for sentence in spoken]
    told = Sentences(*spoken)
    waits = finding.group in ANSWERED_BY_THE_CERTIFICATE or finding.code in ANSWERED_BY_THE_CERTIFICATE
    if waits and finding.grade is Grade.UNDETERMINED:
        return replace(told, innocent="", next=words["next"])
    return told


def _named(fields: Plain, language: str) -> Plain:
    """Fields by the words that people use for them."""
    words = terms(language)["fields"]
    if isinstance(fields, tuple):
        return tuple(words.get(str(name), name) for name in fields)
    return words.get(str(fields), fields)  # type: ignore[no-any-return]  # words are read from a file


def not_proven(facts: Facts, language: str = "en") -> tuple[Mapping[str, str], ...]:
    """What a management-system certificate does not prove in any case, and what to ask instead.

    A belief without words of its own (a user's) is told as the catalogue holds it.
    """
    words = beliefs(language)
    return tuple(
        {"id": row.id, **(words.get(row.id) or {part: str(getattr(row, part)) for part in BELIEF})}
        for row in facts.misconceptions
        if row.id not in words["not_told"]
    )


def _limits(verdict: Verdict, language: str) -> tuple[str, ...]:
    words = terms(language)["limits"]
    told = [words["as_of"].format(as_of=verdict.as_of, policy=verdict.policy, catalogue=verdict.catalogue)]
    until = None if verdict.headline in ENDED else verdict.valid_until
    told.append(words["valid_until"].format(valid_until=until) if until else words["valid_until_none"])
    document = verdict.claim.document
    if not verdict.lookups:
        told.append(words["no_register" if document else "text_only"])
    if document and document.pages.read < document.pages.in_file:
        told.append(fill(words["partial"], read=document.pages.read, in_file=document.pages.in_file))
    if document and document.unread_scripts:
        told.append(_unread(document.unread_scripts, words))
    by_person = [name for name, field in verdict.claim.read_fields() if field.source is Source.PERSON]
    if by_person:
        named = str(terms(language)["values"]["between"]).join(terms(language)["fields"][name] for name in by_person)
        told.append(words["by_person"].format(fields=named))
    if document and (others := _beside(verdict, language)):
        told.append(words["beside"].format(documents=others))
    derived = verdict.claim.accreditation_body.source is Source.DERIVED
    if derived and concluded(verdict) and not _overseen(verdict):
        told.append(words["derived"])
    if any(finding.grade is Grade.UNDETERMINED for finding in verdict.findings):
        told.append(words["open"])
    told.append(words["system"])
    return tuple(told)


def _beside(verdict: Verdict, language: str) -> str:
    """The documents of other files that were laid beside, each by its kind and number; "" where there were none."""
    words = terms(language)
    own = verdict.claim.document
    others = [claim for claim in verdict.beside if claim.document and own and claim.document.sha256 != own.sha256]
    told = [
        f"{words['kinds'][claim.document.kind.value]} ({claim.certificate_number.value})"
        if claim.certificate_number
        else str(words["kinds"][claim.document.kind.value])
        for claim in others
        if claim.document
    ]
    return str(words["values"]["between_long"]).join(told)


def _overseen(verdict: Verdict) -> bool:
    """Whether the scheme has its own oversight, so that no accreditation body is looked for."""
    named = verdict.finding("ab.named")
    return named is not None and named.grade is Grade.NOT_APPLICABLE


def _unread(scripts: tuple[str, ...], words: Mapping[str, str]) -> str:
    """Which scripts could not be read, and the package that brings the data for those that Tesseract knows."""
    from livingproof.readers.ocr.scripts import package

    packages = [found for script in scripts if (found := package(script))]
    line = words["scripts"] if packages else words["scripts_unknown"]
    return line.format(scripts=", ".join(scripts), packages=", ".join(packages))

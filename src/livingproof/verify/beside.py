"""What each document given along was taken for beside a certificate, and which findings rest on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from livingproof.catalogue.words import terms
from livingproof.core.check import Finding
from livingproof.core.claim import Claim
from livingproof.core.matching.renewals import renewal_among
from livingproof.core.terms import DocumentKind
from livingproof.core.verdict import Verdict
from livingproof.verify.in_hand import is_annex_of, of_another, was_read, with_annexes
from livingproof.verify.verification import Question, judged


class Part(StrEnum):
    """What a document is beside a certificate."""

    ANNEX = "annex"
    RENEWAL = "renewal"
    CERTIFICATE = "certificate"
    PAPER = "paper"
    OTHER_HOLDER = "other_holder"
    OTHER = "other"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Taken:
    """One document given along: what it was taken for, and the checks whose findings would be others without it.

    `kind` is that of the document, `title` what a product paper calls itself; `number`, `holder` and `expires_on` are as read;
    None where it does not say.
    """

    file: str
    sha256: str
    part: Part
    kind: DocumentKind
    title: str | None
    number: str | None
    holder: str | None
    expires_on: date | None
    findings: tuple[str, ...]


def renewal_of(claim: Claim, question: Question) -> Claim | None:
    """The certificate given along that follows this one, where this one has ended; None where it has not, or none follows."""
    readings = claim.expires_on.readings
    if not readings or max(readings) >= question.as_of:
        return None
    return renewal_among(claim, question.in_hand, question.as_of, question.facts)


def taken_beside(claim: Claim, verdict: Verdict, question: Question, names: Mapping[str, str]) -> tuple[Taken, ...]:
    """What every document given along was taken for beside this claim; `names` are those of the files by their digest."""
    renewal = renewal_of(claim, question)
    return tuple(_taken(claim, other, verdict, question, renewal, names) for other in question.in_hand)


def _taken(
    claim: Claim, other: Claim, verdict: Verdict, question: Question, renewal: Claim | None, names: Mapping[str, str]
) -> Taken:
    document = other.document
    digest = document.sha256 if document else ""
    paper = document.paper if document else None
    return Taken(
        file=names.get(digest, ""),
        sha256=digest,
        part=Part.RENEWAL if other is renewal else _part(claim, other, question),
        kind=document.kind if document else DocumentKind.UNCLEAR,
        title=paper.title if paper else None,
        number=other.certificate_number.value or (paper.number if paper else None),
        holder=other.holder_name.value or (paper.holder if paper else None),
        expires_on=other.expires_on.value,
        findings=_resting_on(claim, other, verdict, question),
    )


def _part(claim: Claim, other: Claim, question: Question) -> Part:
    if not was_read(other):
        return Part.UNREAD
    if of_another(claim, other, question.facts):
        return Part.OTHER_HOLDER
    if is_annex_of(other, claim):
        return Part.ANNEX
    if other.document and other.document.paper:
        return Part.PAPER
    is_certificate = other.document is None or other.document.kind is DocumentKind.MS_CERTIFICATE
    return Part.CERTIFICATE if is_certificate else Part.OTHER


def _resting_on(claim: Claim, other: Claim, verdict: Verdict, question: Question) -> tuple[str, ...]:
    """The checks that find something else when this document is taken away."""
    if not any(one is other for one in verdict.beside):
        return ()
    rest = tuple(one for one in verdict.beside if one is not other)
    asked = replace(
        question,
        asked=None,
        lookups=verdict.lookups,
        kin=verdict.kin,
        history=verdict.history,
        replies=verdict.replies,
    )
    without = {finding.check: _said(finding) for finding in judged(with_annexes(claim, rest), rest, asked).findings}
    return tuple(finding.check for finding in verdict.findings if without.get(finding.check) != _said(finding))


def _said(finding: Finding) -> tuple[str, str, Any]:
    return finding.code, finding.grade.value, dict(finding.facts)


def told_beside(taken: Taken, language: str = "en") -> str:
    """One line on a document given along, in a language of the reader."""
    words = terms(language)
    said, values = words["in_hand"], words["values"]
    rests = said["findings"].format(checks=str(values["between"]).join(taken.findings))
    return str(said[taken.part.value]).format(
        file=taken.file,
        kind=words["kinds"][taken.kind.value],
        title=taken.title or words["kinds"][taken.kind.value],
        number=taken.number or values["not_stated"],
        holder=taken.holder or values["not_stated"],
        expires_on=taken.expires_on.isoformat() if taken.expires_on else values["not_stated"],
        rests=rests if taken.findings else said["no_findings"],
    )

"""What kind of document a file is: only a management-system certificate or its annex becomes a claim to rely on.

Whatever does not pass says what it is instead, or that this is unclear; it is never called invalid.
"""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import Claim
from livingproof.core.facts import Facts
from livingproof.core.terms import DocumentKind
from livingproof.readers.fields.layout import Sheet
from livingproof.readers.fields.papers import is_annex

_FEW_LETTERS = 90
_SURE = 4.0
_NO_SYSTEM = frozenset({"chain of custody"})
"""Areas of certifiable standards whose certificates follow a material, not a management system."""
_MONEY = re.compile(
    r"[€£¥₹₺₽]\s?\d|\d\s?[€£¥₹₺₽]|[€£₹₺₽]\s?/|\$\s?\d|\b(?:USD|EUR|GBP|INR|CNY|RMB|TRY|BRL|MXN|AED|SAR)\b(?!\s?[-/]?\d{3,}\b)"
)
_SEVERAL = 2
_WHOLE = frozenset({"certificate number", "date of expiry", "date of issue", "holder", "certification body", "scope"})
"""Findings that together make a certificate even where its title is a picture or in words that no table knows."""
_OTHER_KINDS = tuple(
    kind
    for kind in DocumentKind
    if kind not in {DocumentKind.MS_CERTIFICATE, DocumentKind.MS_ANNEX, DocumentKind.PICTURE, DocumentKind.UNCLEAR}
)


@dataclass(frozen=True, slots=True)
class Judged:
    """The kind of a document, how sure, and the words or findings that decided it."""

    kind: DocumentKind
    confidence: float
    evidence: tuple[str, ...]


def judge_kind(sheets: Sequence[Sheet], claim: Claim, table: LabelTable, facts: Facts) -> Judged:
    """The kind of the document from its words and from what was read of it."""
    letters = "".join(squeeze(line.text) for sheet in sheets for line in sheet.lines)
    other, weight, words = _strongest_other(letters, table)
    denied = [phrase for phrase in table.kind_phrases("not_one") if phrase in letters] + _prices(sheets)
    findings = _findings(sheets, claim, letters, table, facts)
    score = sum(points for _, points in findings)
    if denied:
        return Judged(other if weight >= 1 else DocumentKind.UNCLEAR, 0.8, (*denied, *words))
    annex = _is_annex_alone(sheets, claim)
    if _passes(claim, findings) and score - 1.1 * weight >= _SURE:
        return Judged(
            DocumentKind.MS_ANNEX if annex else DocumentKind.MS_CERTIFICATE,
            min(0.99, 0.5 + 0.06 * score - 0.05 * weight),
            tuple(name for name, _ in findings),
        )
    if weight >= 1:
        return Judged(other, min(0.95, 0.4 + 0.15 * weight), words)
    if annex:
        return Judged(DocumentKind.MS_ANNEX, 0.7, tuple(name for name, _ in findings))
    if len(letters) < _FEW_LETTERS:
        return Judged(DocumentKind.PICTURE, 0.8, (f"{len(letters)} letters",))
    return Judged(DocumentKind.UNCLEAR, 0.5, tuple(name for name, _ in findings))


def _is_annex_alone(sheets: Sequence[Sheet], claim: Claim) -> bool:
    """Whether the document begins with an annex, and names the certificate and a party: the sheet itself is not there."""
    parties = (claim.holder_name, claim.certification_body)
    return (
        bool(sheets)
        and is_annex(sheets[0])
        and claim.certificate_number.confidence > 0.6
        and any(party.confidence > 0.6 for party in parties)
    )


def _prices(sheets: Sequence[Sheet]) -> list[str]:
    """The words about money, where there are several: an offer, an invoice or a price list is no certificate."""
    found = [match.group() for sheet in sheets for line in sheet.lines for match in _MONEY.finditer(line.text)]
    return found if len(found) >= _SEVERAL else []


def _passes(claim: Claim, findings: Iterable[tuple[str, float]]) -> bool:
    names = {name for name, _ in findings}
    worded = "words of a certificate" in names or names >= _WHOLE
    return (
        worded
        and "management-system standard" in names
        and bool(claim.certificate_number or claim.expires_on)
        and (bool({"holder", "certification body"} & names) or {"certificate number", "date of expiry"} <= names)
    )


def _strongest_other(letters: str, table: LabelTable) -> tuple[DocumentKind, float, tuple[str, ...]]:
    weights: dict[DocumentKind, tuple[float, tuple[str, ...]]] = {}
    other: DocumentKind
    for other in _OTHER_KINDS:
        found = tuple(phrase for phrase in table.kind_phrases(other) if phrase in letters and _is_telling(phrase))
        weights[other] = (sum(min(1.5, len(phrase) / 12) for phrase in found), found)
    kind, (weight, found) = max(weights.items(), key=lambda pair: pair[1][0])
    return kind, weight, found


def _is_telling(phrase: str) -> bool:
    return len(phrase) >= 6 or not phrase.isascii()  # shorter letters stand inside other words


def _findings(
    sheets: Sequence[Sheet], claim: Claim, letters: str, table: LabelTable, facts: Facts
) -> list[tuple[str, float]]:
    refs = claim.standards.value or ()
    managed = [
        ref for ref in refs if ref.standard and ref.standard in facts.standards and _is_system(ref.standard, facts)
    ]
    hits = {role for sheet in sheets for line in sheet.lines for hit in line.hits for role in hit.roles}
    system_words = sum(phrase in letters for phrase in table.kind_phrases("ms_words"))
    tests = (
        ("management-system standard", bool(managed), 1.5 + 0.5 * claim.standards.confidence),
        ("edition", any(ref.edition for ref in managed), 0.5),
        ("certificate number", claim.certificate_number.confidence > 0.6, 1.0),  # likelier right than wrong
        ("date of expiry", claim.expires_on.confidence > 0.6, 1.5),
        ("date of issue", bool(claim.starts), 0.5),
        ("holder", claim.holder_name.confidence > 0.6, 0.7),
        ("certification body", claim.certification_body.confidence > 0.6, 0.5),
        ("scope", bool(claim.scope), 0.7),
        ("accreditation body", claim.accreditation_body.confidence > 0.6, 0.4),
        ("words of a certificate", system_words >= 2 and Role.TITLE in hits, 0.5),  # one word is chance
        ("sentence of conformity", bool({Role.MEETS, Role.CERTIFIES, Role.CERTIFIES_ABOVE} & hits), 0.7),
    )
    return [(name, points) for name, holds, points in tests if holds]


def _is_system(identity: str, facts: Facts) -> bool:
    standard = facts.standards[identity]
    return (standard.certifiable or standard.obsolete) and standard.area not in _NO_SYSTEM

"""Scores one claim against the truth: strict, without case, accents and punctuation, nothing counted that nobody checked."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from livingproof.core.claim import Claim, Field
from livingproof.core.facts import Facts
from livingproof.core.terms import Source

_NAME, _TEXT = 0.95, 0.85
_SMALLEST_PART = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """One field of one file: whether the reading is right, how sure the reader was, what was read and what is true.

    `derived` marks a value that was not read on the page but concluded from the catalogue.
    """

    field: str
    right: bool
    confidence: float
    read: str
    truth: str
    derived: bool = False


def folded(text: str) -> str:
    """A text without case, accents and anything but letters and digits."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in parts if character.isalnum()).replace("ı", "i")


def likeness(one: str, other: str) -> float:
    """2 M / T over the folded texts: 1 for the same, 0 for nothing in common."""
    return SequenceMatcher(None, folded(one), folded(other), autojunk=False).ratio()


def score(claim: Claim, truth: Mapping[str, Any], facts: Facts) -> tuple[Mark, ...]:
    """A mark for each field that the truth has and that was checked by hand."""
    unchecked = " ".join(truth.get("unchecked") or ()).lower()
    marks = []
    for name, judge in _JUDGES.items():
        if any(word in unchecked for word in _UNCHECKED[name]):
            continue
        mark = judge(claim, truth, facts)
        if mark is not None:
            marks.append(Mark(name, *mark))
    return tuple(marks)


_Marked = tuple[bool, float, str, str, bool] | None


def _marked(field: Field[Any], right: bool, truth: str) -> _Marked:  # noqa: FBT001 - a mark is right or wrong
    read = field.as_printed or str(field.value or "")
    return right, field.confidence if field else 0.0, read, truth, field.source is Source.DERIVED


def _standard(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
    wanted = {(row["standard"], row["edition"]) for row in truth["standards"]}
    read = {(ref.standard, ref.edition) for ref in claim.standards.value or ()}
    return _marked(claim.standards, read == wanted, str(sorted(map(str, wanted))))


def _number(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
    wanted = truth.get("certificate_number")
    if not wanted:
        return None
    others = [str(other) for other in (truth.get("other_numbers") or {}).values()]
    right = folded(claim.certificate_number.value or "") in {folded(number) for number in (wanted, *others)}
    return _marked(claim.certificate_number, right, wanted)


def _holder(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
    names = [truth["holder"]["name"], *(truth["holder"].get("aliases") or ())]
    value = claim.holder_name.value or ""
    return _marked(claim.holder_name, any(likeness(value, name) >= _NAME for name in names if name), names[0] or "")


def _address(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
    wanted = [truth["holder"].get(key) for key in ("address", "address_local", "address_en")]
    return _text(claim.holder_address, [text for text in wanted if text])


def _scope(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
    wanted = [text for text in (truth.get("scope"), truth.get("scope_en")) if text]
    sites = [site["scope"] for site in truth.get("sites") or () if site.get("scope")]
    if wanted and sites:
        wanted.append(" ".join(sites))
    return _text(claim.scope, wanted)


def _text(field: Field[str], wanted: list[str]) -> _Marked:
    if not wanted:
        return None
    return _marked(field, any(likeness(field.value or "", text) >= _TEXT for text in wanted), wanted[0])


def _certification_body(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
    body = truth["certification_body"]
    names = [body.get("legal_name"), body.get("as_printed")]
    value = folded(claim.certification_body.value or "")
    right = any(_contained(value, folded(name)) for name in names if name)
    return _marked(claim.certification_body, right, names[0] or "")


def _contained(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _SMALLEST_PART and (one in other or other in one)


def _accreditation(claim: Claim, truth: Mapping[str, Any], facts: Facts) -> _Marked:
    names = (truth.get("accreditation") or {}).get("names")
    if not names:
        return None
    field = claim.accreditation_body
    known = facts.accreditation_bodies.get(field.normalised or "")
    read = {
        folded(name)
        for name in (field.value or "", *(() if known is None else (known.acronym, known.name, *known.names)))
        if name
    }
    return _marked(field, bool(read & {folded(name) for name in names}), names[0])


def _issued(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
    days = {truth["dates"].get(key) for key in ("issued", "valid_from", "decision")} - {None}
    if not days:
        return None
    field = claim.issued_on or claim.valid_from or claim.decision_on
    return _marked(field, bool(field) and str(field.value) in days, " ".join(sorted(days)))


def _day(attribute: str, key: str) -> Callable[[Claim, Mapping[str, Any], Facts], _Marked]:
    def judge(claim: Claim, truth: Mapping[str, Any], _: Facts) -> _Marked:
        wanted = truth["dates"].get(key)
        if not wanted or len(wanted) != len("2026-01-01"):
            return None
        field: Field[Any] = getattr(claim, attribute)
        return _marked(field, str(field.value) == wanted, wanted)

    return judge


_JUDGES: dict[str, Callable[[Claim, Mapping[str, Any], Facts], _Marked]] = {
    "standard": _standard,
    "expiry": _day("expires_on", "expiry"),
    "issue": _issued,
    "first": _day("first_certified_on", "initial"),
    "number": _number,
    "holder": _holder,
    "address": _address,
    "scope": _scope,
    "certification body": _certification_body,
    "accreditation body": _accreditation,
}
_UNCHECKED: dict[str, tuple[str, ...]] = {
    "standard": ("standard", "edition"),
    "expiry": ("expiry",),
    "issue": ("issue", "issued", "valid_from"),
    "first": ("initial",),
    "number": ("certificate_number", "certificate number"),
    "holder": ("holder name", "holder.name"),
    "address": ("address",),
    "scope": ("scope",),
    "certification body": ("certification_body", "certification body", "legal_name"),
    "accreditation body": ("accreditation",),
}


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many were right."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """The share, 0 when nothing was asked."""
        return self.right / self.of if self.of else 0.0


def share(marks: Iterable[Mark]) -> Share:
    """The share of right marks."""
    known = list(marks)
    return Share(sum(mark.right for mark in known), len(known))


def by_confidence(
    marks: Iterable[Mark], steps: tuple[float, ...] = (0.95, 0.9, 0.8, 0.65, 0.5, 0.01)
) -> Iterator[tuple[float, Share]]:
    """The share of right readings in each band of confidence, from the top; readings of nothing are left out."""
    known = [mark for mark in marks if mark.read]
    above = 2.0
    for step in steps:
        yield step, share(mark for mark in known if step <= mark.confidence < above)
        above = step

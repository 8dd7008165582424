"""The certificate number has the form that the body uses, and its parts fit the dates and the standard.

Forms are read from examples and are hints: a number that fits proves nothing, one that does not gives a line of
information. A form that nobody has confirmed is never held against a number. Where a form names its parts, the year in it
must lie between first certification and issue, a national prefix must be that of the body named, the letter of the
scheme must fit the standard, and a number of the first cycle must not stand beside a much older first certification.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.facts import NumberPattern
from livingproof.core.terms import Axis, Grade, Weight

CERTIFICATE = "certificate"
CYCLE_DAYS = 1280
"""Three years and a half: longer than any first cycle."""
SCHEME_AREAS = {"Q": "quality", "E": "environment", "S": "safety"}
ROUNDS = ("round", "round_new", "round_plain")
CENTURY = 2000
SITE = r"[-/ ][A-Z0-9]{1,4}"


_HYPHEN = re.compile(r"-(?![^\[]*\])")
"""A hyphen that is none of a class of characters."""


class Form(Reason):
    """Whether the number fits."""

    NUMBER_FITS = Grade.PASS
    NUMBER_ODD = Grade.WARN
    NO_PATTERN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Find a form that the number has, then look at its parts."""
    number = " ".join((case.claim.certificate_number.value or "").split())
    if not number:
        return Form.NO_PATTERN.with_facts(why="no certificate number was read")
    body = case.certification_body
    own = tuple(pattern for pattern in (body.patterns if body else ()) if pattern.kind == CERTIFICATE)
    general = tuple(pattern for pattern in case.facts.patterns if pattern.kind == CERTIFICATE)
    for pattern in (*own, *general):
        found = _match(pattern, number)
        if found:
            return _parts(case, number, pattern, {name: part for name, part in found.groupdict().items() if part})
    confirmed = tuple(pattern for pattern in own if pattern.provenance.confirmed)
    if not confirmed:
        return Form.NO_PATTERN.with_facts(why="no confirmed form of this body's numbers is known", number=number)
    return Form.NUMBER_ODD.with_facts(number=number, part="form", meaning=confirmed[0].meaning)


def _match(pattern: NumberPattern, number: str) -> re.Match[str] | None:
    """A full match; recognition may drop the form's blanks and hyphens, and a short part may follow for a site or an issue."""
    return next((found for form in _forms(pattern.pattern) if (found := form.fullmatch(number))), None)


@lru_cache(maxsize=2048)
def _forms(pattern: str) -> tuple[re.Pattern[str], ...]:
    """The form as it is written, and as recognition may show it, up to the first that is no regular expression."""
    blanks = pattern.replace(" ", " ?")
    hyphens = _HYPHEN.sub("[ -]?", pattern)
    forms: list[re.Pattern[str]] = []
    with suppress(re.error):
        forms.extend(map(re.compile, dict.fromkeys((pattern, blanks, hyphens, f"(?:{pattern}){SITE}"))))
    return tuple(forms)


def _parts(case: Case, number: str, pattern: NumberPattern, parts: Mapping[str, str]) -> Judgement:
    odd = next((name for name, fits in _PARTS if not fits(case, parts)), None)
    reason = Form.NUMBER_ODD if odd else Form.NUMBER_FITS
    return reason.with_facts(number=number, part=odd, meaning=pattern.meaning).resting_on(pattern.provenance)


def _year_fits(case: Case, parts: Mapping[str, str]) -> bool:
    """Not after the latest start, not before the first certification, with a year's grace; dates not printed decide nothing."""
    text = parts.get("year") or parts.get("yy")
    if not text or not text.isdigit():
        return True
    year = int(text) if parts.get("year") else CENTURY + int(text)
    claim = case.claim
    starts = (*claim.decision_on.readings, *claim.issued_on.readings, *claim.valid_from.readings)
    if starts and year > max(starts).year + 1:
        return False
    first = claim.first_certified_on.readings
    return not first or year >= min(first).year - 1


def _prefix_fits(case: Case, parts: Mapping[str, str]) -> bool:
    approval = case.facts.approvals.get(parts.get("body", ""))
    body = case.certification_body
    return not (approval and body and approval.body) or approval.body == body.id


def _scheme_fits(case: Case, parts: Mapping[str, str]) -> bool:
    area = SCHEME_AREAS.get(parts.get("scheme", ""))
    return not area or not case.standards or any(area in standard.area for standard in case.standards)


def _round_fits(case: Case, parts: Mapping[str, str]) -> bool:
    text = next((parts[name] for name in ROUNDS if name in parts), None)
    claim = case.claim
    if text is None or not text.isdigit() or int(text) > 0 or not claim.starts or not claim.first_certified_on:
        return True
    return (min(claim.starts.readings) - max(claim.first_certified_on.readings)).days <= CYCLE_DAYS


_PARTS = (("year", _year_fits), ("body", _prefix_fits), ("scheme", _scheme_fits), ("round", _round_fits))

CHECK = Check("num.pattern", Axis.CONSISTENT, Weight.WEAK, Form, judge, cause="reading")

"""The day of the first certification is possible: the standard was published by then, and the holder existed.

Known first editions of standards come from the catalogue; of several standards the oldest counts, because one day is often printed
for all. The year in which a holder was founded is part of some identifiers (Singapore, India). A day that is too early is often one
carried over from an older standard, from another body, or from a company's predecessor.
"""

from __future__ import annotations

import re
from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.claim import Identifier
from livingproof.core.matching.identifiers import scheme_key, value_key
from livingproof.core.terms import Axis, Grade, Weight


class First(Reason):
    """Whether the first day is possible."""

    FIRST_DATE_POSSIBLE = Grade.PASS
    FIRST_DATE_OLDER_THAN_BODY = Grade.WARN
    FIRST_DATE_OLDER_THAN_COMPANY = Grade.WARN
    NO_FIRST_DATE = Grade.UNDETERMINED


FOUNDED = (
    ("UENSG", re.compile(r"(?P<year>(?:19|20)\d{2})\d{5}[A-Z]")),
    ("UENSG", re.compile(r"(?P<century>[TSR])(?P<yy>\d{2})[A-Z]{2}\d{4}[A-Z]")),
    ("CIN", re.compile(r"[LU]\d{5}[A-Z]{2}(?P<year>(?:19|20)\d{2})[A-Z]{3}\d{6}")),
)
"""Identifiers that hold the year of founding: of Singapore's register of companies and of India's."""

CENTURIES = {"R": 1800, "S": 1900, "T": 2000}


def judge(case: Case) -> Judgement:
    """Hold the latest reading of the first day against the oldest standard, then against the founding of the holder."""
    readings = case.claim.first_certified_on.readings
    if not readings:
        return First.NO_FIRST_DATE.with_facts(why="no day of a first certification was read")
    first = max(readings)
    standard, since = _standard(case)
    holder, founded = _holder(case)
    if since and first < since:
        facts = {"first_certified_on": first, "limit": standard, "limit_on": since}
        return First.FIRST_DATE_OLDER_THAN_BODY.with_facts(**facts).resting_on(
            *(known.provenance for known in case.standards if known.id == standard)
        )
    if founded and first.year < founded:
        return First.FIRST_DATE_OLDER_THAN_COMPANY.with_facts(first_certified_on=first, limit=holder, founded=founded)
    if not since and not founded:
        return First.NO_FIRST_DATE.with_facts(why="nothing is known that it could be compared with")
    compared = (*((f"{standard} since {since}",) if since else ()), *((f"holder since {founded}",) if founded else ()))
    return First.FIRST_DATE_POSSIBLE.with_facts(first_certified_on=first, compared=compared)


def _standard(case: Case) -> tuple[str | None, date | None]:
    """The oldest standard of the claim and the day of its first edition; None where that of one of them is not known."""
    named = case.claim.standards.value or ()
    known = {standard.id: standard.first_published_on for standard in case.standards}
    days = [(day, name) for name, day in known.items() if day]
    if not days or len(days) < len({ref.standard for ref in named}):
        return None, None
    since, name = min(days)
    return name, since


def _holder(case: Case) -> tuple[str | None, int | None]:
    """The identifier that holds the earliest year of founding, and the year."""
    found = [(year, one) for one in case.claim.holder_ids.value or () if (year := _founded(one))]
    if not found:
        return None, None
    year, one = min(found, key=lambda pair: pair[0])
    return f"{one.scheme} {one.value}", year


def _founded(identifier: Identifier) -> int | None:
    for scheme, form in FOUNDED:
        match = form.fullmatch(value_key(identifier.value)) if scheme_key(identifier.scheme) == scheme else None
        if match:
            parts = match.groupdict()
            return int(parts["year"]) if "year" in parts else CENTURIES[parts["century"]] + int(parts["yy"])
    return None


CHECK = Check("date.first-certified", Axis.CONSISTENT, Weight.WEAK, First, judge, reads=("first_certified_on",))

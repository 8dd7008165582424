"""No days without a certificate lie between the certificates of one holder and standard, and no goods were made on such days.

A certification that has ended may be restored within six months (ISO/IEC 17021-1, 9.6.3.2.5, in own words); the days between stay
uncovered. Some certificates print the last day of the cycle before. The certificates in hand are laid side by side, each from its earliest possible first day to its latest possible last day,
so that a gap stands only if every reading leaves it. A certificate that is not in hand may fill it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import Claim
from livingproof.core.days import add_months
from livingproof.core.matching.renewals import continues
from livingproof.core.terms import Axis, Grade, Weight

RESTORABLE_MONTHS = 6
LEAST_CONFIDENCE = 0.8
"""Below it a day of another document cannot leave a gap."""
DAY = timedelta(days=1)


class Gap(Reason):
    """What lies between two certificates."""

    NO_GAP = Grade.PASS
    GAP_RESTORED = Grade.WARN
    GAP_COVERS_PRODUCTION = Grade.FAIL
    PREVIOUS_UNKNOWN = Grade.UNDETERMINED


@dataclass(frozen=True, slots=True)
class _Span:
    """The days of one certificate, first and last included; `sure` is whether both were read well enough to leave a gap."""

    start: date
    end: date
    number: str | None
    sure: bool


@dataclass(frozen=True, slots=True)
class _Between:
    """The days between two certificates; the first and the last of them."""

    first: date
    last: date
    old: _Span
    new: _Span

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, period: tuple[date, date] | None) -> bool:
        """Whether goods made in the period were made in the gap, on some day at least."""
        return period is not None and period[0] <= self.last and self.first <= period[1]


def judge(case: Case) -> Judgement:
    """Lay the certificates of the same holder and standard side by side, and look at what lies next to this one."""
    others = [other for other in case.beside if continues(case.claim, other, case.facts)]
    own = _span(case.claim)
    production = case.purchase.production
    printed = _printed(case.claim)
    if not others and printed is None:
        if production and own and production[0] < own.start:
            return Gap.PREVIOUS_UNKNOWN.with_facts(start=own.start, why="no earlier certificate is in hand")
        return not_applicable("no previous or second certificate")
    spans = [span for other in others if (span := _span(other))] + ([printed] if printed else [])
    if own is None or not spans:
        return Gap.PREVIOUS_UNKNOWN.with_facts(start=None, why="the first or the last day of one of them was not read")
    gaps = _gaps(own, spans)
    made = next((gap for gap in gaps if gap.holds(production)), None)
    gap = made or next((gap for gap in gaps if gap.new is own), None) or next(iter(gaps), None)
    if gap is None:
        return Gap.NO_GAP.with_facts(certificates=len(spans) + 1, numbers=tuple(span.number or "" for span in spans))
    if not (gap.old.sure and gap.new.sure):
        return Gap.PREVIOUS_UNKNOWN.with_facts(start=own.start, why="a day of one of them was not read surely")
    reason = Gap.GAP_COVERS_PRODUCTION if made else Gap.GAP_RESTORED
    within = gap.new.start <= add_months(gap.old.end, RESTORABLE_MONTHS)
    return reason.with_facts(
        ended_on=gap.old.end,
        starts_on=gap.new.start,
        days=gap.days,
        window="within" if within else "after",
        older=gap.old.number,
        newer=gap.new.number,
        made_from=production[0] if production else None,
        made_until=production[1] if production else None,
    )


def _span(claim: Claim) -> _Span | None:
    """The days of a certificate by the kindest readings; None where its first or last day was not read."""
    starts = (*claim.valid_from.readings, *claim.decision_on.readings, *claim.issued_on.readings)
    if not starts or not claim.expires_on:
        return None
    read = (claim.valid_from, claim.decision_on, claim.issued_on, claim.expires_on)
    sure = all(field.confidence >= LEAST_CONFIDENCE for field in read if field)
    start, end = min(starts), max(claim.expires_on.readings)
    return _Span(start, end, claim.certificate_number.value, sure) if start <= end else None


def _printed(claim: Claim) -> _Span | None:
    """The last day of the cycle before, where the certificate itself prints it; its first day does not matter."""
    end = claim.previous_expires_on
    if not end:
        return None
    last = max(end.readings)
    return _Span(last, last, None, end.confidence >= LEAST_CONFIDENCE)


def _gaps(own: _Span, others: list[_Span]) -> list[_Between]:
    """The gaps next to this certificate: before its first day and after its last, days of every other one taken out."""
    found = []
    before = [span for span in others if span.start <= own.start]
    if before:
        old = max(before, key=lambda span: span.end)
        if old.end + DAY < own.start:
            found.append(_Between(old.end + DAY, own.start - DAY, old, own))
    after = [span for span in others if span.end > own.end]
    if after:
        new = min(after, key=lambda span: span.start)
        if own.end + DAY < new.start:
            found.append(_Between(own.end + DAY, new.start - DAY, own, new))
    return found


CHECK = Check(
    "date.gap",
    Axis.STANDING,
    Weight.STRONG,
    Gap,
    judge,
    reads=("decision_on", "valid_from", "issued_on", "expires_on", "holder_name"),
)

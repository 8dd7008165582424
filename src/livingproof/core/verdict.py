"""The verdict: what was established, what could not be, and what speaks against the claim. Our output is a statement, no attestation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from livingproof.core.case import Case
from livingproof.core.check import Finding
from livingproof.core.claim import Claim
from livingproof.core.policy import Policy
from livingproof.core.purchase import Purchase
from livingproof.core.record import Event, Lookup, Record, Reply
from livingproof.core.terms import Axis, Decision, Evidence, Grade, Headline


@dataclass(frozen=True, slots=True)
class AxisGrade:
    """The grade of one axis; `evidence` is the rung of the ladder, given for *genuine* only.

    `because` names what gave the grade when it is no pass: ids of checks, or for *read* the fields not read well enough.
    """

    grade: Grade
    evidence: Evidence | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one case. `also` are further headlines of rank 3 to 6 that hold beside the first.

    `limits` are the ids of the checks that keep the headline from being better. `not_checked` are the findings that nobody
    could answer with what was given. `valid_until` is the last day on which the same inputs give the same answer; None when
    no day is known on which it would change. `program` is the version of the rules that decided, "" in verdicts of
    versions that did not tell it. `beside` are the claims of the other documents in hand that were looked at,
    `kin`, `history` and `replies` those of the case.
    """

    headline: Headline
    also: tuple[Headline, ...]
    decision: Decision
    axes: Mapping[Axis, AxisGrade]
    claim: Claim
    purchase: Purchase
    findings: tuple[Finding, ...]
    limits: tuple[str, ...]
    as_of: date
    valid_until: date | None
    policy: str
    catalogue: str
    program: str = ""
    lookups: tuple[Lookup, ...] = ()
    beside: tuple[Claim, ...] = ()
    kin: tuple[Record, ...] = ()
    history: tuple[Event, ...] = ()
    replies: tuple[Reply, ...] = ()

    def finding(self, check: str) -> Finding | None:
        """The finding of that check, None when the check did not run."""
        return next((finding for finding in self.findings if finding.check == check), None)


def valid_until(case: Case, findings: tuple[Finding, ...], policy: Policy) -> date | None:
    """The last day on which the same inputs give this verdict.

    The nearest of expiry, edition end, freshness, and the days before a surveillance falls due or the term begins.
    """
    days = [day for day in case.claim.expires_on.readings if day >= case.as_of]
    days += [edition.ends_on for edition in case.editions if edition.ends_on and edition.ends_on >= case.as_of]
    if case.lookup:
        days.append(min(case.lookup.speaks_of, case.as_of) + timedelta(days=policy.fresh_days))
    days += [day for finding in findings if finding.check in AGEING and (day := _answer_ages(finding, policy))]
    days += [day - timedelta(days=1) for finding in findings if finding.check in COMING and (day := _begins(finding))]
    return min((day for day in days if day >= case.as_of), default=None)


AGEING = frozenset({"cb.answer", "link.record", "cb.status"})
"""Checks whose finding may change with time alone, by what a person told or until when something stands."""


COMING = {"surv.due": "next_on", "date.expiry": "starts_on"}
"""Facts of findings that name a day on which something begins: with it the finding may change."""


def _begins(finding: Finding) -> date | None:
    day = finding.facts.get(COMING[finding.check])
    return day if isinstance(day, date) else None


def _answer_ages(finding: Finding, policy: Policy) -> date | None:
    """The last day on which an answer of a person weighs as it does, or an accreditation stands as it does; else None."""
    told_on, until = finding.facts.get("told_on"), finding.facts.get("until")
    if finding.check in {"cb.answer", "link.record"} and isinstance(told_on, date):
        if finding.grade is Grade.PASS:
            return told_on + timedelta(days=policy.fresh_days)
        return told_on + timedelta(days=policy.answer_days) if finding.code == "CB_NO_ANSWER" else None
    return until if finding.check == "cb.status" and finding.grade is Grade.WARN and isinstance(until, date) else None

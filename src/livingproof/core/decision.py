"""The decision: findings become axes, one headline by fixed precedence, and what the policy makes of it.

    1. axes        one order for every axis: fail, undetermined, warn, pass
    2. evidence    how near to the issuer the best source stands, lowered by age
    3. headline    the first of nine that holds; those of rank 3 to 6 that hold beside it are `also`, also where a field
                   is too weakly read to decide: what was read surely is not silenced
    4. decision    rely, ask, do not rely

Only decisive checks move the headline; strong ones only in pairs of different origin, and then no further than
NOT_CONFIRMED; weak ones never. Undetermined is neither pass nor fail. No finding sees another.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from livingproof import __version__
from livingproof.core.case import Case
from livingproof.core.check import Common, Finding, by_check, by_grade
from livingproof.core.claim import DECIDING_FIELDS
from livingproof.core.policy import Policy
from livingproof.core.recall import recalled
from livingproof.core.terms import Axis, Decision, Evidence, Grade, Headline, Weight
from livingproof.core.verdict import AxisGrade, Verdict, valid_until

WORST_FIRST = (Grade.FAIL, Grade.UNDETERMINED, Grade.WARN, Grade.PASS)
NOT_PASSED = WORST_FIRST[:-1]

COUNTED: dict[Axis, frozenset[Weight]] = {
    Axis.STANDING: frozenset({Weight.DECISIVE}),
    Axis.RECOGNISED: frozenset({Weight.DECISIVE}),
    Axis.COVERS: frozenset({Weight.DECISIVE}),
    Axis.CONSISTENT: frozenset({Weight.DECISIVE, Weight.STRONG}),
    Axis.FITNESS: frozenset(Weight),
    Axis.PRACTICE: frozenset(Weight),
}
"""Which checks grade an axis; *read* and *genuine* are graded by confidence and by evidence."""

CERTAIN = (Axis.STANDING, Axis.RECOGNISED, Axis.COVERS)
"""The axes on which CONFIRMED tolerates no warn, fail or gap."""

MUST_PASS = (
    ("date.expiry",),
    ("std.transition",),
    ("reg.status", "vc.status"),
    ("cb.identify",),
    ("ab.signatory", "vc.accreditation"),
    ("ab.subscope", "vc.accreditation"),
    ("cb.accredited", "vc.accreditation"),
    ("id.name",),
    ("site.listed",),
    ("scope.product",),
    ("scope.activity",),
)
"""What must have passed for CONFIRMED: of each line at least one."""

INDEPENDENCE = "reg.independent"
"""A fail of this check says that a register is not independent; it takes evidence away and contradicts nothing."""

SIGNS_THAT_MOVE = 2

TOLD_BY_PERSONS: tuple[tuple[str, Evidence], ...] = (("cb.answer", Evidence.E3), ("link.record", Evidence.E2))
"""Checks that pass on what a person was told or has seen, each with the rung that this reaches."""

WAITING = frozenset(
    {
        "cb.answer",
        "cb.impartial",
        "cb.sector",
        "claim.after-end",
        "doc.signer",
        "id.exists",
        "link.record",
        "live.evidence",
        "prod.samples",
        "prod.transaction",
        "reg.conflict",
        "reg.supersession",
        "site.sampled",
        "std.climate",
        "surv.evidence",
        "surv.status-watch",
        "tr.shopping",
    }
)
"""Checks that wait for what a person or a further register may tell: that nobody was asked is a gap to list, and grades nothing."""

UNANSWERED_DAYS = "days_unanswered"
"""The fact that tells for how many days a question has been open."""

AGAINST: dict[Headline, frozenset[Axis]] = {
    Headline.CONTRADICTED: frozenset({Axis.GENUINE, Axis.CONSISTENT}),
    Headline.NOT_IN_FORCE: frozenset({Axis.STANDING}),
    Headline.DOES_NOT_COVER: frozenset({Axis.COVERS}),
    Headline.CHAIN_NOT_RECOGNISED: frozenset({Axis.RECOGNISED}),
}
"""Ranks 3 to 6 in their order, each with the axes on which a decisive fail makes it."""

DECISIONS: dict[Headline, Decision] = {
    Headline.NOT_THE_RIGHT_DOCUMENT: Decision.ASK,
    Headline.UNREADABLE: Decision.ASK,
    Headline.CONTRADICTED: Decision.DO_NOT_RELY,
    Headline.NOT_IN_FORCE: Decision.DO_NOT_RELY,
    Headline.DOES_NOT_COVER: Decision.DO_NOT_RELY,
    Headline.NOT_CONFIRMED: Decision.ASK,
    Headline.CONFIRMED: Decision.RELY,
}


def decide(case: Case, findings: tuple[Finding, ...], policy: Policy) -> Verdict:
    """The verdict on a case under a policy; a function of its arguments and of nothing else."""
    evidence = evidence_of(case, findings, policy)
    limits = limits_of(findings, policy)
    headline, also = _headline(case, findings, policy, evidence)
    return Verdict(
        headline=headline,
        also=also,
        decision=_decision(headline, findings, limits, evidence, policy),
        axes=_axes(case, findings, policy, evidence),
        claim=case.claim,
        purchase=case.purchase,
        findings=findings,
        limits=limits,
        as_of=case.as_of,
        valid_until=valid_until(case, findings, policy),
        policy=policy.label,
        catalogue=case.facts.version,
        program=__version__,
        lookups=case.lookups,
        beside=case.beside,
        kin=case.kin,
        history=case.history,
        replies=case.replies,
    )


# --- 1. axes ----------------------------------------------------------------------------------------------------------


def _axes(case: Case, findings: tuple[Finding, ...], policy: Policy, evidence: Evidence) -> dict[Axis, AxisGrade]:
    missing = unread(case, policy)
    special = {
        Axis.READ: AxisGrade(Grade.UNDETERMINED if missing else Grade.PASS, because=missing),
        Axis.GENUINE: AxisGrade(_genuine(findings, policy, evidence), evidence),
    }
    worst_of = _worst_by_axis(findings)
    return {axis: special.get(axis) or _axis(*worst_of.get(axis, NOTHING_TOLD)) for axis in Axis}


Graded = tuple[Grade, tuple[str, ...]]
NOTHING_TOLD: Graded = Grade.UNDETERMINED, ()


def _worst_by_axis(findings: tuple[Finding, ...]) -> dict[Axis, Graded]:
    """The worst grade on each axis that is graded by its checks, and which of those that count have it."""
    found: dict[Axis, Graded] = {}
    graded = by_grade(findings)
    for grade in WORST_FIRST:
        told: dict[Axis, list[str]] = {}
        for finding in graded[grade]:
            axis = finding.axis
            if axis not in found and finding.weight in COUNTED.get(axis, ()) and not waits(finding):
                told.setdefault(axis, []).append(finding.check)
        found.update({axis: (grade, tuple(checks)) for axis, checks in told.items()})
    return found


@lru_cache(maxsize=4096)
def _axis(grade: Grade, because: tuple[str, ...]) -> AxisGrade:
    return AxisGrade(grade, because=() if grade is Grade.PASS else because)


def waits(finding: Finding) -> bool:
    """Whether a finding only says that nobody was asked yet; a field too weakly read is no such gap."""
    if finding.grade is not Grade.UNDETERMINED or finding.check not in WAITING:
        return False
    return finding.code != Common.FIELD_LOW_CONFIDENCE.code


def unread(case: Case, policy: Policy) -> tuple[str, ...]:
    """The deciding fields that were not read with the policy's confidence."""
    fields = ((name, getattr(case.claim, name)) for name in DECIDING_FIELDS)
    return tuple([name for name, field in fields if not field or field.confidence < policy.reading_confidence])


def _genuine(findings: tuple[Finding, ...], policy: Policy, evidence: Evidence) -> Grade:
    if any(one.axis is Axis.GENUINE and one.check != INDEPENDENCE for one in _fails(findings)):
        return Grade.FAIL
    if evidence < Evidence.E2:
        return Grade.UNDETERMINED
    return Grade.PASS if evidence >= needed(policy) else Grade.WARN


# --- 2. evidence ------------------------------------------------------------------------------------------------------


def evidence_of(case: Case, findings: tuple[Finding, ...], policy: Policy) -> Evidence:
    """The rung of the ladder that the case stands on: the highest that a register, the body's answer or its page reaches.

    The certification body's written confirmation is E3, its page as somebody kept it E2; older than the policy allows,
    the one falls to E2 and the other to the document.
    """
    alone = Evidence.E1 if case.claim.document else Evidence.E0
    return max(_by_register(case, findings, policy, alone), *_by_persons(case, findings, policy, alone))


def _by_persons(case: Case, findings: tuple[Finding, ...], policy: Policy, alone: Evidence) -> Iterator[Evidence]:
    yield alone
    for check, rung in TOLD_BY_PERSONS:
        finding = _by_check(findings, check)
        told_on = finding.facts.get("told_on") if finding and finding.grade is Grade.PASS else None
        if isinstance(told_on, date):
            stale = (case.as_of - told_on).days > policy.fresh_days
            yield rung if not stale else Evidence.E2 if rung > Evidence.E2 else alone


def _by_register(case: Case, findings: tuple[Finding, ...], policy: Policy, alone: Evidence) -> Evidence:
    """The rung that a register's answer reaches.

    Found by number with the holder, in an extract of an independent register, is E4; the same by a look-up of a person
    is E2, as is a holder whose name is only similar. A register answer older than the policy allows falls to E2, and
    a look-up to E1. Found by name under another number says nothing about this certificate.
    """
    found = _by_check(findings, "reg.found")
    if not found or not case.lookup or not _independent(findings):
        return alone
    rung = {Grade.PASS: Evidence.E4, Grade.WARN: Evidence.E2}.get(found.grade, alone)
    if found.code == "FOUND_HOLDER_OTHER_NUMBER" or rung is alone:
        return alone
    if case.lookup.snapshot_as_of is None:
        rung = Evidence.E2
    if (case.as_of - case.lookup.speaks_of).days > policy.fresh_days:
        return Evidence.E2 if rung > Evidence.E2 else alone
    return rung


def needed(policy: Policy) -> Evidence:
    """The rung needed for CONFIRMED: E3, or what the policy asks beyond it."""
    return max(Evidence.E3, policy.evidence)


def _independent(findings: tuple[Finding, ...]) -> bool:
    finding = _by_check(findings, INDEPENDENCE)
    return finding is not None and finding.grade is Grade.PASS


# --- 3. headline ------------------------------------------------------------------------------------------------------


def _headline(
    case: Case, findings: tuple[Finding, ...], policy: Policy, evidence: Evidence
) -> tuple[Headline, tuple[Headline, ...]]:
    kind = _by_check(findings, "doc.type")
    if kind and kind.grade is Grade.FAIL:
        return Headline.NOT_THE_RIGHT_DOCUMENT, ()
    against = _against(case, findings, policy)
    if case.claim.document and unread(case, policy):
        return Headline.UNREADABLE, against
    if against:
        return against[0], against[1:]
    return _confirmation(findings, policy, evidence), ()


def _against(case: Case, findings: tuple[Finding, ...], policy: Policy) -> tuple[Headline, ...]:
    """Ranks 3 to 6, in their order: what decisive checks hold against the claim."""
    axes = {finding.axis for finding in _fails(findings) if _counts(finding, case, findings, policy)}
    return tuple(headline for headline, against in AGAINST.items() if axes & against)


def _counts(finding: Finding, case: Case, findings: tuple[Finding, ...], policy: Policy) -> bool:
    """Whether a finding may speak against the document: what a register says must come from one that is independent.

    A contradiction needs a look-up (E2) at least as fresh as the policy asks, or an extract; and one that is not older than
    the document itself, which may be the renewal of what the register showed then.
    """
    if not finding.check.startswith("reg."):
        return True
    if case.lookup is None or not _independent(findings) or finding.check == INDEPENDENCE:
        return False
    if finding.axis is Axis.STANDING:
        return True
    starts = case.claim.starts.readings
    superseded = bool(starts) and min(starts) > case.lookup.speaks_of
    stale = (case.as_of - case.lookup.speaks_of).days > policy.fresh_days
    return not superseded and not (stale and case.lookup.snapshot_as_of is None)


def _confirmation(findings: tuple[Finding, ...], policy: Policy, evidence: Evidence) -> Headline:
    """Ranks 7 to 9."""
    if evidence < Evidence.E2 or len(signs(findings, policy)) >= SIGNS_THAT_MOVE:
        return Headline.NOT_CONFIRMED
    if evidence >= needed(policy) and not limits_of(findings, policy):
        return Headline.CONFIRMED
    if any(finding.grade is Grade.FAIL for finding in findings if finding.axis in CERTAIN):
        return Headline.NOT_CONFIRMED
    return Headline.CONFIRMED_WITH_LIMITS


@recalled(8)
def limits_of(findings: tuple[Finding, ...], policy: Policy) -> tuple[str, ...]:
    """The checks that keep a verdict from CONFIRMED: not passed though they must, or open on a certain axis.

    Where the policy requires the standard of a sector, a check of the sector must have passed.
    """
    graded = by_grade(findings)
    open_ones = {
        finding.check
        for grade in NOT_PASSED
        for finding in graded[grade]
        if (finding.axis in CERTAIN or finding.weight is Weight.DECISIVE)
        and not waits(finding)
        and not _still_in_time(finding, policy)
    } - _answered(findings)
    passed = {finding.check for finding in graded[Grade.PASS]}
    missing = {line[0] for line in MUST_PASS if not passed.intersection(line)}
    if not _sector_shown(findings, policy):
        missing |= {finding.check for finding in findings if finding.group == "sector"} or {"sector"}
    return tuple(sorted(open_ones | missing))


def _still_in_time(finding: Finding, policy: Policy) -> bool:
    """Whether a question is unanswered, but not for so long that the policy minds."""
    return isinstance(finding.facts.get(UNANSWERED_DAYS), int) and _days_unanswered(finding) <= policy.answer_days


def _answered(findings: tuple[Finding, ...]) -> set[str]:
    """The open points that another finding answers: surveillance that was due and is shown."""
    shown = _by_check(findings, "surv.evidence")
    if shown is None or shown.grade is Grade.FAIL or shown.code == "SURVEILLANCE_NOT_SHOWN":
        return set()
    return {"surv.due"} if shown.grade is Grade.PASS else {"surv.evidence"} if shown.grade is Grade.WARN else set()


@recalled(8)
def signs(findings: tuple[Finding, ...], policy: Policy) -> tuple[str, ...]:
    """Independent signs against the document: one name for each group and cause.

    A sign is a strong check that fails, or that warns about genuineness; a question left unanswered for longer than the
    policy waits is one too. Signs of one cause (a scan, a mail gateway) or of one group of checks count once.
    """
    graded = by_grade(findings)
    warned = (finding for finding in graded[Grade.WARN] if finding.axis is Axis.GENUINE)
    found = {
        finding.cause or finding.group for finding in (*graded[Grade.FAIL], *warned) if finding.weight is Weight.STRONG
    }
    if not found:
        return ()
    unanswered = {"unanswered" for finding in findings if _days_unanswered(finding) > policy.answer_days}
    return tuple(sorted(found | unanswered))


def _days_unanswered(finding: Finding) -> int:
    days = finding.facts.get(UNANSWERED_DAYS)
    return days if isinstance(days, int) else 0


def _sector_shown(findings: tuple[Finding, ...], policy: Policy) -> bool:
    return not policy.sector_standard or any(one.group == "sector" for one in by_grade(findings)[Grade.PASS])


# --- 4. decision ------------------------------------------------------------------------------------------------------


def _decision(
    headline: Headline, findings: tuple[Finding, ...], limits: tuple[str, ...], evidence: Evidence, policy: Policy
) -> Decision:
    if headline is Headline.CHAIN_NOT_RECOGNISED:
        return _unrecognised(findings, limits, evidence, policy)
    if headline is Headline.CONFIRMED_WITH_LIMITS:
        return Decision.RELY if limits and set(limits) <= set(policy.acceptable_limits) else Decision.ASK
    return DECISIONS[headline]


def _unrecognised(
    findings: tuple[Finding, ...], limits: tuple[str, ...], evidence: Evidence, policy: Policy
) -> Decision:
    """What the policy says of a chain that is not recognised: who accepts the chain has not accepted anything else.

    To rely takes what CONFIRMED_WITH_LIMITS takes: more than the document alone, no signs against it, and no open point
    besides the chain that the policy does not accept.
    """
    if policy.unrecognised is not Decision.RELY:
        return policy.unrecognised
    chain = {finding.check for finding in findings if finding.axis is Axis.RECOGNISED}
    rest = set(limits) - chain - set(policy.acceptable_limits)
    shown = evidence >= Evidence.E2 and len(signs(findings, policy)) < SIGNS_THAT_MOVE
    return Decision.RELY if shown and not rest else Decision.ASK


def _by_check(findings: tuple[Finding, ...], check: str) -> Finding | None:
    return by_check(findings).get(check)


@recalled(8)
def _fails(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The decisive findings that fail."""
    return tuple([finding for finding in by_grade(findings)[Grade.FAIL] if finding.weight is Weight.DECISIVE])

"""Determination: every check turns the case into one finding; grades are lowered here and nowhere else.

The name is that of ISO/IEC 17000: selection, determination, review and decision, attestation.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Common, Finding, Judgement
from livingproof.core.facts import Provenance
from livingproof.core.recall import recalled
from livingproof.core.terms import Grade, Source

LOWERED = {Grade.FAIL: Grade.WARN, Grade.PASS: Grade.UNDETERMINED}
"""A fact without a confirmed source cannot decide: it can neither condemn nor comfort."""


def determine(case: Case, checks: Iterable[Check], reading_confidence: float) -> tuple[Finding, ...]:
    """All findings of the case, in the order of the check ids. `reading_confidence` is the policy's least confidence."""
    return tuple([_find(case, check, reading_confidence) for check in _in_order(tuple(checks))])


@recalled(8)
def _in_order(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    return tuple(sorted(checks, key=lambda check: check.id))


def _find(case: Case, check: Check, reading_confidence: float) -> Finding:
    judgement = check.judge(case)
    sources = _sources(case, check, judgement)
    if _comes_again(judgement, sources):
        return _plain(check, judgement)
    grade, lowered_by = cap(judgement.reason.grade, judgement.rests_on)
    facts = dict(judgement.facts)
    code = judgement.reason.code
    reads = check.reads if judgement.reads is None else judgement.reads
    if grade is Grade.FAIL and (weak := weakly_read(case, reads, reading_confidence)):
        grade, lowered_by = Common.FIELD_LOW_CONFIDENCE.grade, weak
        facts = {"instead_of": code, **facts}
        code = Common.FIELD_LOW_CONFIDENCE.code
    return Finding(
        check=check.id,
        grade=grade,
        code=code,
        axis=check.axis,
        weight=check.weight,
        facts=facts,
        sources=sources,
        lowered_by=lowered_by,
        cause=check.cause,
    )


def _comes_again(judgement: Judgement, sources: tuple[str, ...]) -> bool:
    """Whether many cases have this very judgement: one without facts, or that the question does not arise."""
    if sources or judgement.rests_on or judgement.reason.grade is Grade.FAIL:
        return False
    return not judgement.facts or judgement.reason is Common.NOT_APPLICABLE


@recalled(8192)
def _plain(check: Check, judgement: Judgement) -> Finding:
    """The finding of a judgement that is the same in many cases: made once."""
    reason = judgement.reason
    return Finding(check.id, reason.grade, reason.code, check.axis, check.weight, judgement.facts, cause=check.cause)


def cap(grade: Grade, rests_on: tuple[Provenance, ...]) -> tuple[Grade, tuple[str, ...]]:
    """The grade that may stand when it rests on these facts, and the unconfirmed facts that lowered it."""
    if not rests_on:
        return grade, ()
    unconfirmed = tuple(fact.fact for fact in rests_on if not fact.confirmed)
    if unconfirmed and grade in LOWERED:
        return LOWERED[grade], unconfirmed
    return grade, ()


def weakly_read(case: Case, reads: tuple[str, ...], reading_confidence: float) -> tuple[str, ...]:
    """Those of the fields that were read with less than this confidence."""
    fields = ((name, getattr(case.claim, name)) for name in reads)
    return tuple(name for name, field in fields if field and field.confidence < reading_confidence)


def _sources(case: Case, check: Check, judgement: Judgement) -> tuple[str, ...]:
    sources = []
    document = case.claim.document
    if document and check.reads:
        fields = (getattr(case.claim, name) for name in check.reads)
        if any(field and field.source is not Source.STATED for field in fields):
            sources.append(f"doc:sha256:{document.sha256}")
    if case.lookup and check.id.startswith("reg."):
        sources.append(f"lookup:{case.lookup.register}:{case.lookup.asked_on.isoformat()}")
    if case.replies and isinstance(told_on := judgement.facts.get("told_on"), date):
        sources.append(f"answer:{check.id}:{told_on.isoformat()}")
    if judgement.rests_on:
        sources += [f"catalogue:{fact.fact}" for fact in judgement.rests_on]
    return tuple(dict.fromkeys(sources)) if sources else ()

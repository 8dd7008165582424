"""Determination: every check turns the case into one finding; grades are lowered here and nowhere else.

The name is that of ISO/IEC 17000: selection, determination, review and decision, attestation.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

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
    if _comes_again(case, judgement):
        return _plain(check, judgement, sources)
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


def _comes_again(case: Case, judgement: Judgement) -> bool:
    """Whether other cases with this judgement have this very finding: nothing else of the case tells in it."""
    return not judgement.rests_on and not case.claim.document and judgement.reason.grade is not Grade.FAIL


@recalled(8192)
def _plain(check: Check, judgement: Judgement, sources: tuple[str, ...]) -> Finding:
    """The finding of a judgement that is the same in many cases: made once."""
    reason, facts = judgement.reason, judgement.facts
    return Finding(check.id, reason.grade, reason.code, check.axis, check.weight, facts, sources, cause=check.cause)


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
    lookup, document = case.lookup, case.claim.document
    of_lookup = _of_lookup(lookup.register, lookup.asked_on) if lookup and check.id.startswith("reg.") else ()
    if not (document or judgement.rests_on or case.replies):
        return of_lookup
    sources = []
    if document and check.reads:
        fields = (getattr(case.claim, name) for name in check.reads)
        if any(field and field.source is not Source.STATED for field in fields):
            sources.append(f"doc:sha256:{document.sha256}")
    sources += of_lookup
    if case.replies and isinstance(told_on := judgement.facts.get("told_on"), date):
        sources.append(f"answer:{check.id}:{told_on.isoformat()}")
    sources += [f"catalogue:{fact.fact}" for fact in judgement.rests_on]
    return tuple(dict.fromkeys(sources))


@lru_cache(maxsize=64)
def _of_lookup(register: str, asked_on: date) -> tuple[str, ...]:
    return (f"lookup:{register}:{asked_on.isoformat()}",)

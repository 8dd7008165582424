"""From which day the verdict of a statement could change, and why: days that it states itself, and what is new since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from livingproof.core.case import Case
from livingproof.core.facts import Facts
from livingproof.core.matching.registers import name_of_register, registers_that_can_hold
from livingproof.core.matching.surveillance import dates_of_cycle
from livingproof.core.policy import Policy
from livingproof.core.terms import Grade
from livingproof.core.verdict import Verdict

ONE_DAY = timedelta(days=1)


class Why(StrEnum):
    """Why a verdict could change."""

    EXPIRY = "EXPIRY"
    EDITION = "EDITION"
    SURVEILLANCE = "SURVEILLANCE"
    ANSWER_AGE = "ANSWER_AGE"
    ASK_AGAIN = "ASK_AGAIN"
    UNANSWERED = "UNANSWERED"
    TRANSFER = "TRANSFER"
    NEW_EXTRACT = "NEW_EXTRACT"
    CATALOGUE = "CATALOGUE"


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which the verdict could change, and why; `source` names the register or body meant, "" for none."""

    on: date
    why: Why
    source: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """An extract of a register in force: whose, which, and to which day it speaks."""

    register: str
    snapshot: str
    as_of: date


def turns_of(verdict: Verdict, facts: Facts, policy: Policy, extracts: Iterable[Extract]) -> tuple[Turn, ...]:
    """Every turn after the day asked about, the nearest first; one of that day or before is due."""
    stated = {turn for turn in _stated(verdict, facts, policy) if turn.on > verdict.as_of}
    turns = {*stated, *_new(verdict, facts, extracts)}
    return tuple(sorted(turns, key=lambda turn: (turn.on, turn.why.value, turn.source)))


def due(turns: Iterable[Turn], today: date) -> tuple[Turn, ...]:
    """Those whose day has come."""
    return tuple(turn for turn in turns if turn.on <= today)


def _stated(verdict: Verdict, facts: Facts, policy: Policy) -> Iterator[Turn]:
    """The days that follow from claim, answers and findings."""
    claim = verdict.claim
    for day in claim.expires_on.readings:
        yield Turn(day + ONE_DAY, Why.EXPIRY)
    for edition in Case(claim=claim, as_of=verdict.as_of, facts=facts).editions:
        if edition.ends_on:
            yield Turn(edition.ends_on + ONE_DAY, Why.EDITION)
    for day in dates_of_cycle(claim):
        yield Turn(day, Why.SURVEILLANCE)
    yield from _of_answers(verdict, facts, policy)
    yield from _of_findings(verdict, policy)


def _of_answers(verdict: Verdict, facts: Facts, policy: Policy) -> Iterator[Turn]:
    fresh = timedelta(days=policy.fresh_days) + ONE_DAY
    for lookup in verdict.lookups:
        if lookup.records:
            yield Turn(lookup.speaks_of + fresh, Why.ANSWER_AGE, name_of_register(lookup, facts))
    for check in ("cb.answer", "link.record"):
        finding = verdict.finding(check)
        told_on = _day(finding.facts.get("told_on")) if finding and finding.grade is Grade.PASS else None
        if told_on and finding:
            yield Turn(told_on + fresh, Why.ANSWER_AGE, str(finding.facts.get("source") or ""))


def _of_findings(verdict: Verdict, policy: Policy) -> Iterator[Turn]:
    """Days that single findings name: ask a register again, a silence too long, the end of the time to move."""
    absent, answer, status = (verdict.finding(check) for check in ("reg.expected-absent", "cb.answer", "cb.status"))
    if absent and (again := _day(absent.facts.get("ask_again_on"))):
        yield Turn(again, Why.ASK_AGAIN, str(absent.facts.get("register") or ""))
    asked_on = _day(answer.facts.get("told_on")) if answer and answer.code == "CB_NO_ANSWER" else None
    if asked_on:
        yield Turn(asked_on + timedelta(days=policy.answer_days) + ONE_DAY, Why.UNANSWERED)
    until = _day(status.facts.get("until")) if status and status.grade is Grade.WARN else None
    if until:
        yield Turn(until + ONE_DAY, Why.TRANSFER)


def _new(verdict: Verdict, facts: Facts, extracts: Iterable[Extract]) -> Iterator[Turn]:
    """What is new since the statement was made: another extract of a register that answered, other facts."""
    if verdict.catalogue != facts.version:
        yield Turn(verdict.as_of, Why.CATALOGUE)
    standards = tuple(ref.standard for ref in verdict.claim.standards.value or () if ref.standard)
    holding = {one.register.id for one in registers_that_can_hold(verdict.claim, standards, facts)}
    answered = {lookup.register: lookup for lookup in verdict.lookups if lookup.snapshot}
    for extract in extracts:
        known = facts.registers.get(extract.register)
        lookup = answered.get(extract.register)
        if lookup is None and known and known.id not in holding:
            continue
        if lookup is None or lookup.snapshot != extract.snapshot:
            yield Turn(max(verdict.as_of, extract.as_of), Why.NEW_EXTRACT, known.name if known else extract.register)


def _day(value: Any) -> date | None:
    """A day as a finding holds it, or as a statement writes it."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def codes_changed(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The reason codes of findings that another verdict gives now, as "check CODE"."""
    known = {finding["check"]: finding["code"] for finding in before["findings"]}
    return tuple(
        f"{finding['check']} {finding['code']}"
        for finding in now["findings"]
        if known.get(finding["check"]) != finding["code"]
    )

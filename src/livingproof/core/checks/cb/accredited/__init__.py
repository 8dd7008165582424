"""The certification body was accredited for the standard of the certificate at the day of issue and on the day asked about.

What counts is the accreditation body's own list or news, or an independent register that itself names the accreditation body for
this certificate; a number printed on a certificate is a hint and never enough. Only a known end before the day of issue is a fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.facts import Accreditation, CertificationBody
from livingproof.core.matching.accreditations import entity_is_printed, entries_for
from livingproof.core.matching.bodies import accreditation_body_of, certification_body_of, find_body, key, shown
from livingproof.core.matching.registers import independent_record, name_of_register
from livingproof.core.terms import Axis, Grade, Operator, Weight

TELLS_OF_ACCREDITATION = frozenset({Operator.ACCREDITATION_BODY, Operator.STATE, Operator.AGGREGATOR})
"""Registers whose own naming of the accreditation body counts; a certification body's directory repeats the document."""


class Accredited(Reason):
    """What is known of the accreditation behind the body for this standard."""

    CB_ACCREDITED = Grade.PASS
    CB_ACCREDITED_BY_OTHER_AB = Grade.WARN
    CB_NOT_ACCREDITED_FOR_STANDARD = Grade.FAIL
    CB_SCHEDULE_UNAVAILABLE = Grade.UNDETERMINED


@dataclass(frozen=True, slots=True)
class _Question:
    """The standards asked for, the accreditation body shown (its id, its name), and the days that count."""

    standards: tuple[str, ...]
    shown_id: str | None
    shown_name: str | None
    days: tuple[date, ...]
    issued: tuple[date, ...]


def judge(case: Case) -> Judgement:
    """Ask an independent register first, then the lists in the catalogue; a register that is not confirmed stands back."""
    standards = tuple(standard.id for standard in case.standards if not standard.outside_arrangement)
    if case.standards and not standards:
        return not_applicable("the scheme has its own oversight in place of accreditation")
    printed = accreditation_body_of(case.claim, case.facts) if shown(case.claim.accreditation_body) else None
    question = _Question(
        standards,
        printed.id if printed else None,
        case.claim.accreditation_body.value if shown(case.claim.accreditation_body) else None,
        (*case.claim.starts.readings, case.as_of),
        case.claim.starts.readings,
    )
    found = _by_register(case, question)
    if found and all(fact.confirmed for fact in found.rests_on):
        return found
    listed = _by_lists(case, question)
    return found if found and listed.reason is Accredited.CB_SCHEDULE_UNAVAILABLE else listed


def _by_lists(case: Case, question: _Question) -> Judgement:
    """What the lists of accreditation bodies say of the body named; nothing where body or standard is not known."""
    body = certification_body_of(case.claim, case.facts)
    if body and question.standards:
        return _by_list(case, body, question)
    return Accredited.CB_SCHEDULE_UNAVAILABLE.with_facts(
        name=case.claim.certification_body.value or "the certification body",
        standard=question.standards or "the standard",
        why="the standard was not recognised" if body else "the body is not known to this catalogue",
    )


def _by_register(case: Case, question: _Question) -> Judgement | None:
    """A record that names the accreditation body for this certificate, in a register that is near to accreditation."""
    kept = independent_record(case.claim, case.record, case.lookup, case.facts)
    if kept is None or case.lookup is None or not kept.accreditation_body:
        return None
    register = case.facts.registers[case.lookup.register]
    if register.operator not in TELLS_OF_ACCREDITATION:
        return None
    named = find_body(kept.accreditation_body, case.facts.accreditation_bodies)
    same = _same(question, named.id if named else None, kept.accreditation_body)
    reason = Accredited.CB_ACCREDITED if same else Accredited.CB_ACCREDITED_BY_OTHER_AB
    return reason.with_facts(
        name=kept.certification_body or case.claim.certification_body.value,
        standard=question.standards,
        accreditation_body=kept.accreditation_body,
        printed=question.shown_name,
        number=kept.accreditation_number,
        source=name_of_register(case.lookup, case.facts),
        source_of=case.lookup.speaks_of,
    ).resting_on(register.provenance)


def _same(question: _Question, found_id: str | None, found_name: str) -> bool:
    """Whether the accreditation body found is the one shown; none shown contradicts nothing."""
    if question.shown_name is None:
        return True
    return (
        question.shown_id == found_id if question.shown_id and found_id else key(question.shown_name) == key(found_name)
    )


def _by_list(case: Case, body: CertificationBody, question: _Question) -> Judgement:
    printed = case.claim.certification_body.value or ""
    listed = entries_for(printed, body.id, question.shown_id, case.facts)
    covering = {
        standard: [entry for entry in listed if standard in entry.standards and _covers(entry, question.days)]
        for standard in question.standards
    }
    lacking = next((standard for standard, entries in covering.items() if not entries), None)
    if lacking is None:
        return _listed(case, question, [_best(entries, question) for entries in covering.values()])
    ended = [
        entry
        for entry in listed
        if lacking in entry.standards
        and entry.accreditation_body == question.shown_id
        and _ended(entry, question.issued)
    ]
    if ended and entity_is_printed(printed, ended[0], case.facts):
        facts = {"name": ended[0].entity or body.name, "standard": (lacking,), "ended_on": ended[0].ends_on}
        source = case.facts.accreditation_bodies[ended[0].accreditation_body].name
        return Accredited.CB_NOT_ACCREDITED_FOR_STANDARD.with_facts(
            **facts, source=source, source_of=ended[0].provenance.as_of
        ).resting_on(ended[0].provenance)
    return Accredited.CB_SCHEDULE_UNAVAILABLE.with_facts(
        name=body.name,
        standard=(lacking,),
        why="no list of an accreditation body in this catalogue names it for this standard",
    )


def _listed(case: Case, question: _Question, entries: list[Accreditation]) -> Judgement:
    bodies = [case.facts.accreditation_bodies[entry.accreditation_body] for entry in entries]
    same = all(_same(question, known.id, known.name) for known in bodies)
    reason = Accredited.CB_ACCREDITED if same else Accredited.CB_ACCREDITED_BY_OTHER_AB
    return reason.with_facts(
        name=entries[0].entity or case.claim.certification_body.value,
        standard=question.standards,
        accreditation_body=tuple(dict.fromkeys(known.name for known in bodies)),
        printed=question.shown_name,
        number=entries[0].number,
        source="its own list or news",
        source_of=min((entry.provenance.as_of for entry in entries if entry.provenance.as_of), default=None),
    ).resting_on(*(entry.provenance for entry in entries))


def _best(entries: list[Accreditation], question: _Question) -> Accreditation:
    return max(entries, key=lambda entry: (entry.accreditation_body == question.shown_id, entry.provenance.confirmed))


def _covers(entry: Accreditation, days: tuple[date, ...]) -> bool:
    return all(
        (not entry.starts_on or entry.starts_on <= day) and (not entry.ends_on or day <= entry.ends_on) for day in days
    )


def _ended(entry: Accreditation, issued: tuple[date, ...]) -> bool:
    return bool(issued and entry.ends_on and entry.ends_on < min(issued))


CHECK = Check(
    "cb.accredited",
    Axis.RECOGNISED,
    Weight.DECISIVE,
    Accredited,
    judge,
    reads=("certification_body", "accreditation_body", "standards"),
)

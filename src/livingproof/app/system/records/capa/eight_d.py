"""The 8D report: the record told in nine disciplines (D0 to D8). Every form of it (page, PDF, sheet) shows this, and nothing else.

A discipline for which nothing is recorded is shown as missing, not left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.history import history
from livingproof.app.kit.values import for_gates, ids_in
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.models import Person
from livingproof.app.system.records.capa.kind import KIND
from livingproof.app.system.records.capa.models import Capa
from livingproof.app.system.words import spoken, word
from livingproof.core.system.plan import Criterion

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heads, and rows of as many cells."""

    heads: Row
    rows: tuple[Row, ...]

    @property
    def labelled(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The rows with each cell's head beside it, for narrow pages."""
        return tuple(tuple(zip(self.heads, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Discipline:
    """One of D0 to D8: pairs of label and text, then tables. `missing` is the sentence where neither holds anything."""

    title: str
    pairs: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report, in one language."""

    title: str
    number: str
    subject: str
    organisation: str
    as_of: str
    day: date
    language: str
    disciplines: tuple[Discipline, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What the disciplines are told from: the record as gates see it, names, evidence, words."""

    record: Capa
    values: Mapping[str, Any]
    persons: Mapping[str, str]
    evidence: Mapping[str, str]
    language: str

    def say(self, key: str, **facts: Any) -> str:
        return word("eight_d", key, self.language, **facts)

    def choice(self, value: Any) -> str:
        return word("choices", str(value), self.language) if value else ""

    def person(self, key: Any) -> str:
        return self.persons.get(str(key), str(key or ""))

    def proofs(self, ids: Iterable[str]) -> str:
        return "; ".join(self.evidence.get(key, key) for key in ids)

    def pairs(self, *names: str, **more: str) -> tuple[tuple[str, str], ...]:
        """Labels and texts of fields that hold something."""
        shown = {name: more[name] if name in more else str(self.values.get(name) or "") for name in (*names, *more)}
        return tuple((self.say(name), text) for name, text in shown.items() if text.strip())

    def discipline(self, key: str, pairs: tuple[tuple[str, str], ...] = (), *tables: Table) -> Discipline:
        held = tuple(table for table in tables if table.rows)
        return Discipline(self.say(key), pairs, held, "" if pairs or held else self.say("missing"))

    def table(self, heads: tuple[str, ...], rows: Iterable[Row]) -> Table:
        return Table(tuple(self.say(head) for head in heads), tuple(rows))


def report_of(record: Capa, day: date, language: str | None = None) -> Report:
    """The record as it stands on this day, in the language that is asked for (else the reader's)."""
    values = for_gates(KIND, record)
    told = _Told(record, values, _persons(record), _evidence(record), spoken(language))
    return Report(
        title=told.say("title"),
        number=record.number,
        subject=record.title,
        organisation=record.organisation.name,
        as_of=told.say("as_of", day=day.isoformat(), version=record.version),
        day=day,
        language=told.language,
        disciplines=tuple(_disciplines(told)),
    )


def _persons(record: Capa) -> dict[str, str]:
    found = Person.objects.filter(organisation=record.organisation).select_related("named")
    return {str(person.pk): str(person) for person in found}


def _evidence(record: Capa) -> dict[str, str]:
    """Each piece of evidence with both its days: the one stated, and the one on which it was received."""
    held = [record.cause_proofs, record.implementations, record.measurements]
    found = Evidence.objects.filter(organisation=record.organisation, pk__in=ids_in(held))
    return {
        str(one.pk): f"{one.name} ({one.claimed_on or '-'} / {day_of(record.organisation, one.received_at)})"
        for one in found
    }


def _disciplines(told: _Told) -> Iterator[Discipline]:
    record, numbers = told.record, ", ".join(told.values["nonconformities"])
    raised = day_of(record.organisation, record.made_at).isoformat()
    severity = told.choice(record.severity)
    stage = word("stages", record.stage, told.language)
    occasion = told.pairs("follows", "cycle", severity=severity, nonconformities=numbers, raised_on=raised, stage=stage)
    yield told.discipline("d0", occasion)
    yield told.discipline("d1", told.pairs("team", owner=told.person(record.owner_id), due_on=str(record.due_on or "")))
    yield told.discipline("d2", told.pairs("problem", "process", "defect_code", "product_family"))
    yield told.discipline("d3", told.pairs("containment"))
    yield told.discipline("d4", _method(told), _causes(told))
    yield told.discipline("d5", _criterion(told), _actions(told))
    yield told.discipline("d6", told.pairs("effect", counted=_counted(told)), _implementations(told))
    yield told.discipline("d7", (), _read_across(told))
    yield told.discipline("d8", told.pairs(came_back_as=", ".join(told.values["came_back_as"])), _acts(told))


def _method(told: _Told) -> tuple[tuple[str, str], ...]:
    if not told.record.method:
        return ()
    name = told.record.method_name or told.choice(told.record.method)
    work = [why.statement for why in told.values["whys"]] + [event.statement for event in told.values["events"]]
    work += [f"{told.choice(bone.category)}: {bone.statement}" for bone in told.values["bones"]]
    work += [f"{row.asked}: {row.is_so} / {row.is_not}" for row in told.values["contrasts"]]
    return told.pairs(method=f"{name}: {' → '.join(work)}" if work else name)


def _causes(told: _Told) -> Table:
    heads = ("question", "cause", "category", "proof", "result", "shown_on", "evidence")
    rows: list[Row] = []
    for cause in told.values["causes"]:
        base = (told.choice(cause.question), cause.statement, told.choice(cause.category))
        proofs = [proof for proof in told.values["cause_proofs"] if proof.cause == cause.key]
        for proof in proofs:
            shown = (told.choice(proof.by), proof.result, proof.shown_on.isoformat(), told.proofs(proof.evidence))
            rows.append(base + shown)
        if not proofs:
            rows.append((*base, told.say("open"), "", "", ""))
    return told.table(heads, rows)


def _actions(told: _Told) -> Table:
    statements = {cause.key: cause.statement for cause in told.values["causes"]}
    return told.table(
        ("action", "cause", "owner", "due_on", "expected"),
        (
            (
                action.what,
                "; ".join(statements.get(key, key) for key in action.causes),
                told.person(action.owner),
                str(action.due_on or ""),
                action.expected_evidence,
            )
            for action in told.values["actions"]
        ),
    )


def _criterion(told: _Told) -> tuple[tuple[str, str], ...]:
    fixed: Criterion | None = told.values["criterion"]
    if fixed is None:
        return ()
    line = told.say(
        "criterion_line",
        metric=fixed.metric,
        events=fixed.baseline_events,
        exposure=fixed.baseline_exposure,
        unit=fixed.unit,
        target=fixed.target,
        days=fixed.window_days,
        minimum=fixed.minimum_exposure,
    )
    return told.pairs(criterion=line, verifier=told.person(fixed.verifier))


def _implementations(told: _Told) -> Table:
    done = {one.action: one for one in told.values["implementations"]}
    voided = {one.action: one.reason for one in told.values["voided"]}
    rows: list[Row] = []
    for action in told.values["actions"]:
        one = done.get(action.key)
        if one is not None:
            rows.append((action.what, one.done_on.isoformat(), told.person(one.done_by), told.proofs(one.evidence)))
        elif action.key in voided:
            rows.append((action.what, told.say("voided", reason=voided[action.key]), "", ""))
        else:
            rows.append((action.what, told.say("open"), "", ""))
    return told.table(("action", "done_on", "done_by", "evidence"), rows)


def _counted(told: _Told) -> str:
    unit = told.values["criterion"].unit if told.values["criterion"] else ""
    return "; ".join(
        told.say(
            "counted_line",
            events=one.events,
            exposure=one.exposure,
            unit=unit,
            since=one.since.isoformat(),
            until=one.until.isoformat(),
        )
        + (f" [{told.proofs(one.evidence)}]" if one.evidence else "")
        for one in told.values["measurements"]
    )


def _read_across(told: _Told) -> Table:
    planned = {action.key: action.what for action in told.values["actions"]}
    rows = (
        (
            row.where,
            row.found,
            told.say("affected" if row.affected else "not_affected"),
            planned.get(row.action, row.action),
        )
        for row in told.values["read_across"]
    )
    return told.table(("where", "found", "also", "action"), rows)


def _acts(told: _Told) -> Table:
    """What was signed, by whom, when: the record's own history."""
    rows = (
        (
            word("acts", done.act, told.language),
            told.person(done.actor) or told.say("clock"),
            day_of(told.record.organisation, done.at).isoformat(),
            str(done.signed),
        )
        for done in history(told.record)
        if done.signed
    )
    return told.table(("act", "by", "at", "signed"), rows)

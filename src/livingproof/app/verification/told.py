"""What persons brought to a case, in the words of the reader: fields as they read them, answers, replies, questions asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from livingproof.app.front.words import known
from livingproof.app.people.models import Person
from livingproof.app.verification.models import Case
from livingproof.app.verification.registering import called
from livingproof.app.verification.saying import reader_language, said_of
from livingproof.catalogue.words import terms, words_of
from livingproof.core.checks import every_check
from livingproof.core.system.parts import parts
from livingproof.core.system.verification import Brought, Correction, PartyReply
from livingproof.core.verdict import Verdict
from livingproof.verify.asking import Step
from livingproof.verify.render.page.marks import misread


@dataclass(frozen=True, slots=True)
class Corrected:
    """A field as a person read it; `read` is what the machine read, "" where it read the same or nothing."""

    one: Correction
    who: str
    label: str
    read: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that a person brought: who, what it says, from which source."""

    one: Brought
    who: str
    said: str
    source: str


def corrections(case: Case, verdict: Verdict | None) -> list[Corrected]:
    """The fields that persons read, in their order."""
    labels, rows = terms(reader_language())["fields"], parts(Correction, case.corrections)
    names = _names(rows)
    return [
        Corrected(
            one,
            names.get(one.person, ""),
            labels.get(one.field, one.field),
            misread(verdict.claim, one.field) if verdict else "",
        )
        for one in rows
    ]


def answers(case: Case) -> list[Answered]:
    """The answers that persons brought, in their order."""
    rows = parts(Brought, case.answers)
    names = _names(rows)
    return [Answered(one, names.get(one.person, ""), _said(one.check, one.says), called(one.source)) for one in rows]


def replies(case: Case) -> list[tuple[PartyReply, str]]:
    """The replies of parties, each with the question of the check that it is about, "" where it is about the whole."""
    checks = {one.id for one in every_check()}
    return [
        (one, words_of(one.finding, reader_language()).question if one.finding in checks else "")
        for one in parts(PartyReply, case.replies)
    ]


def asked_before(step: Step) -> list[str]:
    """What the source of a step answered already, each with its day."""
    pairs = (line.partition(": ") for line in step.asked)
    return [f"{day}: {_said(step.check, says.replace(' ', '_'))}" for day, _sep, says in pairs]


def _said(check: str, says: str) -> str:
    """An answer in words: that of a register, else the reason of a check without its facts."""
    return known("choices", f"says_{says}") or said_of(f"{check} {says}", reader_language())


def _names(rows: Sequence[Any]) -> dict[str, str]:
    found = Person.objects.filter(pk__in={row.person for row in rows})
    return {str(one.pk): str(one) for one in found}

"""Causes as structure: how they were searched for, what was found, and how each was proven.

Three questions are answered, not one: why it occurred, why it was not detected, why the system allowed it. "Somebody made a mistake"
is where the question about the system begins, not where it ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from livingproof.core.system.machine import Blocked, Moment, filled
from livingproof.core.system.parts import parts, refers


class Method(StrEnum):
    """How causes were searched for."""

    FIVE_WHY = "five_why"
    ISHIKAWA = "ishikawa"
    FAULT_TREE = "fault_tree"
    IS_IS_NOT = "is_is_not"
    OTHER = "other"


class Question(StrEnum):
    """What a cause answers."""

    OCCURRED = "occurred"
    UNDETECTED = "undetected"
    SYSTEM = "system"


class Category(StrEnum):
    """The branches of an Ishikawa diagram."""

    PERSON = "person"
    MACHINE = "machine"
    MATERIAL = "material"
    METHOD = "method"
    MEASUREMENT = "measurement"
    ENVIRONMENT = "environment"
    MANAGEMENT = "management"


class Proof(StrEnum):
    """How a cause was shown to be one."""

    MEASUREMENT = "measurement"
    OBSERVATION = "observation"
    REPRODUCTION = "reproduction"


@dataclass(frozen=True, slots=True)
class Why:
    """One answer in a tree of whys; `under` is the key of the answer it explains, "" at the top."""

    key: str
    statement: str
    under: str = field(default="", metadata=refers("whys", "key", "statement"))
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Bone:
    """A possible cause on a branch of the Ishikawa diagram, and why it was kept or left."""

    category: Category
    statement: str
    kept: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class Contrast:
    """A row of is / is not: where, when, what, how much it is, is not, and what is different there."""

    asked: str
    is_so: str
    is_not: str
    distinction: str = ""


class Junction(StrEnum):
    """How the causes under an event bring it about."""

    BASIC = "basic"
    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a fault tree; `under` is the key of the event it leads to, "" for the top event."""

    key: str
    statement: str
    under: str = field(default="", metadata=refers("events", "key", "statement"))
    junction: Junction = Junction.BASIC


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause that was found. `accepted` causes are acted on; the others were looked at and left."""

    key: str
    question: Question
    statement: str
    category: Category
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class CauseProof:
    """How one cause was shown: by what, with which result, on which day, with which evidence."""

    cause: str = field(metadata=refers("causes", "key", "statement"))
    by: Proof
    result: str
    shown_on: date
    evidence: tuple[str, ...] = ()


CAUSE_FIELDS: Final = ("method", "method_name", "whys", "bones", "contrasts", "events", "causes")
_WORKED: Final[Mapping[Method, tuple[str, int]]] = {
    Method.FIVE_WHY: ("whys", 2),
    Method.ISHIKAWA: ("bones", 3),
    Method.FAULT_TREE: ("events", 2),
    Method.IS_IS_NOT: ("contrasts", 2),
}
"""Where a method's work stands, and how many entries are the least that can be called its use."""
_TREES: Final[Mapping[Method, type]] = {Method.FIVE_WHY: Why, Method.FAULT_TREE: Event}
LEAST_LETTERS: Final = 12
"""A statement of a system cause with fewer letters than this beside words of blame says nothing about the system."""


def method_was_used(moment: Moment) -> Iterator[Blocked]:
    """The method is named and its work is there; trees hang together."""
    stated = moment.record.get("method")
    if not stated:
        yield Blocked("method_missing", {})
        return
    method = Method(stated)
    if method is Method.OTHER:
        if not filled(moment.record.get("method_name")):
            yield Blocked("method_unnamed", {})
        return
    field, least = _WORKED[method]
    entries = moment.record.get(field) or ()
    if len(entries) < least:
        yield Blocked("method_not_worked", {"method": method, "field": field, "least": least, "there": len(entries)})
    if method in _TREES:
        yield from _hangs_together(parts(_TREES[method], entries), method)


def _hangs_together(tree: tuple[Any, ...], method: Method) -> Iterator[Blocked]:
    """Exactly the entries that lead up to a top are a tree: no key twice, none under a missing one, no circle."""
    under = {entry.key: entry.under for entry in tree}
    if len(under) < len(tree):
        yield Blocked("tree_key_twice", {"method": method})
    for key in under:
        seen, at = set[str](), key
        while at and at in under and at not in seen:
            seen.add(at)
            at = under[at]
        if at:
            yield Blocked("tree_broken", {"method": method, "entry": key})


def accepted_causes(record: Mapping[str, Any]) -> tuple[Cause, ...]:
    """The causes that are acted on."""
    return tuple(cause for cause in parts(Cause, record.get("causes")) if cause.accepted)


def three_questions_are_answered(moment: Moment) -> Iterator[Blocked]:
    """An accepted cause with words answers each question; keys are used once."""
    causes = accepted_causes(moment.record)
    for question in Question:
        if not any(cause.question is question and cause.statement.strip() for cause in causes):
            yield Blocked("question_unanswered", {"question": question})
    keys = [cause.key for cause in parts(Cause, moment.record.get("causes"))]
    if len(set(keys)) < len(keys) or "" in keys:
        yield Blocked("cause_key_twice", {})


def blames_persons_only(record: Mapping[str, Any], blame: tuple[str, ...] = ()) -> bool:
    """Whether all that the accepted causes say comes down to a person: no cause of the system stands beside it.

    `blame` are phrases of any language in lower case ("human error"): a system cause that is hardly more than such a phrase is none.
    """
    return bool(accepted_causes(record)) and not any(
        cause.question is Question.SYSTEM
        and cause.category is not Category.PERSON
        and _says_more(cause.statement, blame)
        for cause in accepted_causes(record)
    )


def _says_more(statement: str, blame: tuple[str, ...]) -> bool:
    """Whether letters are left when the phrases of blame are taken out; a statement without such a phrase says what it says."""
    rest = statement.casefold()
    found = [phrase for phrase in blame if phrase in rest]
    for phrase in sorted(found, key=len, reverse=True):
        rest = rest.replace(phrase, " ")
    return not found or sum(map(str.isalnum, rest)) >= LEAST_LETTERS


def the_system_is_asked(moment: Moment) -> Iterator[Blocked]:
    """A mistake of a person, or training again, is refused as the whole answer. `moment.about["blame"]` are phrases that blame."""
    if blames_persons_only(moment.record, tuple(moment.about.get("blame", ()))):
        yield Blocked("person_blamed_alone", {})


def causes_are_proven(moment: Moment) -> Iterator[Blocked]:
    """Every accepted cause was measured, observed or reproduced, with a result and evidence."""
    proofs = parts(CauseProof, moment.record.get("cause_proofs"))
    for cause in accepted_causes(moment.record):
        held = [proof for proof in proofs if proof.cause == cause.key and proof.result.strip()]
        if not held:
            yield Blocked("cause_unproven", {"cause": cause.statement})
        elif not any(proof.evidence for proof in held):
            yield Blocked("cause_without_evidence", {"cause": cause.statement})


def human_error_only(record: Mapping[str, Any]) -> bool:
    """Whether every accepted cause is of the category person (a share that L10 shows)."""
    causes = accepted_causes(record)
    return bool(causes) and all(cause.category is Category.PERSON for cause in causes)

"""What can be done with a record, as its page shows it: what leads on, what may be done beside it, and what must happen first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from livingproof.app.kit import reasons
from livingproof.app.kit.acts import Prospect
from livingproof.app.kit.kinds import Kind
from livingproof.app.kit.reasons import Told
from livingproof.app.kit.values import label_of
from livingproof.app.people.models import Person
from livingproof.core.system.machine import PARTY, Act, Blocked

ROLE = "role_missing"
FEW = 3
"""Persons who are named as those who may."""
MOST = 500
"""Persons who are looked through for them."""
Colleagues = Callable[[], tuple[tuple[str, frozenset[str]], ...]]
"""Names with roles, asked for only where somebody is to be named."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One act. `told` is what must happen before its form can be sent; what its own form asks is no hindrance.

    `asks` are labels of what the form must be given, `first` the acts that settle what stands in the way, `who` may do it instead.
    """

    act: Act
    told: tuple[Told, ...] = ()
    asks: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    foreign: bool = False
    waivable: bool = False
    leading: bool = False

    @property
    def open(self) -> bool:
        """Whether the form can be filled now."""
        return not self.told


@dataclass(frozen=True, slots=True)
class Offers:
    """The acts that lead on or are barred, in their order; those that may be done beside them; those beside that are for others."""

    rows: tuple[Offer, ...]
    beside: tuple[Offer, ...]
    others: tuple[Offer, ...]


def settled_by(code: str) -> str:
    """The record's field that settles a reason; "" where a form cannot."""
    return reasons.words("en").get(code, {}).get("field", "")


def _field(one: Blocked) -> str:
    return str(one.facts.get("field") or settled_by(one.code))


def offers(kind: Kind, person: Person, acts: Sequence[tuple[Prospect, Sequence[Told]]]) -> Offers:
    """The acts of a page, each with its reasons in words, as they are offered to a person; those of another party alone are left out."""
    acts = [(one, told) for one, told in acts if one.act.roles != (PARTY,)]
    barred = {one.act.name: _barred(one) for one, _ in acts}
    settling = {
        _field(reason)
        for one, _ in acts
        if _leads(kind, one.act) and not _foreign(barred[one.act.name])
        for reason in barred[one.act.name]
    } - {""}
    colleagues = cache(lambda: _colleagues(person))
    found = [_offer(kind, colleagues, one, told, barred) for one, told in acts]
    rows = [one for one in found if one.act.target or (one.told and not one.foreign) or settling & set(one.act.fields)]
    leading = next((one.act.name for one in rows if one.open), "")
    left = [one for one in found if one not in rows]
    beside, others = (tuple(one for one in left if one.foreign is foreign) for foreign in (False, True))
    rows.sort(key=lambda one: one.foreign)
    return Offers(tuple(replace(one, leading=one.act.name == leading) for one in rows), beside, others)


def _leads(kind: Kind, act: Act) -> bool:
    """Whether the act moves the record, and not to an end at which the work was given up."""
    machine = kind.machine
    return bool(act.target) and (act.target not in machine.final or act.target in (machine.achieved or machine.final))


def _barred(one: Prospect) -> tuple[Blocked, ...]:
    return tuple(reason for reason in one.blocked if _field(reason) not in one.act.fields)


def _foreign(barred: Iterable[Blocked]) -> bool:
    return any(reason.code == ROLE for reason in barred)


def _offer(
    kind: Kind, colleagues: Colleagues, one: Prospect, told: Sequence[Told], barred: dict[str, tuple[Blocked, ...]]
) -> Offer:
    against = barred[one.act.name]
    foreign = _foreign(against)
    words = tuple(text for reason, text in zip(one.blocked, told, strict=True) if reason in against)
    if foreign:
        words = tuple(text for text in words if text.code == ROLE)
    needed = {_field(reason) for reason in against} - {""}
    first = (
        ()
        if foreign
        else tuple(name for name, reasons_ in barred.items() if not reasons_ and _fills(kind, name, needed))
    )
    apart = any(reason.code in one.act.waivable and not _field(reason) for reason in against)
    return Offer(
        one.act,
        words,
        asks=tuple(
            label_of(kind, name) for name in one.act.fields if name in {*one.act.required, *map(_field, one.blocked)}
        ),
        first=first,
        who=_who(colleagues, one.act) if foreign or apart else (),
        foreign=foreign,
        waivable=any(reason.code in one.act.waivable for reason in against),
    )


def _fills(kind: Kind, name: str, fields: set[str]) -> bool:
    return not fields.isdisjoint(kind.machine.act(name).fields)


def _colleagues(person: Person) -> tuple[tuple[str, frozenset[str]], ...]:
    """The others of the house, by name, with their roles; the longest there first."""
    rows = Person.objects.filter(organisation=person.organisation_id, active=True).exclude(pk=person.pk)
    found = rows.order_by("made_at", "pk").values_list("named__name", "roles")[:MOST]
    return tuple((name, frozenset(roles)) for name, roles in found if name)


def _who(colleagues: Colleagues, act: Act) -> tuple[str, ...]:
    """Some of those whose roles allow the act."""
    return tuple(name for name, roles in colleagues() if not roles.isdisjoint(act.roles))[:FEW]

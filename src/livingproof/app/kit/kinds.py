"""Kinds of records: what each declares once, and from which pages, interface, permissions, search and import follow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID

from django.utils.functional import Promise

from livingproof.core.system import laws
from livingproof.core.system.machine import ANYONE, Machine, Moment

if TYPE_CHECKING:
    from livingproof.app.kit.acts import Request
    from livingproof.app.kit.models import Record
    from livingproof.app.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Due:
    """Something owed: `key` within the record, what it is, by whom (a person's id; None: whoever has the role), by when."""

    key: str
    what: str
    owner: str | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Link:
    """Another record that belongs to this one: what it is to it, and where it is."""

    label: str | Promise
    slug: str
    id: UUID
    number: str


Asked = tuple[str, "Record | None", "Request"]
"""An act that is to be done: the slug of the kind, the record (None: one is made), the request."""


def _nothing(_: Record) -> Mapping[str, Any]:
    return {}


def _no_dues(_: Record) -> Iterable[Due]:
    return ()


def _no_links(_: Record) -> Iterable[Link]:
    return ()


def _nothing_follows(_: Record, __: Request, ___: Moment) -> Iterable[Asked]:
    return ()


def _no_ticks(_: Organisation, __: datetime) -> Iterable[Asked]:
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    `slug` names it in addresses and in the interface ("nonconformities"); `columns`, `filters`, `search` name fields for the list;
    `headline` are the fields that stand first on the page; `readers` are the roles that may read it. `parts` says how a field that
    holds parts (causes, actions, lots) is read: dataclasses of `livingproof.core.system`, as a type that pydantic reads
    (`tuple[Cause, ...]`, `Plan | None`). `about` gives gates what stands beside a record, as it would be after the act. `dues` is
    what is owed for it now. `follows` are acts on this or other records that an act brings with it, `ticks` those whose time has
    come for an organisation (asked again and again: only what is due and not done). `links` are related records. `page` is a
    template with the kind's own part of the page. `together` are acts that the list offers for many records at once: without a
    signature, filled alike for all.
    """

    slug: str
    model: type[Record]
    title: str | Promise
    titles: str | Promise
    columns: tuple[str, ...]
    filters: tuple[str, ...] = ("stage",)
    search: tuple[str, ...] = ("number",)
    headline: tuple[str, ...] = ()
    readers: tuple[str, ...] = (ANYONE,)
    parts: Mapping[str, Any] = field(default_factory=dict)
    about: Callable[[Record], Mapping[str, Any]] = _nothing
    dues: Callable[[Record], Iterable[Due]] = _no_dues
    follows: Callable[[Record, Request, Moment], Iterable[Asked]] = _nothing_follows
    links: Callable[[Record], Iterable[Link]] = _no_links
    ticks: Callable[[Organisation, datetime], Iterable[Asked]] = _no_ticks
    page: str = ""
    together: tuple[str, ...] = ()

    @property
    def machine(self) -> Machine:
        """Its stages and acts."""
        return self.model.machine

    @property
    def fields(self) -> tuple[str, ...]:
        """The record's own fields: everything that an act may fill, in the order of the acts."""
        return tuple(dict.fromkeys(name for act in self.machine.acts for name in act.fields))

    def read_by(self, roles: Iterable[str]) -> bool:
        """Whether somebody with these roles may read records of this kind."""
        return ANYONE in self.readers or not set(self.readers).isdisjoint(roles)


_KINDS: dict[str, Kind] = {}
RESERVED = frozenset({"evidence", "shared", "held", "notices", "grants", "tasks"})
"""Addresses beside the kinds."""


def declare(kind: Kind) -> Kind:
    """Make a kind known; called by the `apps.py` of the room that holds it. ValueError where its machine breaks a law."""
    if kind.slug in RESERVED:
        raise ValueError(f"no kind can be called {kind.slug!r}: the address is taken")
    if kind.slug in _KINDS and _KINDS[kind.slug].model is not kind.model:
        raise ValueError(f"two kinds are called {kind.slug!r}")
    if against := tuple(laws.broken(kind.machine, to_do(kind))):
        raise ValueError(f"{kind.slug}: {'; '.join(against)}")
    _KINDS[kind.slug] = kind
    return kind


def to_do(kind: Kind) -> tuple[str, ...]:
    """The fields that hold things to do: parts that say who and by when."""
    return tuple(name for name, meant in kind.parts.items() if any(_is_owed(part) for part in get_args(meant)))


def _is_owed(part: Any) -> bool:
    return is_dataclass(part) and {"owner", "due_on"} <= {each.name for each in fields(part)}


def every_kind() -> Iterator[Kind]:
    """All kinds by name."""
    yield from (_KINDS[slug] for slug in sorted(_KINDS))


def kind_named(slug: str) -> Kind | None:
    """The kind of this name; None when there is none."""
    return _KINDS.get(slug)


def kind_of(record: Record) -> Kind:
    """The kind that a record is of."""
    return next(kind for kind in _KINDS.values() if isinstance(record, kind.model))

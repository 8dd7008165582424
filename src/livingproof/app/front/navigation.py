"""What stands in the navigation: a table of entries. What a person may not open is left out; the order alone is the organisation's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livingproof.app.kit.kinds import Kind, every_kind
from livingproof.app.people.models import Organisation, Person

FIRST, BUY, RUN, SHOW, HOUSE = "", "buy", "run", "show", "house"
TITLES: Mapping[str, str | Promise] = {BUY: _("Buy"), RUN: _("Run"), SHOW: _("Show"), HOUSE: _("House")}
ORDERS: Mapping[str, tuple[str, ...]] = {
    Organisation.Order.BUY: (BUY, RUN, SHOW, HOUSE),
    Organisation.Order.RUN: (RUN, SHOW, BUY, HOUSE),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its address by name, words and picture, its group, the keys that open it ("g w"), whether the phone's bar has it."""

    address: str
    label: str | Promise
    icon: str
    group: str = FIRST
    keys: str = ""
    tab: bool = False
    argument: str = ""
    url: str = ""
    keeper: bool = False
    """Only for whoever keeps the installation."""
    here: bool = False

    @property
    def hints(self) -> tuple[tuple[str, ...], ...]:
        """The ways to type the keys: each the keys one after the other."""
        return tuple(tuple(way.split()) for way in self.keys.split(",") if way)


ENTRIES = (
    Entry("front:home", _("Home"), "home", keys="g h", tab=True),
    Entry("front:work", _("Work"), "list-check", keys="g w", tab=True),
    Entry("kit:notices", _("Notices"), "bell"),
    Entry("verification:start", _("Verify"), "file-search", BUY, keys="v,g v", tab=True),
    Entry("verification:cases", _("Verifications"), "certificate", BUY),
    Entry("suppliers:list", _("Suppliers"), "building-factory-2", BUY, keys="g s"),
    Entry("verification:watch", _("Watch"), "radar", BUY),
    Entry("verification:registers", _("Registers"), "database", BUY),
    Entry("verification:checks", _("Checks"), "book", BUY),
    Entry("system:places", _("Codes for reporting"), "qrcode", RUN),
    Entry("kit:stored", _("Evidence"), "paperclip", RUN),
    Entry("kit:all_held", _("Shared with us"), "share", RUN),
    Entry("system:indicators", _("Living indicators"), "activity", SHOW),
    Entry("system:charts", _("Charts"), "chart-bar", SHOW),
    Entry("people:members", _("Members"), "users", HOUSE),
    Entry("people:organisation", _("Organisation"), "settings", HOUSE),
    Entry("health:page", _("Health"), "server-bolt", HOUSE),
    Entry("health:outbox", _("Outbox"), "mail", HOUSE, keeper=True),
)
"""An entry whose room has no such page yet is left out."""
ICONS: Mapping[str, str] = {
    "cases": "certificate",
    "complaints": "message-report",
    "nonconformities": "alert-hexagon",
    "capas": "repeat",
    "audits": "clipboard-check",
    "lots": "packages",
}
"""Pictures of kinds of records, in the order in which the kinds stand; a kind without one is a document and stands behind them."""
PAGES: Mapping[str, tuple[str, str]] = {"cases": ("verification:cases", "verification:case")}
"""Kinds with pages of their own: names of the list's and of the record's address."""


def in_order() -> list[Kind]:
    """Every kind of records, as they stand in the navigation."""
    places = {slug: place for place, slug in enumerate(ICONS)}
    return sorted(every_kind(), key=lambda kind: places.get(kind.slug, len(places)))


def icon_of(slug: str) -> str:
    """The picture of a kind of records."""
    return ICONS.get(slug, "file-text")


def list_url(slug: str) -> str:
    """The page of a kind's records."""
    try:
        return reverse(PAGES[slug][0]) if slug in PAGES else reverse("kit:list", args=[slug])
    except NoReverseMatch:
        return reverse("kit:list", args=[slug])


def record_url(slug: str, key: UUID) -> str:
    """The page of a record."""
    try:
        return reverse(PAGES[slug][1], args=[key]) if slug in PAGES else reverse("kit:detail", args=[slug, key])
    except NoReverseMatch:
        return reverse("kit:detail", args=[slug, key])


def groups(request: HttpRequest, person: Person) -> tuple[tuple[str | Promise, tuple[Entry, ...]], ...]:
    """Titles and entries in the organisation's order; the first group has no title."""
    found = _placed(tuple(_found(person)), request.path)
    order = (FIRST, *ORDERS.get(person.organisation.order, ORDERS[Organisation.Order.BUY]))
    shown = ((TITLES.get(name, ""), tuple(one for one in found if one.group == name)) for name in order)
    return tuple((title, entries) for title, entries in shown if entries)


def _placed(entries: tuple[Entry, ...], path: str) -> tuple[Entry, ...]:
    """The same entries; where the reader is, is the one with the longest address that this one begins with."""
    here = max(
        (one.url for one in entries if path.startswith(one.url) and (one.url != "/" or path == "/")),
        key=len,
        default="",
    )
    return tuple(replace(one, here=one.url == here) for one in entries)


def _found(person: Person) -> Iterator[Entry]:
    kinds = (_of_kind(kind) for kind in in_order() if kind.slug not in PAGES and kind.read_by(person.roles))
    keeps = person.account is not None and person.account.is_staff
    for entry in (*kinds, *ENTRIES):
        if entry.keeper and not keeps:
            continue
        try:
            url = reverse(entry.address, args=[entry.argument] if entry.argument else [])
        except NoReverseMatch:
            continue
        yield replace(entry, url=url)


def _of_kind(kind: Kind) -> Entry:
    return Entry("kit:list", kind.titles, icon_of(kind.slug), RUN, argument=kind.slug)

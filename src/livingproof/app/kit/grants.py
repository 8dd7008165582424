"""Two parties: what another one may see and do on one record, by fields and acts that are named, until a day, revocable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from livingproof.app.kit.models import Grant, View
from livingproof.app.ledger import chain
from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Organisation, Person
from livingproof.core.system.machine import ANYONE, PARTY, Act, Blocked

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from livingproof.app.kit.acts import Request
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.kit.models import Record

SHARE, ACCEPT, REVOKE = "@share", "@accept", "@revoke"
MIRRORED = (
    "kind",
    "record",
    "record_number",
    "act",
    "actor",
    "on_behalf",
    "occurred_at",
    "recorded_at",
    "source",
    "target",
    "cycle",
    "version",
    "signed",
    "waived",
    "imported",
)
"""What an entry in the other party's ledger has in common with ours; the fields are only those that the grant names."""
HEADLINE = ("number", "stage")
"""What every party sees of a record that is shared with it."""


class GrantError(ValueError):
    """A grant that cannot be given; the text says why."""


@dataclass(frozen=True, slots=True)
class Terms:
    """To whom, for what, until when. `party` None: whoever holds the link."""

    party_name: str
    fields: tuple[str, ...]
    acts: tuple[str, ...]
    expires_at: datetime
    party: Organisation | None = None
    party_email: str = ""


def give(kind: Kind, record: Record, terms: Terms, by: Person, now: datetime) -> tuple[Grant, str]:
    """The grant and the token of its link. The token is told once; only its digest is kept."""
    _check(kind, record, terms, by, now)
    token = token_urlsafe(32)
    with transaction.atomic():
        chain.lock((record.organisation, *((terms.party,) if terms.party else ())))
        grant = Grant.objects.create(
            organisation=record.organisation,
            kind=kind.slug,
            record=record.pk,
            party=terms.party,
            party_name="".join(letter for letter in terms.party_name if letter.isprintable()) or "-",
            party_email=terms.party_email,
            token_sha256=sha256(token.encode()).hexdigest(),
            fields=list(terms.fields),
            acts=list(terms.acts),
            made_by=by,
            made_at=now,
            expires_at=terms.expires_at,
        )
        entry = _note(grant, record, SHARE, by, now)
        mirror(grant, entry, record.organisation)
    return grant, token


def _check(kind: Kind, record: Record, terms: Terms, by: Person, now: datetime) -> None:
    if by.organisation_id != record.organisation_id or not by.active:
        raise GrantError(_("Only a member of the organisation shares its records."))
    if unknown := set(terms.fields) - set(kind.fields):
        raise GrantError(f"{kind.slug} has no field {min(unknown)!a}")
    allowed = {act.name for act in acts_open_to_parties(kind)}
    if unknown := set(terms.acts) - allowed:
        raise GrantError(f"another party cannot do {min(unknown)!a}: the act does not name the role {PARTY!r}")
    if terms.expires_at <= now:
        raise GrantError(_("The day until which it is shared has passed."))
    if terms.party is not None and terms.party.pk == record.organisation_id:
        raise GrantError(_("A record is not shared with its own organisation."))


def accept(grant: Grant, record: Record, by: Person, now: datetime) -> None:
    """Take a record that was shared by a link to one's own organisation: from then on its members alone use the grant.

    Both ledgers keep that it was done, and every act from then on.
    """
    if by.organisation_id == record.organisation_id or not by.active:
        raise GrantError(_("Only a member of the other party takes up what was shared."))
    with transaction.atomic():
        chain.lock((record.organisation, by.organisation))
        grant = Grant.objects.select_for_update().get(pk=grant.pk)
        if not holds(grant, now) or grant.party_id not in (None, by.organisation_id):
            raise GrantError(_("This link is over, or another organisation has taken it up."))
        if grant.party_id is None:
            grant.party = by.organisation
            grant.save(update_fields=["party"])
            mirror(grant, _note(grant, record, ACCEPT, by, now), record.organisation)


def revoke(grant: Grant, record: Record, by: Person, now: datetime) -> None:
    """End the grant now; what was done by it stays done."""
    if by.organisation_id != grant.organisation_id:
        raise GrantError(_("Only the organisation that shared the record ends it."))
    with transaction.atomic():
        chain.lock((record.organisation, *((grant.party,) if grant.party else ())))
        grant = Grant.objects.select_for_update().get(pk=grant.pk)
        if grant.revoked_at is None:
            grant.revoked_at = now
            grant.save(update_fields=["revoked_at"])
            mirror(grant, _note(grant, record, REVOKE, by, now), record.organisation)


def _note(grant: Grant, record: Record, act: str, by: Person, now: datetime) -> Entry:
    terms = {"fields": grant.fields, "acts": grant.acts, "expires_at": grant.expires_at.isoformat()}
    party = {"grant": str(grant.pk), "party": str(grant.party_id or "")}
    theirs = by.organisation_id == grant.party_id
    entry = Entry(
        kind=grant.kind,
        record=grant.record,
        record_number=record.number,
        act=act,
        actor=by.reference,
        on_behalf=str(grant.party_id) if theirs else "",
        occurred_at=now,
        recorded_at=now,
        source=record.stage,
        target=record.stage,
        cycle=record.cycle,
        version=record.version,
        changes=party | terms,
    )
    return chain.append(record.organisation, entry)


def live(record: Record, now: datetime) -> tuple[Grant, ...]:
    """The grants on a record that hold now."""
    found = Grant.objects.filter(
        organisation_id=record.organisation_id, record=record.pk, revoked_at=None, expires_at__gt=now
    ).select_related("party")
    return tuple(found)


def holds(grant: Grant, now: datetime) -> bool:
    """Whether the grant is neither revoked nor over."""
    return grant.revoked_at is None and now < grant.expires_at


def by_token(token: str, now: datetime) -> Grant | None:
    """The grant whose link this is; None when there is none that holds now."""
    found = Grant.objects.filter(token_sha256=sha256(token.encode()).hexdigest()).select_related("party").first()
    return found if found is not None and holds(found, now) else None


def seen(grant: Grant, now: datetime, what: str = "page") -> None:
    """Note that the party looked."""
    View.objects.create(grant=grant, at=now, what=what)


def held_by(organisation: Organisation) -> QuerySet[Grant]:
    """What others share with an organisation, the newest first; what is over too."""
    return Grant.objects.filter(party=organisation).select_related("organisation", "party").order_by("-made_at")


def acts_open_to_parties(kind: Kind) -> tuple[Act, ...]:
    """The acts that a grant may name."""
    return tuple(act for act in kind.machine.acts if act.sources and {ANYONE, PARTY} & set(act.roles))


def visible(kind: Kind, record: Record, grant: Grant) -> dict[str, Any]:
    """What the party sees: the fields that the grant names, the number and the stage. Nothing else."""
    from livingproof.app.kit import values

    shown = tuple(name for name in kind.fields if name in grant.fields)
    return {name: getattr(record, name) for name in HEADLINE} | values.as_json(kind, record, shown)


def reasons(grant: Grant, record: Record, request: Request) -> Iterator[Blocked]:
    """Why a party's request is outside its grant."""
    # Read again: whoever holds an old one in memory must not outlive its end.
    grant.refresh_from_db(fields=["revoked_at", "expires_at", "fields", "acts"])
    if not holds(grant, request.now):
        yield Blocked("grant_over")
    if grant.record != record.pk or grant.organisation_id != record.organisation_id or request.act not in grant.acts:
        yield Blocked("grant_not_covering", {"act": request.act})
    if request.actor is not None and request.actor.organisation_id != grant.party_id:
        yield Blocked("actor_elsewhere")
    for name in sorted(set(request.payload) - set(grant.fields)):
        yield Blocked("grant_not_covering", {"act": request.act, "field": name})


def mirror(grant: Grant, entry: Entry, home: Organisation) -> None:
    """Write the act into the other party's ledger too, with the fields that the grant names and no others."""
    if grant.party is None:
        return
    shown = set(grant.fields)
    changes = (
        entry.changes
        if entry.act in (SHARE, ACCEPT, REVOKE)
        else {k: v for k, v in entry.changes.items() if k in shown}
    )
    copied = {name: getattr(entry, name) for name in MIRRORED}
    chain.append(grant.party, Entry(**copied, changes=changes, held_by=str(home.pk)))

"""Members: invited by mail, given roles, let go. Every step is in the ledger, without names."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from livingproof.app.people import entries, tokens
from livingproof.app.people.models import Account, Invitation, Organisation, Person, PersonName
from livingproof.app.people.permissions import may
from livingproof.app.people.roles import every_role, role_named
from livingproof.core.system.machine import Meaning

LASTS = timedelta(days=7)
"""How long an invitation can be accepted."""
MEMBER = "member"
INVITED, UNINVITED, JOINED = "@invited", "@uninvited", "@joined"
ROLES, LEFT, BACK, FOUNDED = "@roles", "@deactivated", "@activated", "@founded"
RENAMED, LED = "@renamed", "@led"


class MembersError(ValueError):
    """Something that cannot be done with a member; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """How somebody without an account comes in: their name, and a password; None where they will sign in by their company."""

    name: str
    password: str | None


def _known(roles: Iterable[str]) -> list[str]:
    wanted = sorted(set(roles))
    if unknown := [role for role in wanted if role_named(role) is None]:
        raise MembersError(_("There is no role “%s” in the table of roles.") % unknown[0])
    return wanted


def _allowed(by: Person, deed: str) -> None:
    if not may(by, deed):
        language = get_language() or "en"
        needed = ", ".join(role.title(language) for role in every_role() if deed in role.deeds)
        raise MembersError(_("This needs one of the roles: %s.") % needed)


def found(name: str, account: Account, founder: str, now: datetime) -> Person:
    """A new organisation with its first person, who looks after it and answers for it."""
    with transaction.atomic():
        organisation = Organisation.objects.create(name=name, made_at=now)
        roles = ["administrator", "quality_manager", "top_management"]
        person = _person(organisation, account, founder, roles, now)
        entries.note(organisation, FOUNDED, person.pk, by=person, now=now, facts={"roles": roles})
    return person


def _person(organisation: Organisation, account: Account, name: str, roles: list[str], now: datetime) -> Person:
    person = Person.objects.create(organisation=organisation, account=account, roles=roles, made_at=now)
    PersonName.objects.create(person=person, name=name.strip()[:200])
    return person


def open_account(email: str, password: str | None) -> Account:
    """An account whose address was proven: by the mail that was read, or by being the first."""
    account = Account.objects.create_user(email, password)
    EmailAddress.objects.create(user=account, email=account.email, verified=True, primary=True)
    return account


def invite(by: Person, email: str, roles: Iterable[str], now: datetime) -> tuple[Invitation, str]:
    """The invitation and the secret of its link, which goes into the mail and nowhere else: whoever has it read that mail.

    An older invitation to the same address ends. Roles beyond that of a member are given by whoever may change roles.
    """
    _allowed(by, "invite")
    wanted = _known(roles) or [MEMBER]
    if set(wanted) - {MEMBER} and not may(by, "change_roles"):
        raise MembersError(_("Whoever may not change roles invites members only; roles are given afterwards."))
    email = email.strip().lower()
    here = Person.objects.filter(organisation=by.organisation, account__email=email)
    if here.exists():
        raise MembersError(_("Whoever has this address is known here already: look in the list of members."))
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        entries.hold(by.organisation)
        Invitation.objects.filter(organisation=by.organisation, email=email, used_at=None, revoked_at=None).update(
            revoked_at=now
        )
        made = Invitation.objects.create(
            organisation=by.organisation,
            email=email,
            roles=wanted,
            token_sha256=_digest(secret),
            made_by=by,
            made_at=now,
            expires_at=now + LASTS,
        )
        facts = {"roles": wanted, "expires_at": made.expires_at.isoformat()}
        entries.note(by.organisation, INVITED, made.pk, by=by, now=now, facts=facts)
    return made, secret


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def invitation(secret: str, now: datetime) -> Invitation | None:
    """The invitation with this secret, while it can be accepted; else None."""
    found = Invitation.objects.select_related("organisation").filter(token_sha256=_digest(secret)).first()
    return found if found is not None and found.holds(now) else None


def uninvite(by: Person, invited: Invitation, now: datetime) -> None:
    """Take an invitation back."""
    _allowed(by, "invite")
    _of_house(by, invited.organisation)
    with transaction.atomic():
        entries.hold(by.organisation)
        if Invitation.objects.filter(pk=invited.pk, used_at=None, revoked_at=None).update(revoked_at=now):
            entries.note(by.organisation, UNINVITED, invited.pk, by=by, now=now, facts={})


def join(invited: Invitation, comer: Account | Newcomer, name: str, now: datetime) -> Person:
    """Accept: once, by the account of that address, which is made where there is none.

    An account that exists must be signed in: the link alone never opens it.
    """
    with transaction.atomic():
        entries.hold(invited.organisation)
        row = Invitation.objects.select_for_update().get(pk=invited.pk)
        if not row.holds(now):
            raise MembersError(_("This invitation was used, taken back, or is over: ask for a new one."))
        account = _account(row, comer)
        Invitation.objects.filter(pk=row.pk).update(used_at=now)
        person = Person.objects.filter(organisation=invited.organisation, account=account).first()
        if person is not None:
            raise MembersError(_("This account is known to the organisation already."))
        person = _person(invited.organisation, account, name, row.roles, now)
        facts = {"roles": row.roles, "invitation": str(row.pk)}
        entries.note(invited.organisation, JOINED, person.pk, by=person, now=now, facts=facts)
    return person


def _account(invited: Invitation, comer: Account | Newcomer) -> Account:
    exists = Account.objects.filter(email=invited.email).exists()
    if isinstance(comer, Newcomer):
        if exists:
            raise MembersError(_("There is an account with this address: sign in with it, then accept."))
        return open_account(invited.email, comer.password)
    if comer.email != invited.email:
        raise MembersError(_("This invitation went to another address than the one you are signed in with."))
    return comer


def change_roles(by: Person, person: Person, roles: Iterable[str], now: datetime, *, signed_at: datetime) -> None:
    """Give a member exactly these roles: a signed act. Nobody changes their own while another one could do it."""
    _allowed(by, "change_roles")
    _of_house(by, person.organisation)
    wanted = _known(roles)
    with transaction.atomic():
        entries.hold(by.organisation)
        person = Person.objects.select_for_update().get(pk=person.pk)
        others = _who_remain(person)
        if person.pk == by.pk and any(may(one, "change_roles") for one in others):
            raise MembersError(_("Your own roles are changed by somebody else who may change roles."))
        before, person.roles = list(person.roles), wanted
        if not any(may(one, "change_roles") for one in (*others, person)):
            raise MembersError(_("Then nobody could change roles any more: give that role to somebody else first."))
        if before == wanted:
            return
        person.save(update_fields=["roles"])
        facts = {"person": person.reference, "before": before, "roles": wanted}
        entries.note(by.organisation, ROLES, person.pk, by=by, now=now, facts=facts, signed=_seal(by, facts, signed_at))


def lead(by: Person, person: Person, leader: Person | None, now: datetime) -> None:
    """Say who leads a member: who is told when something of theirs is overdue. None: nobody does. Nobody leads whoever leads them."""
    _allowed(by, "change_roles")
    _of_house(by, person.organisation)
    if leader is not None:
        _of_house(by, leader.organisation)
        if any(one.pk == person.pk for one in _leaders_of(leader)):
            raise MembersError(_("Whoever is led by somebody does not lead them."))
    with transaction.atomic():
        entries.hold(by.organisation)
        if Person.objects.filter(pk=person.pk).exclude(manager=leader).update(manager=leader):
            facts = {"person": person.reference, "leader": leader.reference if leader is not None else ""}
            entries.note(by.organisation, LED, person.pk, by=by, now=now, facts=facts)


def _leaders_of(person: Person) -> tuple[Person, ...]:
    """The person and whoever leads them, up to the top."""
    found = [person]
    while (above := found[-1].manager) is not None and above not in found:
        found.append(above)
    return tuple(found)


def _who_remain(person: Person) -> tuple[Person, ...]:
    mates = (
        Person.objects.filter(organisation=person.organisation_id, active=True)
        .exclude(account=None)
        .exclude(pk=person.pk)
    )
    return tuple(mates)


def _seal(by: Person, facts: Mapping[str, object], at: datetime) -> dict[str, object]:
    from livingproof.app.ledger import chain

    digest = sha256(chain.canonical(facts)).hexdigest()
    return {
        "meaning": Meaning.APPROVE.value,
        "by": by.reference,
        "at": at.isoformat(),
        "sha256": digest,
        "covers": sorted(facts),
    }


def deactivate(by: Person, person: Person, now: datetime) -> None:
    """Let a member go: their sessions and tokens end now, their acts and their name stay."""
    _allowed(by, "deactivate")
    _of_house(by, person.organisation)
    with transaction.atomic():
        entries.hold(by.organisation)
        person = Person.objects.select_for_update().get(pk=person.pk)
        someone_remains(person)
        if not person.active:
            return
        person.active = False
        person.save(update_fields=["active"])
        tokens.end_all((person,), now)
        entries.note(by.organisation, LEFT, person.pk, by=by, now=now, facts={"person": person.reference})
        transaction.on_commit(lambda: _end_sessions(person))


def someone_remains(person: Person) -> None:
    """Refuse to let go of the last one who may change roles."""
    if not any(may(one, "change_roles") for one in _who_remain(person)):
        raise MembersError(_("Then nobody could change roles any more: give that role to somebody else first."))


def _end_sessions(person: Person) -> None:
    """End every session of the account, unless it still belongs to another organisation."""
    if person.account is not None and not Person.objects.filter(account=person.account, active=True).exists():
        end_sessions(person.account)


def end_sessions(account: Account) -> None:
    """End every session of the account."""
    for session in UserSession.objects.filter(user=account):
        session.end()


def rename(person: Person, name: str, now: datetime) -> None:
    """Write another name for a person. The ledger keeps that it was changed, and neither name."""
    if str(person) == name:
        return
    with transaction.atomic():
        PersonName.objects.update_or_create(person=person, defaults={"name": name.strip()[:200]})
        facts = {"person": person.reference}
        entries.note(person.organisation, RENAMED, person.pk, by=person, now=now, facts=facts)


def activate(by: Person, person: Person, now: datetime) -> None:
    """Take a member back, with the roles that they had."""
    _allowed(by, "deactivate")
    _of_house(by, person.organisation)
    with transaction.atomic():
        entries.hold(by.organisation)
        if Person.objects.filter(pk=person.pk, active=False).exclude(account=None).update(active=True):
            entries.note(by.organisation, BACK, person.pk, by=by, now=now, facts={"person": person.reference})


def _of_house(by: Person, organisation: Organisation) -> None:
    if by.organisation_id != organisation.pk:
        raise MembersError(_("That is a member of another organisation."))

"""Tokens: keys by which a program acts as a person, within a scope, until an instant. Told once; only the digest is kept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from livingproof.app.people import entries
from livingproof.app.people.models import Person, Token
from livingproof.app.people.permissions import may

MARK = "lp_"
"""How every token begins, so that it is recognised where it does not belong."""
LONGEST = timedelta(days=366)
EVERYWHERE = "*"
MADE, ENDED = "@token", "@token_ended"
LOOKED_AT = (
    *("areas", "acts", "expires_at", "revoked_at", "used_on"),
    *("person__organisation", "person__account", "person__roles", "person__active", "person__reference"),
    *("person__organisation__name", "person__organisation__time_zone", "person__account__is_active"),
)
"""What nearly every request with a token needs of it; whatever else is needed is asked for when it is."""


class TokenError(ValueError):
    """A token that cannot be made or ended; the text says why."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a token opens: areas of the interface (`*` is all), for reading, and for acts where `acts`."""

    areas: tuple[str, ...]
    acts: bool = False

    def covers(self, area: str, *, acts: bool) -> bool:
        """Whether this part of the interface is open, for acts or for reading."""
        return (self.acts or not acts) and (EVERYWHERE in self.areas or area in self.areas)


def make(person: Person, label: str, scope: Scope, expires_at: datetime, now: datetime) -> tuple[Token, str]:
    """The token and its secret, which is told here and never again. It can never do more than its person."""
    if not person.active:
        raise TokenError(_("A person who is no longer active makes no tokens."))
    if not label.strip():
        raise TokenError(_("A token needs a name that says which program uses it."))
    if not scope.areas:
        raise TokenError(_("A token that opens nothing is of no use: name at least one area."))
    if not now < expires_at <= now + LONGEST:
        raise TokenError(_("A token ends within %d days.") % LONGEST.days)
    secret = MARK + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = Token.objects.create(
            person=person,
            label=label.strip()[:80],
            begins=secret[:8],
            sha256=_digest(secret),
            acts=scope.acts,
            areas=sorted(set(scope.areas)),
            made_at=now,
            expires_at=expires_at,
        )
        facts = {"token": str(made.pk), "acts": made.acts, "areas": made.areas, "expires_at": expires_at.isoformat()}
        entries.note(person.organisation, MADE, person.pk, by=person, now=now, facts=facts)
    return made, secret


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def find(secret: str, now: datetime) -> Token | None:
    """The token with this secret, while it holds and its person and account are active; else None."""
    if not secret.startswith(MARK):
        return None
    known = Token.objects.filter(sha256=_digest(secret)).select_related("person__organisation", "person__account")
    found = next(iter(known.only(*LOOKED_AT)[:1]), None)
    if found is None or not found.holds(now) or not found.person.active:
        return None
    account = found.person.account
    if account is None or not account.is_active:
        return None
    if found.used_on != now.date():
        Token.objects.filter(pk=found.pk).update(used_on=now.date())
    return found


def scope_of(token: Token) -> Scope:
    """What the token opens."""
    return Scope(tuple(token.areas), token.acts)


def seen_by(person: Person) -> QuerySet[Token]:
    """The tokens that a person may see: their own; those of the whole organisation for whoever looks after them."""
    of_house = Token.objects.filter(person__organisation=person.organisation).select_related("person")
    return of_house if may(person, "others_tokens") else of_house.filter(person=person)


def end(token: Token, by: Person, now: datetime) -> None:
    """End a token now; one that ended stays as it was."""
    if not seen_by(by).filter(pk=token.pk).exists():
        raise TokenError(_("Only whoever made a token ends it, or a role that looks after tokens."))
    with transaction.atomic():
        entries.hold(by.organisation)
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
            entries.note(by.organisation, ENDED, token.person_id, by=by, now=now, facts={"token": str(token.pk)})


def end_all(persons: Iterable[Person], now: datetime) -> None:
    """End every token of these persons."""
    Token.objects.filter(person__in=list(persons), revoked_at=None).update(revoked_at=now)

"""The people of the sample, their houses, and how they sign in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.crypto import salted_hmac

from livingproof.app.kit.acts import Outcome, Request, Signature, perform
from livingproof.app.kit.kinds import Kind, kind_named
from livingproof.app.people import members
from livingproof.app.people.models import Account, Organisation, Person, PersonName
from livingproof.cli.service.demo.chance import sample
from livingproof.core.system.parts import plain


@dataclass(slots=True)
class House:
    """An organisation of the sample with its people by key."""

    organisation: Organisation
    people: dict[str, Person] = field(default_factory=dict)

    def does(self, who: str, slug: str, record: Any, act: str, at: datetime, /, **payload: Any) -> Any:
        """The record after the act. A refusal is a fault of the sample."""
        outcome = self.tries(who, slug, record, act, at, **payload)
        if outcome.blocked:
            raise AssertionError(
                f"{slug} {act}: {', '.join(f'{one.code} {dict(one.facts)}' for one in outcome.blocked)}"
            )
        return outcome.record

    def tries(self, who: str, slug: str, record: Any, act: str, at: datetime, /, **payload: Any) -> Outcome:
        """The act, done and signed by this person at this time ("" is the clock), or every reason against it."""
        kind = _kind(slug)
        actor = self.people[who] if who else None
        meaning = kind.machine.act(act).signature
        signature = Signature(actor, meaning, at) if meaning and actor else None
        request = Request(act, plain(payload), at, actor=actor, signature=signature)
        return perform(kind, record, request, organisation=self.organisation)

    def id_of(self, who: str) -> str:
        """A person's id."""
        return str(self.people[who].pk)


def _kind(slug: str) -> Kind:
    found = kind_named(slug)
    if found is None:
        raise LookupError(f"there is no kind of record {slug!r}")
    return found


def has_kind(slug: str) -> bool:
    """Whether this version has such records."""
    return kind_named(slug) is not None


def password() -> str:
    """The one password of the sample: it follows from the key of its data directory, so nobody elsewhere knows it."""
    digest = salted_hmac("livingproof demo", "password", algorithm="sha256").hexdigest()
    return "-".join((digest[:4], digest[4:8], digest[8:12]))


def assemble(began: datetime) -> tuple[House, House]:
    """The maker and the buyer with their people."""
    return _house("maker", began), _house("buyer", began)


def _house(which: str, began: datetime) -> House:
    facts = dict(sample()[which])
    domain = facts.pop("domain")
    house = House(Organisation.objects.create(**facts, anonymous_reports=which == "maker", made_at=began))
    for one in sample()[f"{which}_people"]:
        account = members.open_account(_address(one, domain), password()) if one.get("account") else None
        if account and "administrator" in one["roles"]:
            Account.objects.filter(pk=account.pk).update(is_staff=True)
        person = Person.objects.create(
            organisation=house.organisation, account=account, roles=sorted(one["roles"]), made_at=began
        )
        PersonName.objects.create(person=person, name=one["name"])
        house.people[one["key"]] = person
    return house


def _address(one: Mapping[str, Any], domain: str) -> str:
    return f"{one['key']}@{domain}"


def _accounts() -> Iterator[tuple[str, str]]:
    for which in ("maker", "buyer"):
        for one in sample()[f"{which}_people"]:
            if one.get("account"):
                yield _address(one, sample()[which]["domain"]), f"{one['name']}, {sample()[which]['name']}"


def is_sample() -> bool:
    """Whether the accounts here are those of the sample."""
    return Account.objects.filter(email__in=[address for address, _ in _accounts()]).exists()


def sign_in() -> tuple[str, ...]:
    """How to sign in, line by line."""
    known = [f"  {address}  ({who})" for address, who in _accounts()]
    return ("Sign in as one of", *known, f"with the password {password()}")

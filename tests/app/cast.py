"""Ana buys; Ben is her colleague; Cleo buys elsewhere and must see nothing; Dao is the supplier's quality manager; Eve tampers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.test import Client

from livingproof.app.people.models import Account, Organisation, Person, PersonName

PASSWORD = "correct horse battery staple"  # noqa: S105 - of the tests


@dataclass(frozen=True)
class Cast:
    buyer: Organisation
    other: Organisation
    supplier: Organisation
    ana: Person
    ben: Person
    boss: Person
    cleo: Person
    dao: Person
    eve: Person


def member(organisation: Organisation, name: str, roles: tuple[str, ...], *, manager: Person | None = None) -> Person:
    account = Account.objects.create_user(f"{name.lower()}@{organisation.name.split()[0].lower()}.example", PASSWORD)
    person = Person.objects.create(organisation=organisation, account=account, roles=list(roles), manager=manager)
    PersonName.objects.create(person=person, name=name)
    return person


def assemble(now: datetime) -> Cast:
    buyer = Organisation.objects.create(
        name="Aurum Devices", country="DE", time_zone="Europe/Berlin", staff=12, made_at=now
    )
    other = Organisation.objects.create(
        name="Borealis Trading", country="SE", time_zone="Europe/Stockholm", staff=80, made_at=now
    )
    supplier = Organisation.objects.create(
        name="Celadon Works", country="CN", time_zone="Asia/Shanghai", staff=60, made_at=now
    )
    boss = member(buyer, "Bea", ("top_management",))
    return Cast(
        buyer=buyer,
        other=other,
        supplier=supplier,
        boss=boss,
        ana=member(buyer, "Ana", ("quality_manager",), manager=boss),
        ben=member(buyer, "Ben", ("member",), manager=boss),
        cleo=member(other, "Cleo", ("quality_manager", "top_management")),
        dao=member(supplier, "Dao", ("quality_manager",)),
        eve=member(buyer, "Eve", ()),
    )


def browser(person: Person) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person.account, backend="django.contrib.auth.backends.ModelBackend")
    return client

"""What every page needs to know of the house: who looks, for which organisation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from livingproof.app.kit.kinds import every_kind
from livingproof.app.kit.present import person_of
from livingproof.app.people.models import Person
from livingproof.app.people.roles import deeds_of


def house(request: HttpRequest) -> dict[str, Any]:
    """The person, their organisation and the kinds of records that they may read; empty for whoever is not signed in.

    `deeds` are what their roles allow with the house, `others` the same account's persons in other organisations.
    """
    person = person_of(request)
    if person is None:
        return {"person": None, "organisation": None, "kinds": (), "deeds": frozenset(), "others": ()}
    return {
        "person": person,
        "organisation": person.organisation,
        "kinds": tuple(kind for kind in every_kind() if kind.read_by(person.roles)),
        "deeds": deeds_of(person.roles),
        # Asked only where a page shows it.
        "others": lambda: tuple(
            Person.objects.filter(account=person.account_id, active=True)
            .exclude(pk=person.pk)
            .select_related("organisation")
        ),
    }

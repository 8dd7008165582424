"""Fills a database of its own for the measurement: one judged case, many copies of it, a long ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from livingproof.cli.service.project import open_project
from livingproof.core.terms import Headline

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LISTING = (
    "Certificate holder: Hanlu Medical Co., Ltd., Ningbo. ISO 13485:2016, certificate No. MA-1000-1, issued by Meridian"
    " Assessment on 2025-01-15, valid until 2028-01-14."
)
HEADLINES = (Headline.CONFIRMED, Headline.CONFIRMED_WITH_LIMITS, Headline.NOT_CONFIRMED, Headline.NOT_IN_FORCE)
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Filled:
    """What was put there: how to ask for it."""

    token: str
    session: str
    case: str


def fill(cases: int) -> Filled:
    """A founded house with one judged case and so many copies of it."""
    from django.conf import settings

    settings.JOBS_AT_ONCE = True
    from livingproof.app.kit.acts import Request, perform
    from livingproof.app.people import tokens
    from livingproof.app.people.start import found_first
    from livingproof.app.verification.kind import KIND

    person = found_first("ana@aurum.example", "correct horse battery staple", "Ana", "Aurum Devices", NOW)
    asked = {"listing": LISTING, "product": "Syringe filters", "seller": "Hanlu Medical Co., Ltd.", "markets": ["EU"]}
    case = perform(KIND, None, Request("ask", asked, NOW, actor=person)).record
    if case is None:
        raise AssertionError("the case of the measurement was refused")
    case.refresh_from_db()
    _copy(case, cases - 1)
    _, token = tokens.make(person, "bench", tokens.Scope(("*",)), NOW + timedelta(days=366), NOW)
    return Filled(token, _signed_in(person.account), str(case.pk))


def _signed_in(account: object) -> str:
    """The key of a session in which the account is signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")  # type: ignore[arg-type]
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _copy(case: object, count: int) -> None:
    """Copies past the one door: what is measured is how they are read."""
    from django.db import connection, transaction
    from django.db.models import QuerySet

    from livingproof.app.verification.models import Case

    fields = [one.attname for one in Case._meta.concrete_fields]  # noqa: SLF001 - Django's documented description
    values = {name: getattr(case, name) for name in fields}

    def made() -> Iterator[Case]:
        for place in range(count):
            mine = {
                "id": UUID(int=place + 1),
                "number": f"VC-2025-{place:06d}",
                "made_at": NOW - timedelta(minutes=place),
                "holder": f"Holder {place % 977}",
                "headline": HEADLINES[place % len(HEADLINES)].value,
            }
            yield Case(**{**values, **mine})

    past_the_door: QuerySet[Case] = QuerySet(Case)
    with transaction.atomic():
        batch: list[Case] = []
        for one in made():
            batch.append(one)
            if len(batch) == AT_ONCE:
                past_the_door.bulk_create(batch)
                batch = []
        past_the_door.bulk_create(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    open_project(None)
    done = fill(int(sys.argv[1]))
    sys.stdout.write(json.dumps({name: getattr(done, name) for name in Filled.__slots__}) + "\n")

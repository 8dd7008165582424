"""What belongs to a verdict besides its own page: for browsers to look at."""

from __future__ import annotations

import io

from django.utils import timezone

from livingproof.app.kit import grants
from livingproof.app.ledger import evidence
from livingproof.app.verification.kind import KIND
from livingproof.app.verification.models import Case, Import
from livingproof.app.verification.sharing import terms_of
from tests.app.system.house import House


def around(case: Case) -> tuple[str, ...]:
    """Further pages of a case, and those that answer a question with nothing."""
    return (
        f"/verify/progress/?case={case.pk}",
        f"/r/cases/{case.pk}/act/close/",
        "/verify/cases/?q=nothing",
        "/verify/registers/?q=nothing",
    )


def failed_import(house: House) -> str:
    """The page of a register's file that was not understood."""
    now = timezone.now()
    row = evidence.keep(house.maker, io.BytesIO(b"a,b\n"), name="register.csv", now=now)
    asked = {"organisation": house.maker, "person": house.ana, "evidence": row, "source": "generic"}
    came = Import.objects.create(**asked, as_of=now.date(), made_at=now, stage="failed", told="Row 1 has no number.")
    return f"/verify/registers/bring/{came.pk}/"


def shared(house: House, case: Case) -> str:
    """The page of a verdict for whoever holds a link to it, and may reply."""
    now = timezone.now()
    terms = terms_of("Northwind", "", house.ana, now, to_answer=True)
    return f"/verify/shared/{grants.give(KIND, case, terms, house.ana, now)[1]}/"

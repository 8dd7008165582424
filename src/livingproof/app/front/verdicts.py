"""What the certificates of a house were found to be: how many of each verdict."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from livingproof.app.people.models import Person
from livingproof.app.verification.models import Case
from livingproof.app.verification.saying import headlines
from livingproof.app.verification.showing import Tag, tag_of
from livingproof.core.system.verification import WITHDRAWN


@dataclass(frozen=True, slots=True)
class Counted:
    """A verdict with its word and tone, and how many cases have it; `code` filters the list, "" are those without one yet."""

    code: str
    tag: Tag
    count: int


def verdicts(person: Person) -> tuple[Counted, ...]:
    """Those that there are, in the order of the words; what waits for its verdict comes last."""
    here = Case.objects.of(person.organisation).exclude(stage=WITHDRAWN)
    found = dict(here.order_by().values_list("headline").annotate(Count("pk")))
    order = [*(code for code, _word in headlines()), ""]
    return tuple(
        Counted(code, tag_of(Case(headline=code, stage="asked")), found[code]) for code in order if code in found
    )

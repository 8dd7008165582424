"""When the certificates that were verified end: counts for each of the next twelve months, those under ninety days apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from livingproof.app.people.models import Person
from livingproof.app.verification.models import Case
from livingproof.core.days import add_months

MONTHS: Final = 12
NEAR: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Ends:
    """Rows of (month, ending later than ninety days, ending sooner); the same as a chart; how many in all, how many soon."""

    rows: tuple[tuple[str, int, int], ...]
    whole: int
    near: int

    @property
    def chart(self) -> dict[str, Any]:
        """What the chart's script reads."""
        return {
            "names": [name for name, _later, _near in self.rows],
            "series": [
                {"name": _("later"), "tone": "control", "values": [later for _name, later, _near in self.rows]},
                {"name": _("under 90 days"), "tone": "fail", "values": [near for _name, _later, near in self.rows]},
            ],
        }


def ends(person: Person, day: date) -> Ends | None:
    """Of the person's house; None where nothing ends within a year. A certificate that was verified twice counts once."""
    last = add_months(day.replace(day=1), MONTHS)
    found = Case.objects.of(person.organisation).filter(watched=True, expires_on__gte=day, expires_on__lt=last)
    days = [ends_on for _certificate, ends_on in found.order_by().values_list("certificate", "expires_on").distinct()]
    if not days:
        return None
    near = Counter((one.year, one.month) for one in days if one - day <= NEAR)
    later = Counter((one.year, one.month) for one in days if one - day > NEAR)
    months = [add_months(day.replace(day=1), place) for place in range(MONTHS)]
    rows = tuple((date_format(one, "M Y"), later[one.year, one.month], near[one.year, one.month]) for one in months)
    return Ends(rows, len(days), near.total())

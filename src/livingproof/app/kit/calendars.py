"""The calendar of an organisation: its day, its working days."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from livingproof.app.people.models import Organisation
from livingproof.core.system.calendar import Calendar


def day_of(organisation: Organisation, now: datetime) -> date:
    """Today, where the organisation is."""
    return now.astimezone(ZoneInfo(organisation.time_zone)).date()


def calendar_of(organisation: Organisation) -> Calendar:
    """Its working days, as it keeps them."""
    return Calendar(
        frozenset(int(day) for day in organisation.working_days),
        frozenset(date.fromisoformat(day) for day in organisation.holidays),
    )

"""The end of a certificate is told 90, 60, 30, 14, 7 and 0 days before, and after. Each once, however late the clock runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.clock import QUALITY
from livingproof.app.kit.models import Notice
from livingproof.app.people.models import Person
from livingproof.app.verification import webhooks
from livingproof.app.verification.models import Alert, Case
from livingproof.core.system.verification import CLOSED, JUDGED

DAYS = (90, 60, 30, 14, 7, 0, -1, -7, -30)
"""Days before the last day; after it: negative. Our proposal."""


def tell(now: datetime) -> int:
    """Tell what is to be told since the last run; how many alerts were made. Of several days missed only the nearest is told."""
    near = now.date() + timedelta(days=max(DAYS) + 1)
    watched = Case.objects.filter(stage__in=(JUDGED, CLOSED), watched=True, expires_on__lte=near)
    # Webhooks are handed to the worker, which ends the connection: the cases are all read before.
    return sum(_tell(case, now) for case in list(watched.select_related("organisation", "owner")))


def _tell(case: Case, now: datetime) -> int:
    ends = case.expires_on
    if ends is None:
        return 0
    left = (ends - day_of(case.organisation, now)).days
    crossed = [days for days in DAYS if left <= days]
    known = set(Alert.objects.filter(case=case, ends_on=ends).values_list("days", flat=True))
    fresh = [days for days in crossed if days not in known]
    if not fresh:
        return 0
    for days in fresh:
        Alert.objects.get_or_create(case=case, ends_on=ends, days=days, defaults={"made_at": now})
    if min(fresh) != min(crossed) or left < DAYS[-1]:
        return 0
    # A certificate that had ended before it was first looked at is no news: its verdict says so.
    if not known and ends < day_of(case.organisation, case.made_at):
        return 0
    _notify(case, left, now)
    webhooks.tell(case, "expiry", f"{case.pk}:{ends}:{min(fresh)}", now)
    return 1


def _notify(case: Case, left: int, now: datetime) -> None:
    code = "certificate_ends" if left > 0 else "certificate_ends_today" if left == 0 else "certificate_has_ended"
    facts = {"certificate": case.certificate, "holder": case.holder, "on": str(case.expires_on), "days": abs(left)}
    for person in _readers(case):
        Notice.objects.create(
            person=person, code=code, facts=facts, kind="cases", record=case.pk, record_number=case.number, made_at=now
        )


def _readers(case: Case) -> list[Person]:
    """The owner; where there is none any more, those who lead quality."""
    if case.owner is not None and case.owner.active:
        return [case.owner]
    members = Person.objects.filter(organisation_id=case.organisation_id, active=True)
    return [one for one in members if QUALITY in one.roles]

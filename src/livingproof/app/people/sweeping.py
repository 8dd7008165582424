"""What is kept of people only for a while goes by itself: call it once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q

from livingproof.app.people.models import Cached, Invitation, Spent

INVITATIONS_STAY = timedelta(days=30)
"""How long the address of an invitation stays after it was used, taken back, or over. The ledger keeps that there was one."""


def sweep(now: datetime) -> int:
    """Remove ended sessions, old counts and addresses of old invitations; how many rows went."""
    before = now - INVITATIONS_STAY
    over = Q(used_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    ended = Session.objects.filter(expire_date__lt=now).values("session_key")
    gone = (
        UserSession.objects.filter(session_key__in=ended),
        Session.objects.filter(expire_date__lt=now),
        Spent.objects.filter(ends_at__lt=now),
        Cached.objects.filter(expires__lt=now),
        Invitation.objects.filter(over),
    )
    return sum(rows.delete()[0] for rows in gone)

"""How often something may be done: counted in a table that all processes share, in windows of fixed length."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from livingproof.app.people.models import Spent


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `amount` times in `seconds`."""

    name: str
    amount: int
    seconds: int


INVITATIONS = Limit("invitations", 50, 86_400)
"""Mails that one organisation sends to strangers in a day."""
WRONG_LINKS = Limit("wrong links", 20, 600)
"""Guesses at the secret of an invitation or of the first start, from one address."""
WRONG_TOKENS = Limit("wrong tokens", 20, 300)
"""Requests with an unknown token from one address."""
TOKEN_USE = Limit("token use", 1_200, 60)
"""Requests by one token."""
WRONG_SECRETS = Limit("wrong secrets", 10, 600)
"""Wrong passwords under a signature, by one account: whoever found an open session must not try passwords there."""
UPLOADS = Limit("uploads", 300, 600)
"""Requests with files by one account."""
STRANGERS_UPLOADS = Limit("uploads of strangers", 20, 600)
"""Requests with files from one address by whoever is not signed in."""


def spend(limit: Limit, key: str, now: datetime, amount: int = 1) -> bool:
    """Count it; whether it is still within the limit. Call it outside the transaction of what is limited: a refusal must stay counted."""
    return _add(limit, key, now, amount) <= limit.amount


def spent(limit: Limit, key: str, now: datetime) -> bool:
    """Whether the limit is used up; nothing is counted."""
    count = Spent.objects.filter(key=_digest(limit, key), window=_window(limit, now)).values_list("count", flat=True)
    return (count.first() or 0) >= limit.amount


def _add(limit: Limit, key: str, now: datetime, amount: int) -> int:
    window = _window(limit, now)
    ends_at = datetime.fromtimestamp((window + 1) * limit.seconds, UTC)
    with transaction.atomic():
        row, made = Spent.objects.get_or_create(key=_digest(limit, key), window=window, defaults={"ends_at": ends_at})
        Spent.objects.filter(pk=row.pk).update(count=F("count") + amount)
        row.refresh_from_db(fields=["count"])
        if made:
            Spent.objects.filter(ends_at__lt=now).delete()
    return row.count


def _window(limit: Limit, now: datetime) -> int:
    return int(now.timestamp()) // limit.seconds


def _digest(limit: Limit, key: str) -> str:
    return salted_hmac(f"limit {limit.name}", key, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str:
    """The address that the request came from; behind proxies the one that the outermost trusted proxy saw."""
    return str(get_adapter().get_client_ip(request))


@dataclass(slots=True)
class Meter:
    """A limit that costs a write to the table only once in `step` uses in a process: for what happens thousands of times.

    It lets through at most `step` more for each further process.
    """

    limit: Limit
    step: int
    _window: int = 0
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)
    """What the table said when it was last asked, and what was counted here since."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, key: str, now: datetime) -> bool:
        """Count it; whether it is still within the limit."""
        with self._lock:
            if self._window != (window := _window(self.limit, now)):
                self._window, self._seen = window, {}
            known, here = self._seen.get(key, (0, 0))
            here += 1
            if here >= self.step:
                known, here = _add(self.limit, key, now, here), 0
            self._seen[key] = known, here
            return known + here <= self.limit.amount

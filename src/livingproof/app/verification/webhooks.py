"""Webhooks: what an organisation's own programs are told, signed with a secret that only both know, tried again until it arrives.

A call goes to public addresses only: the address is looked up once, and the call goes to what was found.
"""

from __future__ import annotations

import hmac
import http.client
import ipaddress
import json
import socket
import ssl
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from livingproof.app.kit.jobs import enqueue
from livingproof.app.people.models import Person
from livingproof.app.verification.models import Case, Delivery, Webhook

HEADER = "Living-Proof-Signature"
WAITS = (1, 5, 30, 120, 480, 1440)
"""Minutes until the next try, after the first, the second …; after the last nothing more is tried."""
SECONDS = 10
LEASE = timedelta(minutes=5)
DELIVER = "livingproof.app.verification.jobs.deliver"
MOST = 100
"""Calls of one turn."""
OK = range(200, 300)
MOST_HOOKS = 10
LONGEST = 500
MAY = frozenset({"administrator", "quality_manager", "top_management"})
"""Roles that may begin and end webhooks."""


class AddressError(ValueError):
    """An address that is not called; the text says why."""


def checked(url: str) -> str:
    """The address, if it may be called at all."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not _private_allowed():
        raise AddressError("write an address that begins with https://")
    if not parts.hostname or parts.username or parts.password:
        raise AddressError("write an address with a host, and without a name and a password in it")
    return url


def _private_allowed() -> bool:
    return bool(getattr(settings, "WEBHOOKS_TO_PRIVATE", False))


def begin(person: Person, url: str, now: datetime) -> Webhook:
    """A new webhook of the person's organisation; AddressError says why there is none."""
    if Webhook.objects.filter(organisation=person.organisation, ended_at=None).count() >= MOST_HOOKS:
        raise AddressError(_("There are ten webhooks already: end one first."))
    url = checked(url.strip()[:LONGEST])
    return Webhook.objects.create(organisation=person.organisation, url=url, made_by=person, made_at=now)


def end(hook: Webhook, now: datetime) -> None:
    """End a webhook; what was not delivered yet is not delivered any more."""
    hook.ended_at = now
    hook.save(update_fields=["ended_at"])
    Delivery.objects.filter(webhook=hook, arrived_at=None).update(next_at=None)


def tell(case: Case, event: str, key: str, now: datetime) -> None:
    """Have every webhook of the case's organisation told; the same is told once."""
    last = case.judgements[-1] if case.judgements else {}
    body = {
        "event": event,
        "at": now.isoformat(),
        "case": str(case.pk),
        "number": case.number,
        "certificate": case.certificate,
        "holder": case.holder,
        "expires_on": str(case.expires_on) if case.expires_on else None,
        "verdict": case.headline,
        "decision": case.decision,
        "digest": last.get("digest", ""),
        "why": last.get("why", ""),
        "changed": list(last.get("codes", ())),
    }
    for hook in Webhook.objects.filter(organisation_id=case.organisation_id, ended_at=None):
        Delivery.objects.get_or_create(
            webhook=hook,
            event=event,
            key=f"{case.pk}:{key}"[-120:],
            defaults={"body": body, "made_at": now, "next_at": now},
        )
        enqueue(DELIVER)


def signature(secret: str, at: int, body: bytes) -> str:
    """What the header says: the time, and HMAC-SHA256 of "time.body" under the secret, in hexadecimal."""
    return f"t={at},v1={hmac.new(secret.encode(), f'{at}.'.encode() + body, sha256).hexdigest()}"


def deliver(now: datetime) -> int:
    """Try what is to be tried now; how many arrived."""
    waiting = Delivery.objects.filter(arrived_at=None, next_at__lte=now, webhook__ended_at=None).select_related(
        "webhook"
    )
    return sum(_try(one, now) for one in waiting.order_by("next_at")[:MOST] if taken(one, now))


def taken(one: Delivery, now: datetime) -> bool:
    """Whether this worker has it: another one leaves it alone, and comes back to it if this one dies on the way."""
    ours = Delivery.objects.filter(pk=one.pk, arrived_at=None, tries=one.tries, next_at=one.next_at)
    return ours.update(next_at=now + LEASE) == 1


def _try(one: Delivery, now: datetime) -> int:
    body = json.dumps({"id": str(one.pk), **one.body}, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "living-proof",
        HEADER: signature(one.webhook.secret, int(now.timestamp()), body),
    }
    try:
        status = _post(one.webhook.url, body, headers)
        one.answer = str(status)
        arrived = status in OK
    except (AddressError, OSError, http.client.HTTPException) as problem:
        one.answer, arrived = (str(problem) or type(problem).__name__)[:200], False
    one.tries += 1
    one.arrived_at = now if arrived else None
    wait = WAITS[one.tries - 1] if one.tries <= len(WAITS) else None
    one.next_at = None if arrived or wait is None else now + timedelta(minutes=wait)
    one.save(update_fields=["answer", "tries", "arrived_at", "next_at"])
    return int(arrived)


def _post(url: str, body: bytes, headers: dict[str, Any]) -> int:
    """The answer's status. Redirects are not followed."""
    parts = urlsplit(checked(url))
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _resolved(parts.hostname or "", port)
    connection = http.client.HTTPConnection(address, port, timeout=SECONDS)
    connection.connect()
    if parts.scheme == "https":
        connection.sock = ssl.create_default_context().wrap_socket(connection.sock, server_hostname=parts.hostname)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, {**headers, "Host": parts.netloc})
        return connection.getresponse().status
    finally:
        connection.close()


def _resolved(host: str, port: int) -> str:
    """One address of the host; AddressError where any of them is not public."""
    found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not _private_allowed() and not all(ipaddress.ip_address(one).is_global for one in found):
        raise AddressError("the host lies in a private network")
    return min(found)

"""What the log is told of people: that somebody signed in, failed, changed what they sign in with. Ids, never names or addresses of mail."""

from __future__ import annotations

from typing import Any

import structlog
from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal

EVENTS: dict[str, Signal] = {
    "signed in": user_logged_in,
    "signed out": user_logged_out,
    "sign-in refused": user_login_failed,
    "password changed": password_changed,
    "password reset": password_reset,
}


def listen() -> None:
    """Have every event written to the log."""
    for what, signal in EVENTS.items():
        signal.connect(_teller(what), dispatch_uid=f"told {what}", weak=False)


def _teller(what: str) -> Any:
    def tell(*_: Any, **given: Any) -> None:
        account, request = given.get("user"), given.get("request")
        structlog.get_logger("livingproof.people").info(
            what,
            account=str(account.pk) if account is not None else None,
            address=request.META.get("REMOTE_ADDR") if request is not None else None,
        )

    return tell

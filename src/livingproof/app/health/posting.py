"""How mail goes to a mail server, and what the server said when it did not take it: kept, for the page of health, until it takes mail again."""

from __future__ import annotations

import json
import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends import smtp
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from livingproof.app.logs import hidden
from livingproof.register.durable import write_whole

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a mail server takes no mail: in words, what to do about it."""

    text: str | Promise
    todo: str | Promise


TROUBLES = {
    "password": Trouble(
        _("the mail server refuses the name or the password"),
        _("Correct both in LIVINGPROOF_MAIL (percent-encoded), and start the service again."),
    ),
    "unable": Trouble(
        _("the mail server does not offer what was asked for"),
        _("Choose smtp://, smtp+starttls:// or smtps:// as the server has it."),
    ),
    "certificate": Trouble(
        _("the certificate of the mail server does not hold"),
        _("Name the server as its certificate does; trust its issuer on this machine."),
    ),
    "address": Trouble(
        _("the mail server refuses an address"), _("Look at the address of the account, and at LIVINGPROOF_MAIL_FROM.")
    ),
    "silent": Trouble(_("the mail server does not answer"), _("Look at its name and port, and whether it runs.")),
}


@dataclass(frozen=True, slots=True)
class Refused:
    """What happened when mail last went: which trouble, what the server said, when."""

    trouble: Trouble
    said: str
    at: str


class EmailBackend(smtp.EmailBackend):
    """Django's way to a mail server, with a memory of how it went."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        """Send them; what goes wrong is kept, and raised all the same: nothing counts as sent that was not taken."""
        try:
            sent = super().send_messages(email_messages)
        except OSError as problem:  # errors of SMTP, of TLS and of the net alike
            _keep(problem)
            # Whoever was refused is still connected.
            with suppress(OSError):
                self.close()
            raise
        _place().unlink(missing_ok=True)
        return sent


def _place() -> Path:
    return Path(settings.DATA) / "cache" / "mail.json"


def _keep(problem: OSError) -> None:
    said = hidden(" ".join(_said(problem).split()))[:LONGEST]
    content = {"trouble": _trouble(problem), "said": said, "at": timezone.now().isoformat(timespec="minutes")}
    with suppress(OSError):
        _place().parent.mkdir(parents=True, exist_ok=True)
        write_whole(_place(), json.dumps(content).encode())


def _trouble(problem: OSError) -> str:
    match problem:
        case smtplib.SMTPAuthenticationError():
            return "password"
        case smtplib.SMTPNotSupportedError():
            return "unable"
        case smtplib.SMTPRecipientsRefused() | smtplib.SMTPSenderRefused():
            return "address"
        case ssl.SSLCertVerificationError():
            return "certificate"
        case ssl.SSLError():
            return "unable"
        case _:
            return "silent"


def _said(problem: OSError) -> str:
    match problem:
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=error):
            return f"{code} {error.decode(errors='replace') if isinstance(error, bytes) else error}"
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            # Whose address it is, is nobody's business on that page.
            return "; ".join(sorted({f"{code} refused" for code, _ in refused.values()}))
        case _:
            return str(problem)


def refused() -> Refused | None:
    """What the mail server said when it last took no mail; None where it took the last one, or was never asked."""
    try:
        kept = json.loads(_place().read_text(encoding="utf-8"))
        return Refused(TROUBLES[kept["trouble"]], str(kept["said"]), str(kept["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None

"""The outbox: mail that was written while no mail server was named, to be read by whoever keeps the service."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from livingproof.app.kit.present import member
from livingproof.app.people.models import Person

MOST = 50
BETWEEN = "\n" + "-" * 79 + "\n"
"""What Django writes between two messages of one file."""
LARGEST = 200_000


@dataclass(frozen=True, slots=True)
class Mail:
    """One message as it would have gone."""

    to: str
    subject: str
    date: str
    text: str


@require_GET
@never_cache
@member
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """The newest messages. They hold links that open things: only whoever keeps the installation may read them."""
    if person.account is None or not person.account.is_staff:
        raise PermissionDenied
    waits = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return render(request, "health/outbox.html", {"mails": newest() if waits else (), "waits": waits})


def newest() -> tuple[Mail, ...]:
    """The newest messages first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), reverse=True)[:MOST] if folder.is_dir() else []
    texts = [text for file in files for text in reversed(_texts(file))]
    return tuple(_read(text) for text in texts[:MOST])


def _texts(file: Path) -> list[str]:
    with file.open(encoding="utf-8", errors="replace") as content:
        return [text.lstrip("\n") for text in content.read(LARGEST).split(BETWEEN) if text.strip()]


def _read(text: str) -> Mail:
    message = message_from_string(text, policy=policy.default)
    body = message.get_body(("plain",))
    return Mail(
        str(message["to"] or ""),
        str(message["subject"] or ""),
        str(message["date"] or ""),
        body.get_content() if body is not None else "",
    )

"""What the frame around every page shows: navigation, what waits, how it looks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from livingproof.app.front import navigation, waiting
from livingproof.app.kit.present import person_of

THEME = "theme"
"""The cookie that keeps a choice of light or dark."""
THEMES = ("light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame. What costs a question to the database is asked only where a page shows it."""
    person = person_of(request)
    account = getattr(request, "user", None)
    chosen = request.COOKIES.get(THEME, "")
    shown: dict[str, Any] = {
        "theme": chosen if chosen in THEMES else "",
        "single_keys": account is None or getattr(account, "single_keys", True),
    }
    if person is not None:
        shown["navigation"] = SimpleLazyObject(lambda: navigation.groups(request, person))
        shown["waiting"] = SimpleLazyObject(lambda: waiting.count(person))
    return shown

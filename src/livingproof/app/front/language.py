"""In which language a page speaks: as chosen here, else as the account says, else as the browser asks."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class AccountLanguage:
    """After the sign-in is known: an account's language counts where this browser has not chosen one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the account's language."""
        language = getattr(request.user, "language", "")
        known = {code for code, _ in settings.LANGUAGES}
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and language in known:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self._get_response(request)

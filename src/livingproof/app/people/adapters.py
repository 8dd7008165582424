"""How signing in behaves here: nobody opens an account by themselves, second factors are kept encrypted."""

from __future__ import annotations

import base64
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """Accounts are opened by an invitation or by the first start, never by a form that is open to all."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own form of the question
        """Never."""
        return False

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell the owner what was changed. What was done stays done where the mail server does not answer."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except OSError as error:
            structlog.get_logger(__name__).warning("mail not sent", what="notification", why=type(error).__name__)


class CompanyAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth ships no types
    """A company's sign-in opens accounts that exist, by their proven address; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 - allauth's own form of the question
        """Never."""
        return False


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc] # allauth ships no types
    """Secrets of authenticator apps are of no use to whoever has the database and not the secret key."""

    def encrypt(self, text: str) -> str:
        """As it is written to the database."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As the app knows it."""
        return _lock().decrypt(encrypted_text.encode()).decode()


def _lock() -> Fernet:
    key = salted_hmac("livingproof second factors", "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))

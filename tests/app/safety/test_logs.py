"""No secret reaches the log: not by name, not in an address, not in an error."""

from __future__ import annotations

import json
import logging
import logging.config
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import structlog
from django.test import Client
from django.urls import URLResolver, get_resolver

from livingproof.app.logs import LOGGING, hidden
from livingproof.app.people import members, tokens
from livingproof.app.people.start import start_token
from tests.app.cast import PASSWORD, Cast


@pytest.fixture
def lines():
    """What the service would write to standard error while the test runs."""
    handler = logging.StreamHandler(written := StringIO())
    formatter = LOGGING["formatters"]["json"]
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=formatter["foreign_pre_chain"], processors=formatter["processors"]
        )
    )
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("GET /invited/Zx9-secret_9/ 404", "/invited/(hidden)/ 404"),
        ("/shared/Zx9-secret_9/?page=2", "/shared/(hidden)/?page=2"),
        ("/start/?token=Zx9-secret_9&x=1", "?token=(hidden)&x=1"),
        ("/accounts/password/reset/key/Zx9-secret_9/", "reset/key/(hidden)/"),
        ("Authorization: Bearer Zx9-secret_9", "Bearer (hidden)"),
        ("found lp_Zx9-secret_9aaaaaaaaaaaaaaa here", "found (hidden) here"),
        ("postgresql://app:Zx9-secret_9@db/livingproof", "postgresql://(hidden)@db/livingproof"),
    ],
)
def test_a_text_loses_what_opens_something_and_keeps_the_rest(text: str, kept: str) -> None:
    assert kept in hidden(text)
    assert "Zx9-secret_9" not in hidden(text)


def test_values_under_a_telling_name_are_replaced_at_any_depth(lines) -> None:
    given = {"password": "s3same", "about": {"headers": {"Cookie": "s3same"}, "n": 1}}
    structlog.get_logger("livingproof.test").info("asked", **given)
    (line,) = lines()
    assert "s3same" not in json.dumps(line)
    assert line["about"]["n"] == 1
    assert line["event"] == "asked"


def test_what_a_library_logs_is_searched_too(lines) -> None:
    logging.getLogger("some.library").warning("calling %s with %s", "/invited/s3same-s3same/", {"a": "Bearer s3same"})
    try:
        int("postgresql://app:s3same@db")
    except ValueError:
        logging.getLogger("some.library").exception("failed")
    assert len(lines()) == 2
    assert "s3same" not in json.dumps(lines())
    assert "ValueError" in json.dumps(lines())


def test_signing_in_and_using_tokens_writes_no_secret_and_no_address_of_mail(cast: Cast, now, lines) -> None:
    from datetime import timedelta

    from django.utils import timezone

    at = timezone.now()
    _, secret = tokens.make(cast.ana, "robot", tokens.Scope(("*",)), at + timedelta(days=1), at)
    _, link = members.invite(cast.boss, "fay@aurum.example", (), at)
    client = Client()
    client.post("/accounts/login/", {"login": cast.ana.account.email, "password": "a wrong password"})
    client.post("/accounts/login/", {"login": cast.ana.account.email, "password": PASSWORD})
    Client(headers={"authorization": f"Bearer {secret}"}).get("/api/r/remarks")
    Client(headers={"authorization": f"Bearer {secret}x"}).get("/api/r/remarks")
    client.get(f"/invited/{link}x/")
    client.get(f"/start/?token={start_token()}")
    written = json.dumps(lines())
    assert "sign-in refused" in written
    assert "signed in" in written
    for hush in (PASSWORD, "a wrong password", secret, link, start_token(), cast.ana.account.email):
        assert hush not in written


def _addresses(patterns: list[Any], before: str = "/") -> Iterator[str]:
    for each in patterns:
        here = before + str(each.pattern).lstrip("^").removesuffix(r"\Z").removesuffix("$")
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, here)
        else:
            yield here


def test_every_address_that_carries_a_secret_is_hidden() -> None:
    found = [
        address for address in _addresses(get_resolver().url_patterns) if re.search("<str:(token|secret)>", address)
    ]
    assert len(found) >= 3
    for address in found:
        assert "Zx9secret" not in hidden(re.sub("<str:(token|secret)>", "Zx9secret", address)), address

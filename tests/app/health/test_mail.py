"""Mail through a real mail server: encrypted, signed in, and where the server takes none: told, and nothing lost."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import mail as django_mail
from django.utils import timezone

from livingproof.app.health.state import look
from livingproof.app.kit import clock, jobs, mail
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.models import Notice
from livingproof.app.settings import _mail
from livingproof.core.terms import Grade
from tests.app.cast import browser
from tests.app.demo.kind import REMARKS

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:aiosmtpd")


class Taken:
    """Keeps what came; refuses addresses that begin with "no"."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_RCPT(self, _: SMTP, __: Any, envelope: Any, address: str, ___: Any) -> str:
        if address.startswith("no"):
            return "550 there is nobody of this name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, session: Any, envelope: Any) -> str:
        self.letters.append((session.ssl is not None, envelope.rcpt_tos, envelope.content.decode()))
        return "250 taken"


def known(_: SMTP, __: Any, ___: Any, ____: str, told: LoginPassword) -> AuthResult:
    right = (told.login, told.password) == (b"quality@aurum.example", b"p@ss/word")
    return AuthResult(success=right, handled=right)


@pytest.fixture
def post(tmp_path, monkeypatch) -> Iterator[tuple[Controller, Taken]]:
    """A mail server that takes mail only encrypted and from whom it knows; its certificate is trusted here."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(datetime.now(UTC) - timedelta(days=1)).not_valid_after(
        datetime.now(UTC) + timedelta(days=1)
    )
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    paper, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    paper.write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper, secret)
    monkeypatch.setenv("SSL_CERT_FILE", str(paper))
    letters = Taken()
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = free.getsockname()[1]
    server = Controller(
        letters, hostname="localhost", port=place, authenticator=known, auth_required=True, require_starttls=True,
        tls_context=context,
    )  # fmt: skip
    server.start()
    yield server, letters
    server.stop()


def named(settings: Any, address: str) -> None:
    """Mail as the product's own setting says it."""
    for name, value in _mail(address).items():
        setattr(settings, f"EMAIL_{name}", value)


@pytest.fixture
def notice(cast, now) -> Notice:
    noted = {"title": "burr", "owner": cast.ben.pk, "due_on": (now + timedelta(days=5)).date()}
    assert perform(REMARKS, None, Request("note", noted, now, actor=cast.ana)).record
    clock.remind(cast.buyer, now)
    return Notice.objects.get()


def sign() -> Any:
    return next(one for one in look(timezone.now()) if one.name == "mail")


def test_a_notice_goes_encrypted_and_signed_in(post, settings, notice, now):
    server, letters = post
    named(settings, f"smtp+starttls://quality%40aurum.example:p%40ss%2Fword@localhost:{server.port}")
    assert mail.send(now) == 1
    ((encrypted, to, text),) = letters.letters
    assert (encrypted, to) == (True, ["ben@aurum.example"])
    assert notice.record_number in text
    assert (sign().grade, mail.send(now)) == (Grade.PASS, 0)


def test_a_wrong_password_is_told_and_the_notice_goes_once_it_is_right(post, settings, cast, notice, now):
    server, letters = post
    named(settings, f"smtp+starttls://quality%40aurum.example:other@localhost:{server.port}")
    with pytest.raises(OSError, match="535"):
        mail.send(now)
    assert sign().grade is Grade.WARN
    assert "refuses the name or the password (535" in sign().found
    assert "waiting to be mailed: 1" in sign().found
    page = browser(cast.ana).get("/health/").content.decode()
    assert "refuses the name or the password" in page
    assert "LIVINGPROOF_MAIL" in page
    assert "other" not in sign().found
    assert letters.letters == []

    named(settings, f"smtp+starttls://quality%40aurum.example:p%40ss%2Fword@localhost:{server.port}")
    jobs.turn()
    assert len(letters.letters) == 1
    assert (sign().grade, "waiting to be mailed: 0" in sign().found) == (Grade.PASS, True)


def test_each_trouble_has_its_own_words(post, settings, monkeypatch, notice, now):
    server, letters = post
    where = f"quality%40aurum.example:p%40ss%2Fword@localhost:{server.port}"
    for address, words in (
        (f"smtp://localhost:{server.port}", "the mail server"),
        (f"smtps://{where}", "does not offer what was asked for"),
        ("smtp://localhost:9", "does not answer"),
    ):
        named(settings, address)
        with pytest.raises(OSError, match=r"."):
            mail.send(now)
        assert words in sign().found, address
    monkeypatch.delenv("SSL_CERT_FILE")
    named(settings, f"smtp+starttls://{where}")
    with pytest.raises(ssl.SSLCertVerificationError):
        mail.send(now)
    assert "certificate of the mail server does not hold" in sign().found
    assert letters.letters == []
    assert Notice.objects.get().mailed_at is None


def test_an_address_that_is_refused_keeps_no_other_waiting(post, settings, cast, notice, now):
    server, letters = post
    named(settings, f"smtp+starttls://quality%40aurum.example:p%40ss%2Fword@localhost:{server.port}")
    cast.ben.account.email = "nobody@aurum.example"
    cast.ben.account.save()
    clock.remind(cast.buyer, now + timedelta(days=30))
    told = Notice.objects.exclude(person=cast.ben).count()
    assert mail.send(now) == told > 0
    assert len(letters.letters) == told
    assert "nobody@" not in sign().found
    assert not django_mail.outbox

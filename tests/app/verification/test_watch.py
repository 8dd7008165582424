"""The watch: made again when something came in or a day came, told of ends, webhooks signed and tried again."""

from __future__ import annotations

import hmac
import http.server
import json
import ssl
import threading
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.utils import timezone

from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.models import ACTING, Notice
from livingproof.app.verification import alerts, jobs, webhooks
from livingproof.app.verification.kind import KIND
from livingproof.app.verification.models import Alert, Case, Delivery, Webhook
from tests.app.cast import browser


@pytest.fixture
def case(desk) -> Case:
    """A text's verdict: made in a moment."""
    desk.posts(
        browser(desk.cast.ana),
        "/verify/",
        {"listing": "Our certificate ISO 9001:2015 no. QM-1 of Northwind Castings Limited."},
    )
    return Case.objects.get()


def here(case: Case) -> date:
    """Today where the organisation is: ends are told by its calendar."""
    return timezone.localdate(timezone=ZoneInfo(case.organisation.time_zone))


def judged_as(case: Case, **fields) -> Case:
    """The case judged again by the clock, with these found."""
    payload = {"judgements": case.judgements, **fields}
    outcome = perform(KIND, case, Request("judge_again", payload, timezone.now(), version=case.version))
    assert outcome.blocked == ()
    return Case.objects.get(pk=case.pk)


def test_a_case_is_judged_again_when_a_snapshot_or_the_catalogue_changed(desk, case):
    assert desk.does(jobs.watch) == 0
    case = judged_as(case, known="0" * 64)
    assert desk.does(jobs.watch) == 1
    now = Case.objects.get(pk=case.pk)
    assert now.known != "0" * 64
    assert desk.does(jobs.watch) == 0


def test_a_case_is_judged_again_on_a_day_on_which_it_could_change(desk, case):
    today = here(case)
    judged_as(case, turns_on=today + timedelta(days=1))
    assert desk.does(jobs.watch) == 0
    judged_as(Case.objects.get(), turns_on=today)
    assert desk.does(jobs.watch) == 1
    turns_on = Case.objects.get().turns_on
    assert turns_on is None or turns_on > today


@pytest.mark.django_db(transaction=True)
def test_the_queue_ends_connections_and_the_watch_still_hands_over_all(cast):
    from django_q.models import OrmQ

    now = timezone.now()
    token = ACTING.set(True)
    try:
        for place in range(3):
            given = {
                "stage": "judged",
                "number": f"V-{place}",
                "known": "0" * 64,
                "expires_on": timezone.localdate() + timedelta(days=5),
            }
            Case(organisation=cast.buyer, made_at=now, changed_at=now, **given).save(force_insert=True)
    finally:
        ACTING.reset(token)
    assert jobs.watch(now) == 3
    assert OrmQ.objects.count() == 3
    assert alerts.tell(now) == 3


def test_a_case_that_is_not_watched_is_left_alone(desk, case):
    perform(KIND, case, Request("watch", {"watched": False}, timezone.now(), actor=desk.cast.ana))
    judged_as(Case.objects.get(), known="0" * 64)
    assert desk.does(jobs.watch) == 0


def test_a_case_that_was_lost_on_its_way_is_handed_over_again(cast, settings):
    settings.JOBS_AT_ONCE = True
    asked = Request("ask", {"listing": "ISO 9001:2015"}, timezone.now() - timedelta(hours=1), actor=cast.ana)
    assert perform(KIND, None, asked).blocked == ()
    assert jobs.catch_up(timezone.now()) == 1


def test_the_end_is_told_once_for_each_mark_however_often_the_clock_runs(desk, case):
    now = timezone.now()
    case = judged_as(case, expires_on=here(case) + timedelta(days=61), certificate="QM-1")
    told = []
    for day in range(100):
        for _again in range(2):
            told += [day] * alerts.tell(now + timedelta(days=day))
    assert [61 - day for day in told] == [61, 60, 30, 14, 7, 0, -1, -7, -30]
    assert Alert.objects.count() == 9
    assert Notice.objects.filter(person=desk.cast.ana).count() == 9
    assert {notice.code for notice in Notice.objects.all()} == {
        "certificate_ends",
        "certificate_ends_today",
        "certificate_has_ended",
    }


def test_a_clock_that_slept_tells_the_nearest_mark_only(desk, case):
    now = timezone.now()
    judged_as(case, expires_on=here(case) + timedelta(days=95))
    assert alerts.tell(now) == 0
    assert alerts.tell(now + timedelta(days=85)) == 1
    assert alerts.tell(now + timedelta(days=85)) == 0
    assert Notice.objects.get().facts["days"] == 10


def test_a_new_last_day_begins_anew(desk, case):
    now = timezone.now()
    case = judged_as(case, expires_on=here(case) + timedelta(days=7))
    assert alerts.tell(now) == 1
    judged_as(case, expires_on=here(case) + timedelta(days=30))
    assert alerts.tell(now) == 1


class Listener:
    """A program of the organisation that keeps what it is told; it refuses the first calls."""

    def __init__(self, refuses: int) -> None:
        self.calls: list[tuple[str, bytes]] = []
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.calls.append((self.headers[webhooks.HEADER], body))
                self.send_response(503 if len(listener.calls) <= refuses else 204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def test_a_webhook_is_signed_and_tried_again_until_it_arrives_once(desk, case, settings):
    settings.WEBHOOKS_TO_PRIVATE = True
    now = timezone.now()
    with Listener(refuses=1) as listener:
        url = f"http://127.0.0.1:{listener.server.server_port}/hook"
        hook = Webhook.objects.create(organisation=desk.cast.buyer, url=url, made_by=desk.cast.ana, made_at=now)
        webhooks.tell(case, "verdict", "digest", now)
        webhooks.tell(case, "verdict", "digest", now)
        assert webhooks.deliver(now) == 0
        assert webhooks.deliver(now) == 0
        assert webhooks.deliver(now + timedelta(minutes=2)) == 1
        assert webhooks.deliver(now + timedelta(days=2)) == 0
    assert len(listener.calls) == 2
    header, body = listener.calls[-1]
    at, _, digest = header.removeprefix("t=").partition(",v1=")
    assert digest == hmac.new(hook.secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    assert json.loads(body)["number"] == case.number
    assert Delivery.objects.get().tries == 2


def test_a_webhook_never_reaches_into_a_private_network(desk, case):
    now = timezone.now()
    with Listener(refuses=0) as listener:
        url = f"https://127.0.0.1:{listener.server.server_port}/hook"
        Webhook.objects.create(organisation=desk.cast.buyer, url=url, made_by=desk.cast.ana, made_at=now)
        webhooks.tell(case, "verdict", "digest", now)
        assert webhooks.deliver(now) == 0
    assert listener.calls == []
    assert "private" in Delivery.objects.get().answer


def test_webhooks_are_those_of_the_organisation_and_of_whoever_may(desk, case):
    ana, ben, cleo = (browser(one) for one in (desk.cast.ana, desk.cast.ben, desk.cast.cleo))
    assert ben.post("/verify/watch/hooks/", {"url": "https://desk.example/hook"}).status_code == 403
    shown = ana.post("/verify/watch/hooks/", {"url": "https://desk.example/hook"})
    hook = Webhook.objects.get()
    assert hook.secret in shown.content.decode()
    assert hook.secret not in ana.get("/verify/watch/").content.decode()
    assert cleo.post(f"/verify/watch/hooks/{hook.pk}/end/").status_code == 404
    assert ana.post(f"/verify/watch/hooks/{hook.pk}/end/").status_code == 302
    assert Webhook.objects.filter(ended_at=None).count() == 0
    ana.post("/verify/watch/hooks/", {"url": "http://desk.example/hook"})
    assert Webhook.objects.filter(ended_at=None).count() == 0


def trusted(folder: Path) -> tuple[Path, Path]:
    """An authority of the test, and a certificate with its key for 127.0.0.1 that it signed."""
    now = datetime.now(UTC)

    def signed(name: str, key: Any, issuer: str, by: Any, *more: Any) -> x509.Certificate:
        def named(said: str) -> x509.Name:
            return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, said)])

        made = x509.CertificateBuilder(named(issuer), named(name), key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        for one in more:
            made = made.add_extension(one, critical=isinstance(one, x509.BasicConstraints))
        return made.sign(by, SHA256())

    root, own = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key())
    marks = (
        x509.BasicConstraints(ca=True, path_length=None),
        x509.SubjectKeyIdentifier.from_public_key(root.public_key()),
    )
    authority = signed("A test's authority", root, "A test's authority", root, *marks)
    host = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    served = signed("127.0.0.1", own, "A test's authority", root, host, issued_by)
    pem = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "authority.pem").write_bytes(authority.public_bytes(Encoding.PEM))
    (folder / "server.pem").write_bytes(served.public_bytes(Encoding.PEM) + pem)
    return folder / "authority.pem", folder / "server.pem"


def test_a_webhook_is_called_by_https_and_only_where_the_certificate_is_trusted(
    desk, case, settings, tmp_path, monkeypatch
):
    settings.WEBHOOKS_TO_PRIVATE = True
    authority, served = trusted(tmp_path)
    now = timezone.now()
    with Listener(refuses=0) as listener:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(served)
        listener.server.socket = context.wrap_socket(listener.server.socket, server_side=True)
        url = f"https://127.0.0.1:{listener.server.server_port}/hook?house=1"
        hook = Webhook.objects.create(organisation=desk.cast.buyer, url=url, made_by=desk.cast.ana, made_at=now)
        webhooks.tell(case, "verdict", "digest", now)
        assert webhooks.deliver(now) == 0
        assert "CERTIFICATE_VERIFY_FAILED" in Delivery.objects.get().answer
        monkeypatch.setenv("SSL_CERT_FILE", str(authority))
        assert webhooks.deliver(now + timedelta(minutes=2)) == 1
    ((header, body),) = listener.calls
    at = int(header.removeprefix("t=").partition(",")[0])
    assert header == webhooks.signature(hook.secret, at, body)
    assert Delivery.objects.get().arrived_at is not None


def test_two_workers_do_not_deliver_the_same_call(desk, case, settings):
    settings.WEBHOOKS_TO_PRIVATE = True
    now = timezone.now()
    Webhook.objects.create(organisation=desk.cast.buyer, url="https://127.0.0.1/", made_by=desk.cast.ana, made_at=now)
    webhooks.tell(case, "verdict", "digest", now)
    one = Delivery.objects.get()
    assert webhooks.taken(one, now)
    assert not webhooks.taken(one, now)
    assert webhooks.deliver(now) == 0
    assert Delivery.objects.get().tries == 0

"""Evidence in a bucket that speaks S3, held against a small server of ours."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

import pytest
from django.utils import timezone

from livingproof.app.ledger import bucket, evidence
from livingproof.app.ledger.models import Evidence


class Shelf(BaseHTTPRequestHandler):
    """Keeps bytes under their path; refuses what is not signed, or is not what its digest says."""

    kept: dict[str, bytes]

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{sha256(body).hexdigest()}"')
        self.send_header("Last-Modified", formatdate(usegmt=True))
        self.end_headers()
        self.wfile.write(body)

    def _signed(self) -> bool:
        return self.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=key/")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        sound = self._signed() and sha256(body).hexdigest() == self.headers["x-amz-content-sha256"]
        if sound:
            self.kept[self.path] = body
        self._answer(200 if sound else 403)

    def do_GET(self) -> None:
        self._answer(200, self.kept[self.path]) if self.path in self.kept else self._answer(404)

    def do_POST(self) -> None:
        """The one POST of S3 that removes: `?delete`, with the names in XML."""
        asked = self.rfile.read(int(self.headers["content-length"])).decode()
        (key,) = re.findall("<Key>(.*?)</Key>", asked)
        self.kept.pop(f"{self.path.removesuffix('?delete')}/{quote(key)}", None)
        self._answer(200, f"<DeleteResult><Deleted><Key>{key}</Key></Deleted></DeleteResult>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def shelf(settings) -> Iterator[ThreadingHTTPServer]:
    Shelf.kept = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), Shelf) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.FILES = bucket.named(f"s3://key:a%2Fsecret@127.0.0.1:{server.server_port}/papers/of us?tls=no")
        yield server
        server.shutdown()


@pytest.mark.parametrize("said", ["http://a:b@c/d", "s3://c/d", "s3://a:b@c", "s3://a:b@c/", "s3://a@c/d"])
def test_a_bucket_that_is_not_named_whole_is_refused(said):
    with pytest.raises(ValueError, match="s3://KEY:SECRET@host/bucket"):
        bucket.named(said)
    assert bucket.named("") is None
    assert "secret" not in repr(bucket.named("s3://key:secret@host/b"))


def test_evidence_lies_in_the_bucket_and_comes_back_the_same(cast, now, shelf, settings):
    row = evidence.keep(cast.buyer, io.BytesIO(b"a page"), name="a", now=now)
    assert list(Shelf.kept.values()) == [b"a page"]
    assert next(iter(Shelf.kept)).startswith(f"/papers/of%20us/evidence/{cast.buyer.pk}/")
    assert not [path for path in (Path(settings.DATA) / "evidence").rglob("*") if path.is_file()]
    assert evidence.sound(row)
    assert evidence.content_of(cast.buyer, str(row.pk)) == b"a page"
    Shelf.kept.clear()
    assert evidence.path_of(row).read_bytes() == b"a page", "the copy beside"
    evidence.tidy(cast.buyer, timezone.now() + timedelta(days=2))
    with pytest.raises(evidence.EvidenceError, match="missing"):
        evidence.path_of(row)


def test_what_lay_on_the_disk_before_there_was_a_bucket_is_still_found(cast, now, settings, shelf):
    settings.FILES, shelf.named = None, settings.FILES
    row = evidence.keep(cast.buyer, io.BytesIO(b"old"), name="a", now=now)
    settings.FILES = shelf.named
    assert evidence.sound(row)
    assert Shelf.kept == {}


def test_what_is_erased_goes_from_the_bucket_and_from_beside_it_even_later(
    cast, now, shelf, django_capture_on_commit_callbacks
):
    row = evidence.keep(cast.buyer, io.BytesIO(b"a face"), name="a", now=now)
    copy = evidence.path_of(row)
    kept = dict(Shelf.kept)
    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(row, now)
    assert Shelf.kept == {}
    assert not copy.exists()
    Shelf.kept.update(kept)  # as if the service had been ended before it was removed
    evidence.tidy(cast.buyer, now + timedelta(minutes=10))
    assert Shelf.kept == {}


def test_a_bucket_that_does_not_answer_fails_the_keeping_and_not_the_erasing(
    cast, now, shelf, settings, django_capture_on_commit_callbacks
):
    row = evidence.keep(cast.buyer, io.BytesIO(b"a face"), name="a", now=now)
    settings.FILES = bucket.named("s3://key:secret@127.0.0.1:9/papers?tls=no")
    with pytest.raises(OSError, match="could not be used"):
        evidence.keep(cast.buyer, io.BytesIO(b"another"), name="b", now=now)
    with django_capture_on_commit_callbacks(execute=True):
        evidence.remove(row, now)
    assert Evidence.objects.get().erased_at == now

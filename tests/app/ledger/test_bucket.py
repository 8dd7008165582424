"""Evidence in a bucket that speaks S3, held against a small server of ours."""

from __future__ import annotations

import io
import tarfile
import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from django.utils import timezone

from livingproof.app.ledger import bucket, evidence
from livingproof.app.ledger.models import Evidence
from livingproof.cli.service import backup
from livingproof.cli.service.archive import Writing, lay_out
from livingproof.core.errors import ServiceError
from tests.app.ledger.shelf import Shelf


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


def test_a_backup_has_what_lies_in_the_bucket_and_a_restore_puts_it_back(cast, now, shelf, settings, tmp_path):
    for name in ("a", "b", "gone"):
        evidence.keep(cast.buyer, io.BytesIO(name.encode()), name=name, now=now)
    kept = dict(Shelf.kept)
    Shelf.kept.pop(next(place for place, content in kept.items() if content == b"gone"))
    file, laid = tmp_path / "all.tar.gz", tmp_path / "laid"
    with tarfile.open(file, "w:gz") as tar:
        writing = Writing(tar, 0)
        assert list(backup._from_bucket(writing, tmp_path / "half")) == ["gone"]
        writing.end({})
    assert not (tmp_path / "half").exists()
    Shelf.kept.clear()
    lay_out(file, laid)
    on_disk = [path for path in laid.rglob("*") if path.is_file()]
    assert sorted(path.read_bytes() for path in on_disk) == [b"a", b"b"]
    backup._to_bucket(laid)
    assert Shelf.kept == {place: content for place, content in kept.items() if content != b"gone"}
    assert not [path for path in laid.rglob("*") if path.is_file()]
    row = Evidence.objects.get(name="a")
    assert evidence.sound(row)


def test_evidence_that_was_laid_out_is_found_on_the_disk_where_there_is_no_bucket(cast, now, shelf, settings, tmp_path):
    row = evidence.keep(cast.buyer, io.BytesIO(b"a"), name="a", now=now)
    with tarfile.open(tmp_path / "all.tar.gz", "w:gz") as tar:
        writing = Writing(tar, 0)
        list(backup._from_bucket(writing, tmp_path / "half"))
        writing.end({})
    settings.FILES, settings.DATA = None, tmp_path / "laid"
    lay_out(tmp_path / "all.tar.gz", settings.DATA)
    backup._to_bucket(settings.DATA)
    assert evidence.sound(row)


def test_a_backup_without_an_answer_of_the_bucket_is_none_and_says_how_to_leave_it_out(cast, now, shelf, tmp_path):
    evidence.keep(cast.buyer, io.BytesIO(b"a"), name="a", now=now)
    shelf.shutdown()
    shelf.server_close()
    with (
        tarfile.open(tmp_path / "all.tar.gz", "w:gz") as tar,
        pytest.raises(ServiceError, match=r"could not be used.*--without-bucket"),
    ):
        list(backup._from_bucket(Writing(tar, 0), tmp_path / "half"))

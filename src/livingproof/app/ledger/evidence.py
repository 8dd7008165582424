"""The evidence store: bytes kept by their digest, for each organisation apart, for as long as a record rests on them.

They lie in the data directory, or in a bucket (the setting FILES); then the data directory keeps a copy of what was read for a day.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction

from livingproof.app.ledger import bucket
from livingproof.app.ledger.models import Evidence, Reference
from livingproof.app.people.models import Organisation
from livingproof.register.durable import force

if TYPE_CHECKING:
    from django.db.models import QuerySet

LIVES = {"photo": 365, "measurement": 365, "certificate": 365, "capture": 90, "file": 1095}
"""Days that evidence of a kind counts as fresh; and, once nothing rests on it, how long its content is kept."""
LONGEST_NAME = 200
CHUNK = 1 << 20
COPY_LIVES = timedelta(days=1)
"""How long a copy of what lies in a bucket stays beside."""
GONE_LATELY = timedelta(days=2)
"""How long it is seen to that what was erased is gone: whoever was to remove it may have been ended before."""
log = logging.getLogger(__name__)


class EvidenceError(ValueError):
    """Evidence that cannot be kept or read; the text says why."""


def keep(
    organisation: Organisation,
    content: IO[bytes],
    *,
    name: str,
    now: datetime,
    media_type: str = "application/octet-stream",
    kind: str = "file",
    claimed_on: date | None = None,
) -> Evidence:
    """Keep the bytes. `claimed_on` is the day that the sender states, `now` when they came: both stay, neither replaces the other.

    The same bytes are kept once; evidence whose content was erased or ran out comes back when somebody sends the bytes again.
    """
    if kind not in LIVES:
        raise EvidenceError(f"evidence of kind {kind!r} is not known: {', '.join(sorted(LIVES))}")
    digest, size = _store(organisation, content)
    row, made = Evidence.objects.get_or_create(
        organisation=organisation,
        sha256=digest,
        defaults={
            "name": _bare(name),
            "media_type": media_type[:100],
            "size": size,
            "kind": kind,
            "claimed_on": claimed_on,
            "received_at": now,
            "expires_on": now.date() + timedelta(days=LIVES[kind]),
        },
    )
    if not made and row.erased_at is not None:
        row.erased_at = None
        row.save(update_fields=["erased_at"])
    return row


def _bare(name: str) -> str:
    """A file's name without folders and control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-LONGEST_NAME:] or "file"


def _store(organisation: Organisation, content: IO[bytes]) -> tuple[str, int]:
    """Write to a file beside, then move it to its digest: a half-written file never stands under a digest."""
    folder = _folder(organisation)
    folder.mkdir(parents=True, exist_ok=True)
    seen, size = sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as incoming:
        while chunk := content.read(CHUNK):
            seen.update(chunk)
            size += len(chunk)
            incoming.write(chunk)
        incoming.flush()
        os.fsync(incoming.fileno())
    digest = seen.hexdigest()
    if settings.FILES is None:
        target = _path(organisation, digest)
        target.parent.mkdir(exist_ok=True)
        Path(incoming.name).replace(target)
        force(target.parent)
    else:
        try:
            bucket.put(settings.FILES, _name(organisation, digest), Path(incoming.name))
        finally:
            Path(incoming.name).unlink()
    return digest, size


def _folder(organisation: Organisation) -> Path:
    return Path(settings.DATA) / "evidence" / str(organisation.pk)


def _path(organisation: Organisation, digest: str) -> Path:
    return _folder(organisation) / digest[:2] / digest


def _name(organisation: Organisation, digest: str) -> str:
    return f"evidence/{organisation.pk}/{digest}"


def _beside(organisation: Organisation, digest: str) -> Path:
    """The copy of what lies in a bucket."""
    return Path(settings.DATA) / "cache" / _name(organisation, digest)


def path_of(evidence: Evidence) -> Path:
    """Where the content lies; EvidenceError when it was erased or is gone."""
    if evidence.erased_at is not None:
        raise EvidenceError("the content was erased; the digest stays")
    return _found(evidence.organisation, evidence.sha256)


def _found(organisation: Organisation, digest: str) -> Path:
    path = _path(organisation, digest)
    if path.is_file():
        return path
    if settings.FILES is not None:
        path = _beside(organisation, digest)
        if path.is_file() or _fetched(settings.FILES, _name(organisation, digest), path):
            return path
    raise EvidenceError("the content is missing from the store")


def _fetched(store: bucket.Bucket, name: str, path: Path) -> bool:
    """Copy from the bucket; a half copy never stands under the digest."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, half = tempfile.mkstemp(dir=path.parent, prefix=".incoming-")
    os.close(descriptor)
    try:
        found = bucket.fetch(store, name, Path(half))
        if found:
            Path(half).replace(path)
    finally:
        Path(half).unlink(missing_ok=True)
    return found


def in_bucket() -> Iterator[tuple[Evidence, str]]:
    """All evidence whose content lies in the bucket, with its place in a data directory; nothing where there is no bucket."""
    if settings.FILES is None:
        return
    for row in Evidence.objects.filter(erased_at=None).select_related("organisation").iterator(chunk_size=500):
        path = _path(row.organisation, row.sha256)
        if not path.is_file():
            yield row, path.relative_to(settings.DATA).as_posix()


def fetched_into(row: Evidence, path: Path) -> bool:
    """Copy content out of the bucket; False where the bucket has not got it. OSError where it does not answer."""
    return settings.FILES is not None and bucket.fetch(settings.FILES, _name(row.organisation, row.sha256), path)


def into_bucket(folder: Path) -> int:
    """Put the evidence of a data directory into the bucket, where there is one; how many files. OSError where it does not answer."""
    if settings.FILES is None:
        return 0
    files = [path for path in sorted((folder / "evidence").glob("*/*/*")) if path.is_file()]
    for path in files:
        bucket.put(settings.FILES, f"evidence/{path.parts[-3]}/{path.name}", path)
    for path in files:
        path.unlink()
    return len(files)


def content_of(organisation: Organisation, key: str) -> bytes:
    """The bytes of a piece of the organisation's evidence, asked for with as little as it takes; EvidenceError where they are gone."""
    known = Evidence.objects.filter(organisation=organisation, pk=key).values_list("sha256", "erased_at")[:1]
    if not known:
        raise EvidenceError("there is no such evidence")
    digest, erased_at = known[0]
    if erased_at is not None:
        raise EvidenceError("the content was erased; the digest stays")
    return _found(organisation, digest).read_bytes()


def sound(evidence: Evidence) -> bool:
    """Whether the content is there and still has its digest."""
    try:
        path = path_of(evidence)
    except EvidenceError:
        return False
    seen = sha256()
    with path.open("rb") as content:
        while chunk := content.read(CHUNK):
            seen.update(chunk)
    return seen.hexdigest() == evidence.sha256


def fresh_on(evidence: Evidence, day: date) -> bool:
    """Whether the evidence counts as fresh: by the claimed day where there is one, else by the day it came."""
    since = evidence.claimed_on or evidence.received_at.date()
    return evidence.erased_at is None and since <= day <= since + timedelta(days=LIVES[evidence.kind])


def missing(organisation: Organisation, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of the ids that name no evidence of this organisation whose content is there."""
    asked = set(ids)
    if not asked:
        return ()
    valid = {key: text for text in asked if (key := _id(text)) is not None}
    found = Evidence.objects.filter(organisation=organisation, pk__in=valid, erased_at=None).values_list(
        "pk", flat=True
    )
    known = {valid[key] for key in found}
    return tuple(sorted(asked - known))


def refer(organisation: Organisation, kind: str, record: UUID, ids: set[str], now: datetime) -> None:
    """Note that a record rests on these; what it rested on before stays noted: its history shows it."""
    wanted = {key for text in ids if (key := _id(text)) is not None}
    if not wanted:
        return
    known = set(Reference.objects.filter(record=record).values_list("evidence_id", flat=True))
    for found in Evidence.objects.filter(organisation=organisation, pk__in=wanted - known):
        Reference.objects.create(evidence=found, kind=kind, record=record, made_at=now)


def _id(text: str) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def of_record(record: UUID, organisation: Organisation) -> QuerySet[Evidence]:
    """The evidence that a record rests on."""
    return Evidence.objects.filter(organisation=organisation, references__record=record).order_by("received_at")


def sweep(organisation: Organisation, now: datetime) -> Iterator[Evidence]:
    """Remove the content of what ran out and no record rests on; digest, size and days stay."""
    gone = Evidence.objects.filter(
        organisation=organisation, erased_at=None, expires_on__lt=now.date(), references=None
    )
    for row in gone:
        with transaction.atomic():
            locked = Evidence.objects.select_for_update().get(pk=row.pk)
            if locked.references.exists():
                continue
            remove(locked, now)
        yield locked


def remove(evidence: Evidence, now: datetime) -> None:
    """Take the content away and say since when. Called by `sweep` and by the signed erasure."""
    evidence.erased_at = now
    evidence.save(update_fields=["erased_at"])
    transaction.on_commit(lambda: _take_away(evidence))


def _take_away(evidence: Evidence) -> None:
    """The bytes go wherever they lie; a bucket that does not answer is asked again by the clock."""
    for place in (_path, _beside):
        place(evidence.organisation, evidence.sha256).unlink(missing_ok=True)
    if settings.FILES is not None:
        try:
            bucket.remove(settings.FILES, _name(evidence.organisation, evidence.sha256))
        except OSError as problem:
            log.warning("the bucket did not take away %s (%s); it is asked again", evidence.sha256[:16], problem)


def tidy(organisation: Organisation, now: datetime) -> None:
    """What was erased lately is gone, whatever happened since; copies that were fetched from a bucket longer ago go, and halves of what never came whole."""
    for row in Evidence.objects.filter(organisation=organisation, erased_at__gt=now - GONE_LATELY):
        _take_away(row)
    copies, halves = _beside(organisation, "").glob("*"), _folder(organisation).glob(".incoming-*")
    for left in (*copies, *halves):
        if left.stat().st_mtime < (now - COPY_LIVES).timestamp():
            left.unlink(missing_ok=True)

"""Reports from where it happens: a code at the machine opens a page with five fields, with or without a name.

The address of the page carries organisation and place, signed: nobody guesses another organisation's. It may be printed, so it
does not expire; a report without a name is taken only where the organisation allows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final
from uuid import UUID

import segno
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from livingproof.app.kit.acts import Outcome, Request, perform
from livingproof.app.ledger import evidence
from livingproof.app.people.limits import Limit
from livingproof.app.people.models import Organisation, Person
from livingproof.app.system.records.nonconformity.kind import KIND

SALT: Final = "livingproof.report"
REPORTS: Final = Limit("reports of strangers", 20, 600)
"""Reports without a name, from one address."""
LARGEST_PICTURE: Final = 15 << 20
LONGEST: Final = 200
_PICTURES: Final = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"RIFF": "image/webp",
}
_HEIC: Final = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a code hangs: whose, and at which place ("" for anywhere)."""

    organisation: Organisation
    place: str


def token_of(organisation: Organisation, place: str) -> str:
    """The signed address of a place."""
    return signing.dumps([str(organisation.pk), place[:LONGEST]], salt=SALT)


def spot_of(token: str) -> Spot | None:
    """Organisation and place of an address; None where it is not one of ours."""
    try:
        key, place = signing.loads(token, salt=SALT)
        organisation = Organisation.objects.filter(pk=UUID(str(key))).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Spot(organisation, str(place)) if organisation is not None else None


def code_of(address: str) -> str:
    """The address as a QR code: SVG without any style of its own, so that a strict page may show it."""
    return str(
        segno.make(address, error="m", micro=False).svg_inline(
            scale=5, border=4, light="#fff", svgclass="bars", lineclass=None
        )
    )


def picture_type(content: IO[bytes]) -> str:
    """The type of a picture by its first bytes, "" where it is none of those that phones make. What its name says does not count."""
    content.seek(0)
    start = content.read(16)
    content.seek(0)
    if start[4:12] in _HEIC:
        return "image/heic"
    if start.startswith(b"RIFF") and start[8:12] != b"WEBP":
        return ""
    return next((told for begin, told in _PICTURES.items() if start.startswith(begin)), "")


def report(
    spot: Spot, person: Person | None, said: dict[str, str], picture: UploadedFile[Any] | None, now: datetime
) -> Outcome:
    """The report, by a member of the organisation or by nobody with a name."""
    kept = []
    member = person if person is not None and person.organisation_id == spot.organisation.pk else None
    if picture is not None and (member is not None or spot.organisation.anonymous_reports):
        kind = picture_type(picture)
        if kind and (picture.size or 0) <= LARGEST_PICTURE:
            held = evidence.keep(
                spot.organisation, picture, name=picture.name or "picture", now=now, media_type=kind, kind="photo"
            )
            kept = [str(held.pk)]
    payload = {name: said.get(name, "").strip() for name in ("what", "place", "product", "quantity")}
    asked = Request("report", {**payload, "evidence": kept}, now, actor=member, anonymous=member is None)
    return perform(KIND, None, asked, organisation=spot.organisation)

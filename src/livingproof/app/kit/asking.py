"""From a form that was sent to the request of an act: its fields, its files, when it happened, who signs, what is waived."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from livingproof.app.kit import forms, values
from livingproof.app.kit.acts import Request
from livingproof.app.kit.present import signed_now, waiver_signed
from livingproof.app.ledger import evidence

if TYPE_CHECKING:
    from livingproof.app.kit.models import Grant, Record
    from livingproof.app.kit.signing import Signature
    from livingproof.app.people.models import Organisation, Person
    from livingproof.core.system.machine import Act

LARGEST_UPLOAD = 25 << 20
"""Bytes of one file that comes with an act."""
OCCURRED, CLAIMED, SORT = "occurred_at", "evidence_claimed_on", "evidence_kind"
"""Names of the inputs that every act has beside its own fields."""


def checked(request: HttpRequest, form: Any) -> bool:
    """Whether the form can be taken; what is wrong with its files or its times is told in it."""
    for upload in forms.files_of(request):
        if (upload.size or 0) > LARGEST_UPLOAD:
            form.add_error(
                None, _("%(file)s has more than %(most)d MB.") % {"file": upload.name, "most": LARGEST_UPLOAD >> 20}
            )
    if request.POST.get(OCCURRED) and _occurred(request) is None:
        form.add_error(None, _("Say when it happened as day and time."))
    if request.POST.get(CLAIMED) and _claimed(request) is None:
        form.add_error(None, _("Say the day that the files state as a date."))
    return bool(form.is_valid())


def _occurred(request: HttpRequest) -> datetime | None:
    """When it is said to have happened, in the organisation's time; None where nothing readable was said."""
    try:
        said = parse_datetime(request.POST.get(OCCURRED, ""))
    except ValueError:
        return None
    if said is None or said.year not in values.YEARS:
        return None
    return timezone.make_aware(said) if timezone.is_naive(said) else said


def _claimed(request: HttpRequest) -> date | None:
    try:
        said = parse_date(request.POST.get(CLAIMED, ""))
    except ValueError:
        return None
    return said if said is not None and said.year in values.YEARS else None


def asked(request: HttpRequest, home: Organisation, person: Person, act: Act, form: Any) -> Request:
    """The act as a member asks for it by a form that was checked. Its files are kept here, in the house of the record."""
    now = timezone.now()
    waive = tuple(request.POST.getlist("waive"))
    return Request(
        act=act.name,
        payload=payload_of(request, home, act, form, now),
        now=now,
        actor=person,
        occurred_at=_occurred(request),
        version=version_of(request),
        signature=signed_now(request, person, act.signature, now) if act.signature else None,
        waive=waive,
        waiver=request.POST.get("waiver", "")[:2000],
        waiver_signature=_waived_by(request, home, now) if waive else None,
    )


def asked_by_party(
    request: HttpRequest, record: Record, grant: Grant, person: Person | None, act: Act, form: Any
) -> Request:
    """The act as another party asks for it: by its link alone, or as a member of the organisation that holds the grant.

    Its files come to those of the record; it takes none away.
    """
    now = timezone.now()
    payload = payload_of(request, record.organisation, act, form, now)
    if "evidence" in payload:
        payload["evidence"] = [*dict.fromkeys((*getattr(record, "evidence", ()), *payload["evidence"]))]
    return Request(
        act=act.name,
        payload=payload,
        now=now,
        actor=person,
        grant=grant,
        version=version_of(request),
        signature=signed_now(request, person, act.signature, now) if act.signature and person is not None else None,
    )


def version_of(request: HttpRequest) -> int | None:
    """The version of the record that the form was made from; None where it says none."""
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() and len(text) < 10 else None  # noqa: PLR2004 - a version, not a flood


def _waived_by(request: HttpRequest, home: Organisation, now: datetime) -> Signature | None:
    who, secret = request.POST.get("waiver_by", ""), request.POST.get("waiver_secret", "")
    return waiver_signed(request, home, who, secret, now)


def payload_of(request: HttpRequest, home: Organisation, act: Act, form: Any, now: datetime) -> dict[str, Any]:
    """What the form fills, with the files that came beside a field or beside a line of parts."""
    payload = {name: value for name, value in form.cleaned_data.items() if name in act.fields}
    if "evidence" in form.fields:
        fresh = _kept(request, home, request.FILES.getlist(forms.FILES), now)
        payload["evidence"] = [*dict.fromkeys((*(payload.get("evidence") or ()), *fresh))]
    for name, field in form.fields.items():
        if isinstance(field, forms.PartsField) and field.widget.part and payload.get(name):
            payload[name] = _with_files(request, home, field, name, payload[name], now)
    return payload


def _with_files(
    request: HttpRequest, home: Organisation, field: forms.PartsField, name: str, parts: Any, now: datetime
) -> Any:
    """The parts with the files that were sent in their own lines."""
    rows = parts if isinstance(parts, list) else [parts]
    for row, uploads in zip(rows, field.uploads(request.POST, request.FILES, name), strict=True):
        if uploads:
            fresh = _kept(request, home, uploads, now)
            row["evidence"] = [*dict.fromkeys((*row.get("evidence", ()), *fresh))]
    return parts


def _kept(request: HttpRequest, home: Organisation, uploads: list[Any], now: datetime) -> list[str]:
    claimed, sort = _claimed(request), request.POST.get(SORT, "")
    kept = []
    for upload in uploads:
        media_type = upload.content_type or ""
        kind = sort if sort in evidence.LIVES else "photo" if media_type.startswith("image/") else "file"
        row = evidence.keep(
            home,
            upload,
            name=upload.name or "file",
            now=now,
            media_type=media_type,
            kind=kind,
            claimed_on=claimed,
        )
        kept.append(str(row.pk))
    return kept

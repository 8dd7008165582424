"""The page that erases the content of a piece of evidence: signed, with a reason, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from livingproof.app.kit.kinds import kind_named
from livingproof.app.kit.present import member, signed_now
from livingproof.app.ledger.erasure import ErasureError, erase_evidence
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.forms import EraseForm
from livingproof.app.people.models import Person
from livingproof.app.people.permissions import may
from livingproof.core.system.machine import Meaning

if TYPE_CHECKING:
    from livingproof.app.kit.models import Record


@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
@member
def erase(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Erase the bytes and the name of a file; digest, size, days and the signed act stay, and its records show since when it is gone."""
    row = Evidence.objects.filter(organisation=person.organisation, pk=key).select_related("organisation").first()
    if row is None:
        raise Http404
    if not may(person, "erase"):
        raise PermissionDenied
    records = tuple(_resting_on(row, person))
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        signature = signed_now(request, person, Meaning.APPROVE, now)
        if signature is None:
            form.add_error("secret", _("This is not your password."))
        else:
            try:
                erase_evidence(row, signature, form.cleaned_data["reason"], now)
            except ErasureError as error:
                form.add_error(None, str(error))
            else:
                return redirect("kit:detail", *records[0]) if records else redirect("front:home")
    return render(request, "kit/erase.html", {"file": row, "records": _named(records, person), "form": form})


def _resting_on(row: Evidence, person: Person) -> list[tuple[str, UUID]]:
    """The records that rest on it and that the person may read, as slug and id."""
    rows = row.references.order_by("made_at").values_list("kind", "record")
    return [(slug, key) for slug, key in rows if (kind := kind_named(slug)) and kind.read_by(person.roles)]


def _named(records: tuple[tuple[str, UUID], ...], person: Person) -> list[tuple[str, Record]]:
    found = []
    for slug, key in records:
        kind = kind_named(slug)
        record = kind.model.objects.of(person.organisation).filter(pk=key).first() if kind else None
        if record is not None:
            found.append((slug, record))
    return found

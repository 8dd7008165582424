"""The pages of an import: read a table, choose its columns, try it, then import it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from livingproof.app.kit import asking, imports, values
from livingproof.app.kit.kinds import Kind
from livingproof.app.kit.present import member, readable
from livingproof.app.ledger import evidence
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Act


@require_http_methods(["GET", "POST"])
@member
def bring(request: HttpRequest, person: Person, slug: str) -> HttpResponse:
    """One page, three steps; the uploaded table is kept as evidence of what was imported."""
    kind = readable(slug, person)
    act = kind.machine.making[0]
    context: dict[str, Any] = {
        "kind": kind,
        "most": imports.MOST,
        "names": [values.label_of(kind, name) for name in act.fields],
    }
    if request.method == "GET":
        return render(request, "kit/import.html", context)
    try:
        file = _file(request, person)
        sheet = imports.read(evidence.path_of(file), file.name)
    except (imports.TableError, evidence.EvidenceError) as problem:
        return render(request, "kit/import.html", context | {"problem": str(problem)}, status=422)
    mapping = _mapping(request, kind, act, sheet)
    dry = request.POST.get("do") != "import"
    result = imports.run(kind, act, sheet, mapping, person, timezone.now(), dry=dry, language=get_language() or "en")
    if not dry and not result.faults:
        messages.success(
            request, ngettext("%d record imported", "%d records imported", len(result.made)) % len(result.made)
        )
        return redirect("kit:list", slug)
    rows = [(name, values.label_of(kind, name), mapping.get(name, "")) for name in act.fields]
    shown = {"file": file, "columns": sheet.columns, "mapping": rows, "result": result}
    return render(request, "kit/import.html", context | shown)


def _file(request: HttpRequest, person: Person) -> Evidence:
    if upload := request.FILES.get("table"):
        if (upload.size or 0) > asking.LARGEST_UPLOAD:
            raise imports.TableError(
                _("The file has more than %d MB. Import it in parts.") % (asking.LARGEST_UPLOAD >> 20)
            )
        return evidence.keep(person.organisation, upload, name=upload.name or "table", now=timezone.now())
    try:
        key = UUID(request.POST.get("file", ""))
    except ValueError:
        raise imports.TableError(_("Choose a file.")) from None
    row = Evidence.objects.filter(organisation=person.organisation, pk=key).select_related("organisation").first()
    if row is None:
        raise Http404
    return row


def _mapping(request: HttpRequest, kind: Kind, act: Act, sheet: imports.Sheet) -> dict[str, str]:
    if "do" not in request.POST:
        return imports.guessed(kind, act, sheet.columns)
    chosen = {name: request.POST.get(f"column-{name}", "") for name in act.fields}
    return {name: column for name, column in chosen.items() if column}

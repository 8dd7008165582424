"""Pages that only these records have: reporting by code, codes to print, the 8D report in three forms, charts, indicators."""

from __future__ import annotations

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from livingproof.app.kit import reasons
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.present import member, person_of, readable
from livingproof.app.people.limits import address_of, spend
from livingproof.app.people.models import Person
from livingproof.app.system import charts, measures, reporting
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.system.records.capa.eight_d import Report, report_of
from livingproof.app.system.records.capa.paper import paper_of
from livingproof.app.system.records.capa.sheet import sheet_of
from livingproof.app.system.records.nonconformity.kind import DAYS_TO
from livingproof.app.system.records.nonconformity.kind import KIND as NONCONFORMITIES
from livingproof.app.system.words import spoken, word

ASKED = (("place", 200), ("product", 200), ("quantity", 80))
"""What a report may say besides what was seen, and how long it may be."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a code: five fields, made for a phone; who is signed in reports by name."""
    spot = reporting.spot_of(token)
    if spot is None:
        return render(request, "system/report.html", {"unknown": True}, status=404)
    person = person_of(request)
    ours = person is not None and person.organisation_id == spot.organisation.pk
    context = {"spot": spot, "ours": ours, "open": ours or spot.organisation.anonymous_reports}
    context |= {"token": token, "asked": ASKED}
    if request.method == "GET" or not context["open"]:
        status = 200 if context["open"] else 403
        return render(request, "system/report.html", context | {"said": {"place": spot.place}}, status=status)
    return _reported(request, spot, person if ours else None, context)


def _reported(
    request: HttpRequest, spot: reporting.Spot, person: Person | None, context: dict[str, object]
) -> HttpResponse:
    now = timezone.now()
    said = {name: request.POST.get(name, "") for name in ("what", "place", "product", "quantity")}
    picture = request.FILES.get("picture")
    picture = picture if isinstance(picture, UploadedFile) else None
    refused = context | {"said": said}
    if person is None and not spend(reporting.REPORTS, address_of(request), now):
        refused |= {"problems": [word("pages", "report_busy")]}
        return render(request, "system/report.html", refused, status=429)
    if picture is not None and (against := _against(picture)):
        refused |= {"problems": [against], "wrong": "picture"}
        return render(request, "system/report.html", refused, status=422)
    outcome = reporting.report(spot, person, said, picture, now)
    if outcome.record is None:
        told = [reasons.told(one, NONCONFORMITIES, spoken()).text for one in outcome.blocked]
        wrong = next((str(one.facts["field"]) for one in outcome.blocked if "field" in one.facts), "")
        return render(request, "system/report.html", refused | {"problems": told, "wrong": wrong}, status=422)
    done = {"number": outcome.record.number, "record": outcome.record.pk, "days": DAYS_TO[outcome.record.stage][1]}
    return render(request, "system/report.html", context | done)


def _against(picture: UploadedFile[bytes]) -> str:
    """Why a file is not taken as a picture; "" where it is."""
    if (picture.size or 0) > reporting.LARGEST_PICTURE:
        return word("pages", "report_too_large", most=reporting.LARGEST_PICTURE >> 20)
    return "" if reporting.picture_type(picture) else word("pages", "report_no_picture")


@require_GET
@member
def places(request: HttpRequest, person: Person) -> HttpResponse:
    """Codes to print and hang up, one for each place that is asked for; without one the code is for anywhere."""
    place = request.GET.get("place", "").strip()[: reporting.LONGEST]
    token = reporting.token_of(person.organisation, place)
    address = request.build_absolute_uri(reverse("system:report", args=[token]))
    known = (
        Nonconformity.objects.of(person.organisation).exclude(place="").values_list("place", flat=True).distinct()[:50]
    )
    # The code is drawn by segno from our own address: nothing in it comes from outside unescaped.
    code = mark_safe(reporting.code_of(address))  # noqa: S308
    shown = {"place": place, "address": address, "code": code, "known": sorted(known)}
    return render(request, "system/places.html", shown)


def _report_of(person: Person, key: UUID, language: str | None) -> Report:
    readable("capas", person)
    record = Capa.objects.of(person.organisation).filter(pk=key).select_related("organisation").first()
    if record is None:
        raise Http404
    return report_of(record, day_of(person.organisation, timezone.now()), language)


@require_GET
@member
def eight_d(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """The 8D report as a page."""
    shown = {"report": _report_of(person, key, request.GET.get("language")), "key": key}
    return render(request, "system/eight_d.html", shown)


@require_GET
@member
def eight_d_pdf(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """The 8D report on paper."""
    told = _report_of(person, key, request.GET.get("language"))
    return _file(paper_of(told), f"{told.number}-8D.pdf", "application/pdf")


@require_GET
@member
def eight_d_xlsx(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """The 8D report as a spreadsheet."""
    told = _report_of(person, key, request.GET.get("language"))
    return _file(sheet_of(told), f"{told.number}-8D.xlsx", XLSX)


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
@member
def counted(request: HttpRequest, person: Person) -> HttpResponse:
    """Pareto and ageing, as of today."""
    readable("nonconformities", person)
    by = request.GET.get("by", charts.BY[0])
    if by not in charts.BY:
        raise Http404
    home = person.organisation
    day = day_of(home, timezone.now())
    drawn = (
        charts.pareto_chart(home, by, day),
        charts.ageing_chart(home, Nonconformity, day),
        charts.ageing_chart(home, Capa, day),
    )
    return render(request, "system/charts.html", {"charts": drawn, "by": by, "choices": charts.BY, "day": day})


@require_GET
@member
def indicators(request: HttpRequest, person: Person) -> HttpResponse:
    """L5 to L11 as of today, each with what it was counted from."""
    readable("capas", person)
    day = day_of(person.organisation, timezone.now())
    shown = {"figures": tuple(measures.figures(person.organisation, day).values()), "day": day}
    return render(request, "system/indicators.html", shown)

"""The statement of a case to keep: as JSON that anybody can check, as a page, as a document on paper. And the verdicts before."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from livingproof.app.kit.present import member
from livingproof.app.ledger import evidence
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.models import Person
from livingproof.app.verification import judging, registers, showing
from livingproof.app.verification.models import Case, Picture
from livingproof.app.verification.saying import reader_language
from livingproof.app.verification.sharing import download
from livingproof.catalogue.policies import policy_named
from livingproof.core.errors import UnreadableFile
from livingproof.core.verdict import Verdict
from livingproof.readers.limits import Limits
from livingproof.readers.pictures import PagePicture, pictures_apart
from livingproof.verify.render.languages import Languages
from livingproof.verify.render.page import Sheet, embedded, page_of, pages_marked
from livingproof.verify.render.paper import PAGES_SHOWN, paper_of
from livingproof.verify.statements import verdict_in

PRINTED_BYTES = 1_500_000
TYPES = {"json": "application/json", "html": "text/html; charset=utf-8", "pdf": "application/pdf"}


@require_GET
@member
def statement(request: HttpRequest, person: Person, key: UUID, form: str) -> HttpResponse:
    """The newest statement, or the one at `?place=` (0 is the first), in one of the three forms."""
    case = showing.case_of(person, key)
    place = _place(request, case)
    stated = showing.statement_of(case, place)
    name = f"{case.number}.{form}"
    if form == "json":
        return download(json.dumps([stated], ensure_ascii=False, indent=1), name, TYPES[form])
    verdict = verdict_in(stated, policy_named(case.policy))
    language = reader_language()
    languages, facts = Languages(language, language), registers.facts_here()
    if form == "html":
        return download(page_of([_sheet(case, verdict)], facts, languages=languages), name, TYPES[form])
    return download(paper_of([_printed(case, verdict)], facts, verdict.as_of, languages=languages), name, TYPES[form])


def _place(request: HttpRequest, case: Case) -> int:
    text = request.GET.get("place", "")
    last = len(case.judgements) - 1
    place = int(text) if text.isdigit() and len(text) < 6 else last  # noqa: PLR2004 - a place, not a flood
    if not 0 <= place <= last:
        raise Http404
    return place


def _sheet(case: Case, verdict: Verdict) -> Sheet:
    """With the pictures within, so that the page stands alone."""
    wanted = pages_marked(verdict.claim, showing.MOST_PAGES)
    rows = Picture.objects.filter(
        evidence_id__in=case.evidence[:1], evidence__erased_at=None, page__in=wanted
    ).order_by("page")
    drawn = tuple(PagePicture(row.page, row.width, row.height, bytes(row.content)) for row in rows)
    problem = case.readings[-1]["problem"] if case.readings else ""
    return Sheet(verdict, case.file_name or None, drawn, problem)


def _printed(case: Case, verdict: Verdict) -> Sheet:
    """With pictures in the form that paper takes, drawn in the limited child process."""
    wanted = pages_marked(verdict.claim, PAGES_SHOWN)
    poses = [pose for pose in judging.reading_of(case).poses if pose.number in wanted]
    row = (
        Evidence.objects.filter(pk__in=case.evidence[:1], organisation=case.organisation)
        .select_related("organisation")
        .first()
    )
    if row is None or not poses:
        return Sheet(verdict, case.file_name or None)
    try:
        drawn = pictures_apart(evidence.path_of(row).read_bytes(), Limits(), poses, PRINTED_BYTES, "JPEG")
    except (UnreadableFile, evidence.EvidenceError) as problem:
        return Sheet(verdict, case.file_name or None, problem=str(problem))
    return Sheet(verdict, case.file_name or None, drawn)


@require_GET
@member
def earlier(request: HttpRequest, person: Person, key: UUID, place: int) -> HttpResponse:
    """A verdict as it was given then, with what changed since the one before it."""
    case = showing.case_of(person, key)
    if place >= len(case.judgements):
        raise Http404
    verdict = verdict_in(showing.statement_of(case, place), policy_named(case.policy))
    language = reader_language()
    sheet = showing.sheet_of(case, verdict, {}, own=True)
    shown = showing.safe(embedded(sheet, registers.facts_here(), Languages(language, language)))
    context = {
        "case": case,
        "sheet": shown,
        "one": showing.history(case)[len(case.judgements) - 1 - place],
        "place": place,
    }
    return render(request, "verification/earlier.html", context)

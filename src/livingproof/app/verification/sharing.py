"""Links to one verdict for whoever has no account: to read it, or to answer it. They end, can be ended, and every look is noted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from livingproof.app.kit import grants, reasons
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.models import Grant
from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.app.verification import judging, registers, showing
from livingproof.app.verification.adding import kept
from livingproof.app.verification.kind import KIND, added
from livingproof.app.verification.models import Case
from livingproof.app.verification.saying import reader_language
from livingproof.app.verification.told import replies
from livingproof.core.statement import PROSE, STATED
from livingproof.core.system.verification import PartyReply
from livingproof.verify.render.languages import Languages
from livingproof.verify.render.page import embedded
from livingproof.verify.telling import sentences_of

READ, ANSWER = ("judgements",), ("judgements", "replies")
DAYS = 30
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Link:
    """A link that holds: the grant behind it, and the case."""

    grant: Grant
    case: Case

    @property
    def answers(self) -> bool:
        """Whether its holder may reply."""
        return "reply" in self.grant.acts


@require_POST
@member
def share(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """A link to read the verdict, or to answer it too; shown once."""
    case = showing.case_of(person, key)
    to_answer = request.POST.get("for") == "reply"
    now = timezone.now()
    until = request.POST.get("expires_on", "")
    terms = terms_of(request.POST.get("party_name", "").strip() or "-", until, person, now, to_answer=to_answer)
    try:
        _grant, token = grants.give(KIND, case, terms, person, now)
    except grants.GrantError as problem:
        messages.error(request, str(problem))
        return redirect("verification:case", case.pk)
    link = request.build_absolute_uri(reverse("verification:shared", args=[token]))
    context = {"case": case, "link": link, "terms": terms, "to_answer": to_answer}
    return render(request, "verification/shared_now.html", context)


def terms_of(name: str, until: str, person: Person, now: datetime, *, to_answer: bool) -> grants.Terms:
    """What a link is given for; `until` is the day on which it ends, "" for a month from now."""
    return grants.Terms(
        party_name="".join(sign for sign in name if sign.isprintable())[:200] or "-",
        fields=ANSWER if to_answer else READ,
        acts=("reply",) if to_answer else (),
        expires_at=_until(until, person, now),
    )


def _until(text: str, person: Person, now: datetime) -> datetime:
    """The end of the day that was named; a month from now where none was, a year at most."""
    today = now.astimezone(ZoneInfo(person.organisation.time_zone)).date()
    try:
        day = parse_date(text) or today + timedelta(days=DAYS)
    except ValueError:
        day = today + timedelta(days=DAYS)
    day = min(day, today + timedelta(days=MOST_DAYS))
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(person.organisation.time_zone))


@require_POST
@member
def end(request: HttpRequest, person: Person, key: UUID, grant: UUID) -> HttpResponse:
    """End a link now."""
    case = showing.case_of(person, key)
    found = (
        Grant.objects.filter(organisation=person.organisation, record=case.pk, pk=grant).select_related("party").first()
    )
    if found is None:
        raise Http404
    grants.revoke(found, case, person, timezone.now())
    messages.success(request, _("The link has ended."))
    return redirect("verification:case", case.pk)


def link_of(token: str) -> Link:
    """The link that holds now; 404 for one that is over, as for one that never was."""
    grant = grants.by_token(token, timezone.now())
    if grant is None or grant.kind != KIND.slug or "judgements" not in grant.fields:
        raise Http404
    case = (
        Case.objects.filter(organisation_id=grant.organisation_id, pk=grant.record)
        .select_related("organisation")
        .first()
    )
    if case is None:
        raise Http404
    return Link(grant, case)


@never_cache
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The verdict for whoever holds the link; where the link allows it, their reply."""
    link = link_of(token)
    told: list[Any] = []
    if request.method == "POST":
        told = _reply(request, link)
        if not told:
            messages.success(request, _("Your reply stands beside the verdict now."))
            return redirect("verification:shared", token)
    grants.seen(link.grant, timezone.now())
    answer = render(
        request, "verification/shared.html", _context(request, link, token, told), status=422 if told else 200
    )
    # With no-referrer a browser posts the form with no origin, and is refused; like this the link is told to this house only.
    answer["Referrer-Policy"] = "same-origin"
    return answer


def _context(request: HttpRequest, link: Link, token: str, told: list[Any]) -> dict[str, Any]:
    case, language = link.case, reader_language()
    verdict = judging.verdict_of(case)
    if verdict is None:
        raise Http404
    prefix = reverse("verification:shared", args=[token])
    sheet = showing.sheet_of(case, verdict, {}, own=False, prefix=prefix)
    facts = registers.facts_here()
    open_ones = [one for one in verdict.findings if one.grade.value in {"fail", "warn", "undetermined"}]
    return {
        "link": link,
        "case": case,
        "giver": str(case.organisation),
        "sheet": showing.safe(embedded(sheet, facts, Languages(language, language), with_messages=False)),
        "findings": [(one.check, sentences_of(one, verdict, language).text) for one in open_ones]
        if link.answers
        else [],
        "replies": replies(case),
        "digest": case.judgements[-1]["digest"],
        "as_of": date.fromisoformat(case.judgements[-1]["as_of"]),
        "stale": bool(case.valid_until and case.valid_until < day_of(case.organisation, timezone.now())),
        "told": told,
        "given": request.POST,
        "token": token,
    }


def _reply(request: HttpRequest, link: Link) -> list[Any]:
    """Why the reply was not taken; empty when it was."""
    if not link.answers:
        raise Http404
    case = link.case
    said = PartyReply(
        finding=request.POST.get("finding", ""),
        text=request.POST.get("text", "").strip(),
        by=request.POST.get("by", "").strip()[:200] or link.grant.party_name,
        on=day_of(case.organisation, timezone.now()),
        evidence=kept(request, case.organisation, "file") if request.POST.get("text", "").strip() else (),
    )
    asked = Request(
        "reply", {"replies": added(case, "replies", said)}, timezone.now(), grant=link.grant, version=case.version
    )
    return [reasons.told(one, KIND, get_language() or "en") for one in perform(KIND, case, asked).blocked]


@never_cache
@require_GET
def shared_statement(_request: HttpRequest, token: str) -> HttpResponse:
    """The statement to keep and to check on the holder's own machine."""
    link = link_of(token)
    grants.seen(link.grant, timezone.now(), "statement")
    body = showing.statement_of(link.case)
    stated = {
        key: value for key, value in body.items() if key in {*STATED, *PROSE, "digest", "file", "headline", "text"}
    }
    return download(json.dumps([stated], ensure_ascii=False, indent=1), f"{link.case.number}.json", "application/json")


@never_cache
@require_GET
def shared_picture(_request: HttpRequest, token: str, number: int) -> HttpResponse:
    """A page of the file, for the holder of the link."""
    return showing.picture_of(link_of(token).case, number)


def download(content: str | bytes, name: str, kind: str) -> HttpResponse:
    """A file that no browser runs."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return answer

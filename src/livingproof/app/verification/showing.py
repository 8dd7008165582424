"""The page of a verdict, with what persons may add to it; and how far it is while it is not there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET
from pydantic import TypeAdapter

from livingproof.app.kit import pages, reasons
from livingproof.app.kit.acts import prospects
from livingproof.app.kit.models import Grant
from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.app.verification import again, judging, registers, told
from livingproof.app.verification.kind import KIND, WAITING
from livingproof.app.verification.models import Case, Picture
from livingproof.app.verification.pictures import awaited, of_case
from livingproof.app.verification.saying import reader_language, said_of
from livingproof.catalogue.words import terms
from livingproof.core.errors import LivingProofError
from livingproof.core.system.parts import parts
from livingproof.core.system.verification import Judgement, PartyReply
from livingproof.core.verdict import Verdict
from livingproof.readers.pictures import MEDIA_TYPE, PagePicture
from livingproof.readers.typed import FORMS, SEVERAL
from livingproof.verify.asking import steps_of
from livingproof.verify.beside import Taken, told_beside
from livingproof.verify.render.languages import Languages
from livingproof.verify.render.page import Sheet, embedded, pages_marked, style_within
from livingproof.verify.render.page.markup import Html, el, joined, text
from livingproof.verify.telling import tell
from livingproof.verify.watching import turns_of

SCOPE = ".verdict-sheet.verdict-sheet.verdict-sheet"
"""Thrice, so that it outweighs what the house says of the same names."""
MOST_PAGES = 6
TONGUES = (("en", "English"), ("de", "Deutsch"), ("zh", "中文"), ("es", "Español"))
"""Languages in which messages can be written."""
NO_WAYS: Mapping[str, Html] = MappingProxyType({})
TYPED = frozenset((*FORMS, *SEVERAL))
_TAKEN = TypeAdapter(Taken)
TONES = {"open": "undetermined"}


def case_of(person: Person, key: UUID) -> Case:
    """The case of the person's own organisation; what belongs to another one does not exist here."""
    found = pages.found(KIND, person, key)
    if not isinstance(found, Case):
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands for a verdict in a list: its word and its tone."""

    word: str
    tone: str


def tag_of(case: Case) -> Tag:
    """The verdict of a case in one word; while there is none, how far it is."""
    entry = terms(reader_language())["headlines"].get(case.headline)
    if entry:
        return Tag(str(entry["tag"]), TONES.get(entry["tone"], entry["tone"]))
    waiting = {"asked": _("Waits for reading"), "reading": _("Being read")}
    return Tag(str(waiting.get(case.stage) or _("Nothing claimed")), "undetermined")


@require_GET
@member
def case(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """The verdict; while it is not there, how far it is, asked again every two seconds."""
    found = case_of(person, key)
    if not found.judgements:
        context = {"case": found, "waits": found.stage in WAITING, "again": request.path}
        page = "verification/waiting_part.html" if request.headers.get("HX-Request") else "verification/waiting.html"
        return render(request, page, context)
    if request.headers.get("HX-Request"):
        return _further(found, request)
    return render(request, "verification/case.html", about(found, person, request.GET.get("ask", "")))


def _further(found: Case, request: HttpRequest) -> HttpResponse:
    """What the page asks every two seconds: 200 shows it anew, 204 is nothing new yet, after 286 HTMX asks no more."""
    if "again" in request.GET and again.runs(found.pk):
        return HttpResponse(status=204)
    if "pages" in request.GET and not of_case(found):
        return HttpResponse(status=204 if awaited(found) else 286)
    return HttpResponse(status=200, headers={"HX-Refresh": "true"})


def tongue(asked: str) -> str:
    """A language in which messages can be written; that of the reader where another one is asked for."""
    return asked if asked in dict(TONGUES) else reader_language()


def about(found: Case, person: Person, asking: str = "") -> dict[str, Any]:
    """What the page of a verdict shows; `asking` is the language of its messages."""
    asking = tongue(asking)
    now = timezone.now()
    language = reader_language()
    verdict = judging.verdict_of(found)
    open_acts = {one.act.name: one for one in prospects(KIND, found, person, now)}
    context: dict[str, Any] = {"case": found, "verdict": verdict, "kind": KIND, "tag": tag_of(found)}
    context |= {"acts": _told(open_acts), "history": history(found), "replies": told.replies(found)}
    context |= {"grants": Grant.objects.filter(record=found.pk, organisation=person.organisation).order_by("-made_at")}
    context |= {"corrections": told.corrections(found, verdict), "answers": told.answers(found)}
    if verdict is None:
        return context
    facts = registers.facts_here()
    may = {name for name, one in open_acts.items() if one.open}
    of_field = _of_field(found, verdict) if "correct" in may else {}
    more = _more(found, verdict, may_override="override" in may)
    sheet = sheet_of(found, verdict, more, own=True, of_field=of_field)
    context |= {
        "sheet": mark_safe(embedded(sheet, facts, Languages(language, language), with_messages=False)),  # noqa: S308 - made of escaped parts
        "steps": [
            (place, step, told.asked_before(step))
            for place, step in enumerate(steps_of(verdict, facts, found.file_name or "FILE", verdict.as_of))
        ],
        "overridden": _with_overrides(found, language),
        "messages_ready": tell(verdict, facts, asking).messages,
        "asking": asking,
        "tongues": TONGUES,
        "turns": _turns(found, verdict, language),
        "in_hand": _in_hand(found, language),
        "together": judging.of_upload(found),
        "drawing": awaited(found),
        "again": again.runs(found.pk),
    }
    return context


def _in_hand(found: Case, language: str) -> list[str]:
    """What each file of the same upload was taken for, when the newest verdict was made."""
    return [told_beside(_TAKEN.validate_python(one), language) for one in statement_of(found).get("in_hand", ())]


def _of_field(found: Case, verdict: Verdict) -> dict[str, Html]:
    """Beside each marked place the way to correct what was read there."""
    labels, where = terms(reader_language())["fields"], reverse("verification:correct", args=[found.pk])
    ways = {}
    for name, field in verdict.claim.read_fields():
        if name in TYPED and field:
            read = field.as_printed or str(field.value)
            value = field.value.isoformat() if isinstance(field.value, date) else read
            told = {"data_correct": name, "data_label": labels[name], "data_read": read, "data_value": value}
            ways[name] = el("a", text(_("Correct")), href=f"{where}?field={name}", class_="xs", **told)
    return ways


def _told(open_acts: Mapping[str, Any]) -> dict[str, Any]:
    language = get_language() or "en"
    return {
        name: {"open": one.open, "why": [reasons.told(why, KIND, language) for why in one.blocked]}
        for name, one in open_acts.items()
    }


def history(found: Case) -> list[dict[str, Any]]:
    """Every verdict of the case, the newest first, with its word and what changed."""
    language = reader_language()
    words = terms(language)["headlines"]
    told = [
        {
            "place": place,
            "one": one,
            "tag": words.get(one.headline, {}).get("tag", one.headline),
            "why": f"why_{one.why}",
            "codes": [(code.partition(" ")[0], said_of(code, language)) for code in one.codes],
        }
        for place, one in enumerate(parts(Judgement, found.judgements))
    ]
    return told[::-1]


def _turns(found: Case, verdict: Verdict, language: str) -> list[tuple[Any, str]]:
    from livingproof.catalogue.policies import policy_named

    words = terms(language)["watching"]["why"]
    turns = turns_of(verdict, registers.facts_here(), policy_named(found.policy), registers.extracts())
    return [(turn.on, words[turn.why.value].format(source=turn.source)) for turn in turns]


def _with_overrides(found: Case, language: str) -> str:
    last = found.judgements[-1].get("with_overrides", "")
    return str(terms(language)["headlines"][last]["tag"]) if last else ""


def sheet_of(
    found: Case,
    verdict: Verdict,
    more: Mapping[str, Html],
    *,
    own: bool,
    prefix: str = "",
    of_field: Mapping[str, Html] = NO_WAYS,
) -> Sheet:
    """The verdict with the addresses of its pages: those of members, or below the prefix of a shared link."""
    marked = pages_marked(verdict.claim, MOST_PAGES)
    rows = {number: row for number, row in of_case(found).items() if number in marked}
    drawn = tuple(PagePicture(number, row.width, row.height, b"") for number, row in sorted(rows.items()))
    at = {
        number: reverse("verification:page", args=[found.pk, number]) if own else f"{prefix}pages/{number}.webp"
        for number in rows
    }
    problem = found.readings[-1]["problem"] if found.readings else ""
    return Sheet(verdict, found.file_name or None, drawn, problem, at, more, of_field, asks=own)


def _more(found: Case, verdict: Verdict, *, may_override: bool) -> dict[str, Html]:
    """What stands within each finding: overrides and replies, and the way to add one."""
    held, words = judging.overrides_in_force(found), terms(reader_language())["grades"]
    return {
        one.check: joined(_within(found, one.check, held, words, may_override=may_override)) for one in verdict.findings
    }


def _within(found: Case, check: str, held: Mapping[str, Any], words: Any, *, may_override: bool) -> Iterator[Html]:
    if check in held:
        one = held[check]
        who = Person.objects.filter(pk=one.person).first()
        told = _("Held otherwise by %(who)s on %(on)s: %(grade)s, instead of %(machine)s. %(why)s") % {
            "who": who or "",
            "on": one.on,
            "grade": words[one.grade],
            "machine": words[one.machine],
            "why": one.why,
        }
        yield el("p", text(told), class_="note override")
    for reply in parts(PartyReply, found.replies):
        if reply.finding == check:
            told = _("Reply of %(by)s on %(on)s: %(text)s") % {"by": reply.by, "on": reply.on, "text": reply.text}
            yield el("p", text(told), class_="note reply")
    if may_override:
        where = reverse("verification:override", args=[found.pk, check])
        yield el("p", el("a", text(_("Override with reason")), href=where), class_="acts sm")


@require_GET
@member
@cache_control(private=True, max_age=3600)
def picture(request: HttpRequest, person: Person, key: UUID, number: int) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """A page of the case's file as a picture."""
    return picture_of(case_of(person, key), number)


def picture_of(found: Case, number: int) -> HttpResponse:
    """The bytes of a picture; 404 where it is not drawn, or its file was erased."""
    row = of_case(found).get(number)
    if row is None:
        raise Http404
    content = bytes(Picture.objects.values_list("content", flat=True).get(pk=row.pk))
    return HttpResponse(content, content_type=MEDIA_TYPE, headers={"X-Content-Type-Options": "nosniff"})


@require_GET
@cache_control(public=True, max_age=3600)
def style(_request: HttpRequest) -> HttpResponse:
    """The style of verdicts within our pages: that of the report, within the pages' own colours."""
    ours = (Path(__file__).parent / "sheet.css").read_text(encoding="utf-8")
    return HttpResponse(f"{style_within(SCOPE)}{SCOPE}{{{ours}}}\n", content_type="text/css; charset=utf-8")


def statement_of(found: Case, place: int = -1) -> dict[str, Any]:
    """A statement of the case as it was kept; 404 where there is none."""
    try:
        kept = judging.statement_bytes(found, place)
    except (IndexError, LivingProofError, ValueError):
        kept = None
    if kept is None:
        raise Http404
    return dict(json.loads(kept))


def safe(html: Html) -> SafeString:
    """Markup of the report's own parts, which escape what they are given."""
    return mark_safe(html)  # noqa: S308 - see above

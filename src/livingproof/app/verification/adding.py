"""What persons add to a case: a field as they read it, a finding held otherwise, an answer, a look-up, a message sent."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from livingproof.app.kit import reasons
from livingproof.app.kit.acts import Outcome, Request, perform
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.pages import status_of
from livingproof.app.kit.present import member
from livingproof.app.ledger import evidence
from livingproof.app.people.models import Person
from livingproof.app.verification import again, judging, registers
from livingproof.app.verification.kind import KIND, added
from livingproof.app.verification.models import Case
from livingproof.app.verification.saying import reader_language, said_of
from livingproof.app.verification.showing import case_of, tongue
from livingproof.catalogue.words import terms
from livingproof.core.check import Finding
from livingproof.core.checks import every_check
from livingproof.core.system.machine import PersonId
from livingproof.core.system.verification import Brought, Correction, Override
from livingproof.core.terms import Grade
from livingproof.core.verdict import Verdict
from livingproof.readers.typed import FORMS, SEVERAL
from livingproof.verify.asking import BODY, PAGE, REGISTER, Step, steps_of
from livingproof.verify.telling import sentences_of, tell

SHOWN = ("number", "holder_name", "status", "expires_on", "standard", "scope", "address")
"""What is asked of a register's page, by the names of a record."""
ANSWERS = ("found", "not_found", "refused", "captcha", "error")
"""What a register may have done, as a look-up keeps it."""


def _verdict(case: Case) -> Verdict:
    verdict = judging.verdict_of(case)
    if verdict is None:
        raise Http404
    return verdict


def _today(case: Case) -> date:
    return day_of(case.organisation, timezone.now())


def _act(request: HttpRequest, person: Person, case: Case, act: str, payload: dict[str, Any]) -> Outcome:
    version = request.POST.get("version", "")
    seen = int(version) if version.isdigit() and len(version) < 10 else None  # noqa: PLR2004 - a version, not a flood
    again.begun(case.pk)
    outcome = perform(KIND, case, Request(act, payload, timezone.now(), actor=person, version=seen))
    if outcome.blocked:
        again.over(case.pk)
    return outcome


def _answered(request: HttpRequest, case: Case, outcome: Outcome, page: str, context: dict[str, Any]) -> HttpResponse:
    """Back to the verdict; or the form again with every reason against it."""
    if outcome.record is not None:
        messages.success(request, _("Noted. The verdict is made again."))
        return redirect("verification:case", case.pk)
    told = [reasons.told(one, KIND, get_language() or "en") for one in outcome.blocked]
    return render(request, page, {**context, "told": told, "given": request.POST}, status=status_of(outcome.blocked))


@require_http_methods(["GET", "POST"])
@member
def correct(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """A field as a person reads it on the document; what the machine read stays beside it."""
    case = case_of(person, key)
    verdict = _verdict(case)
    fields, chosen = _fields(verdict), request.GET.get("field", "")
    read = {name: said for name, _label, said in fields}
    context = {"case": case, "fields": fields, "chosen": chosen, "given": {"value": read.get(chosen, "")}}
    if request.method == "GET":
        return render(request, "verification/correct.html", context)
    said = Correction(
        field=request.POST.get("field", ""),
        value=request.POST.get("value", "").strip(),
        person=PersonId(str(person.pk)),
        on=_today(case),
        note=request.POST.get("note", "").strip(),
    )
    outcome = _act(request, person, case, "correct", {"corrections": added(case, "corrections", said)})
    return _answered(request, case, outcome, "verification/correct.html", {**context, "chosen": said.field})


def _fields(verdict: Verdict) -> list[tuple[str, str, str]]:
    """Every field that can be typed: its name, its label, what was read."""
    labels, read = terms(reader_language())["fields"], dict(verdict.claim.read_fields())
    return [
        (name, labels.get(name, name), read[name].as_printed or "" if read.get(name) else "")
        for name in (*FORMS, *SEVERAL)
    ]


@require_http_methods(["GET", "POST"])
@member
def override(request: HttpRequest, person: Person, key: UUID, check: str) -> HttpResponse:
    """A finding held otherwise, with who, why and on what evidence. The machine's grade stays visible."""
    case = case_of(person, key)
    verdict = _verdict(case)
    finding = verdict.finding(check)
    if finding is None:
        raise Http404
    context = _about_finding(case, verdict, finding)
    if request.method == "GET":
        return render(request, "verification/override.html", context)
    said = Override(
        check=check,
        code=finding.code,
        machine=finding.grade.value,
        grade=request.POST.get("grade", ""),
        why=request.POST.get("why", "").strip(),
        person=PersonId(str(person.pk)),
        on=_today(case),
        evidence=kept(request, case.organisation, "file"),
    )
    outcome = _act(request, person, case, "override", {"overrides": added(case, "overrides", said)})
    return _answered(request, case, outcome, "verification/override.html", context)


def _about_finding(case: Case, verdict: Verdict, finding: Finding) -> dict[str, Any]:
    language = reader_language()
    words = terms(language)["grades"]
    held = judging.overrides_in_force(case).get(finding.check)
    return {
        "case": case,
        "finding": finding,
        "said": sentences_of(finding, verdict, language),
        "grade": words[finding.grade.value],
        "grades": [(one.value, words[one.value]) for one in Grade if one is not finding.grade],
        "held": held,
        "given": {},
    }


def kept(request: HttpRequest, organisation: Any, kind: str) -> tuple[str, ...]:
    """The files of the form as evidence."""
    now = timezone.now()
    rows = [
        evidence.keep(organisation, one, name=one.name or "file", now=now, media_type=one.content_type or "", kind=kind)
        for one in request.FILES.getlist("files")[:10]
    ]
    return tuple(str(row.pk) for row in rows)


@require_http_methods(["GET", "POST"])
@member
def answer(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """An answer that came: pasted, with the file of it. It is kept as evidence, and the case judged again."""
    case = case_of(person, key)
    _verdict(case)
    context = {
        "case": case,
        "checks": _answerable(),
        "check": request.GET.get("check", BODY),
        "today": _today(case),
        "given": {},
    }
    if request.method == "GET":
        return render(request, "verification/answer.html", context)
    check, _sep, code = request.POST.get("says", "").partition(":")
    said = Brought(
        check=check,
        source=request.POST.get("source", "").strip(),
        on=_day(request.POST.get("on", ""), _today(case)),
        person=PersonId(str(person.pk)),
        says=code,
        address_from=origin(request.POST.get("address_from", "").strip()),
        note=request.POST.get("note", "").strip(),
        evidence=kept(request, case.organisation, "capture") or _pasted(request, case),
    )
    outcome = _act(request, person, case, "answer", {"answers": added(case, "answers", said)})
    return _answered(request, case, outcome, "verification/answer.html", context)


def _pasted(request: HttpRequest, case: Case) -> tuple[str, ...]:
    """The pasted words as evidence, where no file came with them: what was answered is kept either way."""
    words = request.POST.get("note", "").strip()
    if not words:
        return ()
    name, now = f"{case.number}.answer.txt", timezone.now()
    row = evidence.keep(
        case.organisation, io.BytesIO(words.encode()), name=name, now=now, media_type="text/plain", kind="capture"
    )
    return (str(row.pk),)


def origin(given: str) -> str:
    """Where the address asked came from: what the catalogue knows, or the document, which is no independent source."""
    return given if given in {"catalogue", "document", *registers.facts_here().registers} else ""


def _answerable() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Every check that a person can answer, with its question and the answers that it knows in words."""
    from livingproof.catalogue.words import words_of

    rows = []
    for check in every_check():
        if check.answers and check.id != REGISTER:
            said = words_of(check.id, reader_language())
            rows.append(
                (
                    check.id,
                    said.question,
                    [(code, said_of(f"{check.id} {code}", reader_language())) for code in check.answers],
                )
            )
    return sorted(rows, key=lambda row: (row[0] != BODY, row[0] != PAGE, row[0]))


def _day(text: str, otherwise: date) -> date:
    try:
        return parse_date(text) or otherwise
    except ValueError:
        return otherwise


@require_http_methods(["GET", "POST"])
@member
def look_up(request: HttpRequest, person: Person, key: UUID, place: int) -> HttpResponse:
    """Four steps through a register that only persons may ask: open, search, answer, capture."""
    case = case_of(person, key)
    verdict = _verdict(case)
    steps = steps_of(verdict, registers.facts_here(), case.file_name or "FILE", verdict.as_of)
    if place >= len(steps):
        raise Http404
    step = steps[place]
    if step.check == BODY:
        return redirect("verification:answer", case.pk)
    context = _step(case, step) | {"place": place, "today": _today(case)}
    if request.method == "GET":
        return render(request, "verification/look_up.html", context)
    outcome = _act(
        request, person, case, "answer", {"answers": added(case, "answers", _looked_up(request, person, case, step))}
    )
    return _answered(request, case, outcome, "verification/look_up.html", context)


def _step(case: Case, step: Step) -> dict[str, Any]:
    fields = terms(reader_language())["fields"]
    address = step.address or ""
    return {
        "case": case,
        "step": step,
        "link": address if address.startswith("https://") else f"https://{address}" if address else "",
        "type_in": [(fields.get(name, name), value) for name, value in step.type_in],
        "compare": [(fields.get(name, name), value) for name, value in step.compare],
        "answers": ANSWERS if step.check == REGISTER else (),
        "shown": [(name, fields.get(_AS_FIELD.get(name, name), name)) for name in SHOWN],
        "given": {},
    }


_AS_FIELD = {"number": "certificate_number", "standard": "standards", "address": "holder_address"}


def _looked_up(request: HttpRequest, person: Person, case: Case, step: Step) -> Brought:
    pairs = [(name, request.POST.get(name, "").strip().replace("\n", " ")) for name in SHOWN]
    says = request.POST.get("says", "")
    found = says in {"", "found"}
    return Brought(
        check=step.check,
        source=step.register or request.POST.get("source", "").strip() or f"https://{step.address}",
        on=_today(case),
        person=PersonId(str(person.pk)),
        says="" if step.check == PAGE else says,
        record=tuple(f"{name}={value}" for name, value in pairs if value) if found else (),
        note=request.POST.get("note", "").strip(),
        evidence=kept(request, case.organisation, "capture") if request.POST.get("seen") else (),
    )


@require_POST
@member
def send(request: HttpRequest, person: Person, key: UUID, to: str) -> HttpResponse:
    """Send a ready message by mail, in the person's name; the reply goes to them."""
    case = case_of(person, key)
    language = tongue(request.POST.get("language", ""))
    ready = {one.to: one for one in tell(_verdict(case), registers.facts_here(), language).messages}
    if to not in ready or person.account is None:
        raise Http404
    address = request.POST.get("address", "").strip()
    try:
        validate_email(address)
    except ValidationError:
        messages.error(request, _("Write the address that the message goes to."))
        return redirect("verification:case", case.pk)
    from livingproof.app.people.limits import Limit, spend

    if not spend(Limit("questions", 200, 86_400), str(person.organisation_id), timezone.now()):
        messages.error(request, _("More messages than one house sends in a day: wait until tomorrow."))
        return redirect("verification:case", case.pk)
    message = request.POST.get("message", "").strip() or ready[to].message
    try:
        EmailMessage(subject=ready[to].subject, body=message, to=[address], reply_to=[person.account.email]).send()
    except OSError:  # errors of SMTP and of the net alike
        messages.error(
            request, _("The mail server did not take it: nothing was sent. Copy the message, and send it yourself.")
        )
        return redirect("verification:case", case.pk)
    messages.success(request, _("Sent to %(address)s. When the answer comes, paste it in here.") % {"address": address})
    return redirect("verification:case", case.pk)

"""Pages of what is known: every check with its answers and their source, and the catalogue with its own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.app.verification.registers import facts_here
from livingproof.app.verification.saying import reader_language
from livingproof.catalogue.words import pattern, phrase, terms, words_of
from livingproof.core.checks import every_check


@require_GET
@member
def checks(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """All checks by family, each with its question."""
    language = reader_language()
    families = terms(language)["families"]
    every = every_check()
    rows = [
        (
            name,
            [(one.id, words_of(one.id, language).question, one.weight.value) for one in every if one.group == family],
        )
        for family, name in families.items()
    ]
    return render(
        request,
        "verification/checks.html",
        {"families": [row for row in rows if row[1]], "version": facts_here().version},
    )


@require_GET
@member
def check(request: HttpRequest, person: Person, name: str) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """One check: its question, what it reads, every answer that it may give with its innocent explanation, and its source."""
    found = next((one for one in every_check() if one.id == name), None)
    if found is None:
        raise Http404
    language = reader_language()
    words, told = terms(language), words_of(found.id, language)
    reasons: list[dict[str, Any]] = [
        {"code": reason.code, "grade": reason.grade.value, "word": words["grades"][reason.grade.value]}
        | {
            part: pattern(getattr(told.reasons[reason.code], part) or "", language)
            for part in ("text", "innocent", "next")
        }
        for reason in found.reasons
    ]
    context = {
        "check": found,
        "question": told.question,
        "source": told.source,
        "axis": words["axes"][found.axis.value]["name"],
        "weight": words["weights"][found.weight.value],
        "reads": [words["fields"].get(field, field) for field in found.reads],
        "reasons": reasons,
    }
    return render(request, "verification/check.html", context)


@require_GET
@member
def catalogue(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """What the catalogue holds: bodies and registers with their addresses, and the sources on which its facts rest."""
    facts = facts_here()
    language = reader_language()
    asked = request.GET.get("q", "")[:100].casefold().strip()
    rows: dict[str, list[tuple[str, str, str | None]]] = {
        "registers": [(one.id, phrase(one.name, language), one.address) for one in facts.registers.values()],
        "accreditation_bodies": [
            (one.id, phrase(one.name, language), ", ".join(one.domains)) for one in facts.accreditation_bodies.values()
        ],
        "certification_bodies": [
            (one.id, phrase(one.name, language), ", ".join(one.domains)) for one in facts.certification_bodies.values()
        ],
        "sources": [(key, address, "") for key, address in sorted(facts.sources.items())],
    }
    shown = {
        name: [row for row in found if not asked or asked in " ".join(str(part) for part in row).casefold()][:300]
        for name, found in rows.items()
    }
    return render(request, "verification/catalogue.html", {"rows": shown, "q": asked, "version": facts.version})

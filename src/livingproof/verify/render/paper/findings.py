"""The findings in their groups: what stands against it and what is open in full, what passed in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from livingproof.catalogue.words import phrase, words_of
from livingproof.core.check import Finding
from livingproof.core.terms import Grade
from livingproof.verify.render.facts import Part, facts_shown
from livingproof.verify.render.page.marks import Mark
from livingproof.verify.render.page.shown import SILENT, Pair, Shown
from livingproof.verify.render.paper.plain import Plain, capital, graded


def findings(page: Shown) -> Plain:
    """All findings in the order of the page."""
    groups = page.groups
    if page.is_silent:
        leading = [pair for pair in groups.all if pair[0].check == SILENT[page.verdict.headline]]
        others = [pair for pair in groups.all if pair not in leading]
        shown = [_group(page, None, leading, whole=True), _group(page, "silent", others)]
    else:
        shown = [
            _group(page, "against", groups.against, whole=True),
            _group(page, "open", groups.open, whole=True),
            *(_group(page, name, getattr(groups, name)) for name in ("small", "waiting", "passed", "not_needed")),
        ]
    return {
        "title": page.words["findings"],
        "count": page.words["checks"].format(count=len(groups.all)),
        "groups": [group for group in shown if group["rows"]],
    }


def source_words(page: Shown, source: str) -> str:
    """A reference to evidence as people read it."""
    kind, _, rest = source.partition(":")
    if kind == "doc":
        return str(page.words["from_document"])
    if kind == "lookup":
        register, _, day = rest.rpartition(":")
        return str(page.words["from_lookup"].format(register=_register(page, register), day=day))
    if kind == "answer":
        check, _, day = rest.rpartition(":")
        return str(page.words["from_answer"].format(check=check, day=day))
    return str(page.words["from_catalogue"].format(fact=phrase(rest, page.language)))


def _register(page: Shown, register: str) -> str:
    known = page.facts.registers.get(register)
    return phrase(known.name, page.language) if known else register


def _group(page: Shown, name: str | None, pairs: Sequence[Pair], *, whole: bool = False) -> Plain:
    rows = [_finding(page, pair, whole=whole) for pair in pairs]
    return {"title": page.words[name] if name else "", "whole": whole, "rows": rows}


def _finding(page: Shown, pair: Pair, *, whole: bool) -> Plain:
    finding, sentences = pair
    marks = [mark for mark in page.marks if finding.check in mark.findings]
    row: Plain = {
        **graded(page, finding.grade),
        "text": sentences.text,
        "numbers": [mark.number for mark in marks[:3]],
        "code": finding.check if finding.grade is Grade.NOT_APPLICABLE else f"{finding.check} · {finding.code}",
    }
    if not whole:
        return row
    words = page.words
    notes = ((words["innocent"], sentences.innocent), (words["step"], sentences.next))
    return row | {
        "question": f"{words['question']}: {words_of(finding.check, page.language).question}",
        "facts": [] if finding.grade is Grade.NOT_APPLICABLE else list(_facts(page, finding)),
        "notes": [note for note in notes if note[1]],
        "places": _places(page, marks),
        "sources": [source_words(page, source) for source in finding.sources],
        "weighs": words["weighs"].format(weight=page.all_words["weights"][finding.weight.value]),
    }


def _places(page: Shown, marks: Sequence[Mark]) -> str:
    if not marks:
        return ""
    places = (
        page.words["place"].format(number=mark.number, field=page.all_words["fields"][mark.field], page=mark.page)
        for mark in marks
    )
    return f"{page.words['places']}: {', '.join(places)}"


def _facts(page: Shown, finding: Finding) -> Iterator[Plain]:
    for fact in facts_shown(finding, page.language):
        yield {"name": capital(fact.name), "value": fact.value, "parts": [_part(part) for part in fact.parts]}


def _part(part: Part) -> Plain:
    sides = f" ({part.sides})" if part.sides else ""
    return {"name": f"{part.name}{sides}", "grade": part.grade.value if part.grade else None, "word": part.answer}

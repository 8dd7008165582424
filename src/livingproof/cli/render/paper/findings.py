"""The findings in their groups: what stands against it and what is open in full, what passed in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from livingproof.catalogue.words import show, words_of
from livingproof.cli.render.page.findings import LONGEST, PARTS
from livingproof.cli.render.page.marks import Mark
from livingproof.cli.render.page.shown import SILENT, Pair, Shown
from livingproof.cli.render.paper.plain import Plain, capital, clipped, graded
from livingproof.core.check import Finding
from livingproof.core.check import Plain as Fact
from livingproof.core.terms import Grade

_SAID_ELSEWHERE = frozenset({"page", "box", "sources"})


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
            *(_group(page, name, getattr(groups, name)) for name in ("waiting", "passed", "not_needed")),
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
        known = page.facts.registers.get(register)
        return str(page.words["from_lookup"].format(register=known.name if known else register, day=day))
    return str(page.words["from_catalogue"].format(fact=rest))


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
    for name, value in finding.facts.items():
        if name in _SAID_ELSEWHERE or value in (None, "", ()):
            continue
        parts = [_part(page, str(part), answer) for part, answer in value.items()] if isinstance(value, Mapping) else []
        yield {"name": capital(_name(page, name)), "value": "" if parts else _value(page, value), "parts": parts}


def _name(page: Shown, fact: str) -> str:
    return str(page.words["facts"].get(fact) or fact.replace("_", " "))


def _value(page: Shown, value: Fact) -> str:
    fields = page.all_words["fields"]
    if isinstance(value, tuple) and value and all(item in fields for item in value if isinstance(item, str)):
        value = tuple(fields.get(str(item), item) for item in value)
    return clipped(show(value, page.language), LONGEST)


def _part(page: Shown, name: str, answer: Fact) -> Plain:
    said = show(answer, page.language)
    word = page.words["parts"].get(said, said)
    grade = None if isinstance(answer, Mapping) else PARTS.get(said, Grade.UNDETERMINED).value
    return {"name": _name(page, name), "grade": grade, "word": word}

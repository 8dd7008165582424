"""The findings, each to be opened: what was found, what was compared, what else it may mean, what to do, from which sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from livingproof.catalogue.words import phrase, words_of
from livingproof.core.check import Finding
from livingproof.core.terms import Grade
from livingproof.verify.render.facts import Fact, Part, facts_shown
from livingproof.verify.render.page.head import graded
from livingproof.verify.render.page.icons import icon, sign
from livingproof.verify.render.page.marks import Mark
from livingproof.verify.render.page.markup import NOTHING, Html, capital, dated, el, joined, text
from livingproof.verify.render.page.shown import SILENT, Pair, Shown


def findings(page: Shown) -> Html:
    """All findings in their groups; what passed is folded."""
    words, groups = page.words, page.groups
    count = text(words["checks"].format(count=len(groups.all)))
    title = el("header", el(page.heading(), text(words["findings"])), el("span", count, class_="mut xs"))
    body = _of_one_check(page) if page.is_silent else _in_groups(page)
    return el(
        "section",
        title,
        *body,
        class_="card findings",
        id=page.id("findings"),
        aria_label=page.landmark(words["findings"]),
    )


def _in_groups(page: Shown) -> Iterator[Html]:
    groups = page.groups
    yield _group(page, "against", groups.against, opened=True)
    yield _group(page, "open", groups.open)
    yield _folded(page, "small", groups.small)
    yield _folded(page, "waiting", groups.waiting)
    yield _folded(page, "passed", groups.passed)
    yield _folded(page, "not_needed", groups.not_needed)


def _of_one_check(page: Shown) -> Iterator[Html]:
    """The finding on which the headline rests; the others are folded, for they decide nothing."""
    leading = [pair for pair in page.groups.all if pair[0].check == SILENT[page.verdict.headline]]
    yield joined(_finding(page, pair, opened=True) for pair in leading)
    yield _folded(page, "silent", [pair for pair in page.groups.all if pair not in leading])


def _group(page: Shown, name: str, pairs: Iterable[Pair], *, opened: bool = False) -> Html:
    rows = [_finding(page, pair, opened=opened) for pair in pairs]
    if not rows:
        return NOTHING
    title = el(page.heading(2), text(page.words[name]))
    return joined((el("div", title, el("span", text(str(len(rows)))), class_="grp"), *rows))


def _folded(page: Shown, name: str, pairs: Iterable[Pair]) -> Html:
    rows = [_finding(page, pair) for pair in pairs]
    if not rows:
        return NOTHING
    title = el(page.heading(2), text(page.words[name]))
    summary = el("summary", title, el("span", text(str(len(rows)))), icon("more", "chev"), class_="grp")
    return el("details", summary, *rows, class_=f"fold {name}")


def _finding(page: Shown, pair: Pair, *, opened: bool = False) -> Html:
    finding, sentences = pair
    marks = [mark for mark in page.marks if finding.check in mark.findings]
    numbers = joined(el("span", text(str(mark.number)), class_=f"no {finding.grade.value}") for mark in marks[:3])
    summary = el(
        "summary",
        graded(page, finding.grade),
        el("span", dated(sentences.text), class_="said", dir="auto"),
        el("span", numbers, class_="nos", aria_hidden="true"),
        icon("more", "chev mut"),
    )
    return el("details", summary, _inside(page, pair, marks), class_="f", id=page.id(f"f-{finding.check}"), open=opened)


def _inside(page: Shown, pair: Pair, marks: list[Mark]) -> Html:
    finding, sentences = pair
    words = page.words
    asked = words_of(finding.check, page.language).question
    parts = [el("p", text(f"{words['question']}: {asked}"), class_="mut sm")]
    if finding.grade is not Grade.NOT_APPLICABLE:
        parts.append(_compared(page, finding))
    parts += [_note(words["innocent"], sentences.innocent, "note"), _note(words["step"], sentences.next, "step")]
    parts += [_places(page, marks), _sources(page, finding)]
    weight = words["weighs"].format(weight=page.all_words["weights"][finding.weight.value])
    code = el("code", text(f"{finding.check} · {finding.code}"))
    parts.append(el("p", code, text(f" · {weight}"), class_="mut xs code"))
    parts.append(page.sheet.more.get(finding.check, NOTHING))
    return el("div", *parts, class_="in")


def _note(name: str, said: str, kind: str) -> Html:
    return el("p", el("b", text(f"{name}: ")), dated(said), class_=kind, dir="auto") if said else NOTHING


def _compared(page: Shown, finding: Finding) -> Html:
    """The facts that the finding holds, by their names."""
    rows = [
        el("div", el("dt", text(capital(fact.name))), el("dd", _value(fact), dir="auto"))
        for fact in facts_shown(finding, page.language)
    ]
    return el("dl", *rows, class_="facts", aria_label=page.words["compared"]) if rows else NOTHING


def _value(fact: Fact) -> Html:
    return el("ul", *(_part(part) for part in fact.parts), class_="parts") if fact.parts else text(fact.value)


def _part(part: Part) -> Html:
    sides = el("span", dated(part.sides), class_="sides mut xs") if part.sides else NOTHING
    if part.grade is None:
        return el("li", el("span", text(f"{part.name}: {part.answer}"), sides), class_="mut")
    answer = el("span", sign(part.grade), text(part.answer), class_=f"g {part.grade.value}")
    return el("li", el("span", text(f"{part.name} "), sides), answer)


def _places(page: Shown, marks: list[Mark]) -> Html:
    """Links to the places on the pages."""
    if not marks:
        return NOTHING
    links = (
        el(
            "a",
            text(
                page.words["place"].format(
                    number=mark.number, field=page.all_words["fields"][mark.field], page=mark.page
                )
            ),
            href=f"#{page.id(f'm-{mark.number}')}",
        )
        for mark in marks
    )
    return el("p", text(f"{page.words['places']}: "), joined(links, ", "), class_="mut xs")


def _sources(page: Shown, finding: Finding) -> Html:
    shown = [el("li", *source_words(page, source)) for source in finding.sources]
    return el("ul", *shown, class_="src", aria_label=page.words["sources"]) if shown else NOTHING


def source_words(page: Shown, source: str) -> tuple[Html, ...]:
    """A reference to evidence as people read it, with its sign."""
    kind, _, rest = source.partition(":")
    if kind == "doc":
        return icon("document"), text(page.words["from_document"])
    if kind == "lookup":
        register, _, day = rest.rpartition(":")
        known = page.facts.registers.get(register)
        name = phrase(known.name, page.language) if known else register
        return icon("register"), text(page.words["from_lookup"].format(register=name, day=day))
    if kind == "answer":
        check, _, day = rest.rpartition(":")
        return icon("register"), text(page.words["from_answer"].format(check=check, day=day))
    return icon("catalogue"), text(page.words["from_catalogue"].format(fact=phrase(rest, page.language)))

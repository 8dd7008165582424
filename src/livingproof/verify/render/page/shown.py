"""One verdict as it is put on the page, with what its parts share: words, ids, order of the findings, numbered places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from livingproof.catalogue.words import Sentences, terms
from livingproof.core.check import Finding
from livingproof.core.decision import waits
from livingproof.core.facts import Facts
from livingproof.core.terms import Axis, Grade, Headline, Weight
from livingproof.core.verdict import Verdict
from livingproof.readers.pictures import PagePicture
from livingproof.verify.matters import leading_of, matters, waits_for_the_document
from livingproof.verify.messages import place as weight_of
from livingproof.verify.render.languages import Languages
from livingproof.verify.render.page.marks import Mark, marks_of, marks_of_reading
from livingproof.verify.render.page.markup import Html
from livingproof.verify.telling import Told, tell

Pair = tuple[Finding, Sentences]

TONES = {"pass": Grade.PASS, "warn": Grade.WARN, "fail": Grade.FAIL, "open": Grade.UNDETERMINED}
SILENT = {Headline.NOT_THE_RIGHT_DOCUMENT: "doc.type", Headline.UNREADABLE: "doc.readable"}
"""Headlines beside which no other statement is made, each with the one check that they rest on."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one verdict is shown with: the file's name (None for a text alone) and the pictures of its pages.

    `problem` says in one line why there are no pictures, "" when nothing went wrong. `addresses` say by page where its picture is
    fetched from; a picture without one is put into the page. `more` is what stands within a finding besides, by check; `of_field` what
    stands beside a marked place, by the claim's field. `asks` is False where whoever looks is not the one to send questions.
    """

    verdict: Verdict
    file: str | None
    pictures: tuple[PagePicture, ...] = ()
    problem: str = ""
    addresses: Mapping[int, str] = field(default_factory=dict)
    more: Mapping[str, Html] = field(default_factory=dict)
    of_field: Mapping[str, Html] = field(default_factory=dict)
    asks: bool = True


@dataclass(frozen=True, slots=True)
class Groups:
    """The findings in the order in which they are shown.

    What stands against it, what is open or worth a note, what is open and never decides, what waits for the document, what
    passed, what was not needed.
    """

    against: tuple[Pair, ...]
    open: tuple[Pair, ...]
    small: tuple[Pair, ...]
    waiting: tuple[Pair, ...]
    passed: tuple[Pair, ...]
    not_needed: tuple[Pair, ...]

    @property
    def all(self) -> tuple[Pair, ...]:
        """Every finding once."""
        return (*self.against, *self.open, *self.small, *self.waiting, *self.passed, *self.not_needed)


@dataclass(frozen=True, slots=True)
class Shown:
    """A sheet, told in a language. `place` counts the verdicts of the page from 1; `level` is that of its own heading."""

    sheet: Sheet
    facts: Facts
    told: Told
    groups: Groups
    marks: tuple[Mark, ...]
    place: int
    level: int
    languages: Languages

    @property
    def verdict(self) -> Verdict:
        """The verdict itself."""
        return self.sheet.verdict

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.languages.reader

    @property
    def words(self) -> Mapping[str, Any]:
        """The words of the page, in its language."""
        page: Mapping[str, Any] = self.all_words["page"]
        return page

    @property
    def all_words(self) -> Mapping[str, Any]:
        """All words for terms, in the language of the page."""
        return terms(self.language)

    @property
    def tone(self) -> Grade:
        """The grade whose sign and colour the headline has."""
        return TONES[self.all_words["headlines"][self.verdict.headline.value]["tone"]]

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said but that the right document, or a better copy, is needed."""
        return self.verdict.headline in SILENT

    def word(self, mark: Mark) -> str:
        """What a place is called by its grade; how surely it was read, where nothing else is said."""
        if self.is_silent:
            return str(self.all_words["surenesses"]["sure" if mark.grade is Grade.PASS else "weak"])
        return str(self.all_words["grades"][mark.grade.value])

    def id(self, name: str) -> str:
        """An id on the page: the plain name for the first verdict, with its place before it for later ones."""
        return name if self.place == 1 else f"v{self.place}-{name}"

    def landmark(self, title: str) -> str | None:
        """The name of a landmark; none where there are several verdicts, for each would have one of that name."""
        return title if self.level == 1 else None

    def heading(self, below: int = 1) -> str:
        """The element of a heading so many levels below that of the verdict."""
        return f"h{min(6, self.level + below)}"


def shown(sheet: Sheet, facts: Facts, languages: Languages, *, place: int = 1, level: int = 1) -> Shown:
    """The sheet with its words, in the order of the page."""
    told = tell(sheet.verdict, facts, languages.reader, languages.messages)
    groups = grouped(sheet.verdict, told)
    marks = marks_of(sheet.verdict, [finding for finding, _ in groups.all])
    if sheet.verdict.headline in SILENT:
        marks = marks_of_reading(sheet.verdict, SILENT[sheet.verdict.headline])
    pages = {picture.number for picture in sheet.pictures}
    marks = tuple(mark for mark in marks if mark.page in pages)
    return Shown(sheet, facts, told, groups, marks, place, level, languages)


def grouped(verdict: Verdict, told: Told) -> Groups:
    """The findings by what they do: decisive fails behind the headline lead, then weight, then grade."""
    leading = [finding.check for finding, _ in leading_of(verdict, told.findings)]
    leading += [SILENT[verdict.headline]] if verdict.headline in SILENT else []
    ranked = sorted(told.findings, key=lambda pair: _rank(pair[0], leading))
    against = [pair for pair in ranked if pair[0].grade is Grade.FAIL]
    asked = [pair for pair in ranked if pair[0].grade in {Grade.WARN, Grade.UNDETERMINED}]
    waiting = [pair for pair in asked if waits_for_the_document(pair[0], verdict)]
    small = [pair for pair in asked if pair not in waiting and _never_decides(pair[0])]
    return Groups(
        against=tuple(against),
        open=tuple(pair for pair in asked if pair not in waiting and pair not in small),
        small=tuple(small),
        waiting=tuple(waiting),
        passed=tuple(pair for pair in ranked if pair[0].grade is Grade.PASS),
        not_needed=tuple(pair for pair in ranked if pair[0].grade is Grade.NOT_APPLICABLE),
    )


def _never_decides(finding: Finding) -> bool:
    never = finding.grade is Grade.UNDETERMINED and finding.weight in {Weight.WEAK, Weight.INFO}
    return never or waits(finding)


def _rank(finding: Finding, leading: Sequence[str]) -> tuple[int, tuple[bool, bool, int, int, str]]:
    """What decides first, then the order in which the questions are asked."""
    first = leading.index(finding.check) if finding.check in leading else len(leading)
    return first, weight_of(finding)


def leading_finding(page: Shown, axis: Axis) -> str | None:
    """The check of an axis that is shown first, for a link to it; None when none of its checks ran."""
    return next((finding.check for finding, _ in page.groups.all if finding.axis is axis), None)


def steps_of(page: Shown) -> tuple[tuple[str, str], ...]:
    """The next steps that matter most, each with the check that asks for it, in the order of the terminal."""
    shown_first, _ = matters(page.verdict, page.told.findings)
    steps = {sentences.next: finding.check for finding, sentences in reversed(shown_first) if sentences.next}
    return tuple((check, step) for step, check in reversed(steps.items()))

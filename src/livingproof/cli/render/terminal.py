"""A verdict in the terminal: 80 columns, a word beside every colour, the same in a pipe.

Order: headline, chain, what decides, what is open or worth a note, document beside register beside need, what to ask,
limits, what such a certificate never proves.
"""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from livingproof.catalogue.words import Sentences, terms
from livingproof.core.check import Finding
from livingproof.core.claim import DECIDING_FIELDS, Field
from livingproof.core.facts import Facts
from livingproof.core.terms import Axis, Grade, Headline, Weight
from livingproof.core.verdict import AxisGrade, Verdict
from livingproof.verify.chain import chain_of
from livingproof.verify.comparison import rows_of
from livingproof.verify.headline import deciding
from livingproof.verify.messages import ABOUT_THE_TEXT, Message
from livingproof.verify.telling import Told, tell

MARKS = {Grade.PASS: "✓", Grade.WARN: "!", Grade.FAIL: "✗", Grade.UNDETERMINED: "?", Grade.NOT_APPLICABLE: "–"}
COLOURS = {
    Grade.PASS: "green",
    Grade.WARN: "yellow",
    Grade.FAIL: "red",
    Grade.UNDETERMINED: "cyan",
    Grade.NOT_APPLICABLE: "dim",
}
TONES = {"pass": Grade.PASS, "warn": Grade.WARN, "fail": Grade.FAIL, "open": Grade.UNDETERMINED}
WEIGHTS = tuple(Weight)
SAY_NOTHING = {Headline.NOT_THE_RIGHT_DOCUMENT, Headline.UNREADABLE}
"""Headlines beside which no other statement is made; --all shows what there is."""
NAME_WIDTH = 22
FIELD_WIDTH = {"en": 12, "de": 16, "zh": 10, "es": 16}
GRADE_WIDTH = {"en": 9, "de": 11, "zh": 8, "es": 13}
"""Columns of the comparison: the longest common word of each language."""

ASCII_SIGNS = {"·": "|", "“": '"', "”": '"', "–": "-", "✓": "+", "✗": "x", "…": "..."}
SHOWN_UNPROVEN = 5
FAMILIES = ("AB_", "CB_", "REG_", "DOC_")
"""Beginnings of codes that the line of the chain says already."""
SHORTER = {
    "AB_EXACT": "named",
    "AB_LIST_UNAVAILABLE": "no list at hand",
    "AB_SUBSCOPE_UNKNOWN": "standard not settled",
    "CB_UNKNOWN": "not known here",
    "CB_SCHEDULE_UNAVAILABLE": "accreditation open",
    "FACTORY_ADDRESS_UNKNOWN": "place not given",
    "NOT_ASKED": "no register asked",
    "SCOPE_TOO_VAGUE": "not settled",
}
"""Codes that would say something else than they mean beside a name."""
SAME_AS = {"reg.status": "reg.found", "reg.fresh": "reg.found", "id.group": "id.name"}
"""Open questions that say no more than another open one; --all shows them too."""

LONGEST_QUOTE = 100
WIDEST = 100
"""Lines longer than this are hard to read, however wide the window is."""


class Sheet:
    """One verdict, ready to print on a console; `everything` shows passed checks and whole messages too.

    `file` None: a text alone was verified.
    """

    def __init__(
        self,
        verdict: Verdict,
        facts: Facts,
        file: str | None,
        *,
        everything: bool = False,
        language: str = "en",
        message_language: str | None = None,
    ) -> None:
        self.verdict = verdict
        self.facts = facts
        self.file = file
        self.everything = everything
        self.language = language
        self.told: Told = tell(verdict, facts, language, message_language)
        self.words = terms(language)
        self.sheet = self.words["sheet"]

    def print_on(self, console: Console) -> None:
        """Print every part that has something to say, with a blank line between parts and no blanks at line ends."""
        self.unicode = (console.encoding or "ascii").lower().startswith("utf")
        with console.capture() as captured:
            for part in (self._headline(), *self._body(), self._foot()):
                console.print(part, width=min(console.width, WIDEST), highlight=False)
                console.print()
        text = "\n".join(line.rstrip() for line in captured.get().splitlines())
        console.file.write((text if self.unicode else in_ascii(text)) + "\n")

    def _body(self) -> Iterator[RenderableType]:
        if self.verdict.headline is Headline.UNREADABLE and any(field for _, field in self.verdict.claim.read_fields()):
            yield self._section("read", self._read())
        says_something = self.everything or self.verdict.headline not in SAY_NOTHING
        if says_something:
            yield self._section("chain", self._chain())
            yield self._section("axes", self._axes())
        shown = {id(finding) for finding, _ in self._deciding()}
        if shown:
            yield self._section("decides", Group(*(self._opened(*pair) for pair in self._deciding())))
        noted = [pair for pair in self._open_ones() if id(pair[0]) not in shown and not self._said(pair[0])]
        if noted and says_something:
            later = [] if self.everything else [pair for pair in noted if self._waits_for_the_document(pair[0])]
            small = [pair for pair in noted if pair not in later and self._is_small(pair[0])]
            lines = [self._noted(*pair) for pair in noted if pair not in later and pair not in small]
            lines += [Text(self.sheet["smaller"].format(count=len(small)), style="dim")] if small else []
            lines += [Text(self.words["text_alone"]["waiting"].format(count=len(later)), style="dim")] if later else []
            yield self._section("noted", Group(*lines))
        if self.everything:
            yield self._section("passed", Group(*(self._line(*pair) for pair in self._passed())))
        if says_something:
            yield self._section("compared", self._compared())
        if self.told.messages:
            yield self._section("next", Group(*(self._message(message) for message in self.told.messages)))

    # --- parts ----------------------------------------------------------------------------------------------------

    def _headline(self) -> Group:
        tone = TONES[self.words["headlines"][self.verdict.headline.value]["tone"]]
        decided = self.words["page"]["decided"]
        lines: list[RenderableType] = [
            Text(self.file or self._quoted(), style="dim"),
            Text(f"{MARKS[tone]} {self.told.tag.upper()}", style=f"bold {COLOURS[tone]}"),
            self._indented(Text(self.told.headline)),
            self._indented(Text(decided.format(decision=self._decision(), line=self.told.decision), style="bold")),
        ]
        lines += [
            self._indented(Text(self.sheet["also"].format(headline=self._tag(also)))) for also in self.verdict.also
        ]
        about = self.sheet["about"].format(
            as_of=self.verdict.as_of, policy=self.verdict.policy, catalogue=self.verdict.catalogue
        )
        lines.append(self._indented(Text(about, style="dim")))
        return Group(*lines)

    def _chain(self) -> Table:
        table = self._table(NAME_WIDTH, None, 20)
        for link in chain_of(self.verdict, self.facts, self.language):
            because = self._reason(link.because)
            table.add_row(
                self._graded(link.grade, self.words["chain"][link.link]),
                link.name or self._missing(),
                Text(because, style=COLOURS[link.grade]),
            )
        return table

    def _read(self) -> Table:
        table = self._table(NAME_WIDTH, None, 12)
        weak = self.verdict.axes[Axis.READ].because
        for name in DECIDING_FIELDS:
            field: Field[object] = getattr(self.verdict.claim, name)
            word = self.words["surenesses"]["missing" if not field else "weak" if name in weak else "sure"]
            grade = Grade.UNDETERMINED if name in weak else Grade.PASS
            shown = clipped(field.as_printed or str(field.value)) if field else "-"
            table.add_row(self._graded(grade, self.words["fields"][name]), shown, Text(word, style=COLOURS[grade]))
        return table

    def _axes(self) -> Table:
        table = self._table(NAME_WIDTH, None, 11)
        for axis, grade in self.verdict.axes.items():
            words = self.words["axes"][axis.value]
            table.add_row(self._graded(grade.grade, words["name"]), words["question"], self._axis_word(axis, grade))
        return table

    def _axis_word(self, axis: Axis, grade: AxisGrade) -> Text:
        word = self.words["grades"][grade.grade.value]
        if axis is Axis.GENUINE and grade.evidence:
            word = f"{word} ({grade.evidence.value})"
        return Text(word, style=COLOURS[grade.grade])

    def _opened(self, finding: Finding, sentences: Sentences) -> Group:
        lines: list[RenderableType] = [self._head(finding), self._indented(Text(sentences.text), 6)]
        if sentences.innocent:
            lines.append(self._indented(Text(self.sheet["innocent"].format(innocent=sentences.innocent)), 6))
        if sentences.next:
            lines.append(self._indented(Text(self.sheet["next"].format(next=sentences.next)), 6))
        return Group(*lines)

    def _noted(self, finding: Finding, sentences: Sentences) -> RenderableType:
        if finding.weight in {Weight.DECISIVE, Weight.STRONG} and (
            self.everything or finding.grade is not Grade.UNDETERMINED
        ):
            return self._opened(finding, sentences)
        return self._line(finding, sentences)

    def _line(self, finding: Finding, sentences: Sentences) -> Table:
        table = self._table(NAME_WIDTH, None)
        table.add_row(self._graded(finding.grade, finding.check), sentences.text)
        return table

    def _compared(self) -> Table:
        rows = rows_of(self.verdict, self.language)
        registered = any(row.register for row in rows)
        widths = (FIELD_WIDTH[self.language], None, *([None] if registered else []), None, GRADE_WIDTH[self.language])
        table = self._table(*widths)
        heads = [
            "",
            self.sheet["document_says" if self.verdict.claim.document else "text_says"],
            *([self.sheet["register_says"]] if registered else []),
            self.sheet["you_need"],
            "",
        ]
        table.add_row(*(Text(head, style="dim") for head in heads))
        for row in rows:
            name = self.words["fields"].get(row.field) or self.words["purchase"].get(row.field, row.field)
            word = self._word(row.finding) if row.need or (registered and row.register) else Text("")
            sides = [row.document or "-", *([row.register or "-"] if registered else []), row.need or "-"]
            table.add_row(name, *(side if self.everything else clipped(side) for side in sides), word)
        return table

    def _message(self, message: Message) -> Group:
        to = self.words["recipients"][message.to]
        lines: list[RenderableType] = [
            Text(self.sheet["ask_whom"].format(recipient=to, where=message.where), style="bold")
        ]
        if self.everything:
            subject = self.sheet["subject"].format(subject=message.subject)
            lines.append(self._indented(Text(f"{subject}\n\n{message.message}"), 2))
        else:
            lines += [self._indented(Text(f"{place}. {ask}"), 2) for place, ask in enumerate(message.asks, start=1)]
        return Group(*lines)

    def _foot(self) -> Group:
        rows = self.told.does_not_prove if self.everything else self.told.does_not_prove[:SHOWN_UNPROVEN]
        unproven = [self.sheet["instead"].format_map(row) for row in rows]
        more = len(self.told.does_not_prove) - len(rows)
        lines: list[RenderableType] = [Text(self.sheet["limits"], style="bold")]
        lines += [self._indented(Text(limit)) for limit in self.told.limits]
        lines += [Text(self.sheet["not_proven"], style="bold")] if unproven else []
        lines += [self._indented(Text(line)) for line in unproven]
        lines += [self._indented(Text(self.sheet["more"].format(count=more), style="dim"))] if more else []
        return Group(*lines)

    # --- small parts ------------------------------------------------------------------------------------------------

    def _section(self, name: str, content: RenderableType) -> Group:
        return Group(Text(self.words["sections"][name], style="bold"), Padding(content, (0, 0, 0, 2), expand=False))

    def _head(self, finding: Finding) -> Text:
        line = self._graded(finding.grade, f"{finding.check}  ")
        line.append(finding.code, style="dim")
        page = finding.facts.get("page")
        return line.append(f"  {self.sheet['page'].format(page=page)}", style="dim") if page else line

    def _graded(self, grade: Grade, name: str) -> Text:
        return Text(f"{MARKS[grade]} {name}", style=COLOURS[grade])

    def _word(self, finding: Finding | None) -> Text:
        grade = finding.grade if finding else Grade.UNDETERMINED
        return Text(f"{MARKS[grade]} {self.words['grades'][grade.value]}", style=COLOURS[grade])

    def _quoted(self) -> str:
        text = " ".join((self.verdict.purchase.listing or "").split())
        return str(self.words["text_alone"]["quoted"].format(text=clipped(text, LONGEST_QUOTE)))

    def _missing(self) -> str:
        """What stands where nothing was read: a text does not state it, on a document it was not found."""
        return "-" if self.verdict.claim.document else str(self.words["chain"]["not_stated"])

    def _decision(self) -> str:
        return str(self.sheet[self.verdict.decision.value])

    def _reason(self, because: Finding | None) -> str:
        """Why a link has its grade: the code as words; in other languages than English the word of the grade."""
        if because is None:
            return ""
        in_words = self.language == "en" and because.grade is not Grade.NOT_APPLICABLE
        reason = short(because.code) if in_words else str(self.words["grades"][because.grade.value])
        return str(self.words["chain"]["unconfirmed"]).format(reason=reason) if because.lowered_by else reason

    def _tag(self, headline: Headline) -> str:
        tag = str(self.words["headlines"][headline.value]["tag"])
        return tag if self.language == "de" else tag.lower()

    def _indented(self, text: Text, by: int = 2) -> Padding:
        return Padding(text, (0, 0, 0, by), expand=False)

    @staticmethod
    def _table(*widths: int | None) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        for width in widths:
            table.add_column(width=width, overflow="fold", ratio=None if width else 1)
        return table

    # --- which findings ---------------------------------------------------------------------------------------------

    def _deciding(self) -> list[tuple[Finding, Sentences]]:
        headlines = (self.verdict.headline, *self.verdict.also)
        pairs = [pair for headline in headlines for pair in deciding(headline, self.told.findings)]
        kind = [pair for pair in self.told.findings if pair[0].check == "doc.type" and pair[0].grade is Grade.FAIL]
        return [*pairs, *kind]

    def _open_ones(self) -> list[tuple[Finding, Sentences]]:
        grades = (Grade.FAIL, Grade.WARN, Grade.UNDETERMINED)
        pairs = [pair for pair in self.told.findings if pair[0].grade in grades]
        return sorted(
            pairs, key=lambda pair: (grades.index(pair[0].grade), WEIGHTS.index(pair[0].weight), pair[0].check)
        )

    def _waits_for_the_document(self, finding: Finding) -> bool:
        """Whether a question is open only because a text, and no document, was given."""
        text_only = self.verdict.claim.document is None
        return text_only and finding.grade is Grade.UNDETERMINED and finding.group != ABOUT_THE_TEXT

    def _is_small(self, finding: Finding) -> bool:
        """Whether an open question is one that never decides, and not everything was asked for."""
        weak = finding.weight in {Weight.WEAK, Weight.INFO}
        return weak and finding.grade is Grade.UNDETERMINED and not self.everything

    def _said(self, finding: Finding) -> bool:
        """Whether another open question says the same, and not everything was asked for."""
        if self.everything or finding.grade is not Grade.UNDETERMINED:
            return False
        first = self.verdict.finding(SAME_AS.get(finding.check, ""))
        return first is not None and first.grade in {Grade.WARN, Grade.FAIL, Grade.UNDETERMINED}

    def _passed(self) -> list[tuple[Finding, Sentences]]:
        return [pair for pair in self.told.findings if pair[0].grade in {Grade.PASS, Grade.NOT_APPLICABLE}]


def in_ascii(text: str) -> str:
    """The text for a terminal without Unicode: our own signs by plain ones, other letters as question marks."""
    for sign, plain in ASCII_SIGNS.items():
        text = text.replace(sign, plain)
    return text.encode("ascii", "replace").decode()


def short(code: str) -> str:
    """A reason code as words: AB_MARK_WITHOUT_NUMBER is "mark without number"."""
    if code in SHORTER:
        return SHORTER[code]
    family = next((start for start in FAMILIES if code.startswith(start)), "")
    return code.removeprefix(family).replace("_", " ").lower()


def clipped(text: str, most: int = 160) -> str:
    """The text, cut at a word with an ellipsis when it is longer than a table cell can show."""
    return text if len(text) <= most else wrap(text, most - 4)[0] + " ..."

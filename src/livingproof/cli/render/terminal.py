"""A verdict in the terminal: 80 columns, a word beside every colour, the same in a pipe.

In short: headline, chain, the few things that matter with their next steps, whom to ask, until when the answer stands.
With `--all`: every finding, eight questions, document beside register beside need, whole messages, limits, and what such a
certificate never proves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from livingproof.catalogue.words import Sentences, fill, show, terms
from livingproof.cli.render.lines import folded
from livingproof.core.check import Finding
from livingproof.core.claim import DECIDING_FIELDS, Field
from livingproof.core.decision import waits
from livingproof.core.facts import Facts
from livingproof.core.terms import Axis, Grade, Headline
from livingproof.core.verdict import AxisGrade, Verdict
from livingproof.verify.chain import chain_of
from livingproof.verify.comparison import rows_of
from livingproof.verify.matters import leading_of, matters, not_given
from livingproof.verify.messages import Message, place
from livingproof.verify.render.facts import name_of, value_read
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
SAY_NOTHING = {Headline.NOT_THE_RIGHT_DOCUMENT, Headline.UNREADABLE}
"""Headlines beside which no other statement is made; --all shows what there is."""
NAME_WIDTH = 22
NARROW = 72
NARROW_NAME_WIDTH = 16
REASON_WIDTH = 20
LONGEST_NAME = 90
FIELD_WIDTH = {"en": 12, "de": 16, "zh": 10, "es": 16}
GRADE_WIDTH = {"en": 9, "de": 11, "zh": 8, "es": 13}
"""Columns of the comparison: the longest common word of each language."""

ASCII_SIGNS = {"·": "|", "“": '"', "”": '"', "–": "-", "✓": "+", "✗": "x", "…": "..."}
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
OPTIONS = {"seller": "--seller", "product": "--product", "site": "--site", "needs": "--need"}
LONGEST_QUOTE = 100
WIDEST = 100
"""Lines longer than this are hard to read, however wide the window is."""


class Sheet:
    """One verdict, ready to print on a console; `everything` shows all there is instead of what matters most.

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
        self.width = WIDEST

    def print_on(self, console: Console) -> None:
        """Print every part that has something to say, with a blank line between parts and no blanks at line ends.

        A line is wider than the console only where a single word is, such as the address of a register.
        """
        self.width = min(console.width, WIDEST)
        with console.capture() as captured:
            for part in (self._headline(), *self._body(), self._foot()):
                for line in part:
                    whole = isinstance(line, Text)
                    console.print(
                        line,
                        width=None if whole else self.width,
                        no_wrap=whole,
                        overflow="ignore" if whole else None,
                        crop=not whole,
                        highlight=False,
                    )
                console.print()
        text = "\n".join(line.rstrip() for line in captured.get().splitlines())
        unicode = (console.encoding or "ascii").lower().startswith("utf")
        console.file.write((text if unicode else in_ascii(text)) + "\n")

    def _body(self) -> Iterator[Iterable[RenderableType]]:
        says_something = self.everything or self.verdict.headline not in SAY_NOTHING
        if self.verdict.headline is Headline.UNREADABLE and any(field for _, field in self.verdict.claim.read_fields()):
            yield self._section("read", [self._read()])
        if says_something:
            yield self._section("chain", [self._chain()])
        yield from self._whole() if self.everything else self._short()

    def _short(self) -> Iterator[Iterable[RenderableType]]:
        """What matters, and whom to ask."""
        shown, others = matters(self.verdict, self.told.findings)
        if shown:
            lines = [line for pair in shown for line in self._opened(*pair)]
            lines += self._told(fill(self.sheet["more_points"], count=others), style="dim") if others else []
            yield self._section("matters", lines)
        if self.told.messages:
            lines = [line for message in self.told.messages for line in self._ready(message)]
            yield self._section("next", [*lines, *self._waiting()])

    def _waiting(self) -> Iterable[RenderableType]:
        """That some checks wait for what a person may be told; of a text alone the certificate is asked for first."""
        count = sum(waits(finding) for finding in self.verdict.findings)
        if self.verdict.claim.document is None or not count:
            return ()
        return self._told(fill(self.sheet["waiting"], count=count), style="dim")

    def _whole(self) -> Iterator[Iterable[RenderableType]]:
        """Every finding, the eight questions, the sides side by side and the messages."""
        yield self._section("axes", [self._axes()])
        leading = leading_of(self.verdict, self.told.findings)
        if leading:
            yield self._section("decides", [line for pair in leading for line in self._opened(*pair, whole=True)])
        noted = sorted((pair for pair in self.told.findings if self._is_open(pair[0])), key=lambda pair: place(pair[0]))
        if len(noted) > len(leading):
            pairs = [pair for pair in noted if pair not in leading]
            yield self._section("noted", [line for pair in pairs for line in self._opened(*pair, whole=True)])
        passed = [pair for pair in self.told.findings if not self._is_open(pair[0])]
        yield self._section("passed", [line for pair in passed for line in self._line(*pair)])
        yield self._section("compared", [self._compared()])
        if self.told.messages:
            yield self._section("next", [line for message in self.told.messages for line in self._message(message)])

    # --- parts ----------------------------------------------------------------------------------------------------

    def _headline(self) -> list[Text]:
        tone = TONES[self.words["headlines"][self.verdict.headline.value]["tone"]]
        decided = self.words["page"]["decided"].format(decision=self._decision(), line=self.told.decision)
        lines = [
            Text(self.file or self._quoted(), style="dim"),
            Text(f"{MARKS[tone]} {self.told.tag.upper()}", style=f"bold {COLOURS[tone]}"),
            *self._told(self.told.headline, 2),
            *self._told(decided, 2, style="bold"),
        ]
        for also in self.verdict.also:
            lines += self._told(self.sheet["also"].format(headline=self._tag(also)), 2)
        about = self.sheet["about"].format(
            as_of=self.verdict.as_of, policy=self.verdict.policy, catalogue=self.verdict.catalogue
        )
        return [*lines, *self._told(about, 2, style="dim"), *self._told(self._not_given(), 2, style="dim")]

    def _not_given(self) -> str:
        """Which parts of the purchase were not said, with the options that say them."""
        missing = not_given(self.verdict)
        if not missing or self.verdict.headline in SAY_NOTHING:
            return ""
        between = self.words["values"]["between"]
        parts = between.join(self.words["purchase"][name] for name in missing)
        options = ", ".join(OPTIONS[name] for name in missing)
        return str(self.sheet["not_given"].format(parts=parts, options=options))

    def _chain(self) -> Table:
        table = self._table(self._name_width(), None, REASON_WIDTH)
        for link in chain_of(self.verdict, self.facts, self.language):
            table.add_row(
                self._graded(link.grade, self.words["chain"][link.link]),
                clipped(link.name, LONGEST_NAME) or self._missing(),
                Text(self._reason(link.because), style=COLOURS[link.grade]),
            )
        return table

    def _read(self) -> Table:
        table = self._table(self._name_width(), None, 12)
        weak = self.verdict.axes[Axis.READ].because
        for name in DECIDING_FIELDS:
            field: Field[object] = getattr(self.verdict.claim, name)
            word = self.words["surenesses"]["missing" if not field else "weak" if name in weak else "sure"]
            grade = Grade.UNDETERMINED if name in weak else Grade.PASS
            shown = clipped(value_read(field)) if field else "-"
            table.add_row(self._graded(grade, self.words["fields"][name]), shown, Text(word, style=COLOURS[grade]))
        return table

    def _axes(self) -> Table:
        table = self._table(self._name_width(), None, GRADE_WIDTH[self.language] + 5)
        for axis, grade in self.verdict.axes.items():
            words = self.words["axes"][axis.value]
            table.add_row(self._graded(grade.grade, words["name"]), words["question"], self._axis_word(axis, grade))
        return table

    def _axis_word(self, axis: Axis, grade: AxisGrade) -> Text:
        word = self.words["grades"][grade.grade.value]
        if axis is Axis.GENUINE and grade.evidence:
            word = f"{word} ({grade.evidence.value})"
        return Text(word, style=COLOURS[grade.grade])

    def _opened(self, finding: Finding, sentences: Sentences, *, whole: bool = False) -> list[Text]:
        """A finding with what else it may mean and the next step; an open question needs no excuse in the short form."""
        repeated = not whole and sentences.text == self.told.headline
        lines = [self._head(finding), *([] if repeated else self._told(sentences.text, 4))]
        if sentences.innocent and (whole or finding.grade is not Grade.UNDETERMINED):
            lines += self._told(self.sheet["innocent"].format(innocent=sentences.innocent), 4)
        if sentences.next:
            lines += self._told(self.sheet["next"].format(next=sentences.next), 4)
        return [*lines, *self._ways(finding)] if whole else lines

    def _ways(self, finding: Finding) -> Iterator[Text]:
        """How each of several papers is verified, a line for each."""
        ways = finding.facts.get("verify")
        if isinstance(ways, tuple):
            yield from self._told(f"{name_of('verify', self.language)}{self.words['values']['colon']}".rstrip(), 4)
            for way in ways:
                yield from self._told(show(way, self.language), 6)

    def _line(self, finding: Finding, sentences: Sentences) -> list[Text]:
        return [self._head(finding, code=False), *self._told(sentences.text, 4)]

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
            table.add_row(name, *sides, word)
        return table

    def _ready(self, message: Message) -> list[Text]:
        """Whom to ask, where, and how many questions are ready."""
        asked = self.sheet["ask_whom"].format(recipient=self.words["recipients"][message.to], where=message.where)
        return [*self._told(asked), *self._told(fill(self.sheet["ready"], count=len(message.asks)), 2, style="dim")]

    def _message(self, message: Message) -> list[Text]:
        asked = self.sheet["ask_whom"].format(recipient=self.words["recipients"][message.to], where=message.where)
        subject = self.sheet["subject"].format(subject=message.subject)
        return [*self._told(asked, style="bold"), *self._told(f"{subject}\n\n{message.message}", 2), Text("")]

    def _foot(self) -> list[Text]:
        if not self.everything:
            grades = Counter(finding.grade.value for finding, _ in self.told.findings)
            names = {"pass": "passed", "fail": "against", "warn": "noted", "undetermined": "open"}
            counts = {name: grades[grade] for grade, name in names.items()} | {"other": grades["not_applicable"]}
            short = [self.told.limits[1], fill(self.sheet["counts"], **counts), self.sheet["hint"]]
            short = short[-1:] if self.verdict.headline in SAY_NOTHING else short
            return [line for said in short for line in self._told(said, style="dim")]
        lines = [Text(self.sheet["limits"], style="bold")]
        lines += [line for limit in self.told.limits for line in self._told(limit, 2)]
        if self.told.does_not_prove:
            lines.append(Text(self.sheet["not_proven"], style="bold"))
        for row in self.told.does_not_prove:
            lines += self._told(self.sheet["instead"].format_map(row), 2)
        return lines

    # --- small parts ------------------------------------------------------------------------------------------------

    def _section(self, name: str, content: Iterable[RenderableType]) -> Iterator[RenderableType]:
        yield Text(self.words["sections"][name], style="bold")
        for part in content:
            yield _indented(part) if isinstance(part, Text) else Padding(part, (0, 0, 0, 2), expand=False)

    def _told(self, said: str, by: int = 0, *, style: str = "") -> list[Text]:
        """The words in lines, indented; a section puts two columns more before them."""
        width = self.width - by - 2
        return [Text(" " * by + line if line else "", style=style) for line in folded(said, width)] if said else []

    def _head(self, finding: Finding, *, code: bool = True) -> Text:
        line = self._graded(finding.grade, f"{finding.check}  ")
        if code:
            line.append(finding.code, style="dim")
        page = finding.facts.get("page")
        return line.append(f"  {self.sheet['page'].format(page=page)}", style="dim") if page and code else line

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

    def _name_width(self) -> int:
        """Columns of the first row of names; narrower on a narrow terminal."""
        return NAME_WIDTH if self.width >= NARROW else NARROW_NAME_WIDTH

    @staticmethod
    def _is_open(finding: Finding) -> bool:
        return finding.grade in {Grade.FAIL, Grade.WARN, Grade.UNDETERMINED}

    @staticmethod
    def _table(*widths: int | None) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        for width in widths:
            table.add_column(width=width, overflow="fold", ratio=None if width else 1)
        return table


def _indented(line: Text) -> Text:
    """The line two columns further in; an empty one stays empty."""
    return Text("  ").append_text(line) if line.plain else line


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

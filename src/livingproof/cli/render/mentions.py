"""The mentions of a text in the terminal: words, what is meant, how it is said, what to look at; 80 columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import category

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from livingproof.catalogue.words import fill, terms
from livingproof.cli.render.terminal import WIDEST, clipped, in_ascii
from livingproof.core.facts import Facts
from livingproof.core.mention import Mention, Stance, Topic
from livingproof.verify.render.mentioned import notes_of, what_of

COLOURS = {Stance.HELD: "green", Stance.PLANNED: "yellow", Stance.DENIED: "yellow", Stance.ENDED: "yellow"}
AROUND = 60
"""Characters of the text shown on either side of its mentions."""

Shown = tuple[str, str, tuple[Mention, ...]]


class MentionSheet:
    """What texts say, ready to print."""

    def __init__(self, facts: Facts, language: str = "en") -> None:
        self.facts = facts
        self.words = terms(language)
        self.phrases = self.words["claims"]

    def print_on(self, console: Console, shown: Sequence[Shown]) -> None:
        """Print each text with its mentions, then what they are worth, without blanks at line ends."""
        with console.capture() as captured:
            for part in (*(line for one in shown for line in self._text(*one)), *self._foot(shown)):
                console.print(part, width=min(console.width, WIDEST), highlight=False)
        text = "\n".join(line.rstrip() for line in captured.get().splitlines())
        known = (console.encoding or "ascii").lower().startswith("utf")
        console.file.write((text if known else in_ascii(text)) + "\n")

    def _text(self, place: str, text: str, mentions: tuple[Mention, ...]) -> Iterator[RenderableType]:
        if place:
            yield Text(visible(place), style="dim")
        if mentions:
            yield Padding(self._marked(text, mentions), (0, 0, 1, 2))
            yield Padding(self._table(mentions), (0, 0, 1, 2))

    def _marked(self, text: str, mentions: tuple[Mention, ...]) -> Text:
        """The text with its mentions in brackets; far stretches without any are left out."""
        line, reached = Text(), 0
        for mention in mentions:
            if mention.start < reached:
                continue
            line.append(shortened(text[reached : mention.start], begins=reached == 0))
            line.append(f"[{visible(mention.text)}]", style=f"bold {COLOURS.get(mention.stance, 'cyan')}")
            reached = mention.end
        return line.append(shortened(text[reached:], ends=True))

    def _table(self, mentions: tuple[Mention, ...]) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        for width in (22, 18, 12, None):
            table.add_column(width=width, overflow="fold", ratio=None if width else 1)
        table.add_row(*(Text(self.phrases[head], style="dim") for head in ("words", "what", "stance", "notes")))
        for mention in mentions:
            stance = Text(self.words["stances"][mention.stance.value], style=COLOURS.get(mention.stance, "cyan"))
            table.add_row(
                Text(clipped(visible(mention.text), 60)),
                Text(what_of(mention, self.facts, self.words)),
                stance,
                Text(visible("; ".join(notes_of(mention, self.facts, self.words)))),
            )
        return table

    def _foot(self, shown: Sequence[Shown]) -> Iterator[RenderableType]:
        mentions = [mention for _, _, found in shown for mention in found]
        yield Text(self._summary(mentions), style="bold")
        lines = [self.phrases["proves"], self.phrases["next"]] if mentions else [self.phrases["nothing_next"]]
        yield Group(*(Padding(Text(line), (0, 0, 0, 2)) for line in lines))

    def _summary(self, mentions: Sequence[Mention]) -> str:
        held = [mention for mention in mentions if mention.stance is Stance.HELD]
        standards = dict.fromkeys(
            what_of(mention, self.facts, self.words) for mention in held if mention.topic is Topic.STANDARD
        )
        if not mentions:
            return str(self.phrases["nothing"])
        if standards:
            return str(self.phrases["held"]).format(standards=", ".join(standards))
        return fill(self.phrases["none_held"], count=len(mentions))


def shortened(text: str, *, begins: bool = False, ends: bool = False) -> str:
    """A stretch of text on one line, with its middle left out when it is long; only its end or beginning at the edges."""
    flat = re.sub(r"\s+", " ", visible(text))
    if begins:
        return flat if len(flat) <= AROUND else "... " + flat[-AROUND:]
    if ends:
        return flat if len(flat) <= AROUND else flat[:AROUND] + " ..."
    return flat if len(flat) <= 2 * AROUND else f"{flat[:AROUND]} ... {flat[-AROUND:]}"


def visible(text: str) -> str:
    """The text without characters that steer a terminal or turn the direction of writing; each becomes a space."""
    return "".join(
        " " if category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} else character for character in text
    )

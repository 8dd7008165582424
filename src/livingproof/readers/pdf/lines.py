"""From characters to segments: runs in the order of the file, joined along rows, cut at wide gaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot
from statistics import median

from livingproof.core.claim import Box
from livingproof.core.terms import Source
from livingproof.readers.page import Segment
from livingproof.readers.pdf.characters import Character, Characters

_WORD_GAP = 0.22  # of the print size: a gap without a space character that still separates words
_CUT = 1.1  # of the print size: a gap that separates columns, or a label from its value
_OVERLAP = -0.6  # of the print size: a step back that is more than kerning
_SAME_ROW = 0.45  # of the smaller height: distance of the middles of two runs on one line
_LETTERSPACED = 0.8  # share of one-letter words from which a run is taken as letterspaced
_FEW = 4
_REACH = 2.0  # of the print size: how far the next letter of oblique writing may stand


@dataclass(slots=True)
class _Run:
    """Characters that follow each other on one line; grows while it is built."""

    characters: list[Character]
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: int
    gaps: list[bool]

    def add(self, character: Character, apart: bool, bold: bool) -> None:  # noqa: FBT001 - flags of the character
        """Take the next character; `apart` says that a word begins with it."""
        self.characters.append(character)
        self.gaps.append(apart)
        self.bold += bold
        self.right = max(self.right, character.right)
        self.top, self.bottom = min(self.top, character.top), max(self.bottom, character.bottom)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


def segments(page: Characters, number: int) -> tuple[Segment, ...]:
    """The segments of a page in reading order of rows: from top to bottom, in a row from left to right."""
    rows = _rows(_runs(page))
    joined = (run for row in rows for run in _joined(row))
    return tuple(_segment(run, number) for run in joined)


def oblique(page: Characters, number: int) -> tuple[Segment, ...]:
    """Writing that does not run with the page, character after character; what repeats is given once."""
    runs: list[list[Character]] = []
    for character in page.oblique:
        last = runs[-1][-1] if runs else None
        size = page.styles[character.style].size
        if last is not None and _middle_distance(last, character) < _REACH * size:
            runs[-1].append(character)
        else:
            runs.append([character])
    found: dict[str, Segment] = {}
    for run in runs:
        text = _whole("".join((" " if item.spaced else "") + item.text for item in run).strip())
        lefts, tops, rights, bottoms = zip(*(item[1:5] for item in run), strict=True)
        box: Box = (min(lefts), min(tops), max(rights), max(bottoms))
        found.setdefault(text, Segment(text, box, page.styles[run[0].style].size, Source.TEXT_LAYER, 1.0, number))
    return tuple(found.values())


def _middle_distance(one: Character, other: Character) -> float:
    across = (one.left + one.right - other.left - other.right) / 2
    down = (one.top + one.bottom - other.top - other.bottom) / 2
    return hypot(across, down)


def _runs(page: Characters) -> Iterator[_Run]:
    run: _Run | None = None
    for character in page.items:
        _, left, top, right, bottom, spaced, number = character
        _, print_size, bold, *_ = page.styles[number]
        if run is not None:
            size = max(run.size, print_size)
            gap = left - run.right
            lower = min(run.bottom - run.top, bottom - top)
            tied = character[1:5] == run.characters[-1][1:5]  # the letters of a ligature share one box
            if (tied or _OVERLAP * size < gap < _CUT * size) and abs(
                top + bottom - run.top - run.bottom
            ) < _SAME_ROW * 2 * lower:
                run.add(character, spaced or gap > _WORD_GAP * run.size, bold)
                continue
            yield run
        run = _Run([character], left, top, right, bottom, print_size, int(bold), [False])
    if run is not None:
        yield run


def _rows(runs: Iterable[_Run]) -> list[list[_Run]]:
    """Runs whose middles lie on one level, from top to bottom."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.left)):
        row = next((row for row in reversed(rows[-3:]) if _same_level(row[-1], run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return rows


def _same_level(one: _Run, other: _Run) -> bool:
    return abs(one.middle - other.middle) < _SAME_ROW * min(one.height, other.height)


def _joined(row: list[_Run]) -> Iterator[_Run]:
    """The runs of a row from left to right; neighbours without a wide gap are one, a run struck twice counts once."""
    current: _Run | None = None
    for run in sorted(row, key=lambda run: run.left):
        if current is None:
            current = run
        elif _struck_twice(current, run):
            continue
        elif _OVERLAP * max(current.size, run.size) < run.left - current.right < _CUT * max(current.size, run.size):
            _absorb(current, run)
        else:
            yield current
            current = run
    if current is not None:
        yield current


def _struck_twice(one: _Run, other: _Run) -> bool:
    """The same letters in almost the same place: a shadow or a bold face made by printing twice."""
    near = abs(one.left - other.left) < one.size / 2 and abs(one.right - other.right) < one.size / 2
    return near and [c.text for c in one.characters] == [c.text for c in other.characters]


def _absorb(run: _Run, other: _Run) -> None:
    first = other.characters[0]
    run.gaps.append(first.spaced or first.left - run.right > _WORD_GAP * run.size)
    run.gaps.extend(other.gaps[1:])
    run.characters.extend(other.characters)
    run.left, run.top = min(run.left, other.left), min(run.top, other.top)
    run.right, run.bottom = max(run.right, other.right), max(run.bottom, other.bottom)
    run.bold += other.bold
    run.size = max(run.size, other.size)


def _segment(run: _Run, number: int) -> Segment:
    gaps = _word_gaps(run)
    text = "".join((" " if gap else "") + character.text for gap, character in zip(gaps, run.characters, strict=True))
    box: Box = (run.left, run.top, run.right, run.bottom)
    bold = run.bold * 2 > len(run.characters)
    return Segment(_whole(text.strip()), box, run.size, Source.TEXT_LAYER, 1.0, number, bold)


def _word_gaps(run: _Run) -> list[bool]:
    """Where words begin; in letterspaced print ("C E R T I F I C A T E") only where the gap is wider than the others."""
    words = 1 + sum(run.gaps)
    if len(run.characters) < _FEW or words < _LETTERSPACED * len(run.characters):
        return run.gaps
    steps = [later.left - earlier.right for earlier, later in zip(run.characters, run.characters[1:], strict=False)]
    usual = median(steps)
    return [False, *(step > usual + run.size / 4 for step in steps)]


def _whole(text: str) -> str:
    """Pairs of surrogates, which pdfium gives one by one, joined to the character that they mean."""
    return (
        text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if any("\ud800" <= c <= "\udfff" for c in text)
        else text
    )

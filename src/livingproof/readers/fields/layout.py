"""A page as lines with neighbours: what stands right of, above and below a run of text."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from livingproof.catalogue.labels import LabelTable, Role
from livingproof.core.claim import Box
from livingproof.core.terms import Source
from livingproof.readers.fields.alphabets import in_its_alphabet
from livingproof.readers.fields.dates import Dated, find_dates
from livingproof.readers.fields.labelling import Hit, find_labels, find_misread_label, only_separators
from livingproof.readers.page import Page, Segment

_JOIN_WINDOW = 40
_STANDING = 2.2  # a box this much taller than wide holds turned text
_SAME_ROW = 0.55
_NEXT_LINE = 2.1
_YEAR = re.compile(r"(?:19|20|25)\d{2}(?:\.|\s?г\.?|\s?р\.?)?")
_WATERMARK, _SHORT = 5, 14
_ARTICLE = 3  # letters: a whole label at the end of a line takes no article from the next one
_FORM_IN_DIGITS = re.compile(
    r"(?<!\w)(?:d\.\s?[o0]\.\s?[o0]|s\.\s?r\.\s?0|z\s?[o0]\.\s?[o0])(?=\.|$|[\s,])", re.IGNORECASE
)
_RUNS_ON = frozenset(Role) - {Role.TITLE, Role.OFFICER, Role.NOTE, Role.PAGE, Role.SECTOR, Role.HOLDER, Role.STANDARD}


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text with the labels and dates in it. `index` is its place in the reading order of the sheet."""

    index: int
    text: str
    box: Box
    size: float
    bold: bool
    source: Source
    confidence: float
    page: int
    hits: tuple[Hit, ...] = ()
    dates: tuple[Dated, ...] = ()

    @property
    def middle(self) -> float:
        """The height of the line's middle on the page."""
        return (self.box[1] + self.box[3]) / 2

    @property
    def centre(self) -> float:
        """The middle between left and right."""
        return (self.box[0] + self.box[2]) / 2

    def first(self, *roles: Role) -> Hit | None:
        """The first label of these roles."""
        return next((hit for hit in self.hits if hit.has(*roles)), None)

    def leads_with(self, *roles: Role) -> bool:
        """Whether the line begins with a certain label of these roles."""
        return any(hit.leads and hit.certain and hit.has(*roles) for hit in self.hits)

    @property
    def only_labels(self) -> bool:
        """Whether nothing but labels stands in the line."""
        rest, place = [], 0
        for hit in self.hits:
            rest.append(self.text[place : hit.start])
            place = hit.end
        rest.append(self.text[place:])
        return bool(self.hits) and only_separators("".join(rest).strip("0123456789"))


def overlap(one: Box, other: Box) -> float:
    """The share of the narrower box's width that the other covers."""
    shared = min(one[2], other[2]) - max(one[0], other[0])
    return max(0.0, shared) / max(1.0, min(one[2] - one[0], other[2] - other[0]))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as lines in reading order, with the neighbours of each line found once."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    _below: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    _rows: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def usual_size(self) -> float:
        """The middle size of print among the lines."""
        sizes = sorted(line.size for line in self.lines if len(line.text) > 3)  # initials say nothing
        return sizes[len(sizes) // 2] if sizes else 10.0

    def share_of_height(self, line: Line) -> float:
        """Where the line stands between the first line (0) and the last line (1) of the sheet."""
        first, last = self.lines[0].middle, self.lines[-1].middle
        return (line.middle - first) / max(1.0, last - first)

    def right_of(self, line: Line) -> tuple[Line, ...]:
        """Lines on the same row further right, nearest first."""
        return tuple(self.lines[at] for at in self._rows[line.index] if self.lines[at].box[0] > line.centre)

    def left_of(self, line: Line) -> tuple[Line, ...]:
        """Lines on the same row further left, nearest first."""
        row = (self.lines[at] for at in reversed(self._rows[line.index]))
        return tuple(other for other in row if other.box[2] < line.centre)

    def below(self, line: Line) -> Iterator[Line]:
        """Lines further down that share a part of the width, nearest first."""
        return (self.lines[at] for at in self._below[line.index])

    def above(self, line: Line) -> tuple[Line, ...]:
        """Lines further up that share a part of the width, nearest first."""
        found = (other for other in self.lines[: line.index] if line.index in self._below[other.index])
        return tuple(sorted(found, key=lambda other: -other.middle))

    def next_line(self, line: Line) -> Line | None:
        """The line that continues this one in its column: directly below, in print of about the same size."""
        for other in self.below(line):
            pitch = other.middle - line.middle
            if pitch > _NEXT_LINE * max(line.size, other.size):
                return None
            return other
        return None


def lay_out(page: Page, table: LabelTable) -> Sheet:
    """The sheet of a page; turned text is left out."""
    page = in_its_alphabet(page, table)
    often = _repeated(page.segments)
    lying = (segment for segment in page.segments if _lies(segment) and segment.text.strip() not in often)
    segments = sorted(lying, key=lambda segment: ((segment.box[1] + segment.box[3]) / 2, segment.box[0]))
    lines = tuple(_line(at, segment, table) for at, segment in enumerate(segments))
    bare = Sheet(page.number, page.width, page.height, lines, _columns(lines), _neighbours(lines))
    joined = tuple(_with_wrapped(bare, _with_year_beside(bare, line, table), table) for line in lines)
    return Sheet(page.number, page.width, page.height, _tail_shared(joined), bare._below, bare._rows)  # noqa: SLF001 - its own kind


def relabelled(sheet: Sheet, table: LabelTable) -> Sheet:
    """The same sheet with the labels of another table."""
    segments = tuple(
        Segment(line.text, line.box, line.size, line.source, line.confidence, line.page, line.bold)
        for line in sheet.lines
    )
    return lay_out(Page(sheet.number, sheet.width, sheet.height, segments), table)


def _repeated(segments: Iterable[Segment]) -> frozenset[str]:
    """Short texts that stand on the page again and again: a watermark."""
    counts: dict[str, int] = {}
    for segment in segments:
        text = segment.text.strip()
        counts[text] = counts.get(text, 0) + 1
    return frozenset(
        text for text, count in counts.items() if count >= _WATERMARK and len(text) <= _SHORT and not text.isdigit()
    )


def _lies(segment: Segment) -> bool:
    width, height = segment.box[2] - segment.box[0], segment.box[3] - segment.box[1]
    return bool(segment.text.strip()) and not (
        height > _STANDING * width and len(segment.text.strip()) > 2
    )  # "A4" may stand tall


def _line(at: int, segment: Segment, table: LabelTable) -> Line:
    text = _FORM_IN_DIGITS.sub(lambda form: form.group().replace("0", "o"), segment.text.strip())
    return Line(
        index=at,
        text=text,
        box=segment.box,
        size=segment.size,
        bold=segment.bold,
        source=segment.source,
        confidence=segment.confidence,
        page=segment.page,
        hits=_labels(text, segment.source, table),
        dates=find_dates(text, table.months),
    )


def _labels(text: str, source: Source, table: LabelTable) -> tuple[Hit, ...]:
    hits = find_labels(text, table)
    if source is not Source.OCR or (hits and hits[0].leads and hits[0].closed):
        return hits
    misread = find_misread_label(text, table)
    if misread is None or any(hit.start < misread.end < hit.end for hit in hits):
        return hits
    return (misread, *(hit for hit in hits if hit.start >= misread.end))


def _columns(lines: tuple[Line, ...]) -> dict[int, tuple[int, ...]]:
    columns: dict[int, tuple[int, ...]] = {}
    for line in lines:
        left, right, floor = line.box[0], line.box[2], line.middle + 0.35 * line.size
        columns[line.index] = tuple(
            other.index
            for other in lines[line.index + 1 :]
            if other.box[0] < right and other.box[2] > left and other.middle > floor
        )
    return columns


def _neighbours(lines: tuple[Line, ...]) -> dict[int, tuple[int, ...]]:
    rows: dict[int, tuple[int, ...]] = {}
    middles = [line.middle for line in lines]
    reaches = [_SAME_ROW * (line.box[3] - line.box[1]) for line in lines]
    for at, (middle, reach) in enumerate(zip(middles, reaches, strict=True)):
        near = (
            other
            for other in _around(middles, at, 2 * reach)
            if abs(middles[other] - middle) < max(3.0, min(reach, reaches[other]))
        )
        rows[at] = tuple(sorted(near, key=lambda other: lines[other].box[0]))
    return rows


def _around(middles: Sequence[float], index: int, reach: float) -> Iterator[int]:
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(middles) and abs(middles[at] - middles[index]) <= reach:
            yield at
            at += step


def _with_year_beside(sheet: Sheet, line: Line, table: LabelTable) -> Line:
    """The line with the date that its last words make with a year that recognition set apart: "18. 5." and "2009"."""
    year = next(iter(sheet.right_of(line)), None) if not line.dates else None
    if year is None or not _YEAR.fullmatch(year.text) or year.box[0] - line.box[2] > 3 * line.size:
        return line
    seam = len(line.text)
    dates = find_dates(f"{line.text} {year.text}", table.months)
    torn = tuple(replace(dated, end=seam) for dated in dates if dated.start < seam < dated.end)
    return _replaced(line, dates=torn) if torn else line


def _with_wrapped(sheet: Sheet, line: Line, table: LabelTable) -> tuple[Line, Line | None]:
    """The line with what runs over its end into the next one, and the next one with what runs into it."""
    following = sheet.next_line(line)
    if following is None or overlap(line.box, following.box) < 0.3:  # a mere touch is another column
        return line, None
    head = line.text[-_JOIN_WINDOW:]
    joint = f"{head} {following.text[:_JOIN_WINDOW]}"
    offset, seam = len(line.text) - len(head), len(head)
    hits = [
        hit
        for hit in find_labels(joint, table, until=seam)
        if hit.start < seam - 1 and hit.end > seam + 2 and not hit.roles.isdisjoint(_RUNS_ON)
    ]
    dates = [dated for dated in find_dates(joint, table.months) if dated.start < seam - 1 and dated.end > seam + 2]
    inner = tuple(
        Hit(hit.roles, 0, min(hit.end - seam - 1, len(following.text)), hit.letters, leads=True, closed=True)
        for hit in hits
        if not _covered(hit, line.hits, -offset)
        and not _covered(hit, following.hits, seam + 1)
        and not (hit.end - seam - 1 <= _ARTICLE and any(one.end >= len(line.text) for one in line.hits))
    )
    outer = tuple(Dated(dated.start + offset, len(line.text), dated.readings, dated.printed) for dated in dates)
    changed = _replaced(line, dates=_merged(outer, line.dates)) if outer else line
    return changed, _replaced(following, hits=_without_overlap(inner, following.hits)) if inner else None


def _covered(hit: Hit, known: Iterable[Hit], shift: int) -> bool:
    """Whether a label that lies wholly in one of the two lines says it already: it is not a part of the wrapped one."""
    return any(
        other.start + shift < hit.end
        and hit.start < other.end + shift
        and not (
            hit.start <= other.start + shift and other.end + shift <= hit.end and len(other.letters) < len(hit.letters)
        )
        for other in known
    )


def _merged(extra: tuple[Dated, ...], known: tuple[Dated, ...]) -> tuple[Dated, ...]:
    kept = [dated for dated in known if all(dated.end <= new.start or dated.start >= new.end for new in extra)]
    return tuple(sorted((*kept, *extra), key=lambda dated: dated.start))


def _without_overlap(inner: tuple[Hit, ...], known: tuple[Hit, ...]) -> tuple[Hit, ...]:
    reach = max(hit.end for hit in inner)
    return inner + tuple(hit for hit in known if hit.start >= reach)


def _replaced(line: Line, *, hits: tuple[Hit, ...] | None = None, dates: tuple[Dated, ...] | None = None) -> Line:
    return Line(
        line.index, line.text, line.box, line.size, line.bold, line.source, line.confidence, line.page,
        line.hits if hits is None else hits, line.dates if dates is None else dates,
    )  # fmt: skip


def _tail_shared(joined: tuple[tuple[Line, Line | None], ...]) -> tuple[Line, ...]:
    lines = [changed for changed, _ in joined]
    for _, following in joined:
        if following is not None:
            lines[following.index] = _replaced(lines[following.index], hits=following.hits)
    return tuple(lines)

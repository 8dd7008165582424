"""Which date on a certificate is which: labels beside, above and in the sentence, then the rules that dates must keep."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.readers.fields.dates import Dated
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.labelling import Hit
from livingproof.readers.fields.layout import Line, Sheet, overlap

ROLES = (
    Role.FIRST,
    Role.DECIDED,
    Role.ISSUED,
    Role.VALID_FROM,
    Role.EXPIRES,
    Role.SURVEILLANCE,
    Role.PREVIOUS,
    Role.OTHER_DATE,
    Role.TERM,
)
_STRONG, _BESIDE, _ABOVE, _UNDER, _PLACE, _GUESS = 0.97, 0.95, 0.93, 0.72, 0.74, 0.55
_BEHIND, _VAGUE = 0.85, 0.7
_ATTACHED = 2  # letters between a day and its ending: "13-ig"
_NEAR = 45
_PASSING, _FINE_PRINT = 5, 90
_LISTED = 24  # letters between two days of one list
_CYCLES = (1, 2, 3)
_SLACK = timedelta(days=3)
_FULL_YEAR = re.compile(r"\d{4}|年|년")
_PLACE_BEFORE = re.compile(r"^[^\W\d_][^\d:]{1,28}[,;\s]\s*$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A date on a sheet with the role that its surroundings give it, and how strongly."""

    dated: Dated
    line: Line
    role: Role | None
    evidence: float
    how: str
    first: bool = False
    """Whether the label may as well mean the first certification ("date of certification")."""
    label: str = ""
    """The letters of the label."""


Timeline = Mapping[Role, tuple[Found[date], ...]]


def read_dates(sheets: Iterable[Sheet], table: LabelTable, usual: str | None = None) -> Timeline:
    """Candidates for each role of a date, likeliest first; ambiguous days are settled by the other dates where they can be.

    `usual` is the order of day and month that the body is known to print; the page's own dates go before it.
    """
    placed = [place for sheet in sheets for place in _placed(sheet, table)]
    placed = _settled(placed, usual)
    placed = _with_guesses(placed)
    placed.extend(_first_of_all(placed))
    timeline: dict[Role, list[Found[date]]] = {}
    for place in placed:
        if place.role is None:
            continue
        found = from_lines(place.dated.day, [place.line], place.evidence, place.how, place.dated.printed)
        timeline.setdefault(place.role, []).append(replace(found, readings=place.dated.readings, label=place.label))
    return {role: tuple(_distinct(best(found))) for role, found in timeline.items()}


def _distinct(found: list[Found[date]]) -> Iterator[Found[date]]:
    seen: set[date] = set()
    for candidate in found:
        if candidate.value not in seen:
            seen.add(candidate.value)
            yield candidate


def _placed(sheet: Sheet, table: LabelTable) -> Iterator[Placed]:
    for line in sheet.lines:
        previous: Placed | None = None
        for position, dated in enumerate(line.dates):
            current = (
                _next_due(line, dated, previous)
                or _range_end(line, dated, previous, table)
                or _role(sheet, line, dated, position)
            )
            yield current
            previous = current


def _next_due(line: Line, dated: Dated, previous: Placed | None) -> Placed | None:
    """The second day of "surveillance audits by 18. 5. 2025 and by 18. 5. 2026"."""
    if previous is None or previous.role is not Role.SURVEILLANCE or dated.day <= previous.dated.day:
        return None
    between = [hit for hit in _date_hits(line) if previous.dated.end <= hit.start and hit.end <= dated.start]
    named = any(len(hit.letters) > _PASSING and not hit.has(Role.SURVEILLANCE) for hit in between)
    if named or len(squeeze(line.text[previous.dated.end : dated.start])) > _LISTED:
        return None
    return Placed(dated, line, Role.SURVEILLANCE, previous.evidence - 0.03, "further day of a list")


def _range_end(line: Line, dated: Dated, previous: Placed | None, table: LabelTable) -> Placed | None:
    """The second date of "from A until B", of "A - B", or of a period."""
    if previous is None:
        return None
    between = line.text[previous.dated.end : dated.start]
    letters = squeeze(between)
    linked = (not letters and bool(between.strip())) or letters in table.range_words
    if linked and previous.role in {Role.VALID_FROM, Role.TERM, Role.ISSUED, None} and dated.day > previous.dated.day:
        return Placed(dated, line, Role.EXPIRES, max(0.8, previous.evidence), "end of a range")
    return None


def _role(sheet: Sheet, line: Line, dated: Dated, position: int) -> Placed:
    for find in (_in_line, _behind, _left, _over, _under, _after_place):
        role = find(sheet, line, dated, position)
        if role is not None:
            return role
    return Placed(dated, line, None, 0.0, "no label")


def _meaning(hit: Hit) -> Role:
    if hit.has(Role.ISSUED):
        return Role.ISSUED
    return next(role for role in ROLES if role in hit.roles)


def _date_hits(line: Line) -> list[Hit]:
    return [hit for hit in line.hits if hit.has(*ROLES)]


def _in_line(_: Sheet, line: Line, dated: Dated, position: int) -> Placed | None:
    start = line.dates[position - 1].end if position else 0
    before = [hit for hit in _date_hits(line) if start <= hit.start and hit.end <= dated.start]
    if not before:
        return None
    near = before[-1]
    gap = line.text[near.end : dated.start]
    if len(gap) > _NEAR or (len(squeeze(gap)) > 12 and near.closed is False and len(near.letters) < 8):
        return None
    passing = (
        not near.leads and len(near.letters) < _PASSING and len(line.text) > _FINE_PRINT
    )  # "do", "bis" in a sentence
    return _labelled(dated, line, near, _STRONG if len(gap) < 16 and not passing else 0.85, "label before")


def _behind(_: Sheet, line: Line, dated: Dated, __: int) -> Placed | None:
    """The role that words directly behind the last day of a line give it: "2027. szeptember 13-ig érvényes"."""
    if line.dates[-1] is not dated:
        return None
    hits = [
        hit for hit in _date_hits(line) if dated.end <= hit.start <= dated.end + _ATTACHED and hit.has(Role.EXPIRES)
    ]
    if not hits or line.text[hits[0].end :].lstrip()[:1] in {":", "："}:
        return None
    return Placed(dated, line, Role.EXPIRES, _BEHIND, "label behind")


def _ranged(line: Line, hit: Hit, dated: Dated) -> Role:
    role = _meaning(hit)
    if role is not Role.TERM:
        return role
    later = [other for other in line.dates if other.start > dated.start]
    return Role.VALID_FROM if later else Role.EXPIRES


def _labelled(dated: Dated, line: Line, hit: Hit, evidence: float, how: str) -> Placed:
    return Placed(dated, line, _ranged(line, hit, dated), evidence, how, first=hit.has(Role.FIRST), label=hit.letters)


def _left(sheet: Sheet, line: Line, dated: Dated, position: int) -> Placed | None:
    if position:
        return None
    for other in sheet.left_of(line)[:3]:
        wrapped = _wrapped(sheet, other)
        if wrapped:
            return _labelled(dated, line, wrapped, _BESIDE - 0.02, "label left, two lines")
        hits = [hit for hit in _date_hits(other) if hit.certain or other.only_labels]
        if hits and not _answered(other, hits[-1]):
            return _labelled(dated, line, hits[-1], _BESIDE, "label left")
        if other.dates or (other.hits and not other.only_labels):
            return None
    return None


def _wrapped(sheet: Sheet, line: Line) -> Hit | None:
    """The label of a narrow column that begins in this line and ends in the next one."""
    below = None if line.dates else sheet.next_line(line)
    if below is None or below.dates or abs(below.box[0] - line.box[0]) > line.size:
        return None
    return next((hit for hit in _date_hits(below)[:1] if hit.start == 0 and len(hit.letters) > hit.end + 2), None)


def _answered(line: Line, hit: Hit) -> bool:
    """Whether the label has its date in its own line already."""
    return any(dated.start >= hit.end for dated in line.dates)


def _over(sheet: Sheet, line: Line, dated: Dated, position: int) -> Placed | None:
    if position:
        return None
    vague: Placed | None = None
    for other in sheet.above(line)[:3]:
        distance = line.middle - other.middle
        if distance > 3.6 * max(line.size, other.size) or overlap(line.box, other.box) < 0.2:
            break
        hits = [hit for hit in _date_hits(other) if hit.certain or other.only_labels or hit.end > len(other.text) - 3]
        if hits and not _answered(other, hits[-1]):
            found = _labelled(dated, line, hits[-1], _ABOVE, "label above")
            if not _is_vague(other, hits[-1]):
                return found
            vague = vague or replace(found, evidence=_VAGUE)
            continue
        if other.dates or (other.hits and not other.only_labels):
            break
    return vague


def _is_vague(line: Line, hit: Hit) -> bool:
    """Whether only the last word of an unknown label is known: the "date" of "Expiring date"."""
    return not hit.leads and len(hit.letters) <= _PASSING and not any(other.leads for other in line.hits)


def _under(sheet: Sheet, line: Line, dated: Dated, position: int) -> Placed | None:
    if position or len(line.text) > len(dated.printed) + 25:
        return None
    other = next(iter(sheet.below(line)), None)
    if other is None or other.middle - line.middle > 2.2 * max(line.size, other.size) or other.dates:
        return None
    hits = [hit for hit in _date_hits(other) if hit.leads and hit.closed]
    return _labelled(dated, line, hits[0], _UNDER, "label under") if hits else None


def _after_place(_: Sheet, line: Line, dated: Dated, position: int) -> Placed | None:
    if (
        position == 0
        and _PLACE_BEFORE.match(line.text[: dated.start])
        and not line.hits
        and _FULL_YEAR.search(dated.printed)
    ):
        return Placed(dated, line, Role.ISSUED, _PLACE, "after a place")
    return None


def _settled(placed: list[Placed], usual: str | None) -> list[Placed]:
    """Ambiguous days resolved: by the order of day and month elsewhere on the page, then by cycles between the dates."""
    settled = [place.dated for place in placed if len(place.dated.readings) == 1]
    order = {found for dated in settled if (found := _order(dated))}
    if len(order) == 1:
        return [_narrowed(place, next(iter(order))) for place in placed]
    if not order and usual:
        return [_narrowed(place, usual) for place in placed]
    certain = {place.dated.day for place in placed if len(place.dated.readings) == 1}
    return [_by_cycle(place, placed, certain) for place in placed]


def _order(dated: Dated) -> str | None:
    match = re.match(r"\D*(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{2,4})", dated.printed)
    other_calendar = match is not None and int(match[3][-2:]) != dated.day.year % 100
    if match is None or other_calendar:
        return None
    return "day first" if int(match[1]) == dated.day.day else "month first"


def _narrowed(place: Placed, order: str) -> Placed:
    fitting = tuple(
        day for day in place.dated.readings if _order(replace(place.dated, readings=(day,))) in {order, None}
    )
    return replace(place, dated=replace(place.dated, readings=fitting)) if fitting else place


def _by_cycle(place: Placed, placed: list[Placed], certain: set[date]) -> Placed:
    if len(place.dated.readings) == 1:
        return place
    others = certain or {day for other in placed if other is not place for day in other.dated.readings}
    fitting = [
        day for day in place.dated.readings if any(is_cycle(day, other) or is_cycle(other, day) for other in others)
    ]
    if len(fitting) != 1:
        return place
    if certain:
        return replace(place, dated=replace(place.dated, readings=tuple(fitting)))
    rest = tuple(day for day in place.dated.readings if day not in fitting)
    return replace(place, dated=replace(place.dated, readings=(*fitting, *rest)))


def _with_cycle_start(placed: list[Placed]) -> list[Placed]:
    """Where no issue is labelled, the first certification that begins the present cycle is the issue too."""
    if any(place.role in {Role.ISSUED, Role.VALID_FROM, Role.DECIDED} for place in placed):
        return placed
    ends = [place.dated.day for place in placed if place.role is Role.EXPIRES]
    starts = [
        place for place in placed if place.role is Role.FIRST and any(is_cycle(place.dated.day, end) for end in ends)
    ]
    return placed + [replace(place, role=Role.ISSUED, evidence=0.7, how="start of the cycle") for place in starts[:1]]


def is_cycle(start: date, end: date) -> bool:
    """Whether the end is one, two or three years after the start, give or take three days."""
    for years in _CYCLES:
        try:
            anniversary = start.replace(year=start.year + years)
        except ValueError:
            anniversary = start.replace(year=start.year + years, day=28)
        if abs(anniversary - end) <= _SLACK:
            return True
    return False


def _first_of_all(placed: list[Placed]) -> list[Placed]:
    """The first certification where no label names it: the earlier of two issues, or the day under "date of certification"."""
    if any(place.role is Role.FIRST for place in placed):
        return []
    issues = [place for place in placed if place.role is Role.ISSUED and place.how.startswith("label")]
    if len({place.dated.day for place in issues}) > 1:
        return [
            replace(
                min(issues, key=lambda place: place.dated.day),
                role=Role.FIRST,
                evidence=_GUESS,
                how="earlier of two issues",
            )
        ]
    return [
        replace(place, role=Role.FIRST, evidence=_GUESS, how="date of certification") for place in issues if place.first
    ][:1]


def _with_guesses(placed: list[Placed]) -> list[Placed]:
    """Dates without a label that complete the picture: a cycle's end, or the only other date."""
    placed = _with_cycle_start(placed)
    known = {place.role for place in placed}
    free = [place for place in placed if place.role is None]
    starts = {place.dated.day for place in placed if place.role in {Role.ISSUED, Role.VALID_FROM, Role.DECIDED}}
    guessed: dict[int, Placed] = {}
    if Role.EXPIRES not in known:
        ends = [
            place
            for place in free
            if any(is_cycle(day, place.dated.day) for day in starts or {other.dated.day for other in free})
        ]
        if ends:
            end = max(ends, key=lambda place: place.dated.day)
            guessed[id(end)] = replace(end, role=Role.EXPIRES, evidence=_GUESS + 0.15, how="end of a cycle")
    if not known & {Role.ISSUED, Role.VALID_FROM, Role.DECIDED}:
        ends_on = max(
            (place.dated.day for place in [*placed, *guessed.values()] if place.role is Role.EXPIRES), default=None
        )
        early = [place for place in free if id(place) not in guessed and (ends_on is None or place.dated.day < ends_on)]
        if early:
            issue = max(
                early,
                key=lambda place: (
                    ends_on is not None and is_cycle(place.dated.day, ends_on),
                    place.line.size,
                    place.dated.day,
                ),
            )
            guessed[id(issue)] = replace(issue, role=Role.ISSUED, evidence=_GUESS, how="only date left")
    return [guessed.get(id(place), place) for place in placed]

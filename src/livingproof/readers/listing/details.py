"""The body, number and dates that stand beside a certification in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from livingproof.readers.fields.dates import find_dates
from livingproof.readers.fields.names import find_names
from livingproof.readers.listing.book import Cues, Labels

REACH = 200
"""Details stand at most so many characters behind what they belong to, and before the next standard."""
REACH_LABEL = 30
REACH_LINK = 32
REACH_BACK = 15
"""A body named before what it certifies stands directly before it."""
REACH_NAME = 70
_SHORTEST = 4
_SAID = 9
"""Links of so many letters say that something is certified or issued, shorter ones ("by") do not."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SPACED = r"(?:\d{2,3}(?: \d{3,8}){1,3}(?:[\-/]\d{1,6}| [A-Z]{2,4})?|(?!ISO|IEC|EN |BS )[A-Z]{2,4} \d{4,8})(?![\w/\-])"
"""Numbers in groups: "12 100 62504 TMS", "FM 404040"."""
_VALUE = re.compile(
    rf"[\s.:：#№()=°]{{0,4}}(?:is\s)?(?P<value>{_SPACED}|[A-Z0-9][A-Z0-9/\-._]{{2,30}}[A-Z0-9])(?![a-z])"
)
_IN_BRACKETS = re.compile(
    r"[^()\n]{0,24}[(\[（]\s?(?:no\.?\s?|nr\.?\s?|№\s?)?(?P<value>[A-Z0-9][A-Z0-9/\-._]{4,30}[A-Z0-9])\s?[,;)\]）]"
)
_CODE_IN_BRACKETS = re.compile(
    r"[^()\n]{0,40}[(\[（][^()\n]{0,40}?(?<![\w/])(?P<value>[A-Z][A-Z0-9/\-.]*\d{5}[A-Z0-9/\-.]*)(?=\s?[,;)\]）])"
)
"""A code of capitals and five digits within the brackets behind: "(SGS, certificate CN12/30456, valid ...)"."""
_BRACKETED_UP_TO = frozenset(")）,，;")
_YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)?\d\d)?")
_YEAR_ALONE = re.compile(
    r"(?<![A-Za-z0-9_./\-])(?:(?:19|20)\d\d\s?[\-–—]\s?|(?:0?[1-9]|1[0-2])[./])?(?P<year>(?:19|20)\d\d)"
    r"(?:[\-./](?:0[1-9]|1[0-2]))?(?!\s?[年년]\s?\d|[A-Za-z0-9_]|[./\-–—]\w)"
)
"""A year without a day, the second of "2025-2028"."""
_MONTH_BEFORE = re.compile(r"[^\W\d_]{3,10}\.?\s$")
_NAME = re.compile(r"\s?(?:the\s|der\s|dem\s|la\s|el\s)?(?P<name>(?:[A-ZÀ-ÞА-Я][\w&.\-]{0,30}\s?){1,5})")
_HAS_DATE = re.compile(r"(?:19|20)\d\d|\d[./-]\d")


@dataclass(frozen=True, slots=True)
class Details:
    """What is said beside a certification; None where nothing is."""

    body: str | None = None
    body_as_printed: str | None = None
    number: str | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    expires_year: int | None = None


def details_of(
    text: str, folded: str, start: int, end: int, bounds: tuple[int, int], labels: Labels, cues: Cues
) -> Details:
    """The details around the list from `start` to `end`; `bounds` are those of the things before and behind it."""
    low, high = bounds
    high = min(high, end + REACH)
    blank = _BLANK_LINE.search(text, end, high)
    high = blank.start() if blank else high
    body, printed = _body(text, folded, (start, end), (low, high), labels, cues)
    issued, expires = _dates(text[end:high], folded[end:high], labels)
    year = None if expires else _last_year(text[end:high], folded[end:high], labels)
    return Details(body, printed, _number(text, folded, (start, end), (low, high), labels), issued, expires, year)


def _number(text: str, folded: str, span: tuple[int, int], bounds: tuple[int, int], labels: Labels) -> str | None:
    for label in (
        *labels.number.finditer(folded, span[1], bounds[1]),
        *labels.number.finditer(folded, max(bounds[0], span[0] - REACH_LABEL), span[0]),
    ):
        value = _VALUE.match(text, label.end(), bounds[1])
        if value and _is_number(value["value"]) and not span[0] <= value.start("value") < span[1]:
            return value["value"]
    found = (form.match(text, span[1], bounds[1]) for form in (_IN_BRACKETS, _CODE_IN_BRACKETS))
    values = [value["value"] for value in found if value and _is_number(value["value"])]
    return next((value for value in values if re.search(r"[A-Z]|\d{6}", value)), None)


def _is_number(value: str) -> bool:
    return (
        len(value) >= _SHORTEST
        and any(map(str.isdigit, value))
        and not _YEAR.fullmatch(value)
        and not re.match(r"(?:ISO|IATF|EN|TS|AS|GB|GB/T|IEC|OHSAS|BS|DIN|JIS|GOST)[ \-/]?\d", value)
    )


def _dates(text: str, folded: str, labels: Labels) -> tuple[date | None, date | None]:
    issued = expires = None
    for dated in find_dates(text, labels.months) if _HAS_DATE.search(text) else ():
        before = folded[max(0, dated.start - REACH_LABEL) : dated.start]
        if labels.expires.search(before):
            expires = expires or dated.day
        elif labels.issued.search(before):
            issued = issued or dated.day
    return issued, expires


def _last_year(text: str, folded: str, labels: Labels) -> int | None:
    """The year of "valid until 2031" or "valid until May 2031", where no day stands beside it."""
    for year in _YEAR_ALONE.finditer(text):
        before = folded[max(0, year.start() - REACH_LABEL) : year.start()]
        if labels.expires.search(before) or labels.expires.search(_MONTH_BEFORE.sub("", before)):
            return int(year["year"])
    return None


def _body(
    text: str, folded: str, span: tuple[int, int], bounds: tuple[int, int], labels: Labels, cues: Cues
) -> tuple[str | None, str | None]:
    for low, high in ((span[1], bounds[1]), (bounds[0], span[0])):
        for link in labels.certified_by.finditer(folded, low, high):
            said = len(link.group()) >= _SAID
            if said or _links(folded, link, span, cues):
                named = _named(text, link.end(), min(high, link.end() + REACH_NAME), labels, said=said)
                if named and (low >= span[1] or span[0] - named[2] <= REACH_BACK):
                    return named[0], named[1]
    return _beside(text, folded, span, bounds, labels, cues)


def _links(folded: str, link: re.Match[str], span: tuple[int, int], cues: Cues) -> bool:
    """Whether a mere "by" stands soon behind a certification."""
    since = max(span[1] if link.start() >= span[1] else 0, link.start() - REACH_LINK)
    return 0 <= link.start() - span[1] <= REACH_LINK or bool(cues.certified.search(folded, since, link.start()))


def _named(text: str, start: int, end: int, labels: Labels, *, said: bool) -> tuple[str | None, str, int] | None:
    """The body named here: id, words, end. One that the catalogue does not know counts only where certification is said."""
    offset = start + len(text[start:end]) - len(text[start:end].lstrip(" :：=,("))
    known = next((name for name in find_names(text[offset:end], labels.bodies) if name.start <= _SHORTEST), None)
    if known:
        return known.body, text[offset + known.start : offset + known.end], offset + known.end
    group = labels.groups.match(text, offset, end)
    name = _NAME.match(text, offset, end) if said or group else None
    printed = name["name"].strip(" .,-") if name else ""
    if name is None or len(printed) <= 1 or printed.upper().startswith(("ISO", "IEC", "CE", "FDA")):
        return None
    return printed, printed, name.end()


def _beside(
    text: str, folded: str, span: tuple[int, int], bounds: tuple[int, int], labels: Labels, cues: Cues
) -> tuple[str | None, str | None]:
    """A body beside the list: "TÜV certified ISO 9001", "ISO 9001, SGS certified", "ISO 9001 (BSI)"."""
    low, high = max(bounds[0], span[0] - 60), min(bounds[1], span[1] + 60)
    for low_part, high_part in ((low, span[0]), (span[1], high)):
        names = [
            (name.body, low_part + name.start, low_part + name.end)
            for name in find_names(text[low_part:high_part], labels.bodies)
        ]
        groups = [(group.group(), *group.span()) for group in labels.groups.finditer(text, low_part, high_part)]
        for body, start, end in (*names, *groups):
            certified = cues.certified.match(folded, end + (folded[end : end + 1] in {" ", "-"}), high)
            bracketed = (
                text[start - 1 : start] in {"(", "（"}
                and text[end : end + 1] in _BRACKETED_UP_TO
                and 0 <= start - span[1] <= REACH_LINK
            )
            if certified or bracketed or labels.certified_by_after.match(folded, end, high):
                return body, text[start:end]
    return None, None

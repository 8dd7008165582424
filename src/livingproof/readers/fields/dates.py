"""Finds dates in a run of text: about 25 languages, four calendars, spaces optional, nothing resolved that is ambiguous."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from livingproof.catalogue.labels import squeeze

_FIRST_YEAR, _LAST_YEAR = 1970, 2060
_BUDDHIST = 543
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "민국": 1911, "民國": 1911, "民国": 1911}
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_LINKS = ("de", "del", "of", "di", "do", "da", "the", "den", "der", "th", "st", "nd", "rd", "a")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text. `readings` are all days that the print may mean, the likeliest first."""

    start: int
    end: int
    readings: tuple[date, ...]
    printed: str

    @property
    def day(self) -> date:
        """The likeliest reading."""
        return self.readings[0]


def find_dates(text: str, months: Mapping[str, int]) -> tuple[Dated, ...]:
    """Every date of the text in its order; overlapping readings go to the most specific form."""
    if not _HAS_YEAR.search(text):
        return ()
    clean = _digits_repaired(text)
    found: list[Dated] = []
    for pattern, read in _FORMS:
        for match in pattern.finditer(clean):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            readings = tuple(dict.fromkeys(day for day in read(match, months) if day))
            if readings:
                found.append(Dated(match.start(), match.end(), readings, text[match.start() : match.end()].strip()))
    return tuple(sorted(found, key=lambda dated: dated.start))


def _digits_repaired(text: str) -> str:
    """Letters that recognition confuses with digits, put right between digits; the length stays the same."""
    text = text.translate(_FULL_WIDTH)
    return _CONFUSED.sub(lambda match: match.group().translate(_AS_DIGITS), text)


_FULL_WIDTH = str.maketrans("０１２３４５６７８９／．－：", "0123456789/.-:")
_CONFUSED = re.compile(r"(?<=\d)[OoIl](?=[\d./-])|(?<=[./-])[OoIl](?=\d)|(?<=\d\d)[OoIl]\b")
_AS_DIGITS = str.maketrans("OoIl", "0011")
_HAS_YEAR = re.compile(r"[\d０-９OoIl]{2}|[〇零○一二三四五六七八九]{4}年|元年")


def _year(text: str) -> int:
    number = int(text)
    if number < 100:
        return number + (2000 if number < 70 else 1900)
    return number - _BUDDHIST if number > _LAST_YEAR + 300 else number


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str, months: Mapping[str, int]) -> int | None:
    letters = squeeze(word)
    for candidate in _without_links(letters):
        if candidate in months:
            return months[candidate]
        if len(candidate) >= 5:
            near = {number for name, number in months.items() if len(name) >= 5 and _one_letter_off(name, candidate)}
            if len(near) == 1:
                return near.pop()
    return None


def _without_links(letters: str) -> Iterator[str]:
    yield letters
    for link in _LINKS:
        if letters.startswith(link):
            yield letters.removeprefix(link)
            for tail in ("de", "del"):
                yield letters.removeprefix(link).removesuffix(tail)
        if letters.endswith(link):
            yield letters.removesuffix(link)


def _one_letter_off(name: str, word: str) -> bool:
    return len(name) == len(word) and sum(a != b for a, b in zip(name, word, strict=True)) == 1


def _iso(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    yield _day(_year(match["y"]), int(match["m"]), int(match["d"]))


def _numeric(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    year, first, second = _year(match["y"]), int(match["a"]), int(match["b"])
    yield _day(year, second, first)
    if match["sep"].strip() not in {".", ""}:  # no country writes month.day.year with dots
        yield _day(year, first, second)


def _worded(match: re.Match[str], months: Mapping[str, int]) -> Iterator[date | None]:
    month = _month(match["word"], months)
    if month:
        yield _day(_year(match["y"]), month, int(match["d"]))


def _roman(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    month = _ROMAN.get(match["word"].lower())
    if month:
        yield _day(_year(match["y"]), month, int(match["d"]))


def _han(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    year, month, day = (_han_number(match[part]) for part in ("y", "m", "d"))
    yield _day(year, month, day)


def _han_number(text: str) -> int:
    text = text.strip()
    if "十" in text:
        tens, _, ones = text.partition("十")
        return int(tens.translate(_HAN_DIGITS) or 1) * 10 + int(ones.translate(_HAN_DIGITS) or 0)
    return int(text.translate(_HAN_DIGITS))


def _era(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    year = 1 if match["y"].strip() == "元" else int(match["y"])
    yield _day(_ERAS[match["era"]] + year, int(match["m"]), int(match["d"]))


def _vietnamese(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    yield _day(int(match["y"]), int(match["m"]), int(match["d"]))


_Y4 = r"(?P<y>(?:19|20|24|25)\d{2})"
_D = r"(?P<d>[0-3]?\d)"
_WORD = r"(?P<word>[^\W\d_](?:[^\W\d_]|[.'\u0e30-\u0e4e]){2,14})"
_OF = r"(?:\s*(?:de|del|of|di|do|da|den|th|st|nd|rd|er|ης)\b\.?)?"
_THEN = r"(?:\s+(?:de|del|of|do)\b)?"
_EDGE = r"(?<![\d.,/-])"
_Read = Callable[[re.Match[str], Mapping[str, int]], Iterator[date | None]]
_FORMS: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (
        re.compile(
            rf"(?P<era>{'|'.join(_ERAS)})\s*(?P<y>\d{{1,3}}|元)\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d>\d{{1,2}})\s*日?"
        ),
        _era,
    ),
    (re.compile(r"(?P<y>(?:19|20)\d{2})\s*[年년]\s*(?P<m>[01]?\d)\s*[月월]\s*(?P<d>[0-3]?\d)\s*[日일號号]?"), _iso),
    (
        re.compile(
            r"(?P<y>[〇零○一二三四五六七八九]{4})年(?P<m>[一二三四五六七八九十]{1,2})月(?P<d>[一二三四五六七八九十]{1,3})日"
        ),
        _han,
    ),
    (
        re.compile(
            rf"(?<!\d){_D}\s*(?:tháng|thang)\s*(?P<m>[01]?\d)\s*(?:năm|nam|,)?\s*(?P<y>20\d{{2}})", re.IGNORECASE
        ),
        _vietnamese,
    ),
    (
        re.compile(
            r"(?<![\d.])(?P<y>(?:19|20)\d{2})\s?(?P<sep>[-–—‑/.])\s*(?P<m>[01]?\d)\s?(?P=sep)\s*(?P<d>[0-3]?\d)(?!\d)"
        ),
        _iso,
    ),
    (re.compile(rf"{_EDGE}(?P<a>[0-3]?\d)\s?(?P<sep>[-–—‑/.])\s?(?P<b>[0-3]?\d)\s?(?P=sep)\s?{_Y4}(?!\d)"), _numeric),
    (
        re.compile(
            rf"(?<!\d){_D}\s*(?:st|nd|rd|th|er|ης|η|º|°|[*'”’]|\.)?{_OF}[\s.,/\-–]*{_WORD}{_THEN}[\s.,/\-–’']*{_Y4}(?!\d)",
            re.IGNORECASE,
        ),
        _worded,
    ),
    (
        re.compile(rf"(?<![^\W\d_]){_WORD}[\s.]*(?<!\d){_D}\s*(?:st|nd|rd|th)?[\s,.]*{_Y4}(?!\d)", re.IGNORECASE),
        _worded,
    ),
    (re.compile(rf"(?<!\d){_Y4}\s*(?:年|\.)?[\s.,/\-–]*{_WORD}[\s.,/\-–]*{_D}(?!\d)", re.IGNORECASE), _worded),
    (re.compile(rf"(?<!\d){_D}[\s.]+(?P<word>[IVX]{{1,4}})[\s.]+{_Y4}(?!\d)"), _roman),
    (re.compile(rf"(?<!\d){_D}[\s\-–./]+{_WORD}[\s\-–.,/’']+(?P<y>\d{{2}})(?=\W*$)", re.IGNORECASE), _worded),
    (
        re.compile(r"(?<![\d./-])(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep)(?P<y>[0-3]\d)(?![\d./-])"),
        _numeric,
    ),
    (re.compile(rf"(?<![\d.,/-])(?P<a>[0-3]\d)(?P<sep>\s)(?P<b>[01]\d)\s{_Y4}(?![\d-])"), _numeric),
    (re.compile(r"(?<!\d)(?P<y>20\d{2})\s(?P<m>[01]\d)\s(?P<d>[0-3]\d)(?!\d)"), _iso),
    (re.compile(r"(?<![\w-])(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w-])"), _iso),
)

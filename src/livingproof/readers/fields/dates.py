"""Finds dates in a run of text: about 25 languages, six calendars, spaces optional, nothing resolved that is ambiguous."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from livingproof.catalogue.labels import month_key, squeeze
from livingproof.readers.fields.calendars import (
    BUDDHIST,
    ERAS,
    LAST_YEAR,
    LUNAR_MONTHS,
    SOLAR_MONTHS,
    gregorian,
    hijri,
    lunar_hijri,
    solar_hijri,
)
from livingproof.readers.fields.date_forms import FORMS, HIJRI_MARK, Kind

_ROMAN = {
    name: number
    for number, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1)
}
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_LINKS = ("de", "del", "of", "di", "do", "da", "the", "den", "der", "th", "st", "nd", "rd", "a")
_SOLAR_MONTHS = {squeeze(name): number for name, number in SOLAR_MONTHS.items()}
_LUNAR_MONTHS = {squeeze(name): number for name, number in LUNAR_MONTHS.items()}
_TWO_OCTOBERS = {"listopada": (10, 11), "listopad": (11, 10)}
"""Croatian October is Polish and Czech November; Croatian sets a point behind the day."""
_THAI = re.compile(r"[\u0e00-\u0e7f]")


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
    held: dict[re.Pattern[str], bool] = {}
    left = clean
    for kind, pattern, needed in FORMS:
        if needed not in held:
            held[needed] = needed.search(clean) is not None
        if not held[needed] or (kind is Kind.HIJRI and not HIJRI_MARK.search(text)):
            continue
        for match in pattern.finditer(clean):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            readings = tuple(dict.fromkeys(day for day in _READ[kind](match, months) if day))
            if readings:
                found.append(Dated(match.start(), match.end(), readings, text[match.start() : match.end()].strip()))
                left = left[: match.start()] + " " * len(match.group()) + left[match.end() :]
        if found and not _DIGIT.search(left):
            break
    return tuple(sorted(found, key=lambda dated: dated.start))


def _digits_repaired(text: str) -> str:
    """Digits of other scripts as ours, and letters that recognition confuses with them put right; the length stays the same."""
    if not text.isascii():
        text = text.translate(_OUR_DIGITS)
    return (
        text
        if not _MAYBE_CONFUSED.search(text)
        else _CONFUSED.sub(lambda match: match.group().translate(_AS_DIGITS), text)
    )


_OUR_DIGITS = {
    code: str(unicodedata.digit(chr(code)))
    for first in (
        0x0660,
        0x06F0,
        0x0966,
        0x09E6,
        0x0E50,
        0xFF10,
    )  # Arabic, Persian, Devanagari, Bengali, Thai, full width
    for code in range(first, first + 10)
} | str.maketrans("／．－：，٬،", "/.-:,,,")
_MAYBE_CONFUSED = re.compile(r"\d[OoIl]|[OoIl]\d")
_CONFUSED = re.compile(
    r"(?<=\d)[OoIl](?=[\d./,-])|(?<=[./-])[OoIl](?=\d)|(?<=\d\d)[OoIl]\b|(?<![^\W_])[OoIl](?=\d\s?[./-]\s?[\dOoIl]{1,2}\s?[./-])"
    r"|(?<![^\W_])[OoIl](?=\d\s?[A-Z][a-z]{2,8}\W{0,2}\d{4})|(?<=[.,/ -][12])[OoIl](?=\d\d)|(?<=[.,/ -][12]\d)[OoIl](?=\d)"
)
_AS_DIGITS = str.maketrans("OoIl", "0011")
_DIGIT = re.compile(r"[\d元〇零○一二三四五六七八九十百廿卅]")
_HAS_YEAR = re.compile(r"[\dOoIl]{2}|[\d元〇零○一二三四五六七八九十]\s?年|[RHS]\s?\d|[令平昭中民][和成華国國]")


def _year(text: str) -> int:
    number = int(text)
    if number < 100:
        return number + (2000 if number < 70 else 1900)
    return number - BUDDHIST if number > LAST_YEAR + 300 else number


def _month(word: str, months: Mapping[str, int]) -> int | None:
    for candidate in chain(_without_links(month_key(word)), _without_links(squeeze(word))):
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
    yield gregorian(_year(match["y"]), int(match["m"]), int(match["d"]))


def _numeric(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    year, first, second = _year(match["y"]), int(match["a"]), int(match["b"])
    yield gregorian(year, second, first)
    if match["sep"].strip() not in {".", ""}:  # no country writes month.day.year with dots
        yield gregorian(year, first, second)
        if len(match["y"]) == 2 and 15 <= first <= 45:
            yield gregorian(2000 + first, second, int(match["y"]))


def _worded(match: re.Match[str], months: Mapping[str, int]) -> Iterator[date | None]:
    word, day = match["word"], int(match["d"])
    month = _month(word, months)
    if squeeze(word) in _TWO_OCTOBERS:
        yield from (gregorian(_year(match["y"]), one, day) for one in _october_or_november(match))
    elif month:
        if len(match["y"]) == 2 and _THAI.search(word):
            yield gregorian(2500 - BUDDHIST + int(match["y"]), month, day)
        yield gregorian(_year(match["y"]), month, day)


def _october_or_november(match: re.Match[str]) -> tuple[int, ...]:
    dotted = match.string[match.end("d") : match.end("d") + 1] == "."
    return _TWO_OCTOBERS[squeeze(match["word"])] if dotted else (11,)


def _roman(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    month = _ROMAN.get(match["word"].lower())
    if month:
        yield gregorian(_year(match["y"]), month, int(match["d"]))


def _han(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    year, month, day = (_han_number(match[part]) for part in ("y", "m", "d"))
    before = ERAS[match["era"]] if match["era"] else 0 if year > 1000 else ERAS["民國"]
    yield gregorian(before + year, month, day)


def _han_number(text: str) -> int:
    text = "".join(text.split())
    if "元" in text:
        return 1
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return 100 * _han_number(hundreds or "一") + (_han_number(rest.lstrip("零〇")) if rest else 0)
    for sign, tens in (("廿", 20), ("卅", 30)):
        if text.startswith(sign):
            return tens + int(text[1:].lstrip("十").translate(_HAN_DIGITS) or 0)
    if "十" in text:
        tens_sign, _, ones = text.partition("十")
        return int(tens_sign.translate(_HAN_DIGITS) or 1) * 10 + int(ones.translate(_HAN_DIGITS) or 0)
    return int(text.translate(_HAN_DIGITS))


def _era(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    era = match["era"].replace(".", "").upper()
    year = 1 if match["y"].strip() == "元" else int(match["y"])
    if len(era) > 1 or year < 70:
        yield gregorian(ERAS[era] + year, int(match["m"]), int(match["d"]))


def _bare_minguo(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    yield gregorian(ERAS["民國"] + int(match["y"]), int(match["m"]), int(match["d"]))


def _vietnamese(match: re.Match[str], months: Mapping[str, int]) -> Iterator[date | None]:
    word = match["m"]
    month = int(word) if word.isdecimal() else months.get(squeeze(f"tháng {word}"))
    if month:
        yield gregorian(int(match["y"]), month, int(match["d"]))


def _hijri(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    yield from hijri(int(match["y"]), int(match["m"]), int(match["d"]))


def _hijri_worded(match: re.Match[str], _: Mapping[str, int]) -> Iterator[date | None]:
    letters, year, day = squeeze(match["word"]), int(match["y"]), int(match["d"])
    if letters in _SOLAR_MONTHS:
        yield solar_hijri(year, _SOLAR_MONTHS[letters], day)
    elif letters in _LUNAR_MONTHS:
        yield from lunar_hijri(year, _LUNAR_MONTHS[letters], day)


_READ = {
    Kind.ERA: _era,
    Kind.HAN: _han,
    Kind.MINGUO: _bare_minguo,
    Kind.YEAR_FIRST: _iso,
    Kind.NUMERIC: _numeric,
    Kind.WORDED: _worded,
    Kind.ROMAN: _roman,
    Kind.VIETNAMESE: _vietnamese,
    Kind.HIJRI: _hijri,
    Kind.HIJRI_WORDED: _hijri_worded,
}

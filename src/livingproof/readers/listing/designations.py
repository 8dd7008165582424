"""Finds standards in listings: run together, listed after one another, with typing errors, or as the bare number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from livingproof.catalogue.listing import ListingWords
from livingproof.core.facts import Facts
from livingproof.core.mention import Topic
from livingproof.readers.fields.standards import Designations, Named, designations, find_standards
from livingproof.readers.listing.found import Found
from livingproof.readers.listing.numbers import LETTERS_AS_DIGITS, Number, numbers_of
from livingproof.readers.listing.phrases import BEGINS, ENDS, fold, pattern_of

_TOKEN = re.compile(r"\d(?:\d?[ .]\d{3}(?!\d)|[\doil]{3,9})")
_SWAPPED = re.compile(r"is(?<![a-z\d]is)(\d)o(?=\d{3})")
_YEAR = re.compile(
    r"(?P<strong>\s?[:：\-–]\s?)?(?P<weak>[\s/,]{0,2}\(?(?:v(?:er(?:sion)?)?\.? ?|rev\.? ?)?)(?P<year>(?:19|2[0o])[0-3oil][\doil])(?![\d\-])\)?"
)
_SHORT_YEAR = re.compile(r"\s?[:：]\s?(\d\d)(?![\d:])")
_PART = re.compile(r"-\d(?!\d)")
_REACH = 48
_TELLING = 5
"""A wrong number behind "ISO" of so many digits is no other standard and needs no word of certification."""
_LENGTHS = (5, 4, 6, 7)
_GAP = r"[^\S\n]{0,3}[-–—_:.#/,&+(®™*'\"]{0,2}[^\S\n]{0,3}"


@dataclass(frozen=True, slots=True)
class DesignationBook:
    """How the standards of a catalogue may be written; `resolved` keeps what spellings were found to mean."""

    numbers: Mapping[str, Number]
    known: Designations
    organisation: re.Pattern[str]
    corrected: frozenset[str]
    prefix: re.Pattern[str]
    joined: re.Pattern[str]
    certified_before: re.Pattern[str]
    certified_after: re.Pattern[str]
    refused: re.Pattern[str]
    resolved: dict[str, Named | None]


def designation_book(facts: Facts, words: ListingWords) -> DesignationBook:
    """The patterns for these facts and words."""
    spellings = words.spellings
    organisations = pattern_of((*spellings.plain, *spellings.corrected), separator=r"\s?")
    organisations = organisations.replace(BEGINS, "").replace(ENDS, "")  # run together; looked at by `_opens`
    between = pattern_of(spellings.between)
    joins = pattern_of(words.joins)
    prefixes = [prefix.rstrip("-/ ") for adoption in facts.adoptions for prefix in adoption.prefixes]
    certified = pattern_of(words.certified)
    return DesignationBook(
        numbers=numbers_of(facts, spellings),
        known=designations(facts),
        organisation=re.compile(rf"(?P<org>{organisations})(?P<gap>{_GAP}(?:{between}{_GAP}){{0,2}})$"),
        corrected=frozenset(map(_letters, spellings.corrected)),
        prefix=re.compile(
            rf"(?:{pattern_of(prefixes, separator=r'[ -]?', exact=True)})[\s\-–/]{{0,3}}$".replace(ENDS, "")
        ),
        joined=re.compile(rf"(?:\s*(?:[-/,&+;、|·]|{joins})){{1,6}}\s*"),
        certified_before=re.compile(
            rf"(?:{certified})[\s:=(]{{0,3}}(?:to|with|nach|selon|por|secondo|volgens)?[\s:=(]{{0,2}}$"
        ),
        certified_after=re.compile(rf"[\s\-–:)]{{0,3}}(?:{certified}|{pattern_of(words.systems)})"),
        refused=re.compile(rf"(?:(?:{pattern_of(spellings.not_standards)})[\s.:#=\-]{{0,3}}|[^\W_]|[-/.,#$€£¥+])$"),
        resolved={},
    )


def find_designations(text: str, folded: str, book: DesignationBook) -> Iterator[Found]:
    """Every numbered standard, in its order. `folded` is the text without case and accents, of the same length."""
    reached = -1
    folded = _SWAPPED.sub(r"iso\1", folded)
    for token in _TOKEN.finditer(folded):
        if token.start() < reached:
            continue
        read = _number(token.group(), book.numbers)
        if read is None:
            continue
        found = _designation(text, folded, token.start(), reached, read, book)
        if found:
            reached = found.end
            yield found


def _number(token: str, numbers: Mapping[str, Number]) -> tuple[Number, int, bool] | None:
    """The number that begins the token, the length of its print, and whether letters stand for digits in it."""
    spaced = not token[1:3].isalnum()
    digits = re.sub(r"[ .]", "", token).translate(LETTERS_AS_DIGITS)
    candidates = []
    for length in _LENGTHS:
        entry = numbers.get(digits[:length]) if len(digits) >= length else None
        rest = digits[length:]
        if entry and (not rest or re.fullmatch(r"(?:19|20)\d\d", rest) or not token[length].isdigit()):
            candidates.append((entry, len(token) if spaced else length, not spaced and not token[:length].isdigit()))
    return min(candidates, key=lambda candidate: candidate[0].corrected, default=None)


def _designation(
    text: str, folded: str, start: int, reached: int, read: tuple[Number, int, bool], book: DesignationBook
) -> Found | None:
    number, length, lettered = read
    end = start + length
    left = folded[max(0, start - _REACH) : start]
    organisation = book.organisation.search(left)
    opened, alone, first, prefix = start, False, "ISO", None
    if organisation and _opens(text, start - len(left) + organisation.start()):
        opened = start - len(left) + organisation.start()
        first = _organisation(organisation["org"])
        lettered = lettered or _letters(organisation["org"]) in book.corrected
        prefix = _prefix(text, opened, book)
    elif (named := _prefix(text, start, book)) and not number.corrected:
        prefix, first = named, ""
    elif not (0 <= reached <= start and book.joined.fullmatch(folded, reached, start)):
        alone = True
        if not _stands_for_itself(folded, left, end, number, book):
            return None
    if prefix:
        opened = prefix.start()
    lettered = lettered or fold(text[opened:end]) != folded[opened:end]
    return _resolved(text, folded, (opened, start, end), number, first, prefix, book, alone=alone, lettered=lettered)


def _opens(text: str, place: int) -> bool:
    """Whether a word begins here: after no letter, or with a capital after a small letter."""
    before, here = text[place - 1 : place], text[place : place + 1]
    return not (before.isalpha() and before.isascii()) or (before.islower() and here.isupper())


def _prefix(text: str, place: int, book: DesignationBook) -> re.Match[str] | None:
    return book.prefix.search(text, max(0, place - 24), place)


def _stands_for_itself(folded: str, left: str, end: int, number: Number, book: DesignationBook) -> bool:
    if not number.alone or book.refused.search(left):
        return False
    behind = _YEAR.match(folded, end)
    after = book.certified_after.match(folded, behind.end() if behind else end)
    return bool(after) or bool(not number.corrected and book.certified_before.search(left))


def _organisation(written: str) -> str:
    letters = _letters(written)
    if letters.endswith("ts"):
        return "ISO/TS"
    if "iatf" in letters or sorted(letters) == sorted("iatf"):
        return "IATF"
    return "OHSAS" if letters.startswith(("oh", "os")) else "ISO"


def _letters(written: str) -> str:
    return re.sub(r"[\W_]", "", fold(written))


def _resolved(  # noqa: PLR0913 - the places of one print
    text: str,
    folded: str,
    places: tuple[int, int, int],
    number: Number,
    organisation: str,
    prefix: re.Match[str] | None,
    book: DesignationBook,
    *,
    alone: bool,
    lettered: bool,
) -> Found | None:
    start, _, end = places
    length = sum(map(str.isdigit, text[places[1] : end]))
    part = _PART.match(folded, end) if not _YEAR.match(folded, end) else None
    end = part.end() if part else end
    lead = text[prefix.start() : prefix.end()].strip(" -–/") if prefix else ""
    digits = number.meant + (part.group() if part else "")
    named = _named(lead, organisation, digits, "", book)
    if named is None or named.standard is None:
        return None
    year, after = _year(folded, end, book.known.standards[named.standard].editions)
    if year:
        named = _named(lead, organisation, digits, year, book) or named
        end = after
    confidence = min(number.confidence, 0.7 if alone else 1.0, 0.8 if lettered else 1.0)
    return Found(
        Topic.STANDARD,
        start,
        end,
        confidence,
        standard=named.standard,
        edition=named.edition if year else None,
        adopted=not named.international,
        corrected=number.corrected or lettered,
        needs_context=number.corrected and not alone and length < _TELLING,
    )


def _year(folded: str, end: int, editions: tuple[object, ...]) -> tuple[str | None, int]:
    """The year behind a number. Behind a mere space it must be an edition that the catalogue knows."""
    known = {str(getattr(edition, "edition", "")) for edition in editions}
    match = _YEAR.match(folded, end)
    if match:
        year = match["year"].translate(LETTERS_AS_DIGITS)
        if match["strong"] or not match["weak"] or year in known:
            closed = match.end() if "(" in match["weak"] else match.end() - match.group().endswith(")")
            return year, closed
    short = _SHORT_YEAR.match(folded, end)
    if short and f"20{short[1]}" in known:
        return f"20{short[1]}", short.end()
    return None, end


def _named(lead: str, organisation: str, digits: str, year: str, book: DesignationBook) -> Named | None:
    """What the designation means, as certificates are read; kept, because few spellings make up all listings."""
    tail = f"{digits}-{year}" if year and not organisation else f"{digits}:{year}" if year else digits
    spelled = " ".join(filter(None, (lead, organisation, tail)))
    if spelled not in book.resolved:
        found = find_standards(spelled, book.known)
        if not (found and found[0].standard) and organisation not in {"", "ISO"}:
            found = find_standards(" ".join(filter(None, (lead, "ISO", tail))), book.known)
        book.resolved[spelled] = found[0] if found else None
    return book.resolved[spelled]

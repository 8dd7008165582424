"""Standards as registers write them in one cell: designation, edition, national adoption, several side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from livingproof.core.facts import Adoption, Facts, Standard
from livingproof.core.matching.registers import standard_in

Named = tuple[str, str | None]
"""The standard's catalogue id, or the register's words where the catalogue does not know it; the edition, None if not written."""

KEPT = 20_000
"""So many spellings are remembered."""
_APART = re.compile(r"\s*(?:[;|\n、，&+]|,(?!\s*(?:19|20)\d\d)|\s(?:and|und|et|y|e)\s)\s*")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_AFTER = re.compile(r"\d{4,5}(?:-\d)?(?:\s*[:：;.,(\-–/]+\s*|\s+)?(?:[A-Z]{2,4}-)?((?:19|20)\d\d|25\d\d)(?!\d)")
_LETTER = re.compile(r"\d\s*(?:[-:(]\s*)?(?:rev(?:ision)?\.?\s*)?([A-D])\b", re.IGNORECASE)
_NATIONAL = re.compile(r"\s*-?\s*([A-Z]?\d[\d.]*(?:-\d)?(?:-[A-Z]{4})?)(?:\s*[-–:.]\s*(\d{4}|\d\d))?(?!\d)")


class StandardsBook:
    """Answers what a cell names; the answers to spellings are kept, registers repeat few of them."""

    def __init__(self, facts: Facts, words: Mapping[str, str] | None = None) -> None:
        self._facts = facts
        self._words = {_squeeze(word): name for word, name in (words or {}).items()}
        self._adoptions = sorted(
            ((prefix, adoption) for adoption in facts.adoptions for prefix in adoption.prefixes if adoption.numbers),
            key=lambda pair: -len(pair[0]),
        )
        self._regional = sorted((prefix for one in facts.adoptions for prefix in one.prefixes), key=len, reverse=True)
        self._known: dict[str, tuple[Named, ...]] = {}

    def named_in(self, text: str) -> tuple[Named, ...]:
        """Every standard that the cell names, once, in its order; the words themselves where none is known."""
        known = self._known.get(text)
        if known is None:
            known = self._read(text)
            if len(self._known) < KEPT:
                self._known[text] = known
        return known

    def knows(self, name: str) -> bool:
        """Whether it is a standard of the catalogue."""
        return name in self._facts.standards

    def _read(self, text: str) -> tuple[Named, ...]:
        pieces = [piece for piece in _APART.split(text) if piece]
        found = [self._one(piece) for piece in pieces]
        if len(pieces) > 1 and all(found):
            return tuple(dict.fromkeys(one for one in found if one))
        return (self._one(text) or (text, _only_year(text)),)

    def _one(self, text: str) -> Named | None:
        """A piece of a cell as one standard; None where it names none that is known."""
        text = self._words.get(_squeeze(text), text)
        adopted = self._adopted(text)
        if adopted:
            return adopted
        identity = standard_in(text, self._facts)
        return (identity, self._edition(self._facts.standards[identity], text)) if identity else None

    def _adopted(self, text: str) -> Named | None:
        """A national number of its own, such as GB/T 19001-2016."""
        upper = text.strip().upper()
        for prefix, adoption in self._adoptions:
            if not upper.startswith(prefix.upper()):
                continue
            match = _NATIONAL.match(upper, len(prefix))
            identity = adoption.numbers.get(match[1]) if match else None
            if match and identity and identity in self._facts.standards:
                return identity, _edition_of(self._facts.standards[identity], adoption, match[1], match[2])
        return None

    def _edition(self, standard: Standard, text: str) -> str | None:
        names = {edition.edition for edition in standard.editions}
        wanted = _squeeze(text)
        for edition in standard.editions:
            if any(_squeeze(alias) in wanted for alias in edition.aliases):
                return edition.edition
        letter = _LETTER.search(text)
        if letter and letter[1].upper() in names:
            return letter[1].upper()
        match = _AFTER.search(text)
        if match is None:
            return None
        year, number = match[1], re.search(r"\d{4,5}(?:-\d)?", standard.id)
        for adoption in self._facts.adoptions:
            ours = number and adoption.years.get(f"{number.group()}-{year}")
            if ours and self._begins(text, adoption):
                return ours
        if year in names or not any(self._opens(text, prefix) for prefix in self._regional):
            return year
        return max((name for name in names if name.isdigit() and name <= year), default=year)

    def _begins(self, text: str, adoption: Adoption) -> bool:
        return any(self._opens(text, prefix) for prefix in adoption.prefixes)

    @staticmethod
    def _opens(text: str, prefix: str) -> bool:
        return bool(re.match(rf"{re.escape(prefix)}(?![^\W\d_])", text.strip(), re.IGNORECASE))


def _edition_of(standard: Standard, adoption: Adoption, number: str, year: str | None) -> str | None:
    """What the adopter's year means: as the catalogue says, else the newest edition published by the end of that year."""
    if year is None:
        return None
    known = adoption.years.get(f"{number}-{year}")
    if known:
        return known
    names = [edition.edition for edition in standard.editions if edition.edition.isdigit()]
    return max((name for name in names if name <= year), default=year)


def edition_in(text: str) -> str:
    """The edition of a column of its own: the year where one is written, else the word (a version, a letter)."""
    return _only_year(text) or text.strip()


def _only_year(text: str) -> str | None:
    years = _years(text)
    return next(years, None)


def _years(text: str) -> Iterator[str]:
    return (match[1] for match in _YEAR.finditer(text))


def _squeeze(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())

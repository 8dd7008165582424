"""An address taken apart: street, number, unit, places, estate, region, country, postcode; with or without commas."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from livingproof.core.matching.address_tokens import pieces_of
from livingproof.core.matching.address_words import EMPTY, ENDINGS, FOUR_DIGIT_POSTCODES, KINDS, PINYIN, Kind
from livingproof.core.matching.letters import Script, main_script
from livingproof.core.matching.places import CITIES, COUNTRIES, REGIONS, WITHIN


@dataclass(frozen=True, slots=True)
class Street:
    """A street by the words of its name and its kind ("road"), "" where none is printed."""

    name: tuple[str, ...]
    kind: str = ""

    @property
    def joined(self) -> str:
        """The name without spaces."""
        return "".join(self.name)


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of one address in one script, folded.

    `numbers` are those of house or plot: those marked as such ("No. 18"), else the first. `every_number` are all that stand
    there. `words` are all words in order, `core` those without country, postcode and small words.
    """

    text: str
    script: Script | None
    country: str | None = None
    regions: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    estates: frozenset[str] = frozenset()
    streets: tuple[Street, ...] = ()
    numbers: tuple[str, ...] = ()
    every_number: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    postcode: str | None = None
    words: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    joined: str = ""
    """All words without spaces, to look whether a name stands anywhere."""


@dataclass(slots=True)
class _Draft:
    """The parts while they are being found."""

    country: str | None = None
    regions: set[str] = field(default_factory=set)
    places: list[tuple[str, ...]] = field(default_factory=list)
    estates: list[tuple[str, ...]] = field(default_factory=list)
    streets: list[Street] = field(default_factory=list)
    untyped: list[tuple[str, ...]] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    units: set[str] = field(default_factory=set)
    postcodes: list[str] = field(default_factory=list)


_WORDY_POSTCODE = re.compile(r"^\d{5,6}$")
_CODE = re.compile(r"^[a-z]{1,2}\d+[a-z]?$")
_ROADS = frozenset({Kind.ROAD_AFTER, Kind.ROAD_BEFORE, Kind.ROAD_EITHER})
_ROADS_AFTER = frozenset({Kind.ROAD_AFTER, Kind.ROAD_EITHER})
NAMING = frozenset({Kind.PLACE_AFTER, Kind.PLACE_BEFORE, Kind.ESTATE_AFTER, Kind.ESTATE_BEFORE, Kind.SECTION})
"""Words that name a street when they stand right before its kind: "Park Road", "Union Street", "Industrial Road"."""

NUMBERED = frozenset({"national", "state", "provincial", "county", "federal", "nacional"})
"""Roads of these names go by their number: "National Road No. 4"."""
_ORDINAL = re.compile(r"^\d+(?:st|nd|rd|th)$")
_ANY_ENDING = tuple(ending for ending, _ in ENDINGS)
NAME_AFTER = 4
"""A name that follows its kind ("Calle ...") is at most so many words, where no comma ends it."""


@lru_cache(maxsize=4096)
def take_apart(text: str) -> Address:
    """The parts of an address in an alphabetic script; what is not recognised is a place."""
    draft = _Draft()
    pieces, draft.postcodes = pieces_of(text)
    tokens = tuple([word for piece in pieces for word in piece])
    draft.country = country_in(tokens)
    for piece in pieces:
        _Reader(draft, piece).read()
    return _finished(text, draft, tokens)


def country_in(tokens: tuple[str, ...]) -> str | None:
    """The country named last in a row of words, None when none is named; "Hong Kong, China" is Hong Kong."""
    found, start, _ = _last_country(tokens)
    if found is None:
        return None
    within, _, end = _last_country(tokens[:start])
    return within if within and WITHIN.get(within) == found and start - end < BESIDE else found


BESIDE = 3
"""Words that may stand between the two names: "Macao SAR, China", "Taiwan, Province of China"."""


def _last_country(tokens: tuple[str, ...]) -> tuple[str | None, int, int]:
    """The country named last, where its name begins and where it ends."""
    for end in range(len(tokens), 0, -1):
        if tokens[end - 1] not in _COUNTRY_ENDS:
            continue
        for size in range(min(5, end), 0, -1):
            found = COUNTRIES.get(" ".join(tokens[end - size : end]))
            if found:
                return found, end - size, end
    return None, 0, 0


_COUNTRY_ENDS = frozenset(name.rsplit(" ", 1)[-1] for name in COUNTRIES)
_NAME_STARTS = frozenset(name.split(" ", 1)[0] for name in (*COUNTRIES, *REGIONS))
_COUNTRY_WORDS = {
    country: frozenset(word for name, held in COUNTRIES.items() if held == country for word in name.split())
    for country in set(COUNTRIES.values())
}


def _finished(text: str, draft: _Draft, tokens: tuple[str, ...]) -> Address:
    streets = draft.streets
    if not streets and draft.untyped:
        streets = [Street(draft.untyped[0])]
        draft.places = [place for place in draft.places if place != draft.untyped[0]]
    named = [word for name in (*draft.places, *draft.estates) for word in (name, *((part,) for part in name))]
    joined = frozenset("".join(name) for name in named if _names_a_place(name))
    return Address(
        text=text,
        script=main_script(text),
        country=draft.country,
        regions=frozenset(draft.regions),
        places=joined,
        estates=frozenset("".join(name) for name in draft.estates),
        streets=tuple(dict.fromkeys(streets)),
        numbers=tuple(draft.marked or draft.numbers[:1]),
        every_number=frozenset(token for token in tokens if token[0].isdigit()),
        units=frozenset(draft.units),
        postcode=next(iter(draft.postcodes), None),
        words=tokens,
        core=_core(tokens, draft),
        joined="".join(tokens),
    )


def _core(tokens: tuple[str, ...], draft: _Draft) -> tuple[str, ...]:
    dropped = {*draft.postcodes, *_COUNTRY_WORDS.get(draft.country or "", ())}
    return tuple(token for token in tokens if token not in dropped and KINDS.get(token, (None,))[0] is not Kind.SMALL)


def _names_a_place(name: tuple[str, ...]) -> bool:
    joined = "".join(name)
    return len(joined) > 2 and joined not in EMPTY and not any(letter.isdigit() for letter in joined)  # noqa: PLR2004 - two letters name no place


class _Reader:
    """Reads the words of one piece between commas, left to right; `run` are plain words that wait for what they belong to."""

    def __init__(self, draft: _Draft, tokens: tuple[str, ...]) -> None:
        self.draft, self.tokens, self.at = draft, tokens, 0
        self.run: list[str] = []
        self.before: Kind | None = None

    def read(self) -> None:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            kind, common = KINDS.get(token, (None, token))
            following = self._next()
            if token in PINYIN and following and not following[0].isdigit():
                kind = None
            if (
                kind in NAMING
                and not self.run
                and self.before is None
                and KINDS.get(following, (None, ""))[0] in _ROADS_AFTER
            ):
                kind = None
            if _ORDINAL.match(token) and KINDS.get(following, (None, ""))[0] is Kind.UNIT:
                continue
            if token[0].isdigit() and not _ORDINAL.match(token):
                self._number(token)
            elif kind is None:
                self._plain(token)
            elif kind is Kind.SMALL:
                continue
            else:
                self._typed(kind, common)
            self.before = kind
        self._flush()

    def _plain(self, token: str) -> None:
        for ending, kind in ENDINGS if token.endswith(_ANY_ENDING) else ():
            if token.endswith(ending) and len(token) > len(ending) + 2:
                self._flush()
                self.draft.streets.append(Street((token.removesuffix(ending),), kind))
                return
        if _CODE.match(token) and KINDS.get(self._next(), (None, ""))[0] not in _ROADS:
            self.draft.units.add(f"code {token}")
            return
        self.run.append(token)

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _typed(self, kind: Kind, common: str) -> None:
        if kind in {Kind.NUMBER, Kind.PLOT, Kind.UNIT, Kind.SECTION}:
            self._marker(kind, common)
        elif kind in _ROADS:
            self._road(kind, common)
        elif kind in {Kind.PLACE_AFTER, Kind.ESTATE_AFTER} and self.run:
            (self.draft.estates if kind is Kind.ESTATE_AFTER else self.draft.places).append(self._known(self.run))
            self.run = []
        elif kind in {Kind.PLACE_BEFORE, Kind.ESTATE_BEFORE}:
            self._flush()
            name = self._following()
            if name:
                (self.draft.estates if kind is Kind.ESTATE_BEFORE else self.draft.places).append(
                    self._known(list(name))
                )

    def _road(self, kind: Kind, common: str) -> None:
        follows = kind is Kind.ROAD_BEFORE or not self.run
        if not follows:
            name = tuple(self.run)
            self.run = []
            if name[-1] in NUMBERED:
                name += self._following(numbers=True)[:1] if self._numbered() else ()
            self.draft.streets.append(Street(name, common))
            return
        self._flush()
        name = self._following(numbers=True)
        if name:
            self.draft.streets.append(Street(name, common))

    def _numbered(self) -> bool:
        ahead = self.tokens[self.at : self.at + 2]
        marked = len(ahead) > 1 and KINDS.get(ahead[0], (None, ""))[0] is Kind.NUMBER and ahead[1][0].isdigit()
        return marked or (bool(ahead) and ahead[0].isdigit() and len(ahead[0]) < 4)  # noqa: PLR2004 - longer ones are postcodes

    def _following(self, *, numbers: bool = False) -> tuple[str, ...]:
        """The plain words that follow, small ones left out; a number only if it is the whole name."""
        name: list[str] = []
        while self.at < len(self.tokens) and len(name) < NAME_AFTER:
            token = self.tokens[self.at]
            kind = KINDS.get(token, (None, ""))[0]
            if token[0].isdigit() and not _ORDINAL.match(token):
                if numbers and not name and not _WORDY_POSTCODE.match(token):
                    self.at += 1
                    return (token,)
                break
            if kind not in {None, Kind.SMALL}:
                if kind is Kind.NUMBER and numbers and not name:
                    self.at += 1
                    continue
                break
            name += [token] if kind is None else []
            self.at += 1
        return tuple(name)

    def _marker(self, kind: Kind, common: str) -> None:
        """A number marker with what it marks; words before it are a street without a kind, or a place."""
        value = self._next()
        if kind is Kind.UNIT and not (value[:1].isdigit() or len(value) <= 2):  # noqa: PLR2004 - "block F", "tower A1"
            value = ""
        if not value or (kind is not Kind.UNIT and not any(letter.isdigit() for letter in value) and len(value) > 1):
            if kind is Kind.UNIT and self.tokens[self.at - 2 : self.at - 1] and self.tokens[self.at - 2][0].isdigit():
                self.draft.units.add(f"{common} {_bare(self.tokens[self.at - 2])}")
            if kind is Kind.SECTION and self.run:
                self.draft.estates.append(self._known(self.run))
                self.run = []
            return
        self.at += 1
        if kind in {Kind.NUMBER, Kind.PLOT}:
            self._street_waiting()
            self.draft.marked.append(("km" if common == "km" else "") + _bare(value))
        elif kind is Kind.UNIT:
            self._flush()
            self.draft.units.add(f"{common} {_bare(value)}")
        else:
            self.draft.estates.append((f"{common}{_bare(value)}",))

    def _number(self, token: str) -> None:
        following = KINDS.get(self._next(), (None, ""))[0]
        if not self.run and (
            following is Kind.ROAD_AFTER or (following is Kind.ROAD_EITHER and not self._name_ahead())
        ):
            self.run = [token]
        elif following is Kind.UNIT and not self.run:
            return
        elif _WORDY_POSTCODE.match(token) or (len(token) == 4 and self.draft.country in FOUR_DIGIT_POSTCODES):  # noqa: PLR2004
            self._flush()
            self.draft.postcodes.append(token)
        else:
            self._street_waiting()
            self.draft.numbers.append(_bare(token))

    def _name_ahead(self) -> bool:
        """Whether a plain word follows the next one: "112 Bd Moulay Ismail" is number 112, not 112th boulevard."""
        ahead = self.tokens[self.at + 1 : self.at + 2]
        return bool(ahead) and ahead[0].isalpha() and ahead[0] not in KINDS

    def _street_waiting(self) -> None:
        """Plain words right before a house number: a street without a kind, if the address has no other."""
        name = tuple(self.run)
        self._flush()
        if name:
            self.draft.untyped.append(name)

    def _flush(self) -> None:
        if self.run:
            name = self._known(self.run)
            if name:
                self.draft.places.append(name)
        self.run = []

    def _known(self, run: list[str]) -> tuple[str, ...]:
        """The words without countries and regions, which are noted; the name of a known city stays."""
        rest: list[str] = []
        at = 0
        while at < len(run):
            if run[at] not in _NAME_STARTS:
                rest.append(run[at])
                at += 1
                continue
            size = next((size for size in (3, 2, 1) if " ".join(run[at : at + size]) in REGIONS), 0)
            if size and " ".join(run[at : at + size]) not in CITIES:
                self.draft.regions.add("".join(run[at : at + size]))
                at += size
                continue
            size = next((size for size in (5, 4, 3, 2, 1) if " ".join(run[at : at + size]) in COUNTRIES), 0)
            at += size
            if not size:
                rest.append(run[at])
                at += 1
        return tuple(rest)


def _bare(number: str) -> str:
    """A number without leading zeros and closing marks."""
    return number.strip("-./&").lstrip("0") or number

"""Finds standards and their editions, national adoptions included, and tells which of them a certificate is about."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from livingproof.catalogue.labels import Role, squeeze
from livingproof.core.claim import StandardRef
from livingproof.core.facts import Adoption, Facts, Standard
from livingproof.readers.fields.layout import Line, Sheet

_ORGANISATION = r"(?:ISO\s*/\s*IEC\s*/?\s*(?:TS)?|ISO\s*/\s*TS|ISO|IEC|ИСО\s*/\s*МЭК|ИСО|ISО|IATF|ОHSAS|OHSAS)"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_INTERNATIONAL = re.compile(
    rf"(?P<before>[^\W\d_][\w./ \-–]{{0,18}}?[\s\-–./])?(?P<org>{_ORGANISATION})\s*[-–]?\s*(?P<number>\d{{4,5}})"
    rf"(?:-(?P<part>\d)(?!\d))?(?:\s*[:：;.,\-–(]\s*{_YEAR}|(?P<glued>20\d\d))?(?!\d)",
    re.IGNORECASE,
)
_OCR = (
    (re.compile(r"\b[I1l|]S[O0Q](?=[\s/\-–]{0,2}(?:IEC|TS|\d))"), "ISO"),
    (re.compile(r"\b[I1l]ATF(?=\s?\d)"), "IATF"),
    (re.compile(r"\b[TГ][O0О]CT\b"), "ГОСТ"),
    (re.compile(r"(?<=[\d:])[OoQ](?=\d)|(?<=\d)[OoQ](?=[\d:])"), "0"),
)
_AEROSPACE = re.compile(
    r"\b(?:AS|EN|JIS\s?Q|SJAC|IA)\s*/?\s*(?:EN\s*)?(?P<number>91[0-3]0)\s*(?:[:\-–]\s*(?P<year>20\d\d))?\s*(?:\(?\s*(?:Rev(?:ision)?\.?\s*)?(?P<letter>[A-D])\b\)?)?"
)
_LETTER_OF_YEAR = {"2016": "D", "2018": "D", "2009": "C", "2010": "C"}
_TAIL = re.compile(rf"\s*(?:[:：\-–]|IMNC|\s|/)*{_YEAR}(?!\d)")
_VERSION = re.compile(r"\s*[:\-–(]?\s*(?:version|ver\.?|v\.?|issue)\s*(?P<version>\d(?:\.\d)?)", re.IGNORECASE)
_NUMBER_AND_YEAR = re.compile(rf"\s*(?P<number>\d{{4,5}}(?:-\d)?)\s?:\s?{_YEAR}\s*")
_PART = re.compile(r"22002|PAS\s?22\d")  # documents that a certificate names only as parts of a food safety scheme
_SMALL_PRINT = 130
_ASSESSMENT = re.compile(r"ISO(/IEC)? 17\d\d\d")


@dataclass(frozen=True, slots=True)
class Named:
    """A standard named in a line: catalogue id (None for an unknown one), edition, the words of the page."""

    standard: str | None
    edition: str | None
    printed: str
    start: int
    end: int
    international: bool


@dataclass(frozen=True, slots=True)
class Designations:
    """The catalogue's standards by the ways they are printed."""

    standards: Mapping[str, Standard]
    by_number: Mapping[str, str]
    by_letters: Mapping[str, str] = field(default_factory=dict)
    adoptions: tuple[tuple[str, Adoption], ...] = ()
    national: re.Pattern[str] | None = None
    others: re.Pattern[str] | None = None


def designations(facts: Facts) -> Designations:
    """The ways to print each standard of the catalogue."""
    by_number: dict[str, str] = {}
    letters: dict[str, str] = {}
    for identity, standard in facts.standards.items():
        number = re.search(r"(\d{4,5})(-\d)?", identity)
        if number and re.match(r"ISO|IATF|OHSAS", identity):
            by_number.setdefault(number.group(), identity)
        for name in (identity, *standard.names):
            letters[squeeze(name)] = identity
    prefixes = sorted(
        ((squeeze(prefix), adoption) for adoption in facts.adoptions for prefix in adoption.prefixes),
        key=lambda pair: -len(pair[0]),
    )
    own = sorted({prefix for adoption in facts.adoptions if adoption.numbers for prefix in adoption.prefixes}, key=len)
    return Designations(
        standards=facts.standards,
        by_number=by_number,
        by_letters=letters,
        adoptions=tuple(prefixes),
        national=_national(reversed(own)),
        others=_others(facts, set(by_number.values())),
    )


def _national(prefixes: Iterable[str]) -> re.Pattern[str] | None:
    spelled = "|".join(
        r"\s*".join(re.escape(part) for part in re.findall(r"\w+|[^\w\s]", prefix)) for prefix in prefixes
    )
    return (
        re.compile(
            rf"(?<!\w)(?P<prefix>{spelled})[\s\-–]*(?P<number>\d{{4,5}})(?:-[A-Z]{{4}})?(?:\s*[-–:.]\s*{_YEAR})?(?!\d)"
        )
        if spelled
        else None
    )


def _others(facts: Facts, known: set[str]) -> re.Pattern[str] | None:
    names = {
        name
        for identity, standard in facts.standards.items()
        if identity not in known and not identity.startswith(("AS91", "ISO", "IAF", "Global"))
        for name in (identity, *standard.names)
        if len(squeeze(name)) >= 4 or any(character.isdigit() for character in name)
    }
    spelled = "|".join(
        r"[\s\-–/.]*".join(re.escape(part) for part in re.findall(r"[^\W\d_]+|\d+|[^\w\s./\-–]", name))
        for name in sorted(names, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?P<name>{spelled})(?!\w)", re.IGNORECASE) if spelled else None


def find_standards(text: str, known: Designations) -> tuple[Named, ...]:
    """Every standard named in the text, in its order; designations side by side are separate."""
    if not _MAY_NAME.search(text):
        return ()
    clean = text
    for pattern, right in _OCR:
        clean = pattern.sub(right, clean)
    found: list[Named] = []
    for named in (
        *_aerospace(clean, known),
        *_adopted(clean, known),
        *_worldwide(clean, known),
        *_by_name(clean, known),
        *_without_name(clean, known),
    ):
        if all(named.end <= other.start or named.start >= other.end for other in found):
            found.append(named)
    return tuple(sorted(found, key=lambda named: named.start))


_MAY_NAME = re.compile(r"\d{4}|[A-Z]{3,}|\d\.\d")


def _worldwide(text: str, known: Designations) -> Iterator[Named]:
    for match in _INTERNATIONAL.finditer(text):
        number = match["number"] + (f"-{match['part']}" if match["part"] else "")
        identity = known.by_number.get(number) or known.by_number.get(match["number"])
        identity = _older_name(match["org"], match["number"], identity, known)
        year = match["year"] or match["glued"]
        adoption = _adoption(match["before"] or "", known)
        start = (
            match.start()
            if adoption or _is_regional(match["before"]) or _split_name(match["before"])
            else match.start("org")
        )
        edition = _edition(
            known.standards.get(identity or ""), year, adoption, match["number"], regional=_is_regional(match["before"])
        )
        yield Named(identity, edition, text[start : match.end()].strip(" (-–/."), start, match.end(), adoption is None)


def _split_name(before: str | None) -> bool:
    """Whether the organisation begins before its last word, as in "ISO/IEC"."""
    return bool(before and re.search(r"\bISO\s*/\s*$", before, re.IGNORECASE))


def _older_name(organisation: str, number: str, identity: str | None, known: Designations) -> str | None:
    if "TS" in organisation.upper() and f"ISO/TS {number}" in known.standards:
        return f"ISO/TS {number}"
    if "IATF" in organisation.upper() and f"IATF {number}" in known.standards:
        return f"IATF {number}"
    return identity


def _is_regional(before: str | None) -> bool:
    return bool(before and re.search(r"(?<!\w)E[NN]\s*[-–]?\s*$|EN[\s-]*$|ΕΝ\s*$", before))


def _adoption(before: str, known: Designations) -> Adoption | None:
    letters = squeeze(before)
    return next((adoption for prefix, adoption in known.adoptions if letters and _ends_alike(letters, prefix)), None)


def _ends_alike(letters: str, prefix: str) -> bool:
    """Whether the letters before "ISO" are the prefix, whose spelling may itself end in ISO or an organisation."""
    bare = prefix.removesuffix("iec").removesuffix("iso")
    return bool(bare) and letters.endswith(bare)


def _edition(
    standard: Standard | None, year: str | None, adoption: Adoption | None, number: str, *, regional: bool
) -> str | None:
    if year is None or standard is None:
        return year
    if adoption and f"{number}-{year}" in adoption.years:
        return adoption.years[f"{number}-{year}"]
    names = {edition.edition for edition in standard.editions}
    if year in names or not (adoption or regional):
        return year
    earlier = [
        edition.edition for edition in standard.editions if edition.edition.isdigit() and edition.edition <= year
    ]
    return max(earlier, default=year)


def _adopted(text: str, known: Designations) -> Iterator[Named]:
    for match in known.national.finditer(text) if known.national else ():
        adoption = _adoption(match["prefix"], known) or _exact(match["prefix"], known)
        identity = adoption.numbers.get(match["number"]) if adoption else None
        if adoption and identity is None and adoption.same_number:
            identity = known.by_number.get(match["number"])
        if identity is None:
            continue
        edition = _edition(known.standards.get(identity), match["year"], adoption, match["number"], regional=False)
        yield Named(identity, edition, match.group().strip(), match.start(), match.end(), international=False)


def _exact(prefix: str, known: Designations) -> Adoption | None:
    letters = squeeze(prefix)
    return next((adoption for spelled, adoption in known.adoptions if spelled == letters), None)


def _aerospace(text: str, known: Designations) -> Iterator[Named]:
    for match in _AEROSPACE.finditer(text):
        identity = f"AS{match['number']}"
        if identity in known.standards:
            letter = match["letter"] or _LETTER_OF_YEAR.get(match["year"] or "")
            yield Named(identity, letter, match.group().strip(" ("), match.start(), match.end(), international=True)


def _by_name(text: str, known: Designations) -> Iterator[Named]:
    for match in known.others.finditer(text) if known.others else ():
        identity = known.by_letters.get(squeeze(match["name"]))
        if identity is None:
            continue
        tail = _TAIL.match(text, match.end()) or _VERSION.match(text, match.end())
        edition = (tail.groupdict().get("year") or tail.groupdict().get("version")) if tail else None
        end = tail.end() if tail else match.end()
        yield Named(identity, edition, text[match.start() : end].strip(), match.start(), end, international=True)


def _without_name(text: str, known: Designations) -> Iterator[Named]:
    """A line that is but "22000:2018", its organisation being set apart or unread: only with an edition that exists."""
    match = _NUMBER_AND_YEAR.fullmatch(text)
    identity = known.by_number.get(match["number"]) if match else None
    if match and identity and known.standards[identity].edition(match["year"]):
        yield Named(identity, match["year"], text.strip(), 0, len(text), international=True)


@dataclass(frozen=True, slots=True)
class Certified:
    """A standard that a sheet is about, with the line that names it best and how strongly it is named (0 to about 8)."""

    ref: StandardRef
    line: Line
    strength: float


def certified_standards(sheets: Iterable[Sheet], known: Designations) -> tuple[Certified, ...]:
    """The standards a certificate is about, strongest first; those in fine print and logos fall away."""
    points: dict[str, float] = {}
    best: dict[str, tuple[float, Named, Line]] = {}
    editions: dict[str, dict[str, float]] = {}
    alone: set[str] = set()
    for sheet in sheets:
        usual = sheet.usual_size
        for line in sheet.lines:
            for named in find_standards(line.text, known):
                if named.standard is None or _ASSESSMENT.match(named.standard):
                    continue
                weight = _weight(sheet, line, named, usual)
                if not _is_component(line.text, named):
                    alone.add(named.standard)
                points[named.standard] = max(points.get(named.standard, -9.0), weight)
                if named.edition:
                    votes = editions.setdefault(named.standard, {})
                    exists = known.standards[named.standard].edition(named.edition) is not None
                    worth = (max(weight, 0.1) + (0.5 if named.international else 0)) * (1.0 if exists else 0.3)
                    votes[named.edition] = votes.get(named.edition, 0) + worth
                rank = weight + (0.2 if named.edition else -2)
                if named.standard not in best or rank > best[named.standard][0]:
                    best[named.standard] = (rank, named, line)
    chosen = _chosen(points, best, editions)
    schemes = [known.standards[one.ref.standard] for one in chosen if one.ref.standard]
    included = {part for scheme in schemes for part in scheme.includes} - alone
    return tuple(one for one in chosen if one.ref.standard not in included)


def _is_component(text: str, named: Named) -> bool:
    """Whether a standard is named as a part of a scheme: in brackets behind it, or in the list of its documents."""
    before = text[: named.start]
    return before.count("(") > before.count(")") or bool(_PART.search(text))


def _chosen(
    points: Mapping[str, float],
    best: Mapping[str, tuple[float, Named, Line]],
    editions: Mapping[str, Mapping[str, float]],
) -> tuple[Certified, ...]:
    top = max(points.values(), default=0.0)
    chosen: list[Certified] = []
    for identity, strength in sorted(points.items(), key=lambda pair: -pair[1]):
        if strength < min(top - 2.0, 3.0) or strength < 0 <= top:
            continue
        votes = editions.get(identity, {})
        _, named, line = best[identity]
        edition = max(votes, key=lambda name: votes[name]) if votes else None
        if edition is None and any(other in editions for other in points if other != identity) and strength < top:
            continue
        chosen.append(Certified(StandardRef(identity, edition, named.printed), line, strength))
    return tuple(chosen)


def _weight(sheet: Sheet, line: Line, named: Named, usual: float) -> float:
    weight = 1.0 if named.edition else 0.0
    if line.size > 1.25 * usual:
        weight += 1.5
    if line.first(Role.MEETS, Role.STANDARD) or _follows(sheet, line):
        weight += 3.0
    if len(named.printed) > 0.6 * len(line.text):
        weight += 1.0
    if len(line.text) > _SMALL_PRINT or line.size < 0.8 * usual:
        weight -= 2.0
    if line.middle > 0.88 * sheet.height:
        weight -= 1.5
    return weight


def _follows(sheet: Sheet, line: Line) -> bool:
    """Whether a sentence of conformity or the word "standard" stands just above or left of the line."""
    near = [*sheet.above(line)[:3], *sheet.left_of(line)[:1]]
    return any(
        other.first(Role.MEETS, Role.STANDARD) and line.middle - other.middle < 6 * max(line.size, other.size)
        for other in near
    )

"""The sector codes that are printed fit the scope text.

Codes of IAF and EA, and NACE codes through the table of sectors, are compared with the sectors to expect for the kinds of products
that the scope names. Codes are coarse: one that fits is enough, and they are odd only when every code is of a sector of goods and
every product that the scope names is expected in others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.claim import SectorCode
from livingproof.core.facts import Facts, Sector
from livingproof.core.matching.categories import kinds_of
from livingproof.core.terms import Axis, Grade, Weight

COUNTED = frozenset({"IAF", "EA"})
LAST_OF_GOODS = 23
"""Sectors 1 to 23 are goods; the others are utilities, construction, trade and services, which stand beside any goods."""


class Codes(Reason):
    """Whether the codes and the scope speak of the same sectors."""

    CODES_FIT = Grade.PASS
    CODES_ODD = Grade.WARN
    NO_CODES = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The sectors of the printed codes against those to expect for everything that the scope names."""
    printed = case.claim.sector_codes.value or ()
    facts: dict[str, Plain] = {"codes": tuple(f"{code.scheme} {code.code}" for code in printed)}
    sectors = {sector.code: sector for code in printed for sector in _sectors(code, case.facts)}
    expected = [set(codes) for codes in _expected(case.claim.scope.readings, case.facts)] if sectors else []
    facts |= {"titles": tuple(f"{sector.code} {sector.name}" for sector in sectors.values())}
    if not sectors or not expected:
        return Codes.NO_CODES.with_facts(**facts, why=_why(case, bool(printed), bool(sectors)))
    wanted = set().union(*expected)
    facts |= {"scope": case.claim.scope.value, "expected": _titles(wanted, case.facts)}
    rests = tuple(sector.provenance for sector in sectors.values())
    if wanted & sectors.keys():
        return Codes.CODES_FIT.with_facts(**facts).resting_on(*rests)
    if all(_is_goods(code) for code in sectors) and all(expected):
        return Codes.CODES_ODD.with_facts(**facts).resting_on(*rests)
    why = "the codes or the scope name activities that may go with any sector"
    return Codes.NO_CODES.with_facts(**facts, why=why)


def _sectors(code: SectorCode, facts: Facts) -> Iterator[Sector]:
    """The sectors that a printed code means: its own number, or every sector that holds the NACE code."""
    number = re.match(r"\d+", code.code)
    if code.scheme.upper() in COUNTED:
        sector = facts.sectors.get(str(int(number.group())) if number else "")
        yield from (sector,) if sector else ()
    elif code.scheme.upper() == "NACE":
        yield from (sector for sector in facts.sectors.values() if _holds(sector, code.code))


def _holds(sector: Sector, nace: str) -> bool:
    letters = nace.lstrip("ABCDEFGHIJKLMNOPQRSTU ")
    return any(_within(letters, own) for own in sector.nace) and not any(
        _within(letters, other) for other in sector.except_nace
    )


def _within(nace: str, division: str) -> bool:
    return nace == division or nace.startswith(division if "." in division else f"{division}.")


def _expected(texts: Iterable[str], facts: Facts) -> Iterator[tuple[str, ...]]:
    """For each thing that the scope names the sectors of every category it may belong to; empty where none is known."""
    for text in texts:
        for kind in kinds_of(text, facts):
            yield tuple(code for known in kind.categories for code in (*known.sectors, *known.sectors_also))


def _is_goods(code: str) -> bool:
    return code.isdigit() and int(code) <= LAST_OF_GOODS


def _titles(codes: Iterable[str], facts: Facts) -> tuple[str, ...]:
    ordered = sorted(codes, key=lambda code: int(code) if code.isdigit() else 0)
    return tuple(f"{code} {facts.sectors[code].name}" for code in ordered if code in facts.sectors)


def _why(case: Case, printed: bool, known: bool) -> str:  # noqa: FBT001 - two findings, in the order of the question
    if not printed:
        return "no sector code was read on the document"
    if not known:
        return "the catalogue does not hold the codes that are printed"
    return (
        "no scope was found on the document" if not case.claim.scope else "the catalogue knows none of the goods in it"
    )


CHECK = Check("scope.codes", Axis.CONSISTENT, Weight.WEAK, Codes, judge, reads=("sector_codes", "scope"))

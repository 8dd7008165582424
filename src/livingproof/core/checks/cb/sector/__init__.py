"""The accreditation covers the economic sector (IAF or EA code) of this certificate.

A body is accredited for sectors, not for everything. Schedules name them by code; IAF and EA codes bear the same numbers. Only a list that
says it is the whole schedule can show that a sector is missing.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import SectorCode
from livingproof.core.facts import Accreditation
from livingproof.core.matching.accreditations import listed_accreditations
from livingproof.core.matching.registers import own_record
from livingproof.core.recall import recalled
from livingproof.core.terms import Axis, Grade, Weight

SAME_NUMBERS = frozenset({"IAF", "EA"})
"""Schemes whose codes bear the same numbers."""


class Sector(Reason):
    """Whether the schedule names the sector."""

    CB_SECTOR_OK = Grade.PASS
    CB_SECTOR_NOT_LISTED = Grade.WARN
    CB_SECTORS_NOT_PUBLISHED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The printed codes, else those of the record, against the schedules known."""
    standards = tuple(standard.id for standard in case.standards if not standard.outside_arrangement)
    if case.standards and not standards:
        return not_applicable("the scheme has its own oversight in place of accreditation")
    codes = _codes(case)
    if not codes:
        return Sector.CB_SECTORS_NOT_PUBLISHED.with_facts(codes=(), why="no IAF or EA code of the certificate is known")
    told = tuple(f"IAF {code}" for code in codes)
    entries = _with_sectors(listed_accreditations(case.claim, standards, case.facts))
    if not entries:
        why = "no schedule at hand names the sectors of this body"
        return Sector.CB_SECTORS_NOT_PUBLISHED.with_facts(codes=told, why=why)
    listed = _numbers(entries)
    missing = tuple(code for code in told if _number(code) not in listed)
    facts = {"codes": told, "missing": missing, "name": entries[0].entity or case.claim.certification_body.value}
    facts["source"] = case.facts.accreditation_bodies[entries[0].accreditation_body].name
    days = [entry.provenance.as_of for entry in entries if entry.provenance.as_of]
    facts["source_of"] = min(days).isoformat() if days else None
    rests_on = tuple(entry.provenance for entry in entries)
    if not missing:
        return Sector.CB_SECTOR_OK.with_facts(**facts).resting_on(*rests_on)
    if all(entry.whole_schedule for entry in entries):
        return Sector.CB_SECTOR_NOT_LISTED.with_facts(**facts).resting_on(*rests_on)
    return Sector.CB_SECTORS_NOT_PUBLISHED.with_facts(
        **facts, why="the list does not say that it is the whole schedule"
    )


def _codes(case: Case) -> tuple[str, ...]:
    kept = own_record(case.claim, case.record, case.lookup, case.facts)
    printed: tuple[SectorCode, ...] = case.claim.sector_codes.value or (kept.sector_codes if kept else ())
    return tuple(dict.fromkeys(_bare(code.code) for code in printed if code.scheme in SAME_NUMBERS))


@recalled(256)
def _with_sectors(entries: tuple[Accreditation, ...]) -> tuple[Accreditation, ...]:
    return tuple(entry for entry in entries if entry.sectors)


@recalled(256)
def _numbers(entries: tuple[Accreditation, ...]) -> frozenset[str]:
    """The numbers of all sectors that these entries name."""
    return frozenset(number for entry in entries for sector in entry.sectors if (number := _number(sector)))


def _number(sector: str) -> str | None:
    """The number of "IAF 17" or "EA 17"; None of another scheme."""
    scheme, _, code = sector.partition(" ")
    return _bare(code) if scheme in SAME_NUMBERS and code else None


def _bare(code: str) -> str:
    return code.strip().lstrip("0") or code


CHECK = Check(
    "cb.sector",
    Axis.RECOGNISED,
    Weight.STRONG,
    Sector,
    judge,
    reads=("certification_body", "sector_codes", "standards"),
)

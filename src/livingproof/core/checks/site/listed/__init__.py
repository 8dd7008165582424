"""The place that will make the goods is on the certificate or its annex.

Addresses are compared part by part: country, region, city, street, number, unit, postcode, estate. Certification is per site; a
site that is not listed is not covered. Not listed is said only when every site was read and each lies elsewhere; probable only
where street, estate or number speak for it, not the town alone.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.claim import Document
from livingproof.core.matching.address_likeness import Part
from livingproof.core.matching.addresses import AddressMatch, AddressReason, nearest_address
from livingproof.core.matching.registers import own_record
from livingproof.core.record import Record
from livingproof.core.terms import Axis, Grade, Weight, Zone

WHY = {
    AddressReason.OTHER_SCRIPT: "the addresses are written in different scripts, and no number of them agrees",
    AddressReason.TOO_LITTLE: "too little of an address is given to compare",
}
NOTHING_AGREES = "neither street nor estate nor number agrees, and nothing shows another place"


class Listed(Reason):
    """Whether the place is among the sites."""

    SITE_LISTED = Grade.PASS
    SITE_PROBABLE = Grade.WARN
    SITE_NOT_LISTED = Grade.FAIL
    SITE_UNCLEAR = Grade.UNDETERMINED
    FACTORY_ADDRESS_UNKNOWN = Grade.UNDETERMINED
    ANNEX_NOT_SUPPLIED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The place wanted against every address of the document and of the register's record of it."""
    wanted = case.purchase.site
    if not wanted:
        return Listed.FACTORY_ADDRESS_UNKNOWN.with_facts(why="no address of the place that makes the goods was given")
    claim = case.claim
    printed = tuple(site.address for site in claim.sites.value or () if site.address)
    printed += (claim.holder_address.value,) if claim.holder_address.value else ()
    record = own_record(claim, case.record, case.lookup, case.facts)
    known = printed + (_addresses(record) if record else ())
    match = nearest_address(wanted, known)
    lacking = _lacking(claim.document)
    if match is None:
        why = lacking or "no address was read on the document"
        return Listed.ANNEX_NOT_SUPPLIED.with_facts(wanted=wanted, nearest=None, why=why)
    facts: dict[str, Plain] = {
        "wanted": wanted,
        "nearest": match.right,
        "how": str(match.reason),
        "compared": match.parts,
        "sites": len(set(printed)),
    }
    if match.zone is Zone.SAME:
        where = "document" if match.right in printed else "register"
        return Listed.SITE_LISTED.with_facts(**facts, where=where)
    if lacking and not _near(match):
        return Listed.ANNEX_NOT_SUPPLIED.with_facts(**facts, why=lacking)
    if match.zone is Zone.UNCLEAR and not _near(match):
        return Listed.SITE_UNCLEAR.with_facts(**facts, why=WHY.get(match.reason, NOTHING_AGREES))
    return (Listed.SITE_NOT_LISTED if match.zone is Zone.OTHER else Listed.SITE_PROBABLE).with_facts(**facts)


def _addresses(record: Record) -> tuple[str, ...]:
    own = ", ".join(part for part in (record.address, record.postcode, record.city) if part)
    return (*((own,) if record.address else ()), *(site.address for site in record.sites if site.address))


def _lacking(document: Document | None) -> str | None:
    """What of the document was not seen and may list more sites; None when all of it was."""
    if document is None:
        return None
    pages = document.pages
    if pages.annex_named and not pages.annex_seen:
        return f"the document refers to {pages.annex_named}, which was not seen"
    if pages.printed_of and pages.printed_of > len(set(pages.printed) or range(pages.read)):
        return f"page {max(pages.printed, default=pages.read)} of {pages.printed_of} is the last one seen"
    return "not every page of the file was read" if pages.read < pages.in_file else None


def _near(match: AddressMatch) -> bool:
    """Whether the unclear comparison has something in its favour beyond the town, and no other street against it."""
    if match.zone is not Zone.UNCLEAR or match.street is Part.DIFFERENT:
        return False
    close = {Part.SAME, Part.SIMILAR}
    if match.reason is AddressReason.OTHER_SCRIPT:
        return match.number in close
    if match.reason is AddressReason.COUNTRY_DIFFERS:
        return True
    numbered = match.number is Part.SAME and match.city is Part.SAME
    return match.street in close or match.estate in close or numbered


CHECK = Check("site.listed", Axis.COVERS, Weight.DECISIVE, Listed, judge, reads=("sites", "holder_address"))

"""The whole document is there: every page of those it counts, and the annex that it names, belonging to the same certificate.

A number on the annex condemns only when it is written in the very form of the certificate number and yet is another one:
annexes carry numbers of their own kind too. Revisions of sheet and annex are not compared.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import Claim, Pages
from livingproof.core.matching.numbers import MIN_PART, compare_numbers, fold
from livingproof.core.terms import Axis, Grade, Weight, Zone


class Extent(Reason):
    """Whether all pages are there."""

    PAGES_COMPLETE = Grade.PASS
    ANNEX_NOT_SUPPLIED = Grade.WARN
    ANNEX_OTHER_CERTIFICATE = Grade.FAIL
    PAGE_COUNT_UNKNOWN = Grade.UNDETERMINED
    PAGES_NOT_READ = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Compare the pages read with those counted on the print, and the annex with the sheet."""
    claim = case.claim
    if claim.document is None:
        return not_applicable("no document")
    pages = claim.document.pages
    if pages.annex_number and _other(pages.annex_number, claim):
        return Extent.ANNEX_OTHER_CERTIFICATE.with_facts(
            annex_number=pages.annex_number, certificate_number=claim.certificate_number.value
        )
    missing, unsure = _missing(pages)
    facts = {"pages": pages.in_file, "printed_of": pages.printed_of, "annex": pages.annex_named, "missing": missing}
    if pages.read < pages.in_file:
        return Extent.PAGES_NOT_READ.with_facts(**facts, read=pages.read)
    if unsure:
        return Extent.PAGE_COUNT_UNKNOWN.with_facts(**facts)
    if missing:
        return Extent.ANNEX_NOT_SUPPLIED.with_facts(**facts)
    if pages.printed_of is None and not pages.annex_seen:
        return Extent.PAGE_COUNT_UNKNOWN.with_facts(**facts)
    return Extent.PAGES_COMPLETE.with_facts(**facts)


def _missing(pages: Pages) -> tuple[tuple[str, ...], bool]:
    """What is missing, and whether a page of the file that bears no number, or was not read, may be just that."""
    numbers = set(range(1, (pages.printed_of or 0) + 1)) - set(pages.printed)
    missing = tuple(f"page {number}" for number in sorted(numbers))
    unnumbered = pages.in_file - len(set(pages.printed))
    if pages.annex_named and not pages.annex_seen:
        unread = pages.read < pages.in_file
        return (*missing, pages.annex_named), unread
    return missing, bool(missing) and len(missing) <= unnumbered


def _other(annex_number: str, claim: Claim) -> bool:
    own = claim.certificate_number.value
    if not own or len(fold(annex_number)) < MIN_PART or _form(annex_number) != _form(own):
        return False
    return all(
        compare_numbers(annex_number, number) is Zone.OTHER for number in (own, *(claim.other_numbers.value or ()))
    )


def _form(number: str) -> str:
    """The number with every figure as 9 and every letter as A."""
    return "".join("9" if character.isdigit() else "A" for character in fold(number))


CHECK = Check("doc.pages", Axis.READ, Weight.STRONG, Extent, judge, reads=("certificate_number",))

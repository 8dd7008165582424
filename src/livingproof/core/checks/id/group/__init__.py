"""Where seller and holder have different names: how they are related, and whether the seller is listed on the certificate.

The certificate of a parent covers a subsidiary only when it is listed as a site of the same system. A relation is taken from the
site list of the document or of the register, from the words for a branch, and from a distinctive name that two legal names share;
ownership itself is not looked up.
"""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import SiteRef
from livingproof.core.matching.identifiers import compare_identifiers, same_holder
from livingproof.core.matching.names import NameMatch, NameReason, nearest_name
from livingproof.core.matching.registers import own_record
from livingproof.core.record import Site
from livingproof.core.terms import Axis, Grade, Weight, Zone

BY_NAME = frozenset({NameReason.PARTLY, NameReason.OTHER_TRADE, NameReason.MORE_WORDS, NameReason.LEGAL_FORM_DIFFERS})
"""Likenesses that two companies of one group often have; a trade name has them too, so both must be legal names."""


class Group(Reason):
    """How the seller belongs to the holder."""

    RELATED_AND_LISTED = Grade.PASS
    RELATED_NOT_LISTED = Grade.WARN
    RELATION_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The seller among the names of the sites first, then what the two names themselves show."""
    claim, seller = case.claim, case.purchase.seller
    holders = tuple(name for name in (*claim.holder_name.readings, *(claim.holder_name_other.value or ())) if name)
    forms = case.facts.wording.legal_forms
    match = nearest_name((seller,), holders, forms) if seller else None
    by_id = same_holder(compare_identifiers(case.purchase.seller_ids, claim.holder_ids.value or ()))
    if by_id is Zone.SAME or (match and match.zone is Zone.SAME and by_id is not Zone.OTHER):
        return not_applicable("the seller is the holder")
    facts: dict[str, Plain] = {"seller": seller, "holder": claim.holder_name.value}
    if seller is None or match is None:
        why = "the seller's legal name was not given" if seller is None else "the holder's name was not read"
        return Group.RELATION_UNKNOWN.with_facts(**facts, why=why)
    for where, site in _sites(case):
        own = nearest_name((site.name or "",), holders, forms)
        if own and own.zone is Zone.SAME:
            continue  # the site carries the holder's own name: it says nothing of another company of that name
        at_site = nearest_name((seller,), (site.name or "",), forms)
        if at_site and at_site.zone is Zone.SAME:
            return Group.RELATED_AND_LISTED.with_facts(**facts, site=site.name, address=site.address, where=where)
    if _of_one_group(match):
        return Group.RELATED_NOT_LISTED.with_facts(**facts, shared=match.shared, how=str(match.reason))
    why = "the names do not show how the two are related, and the seller is not among the sites"
    return Group.RELATION_UNKNOWN.with_facts(**facts, why=why)


def _sites(case: Case) -> Iterator[tuple[str, SiteRef | Site]]:
    """Every site of the document and of the register's own record, with where it is listed."""
    yield from (("the document", site) for site in case.claim.sites.value or ())
    record = own_record(case.claim, case.record, case.lookup, case.facts)
    yield from (("the register", site) for site in (record.sites if record else ()))


def _of_one_group(match: NameMatch) -> bool:
    legal = bool(match.left_form and match.right_form)
    return legal and bool(match.shared) and match.reason in BY_NAME


CHECK = Check("id.group", Axis.COVERS, Weight.STRONG, Group, judge, reads=("holder_name", "sites"))

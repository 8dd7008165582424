"""The holder of the certificate is the seller, by legal name in the original script, or by an identifier of one scheme.

Names are compared word by word: legal forms, spaces, case, accents and abbreviations do not matter, every distinctive word does.
Two names differ only when both are legal names in one script without any distinctive word in common, or when valid identifiers of
one scheme differ; a trade name or another script alone is at most a notice.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.identifiers import compare_identifiers, same_holder
from livingproof.core.matching.names import NameMatch, NameReason, nearest_name
from livingproof.core.terms import Axis, Grade, Weight, Zone


class Holder(Reason):
    """Whether the holder and the seller are one organisation."""

    HOLDER_IS_SELLER = Grade.PASS
    HOLDER_SIMILAR = Grade.WARN
    HOLDER_IS_OTHER = Grade.FAIL
    SELLER_LEGAL_NAME_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Identifiers decide where both have one of a scheme; otherwise the nearest of all names of the holder and its sites."""
    claim, seller = case.claim, case.purchase.seller
    holders = tuple(name for name in (*claim.holder_name.readings, *(claim.holder_name_other.value or ())) if name)
    ids = compare_identifiers(case.purchase.seller_ids, claim.holder_ids.value or ())
    by_id = same_holder(ids)
    if by_id in {Zone.SAME, Zone.OTHER}:
        deciding = next(match for match in ids if match.zone is by_id)
        reason = Holder.HOLDER_IS_SELLER if by_id is Zone.SAME else Holder.HOLDER_IS_OTHER
        how = f"{deciding.scheme} {deciding.right} on the document, {deciding.left} given for the seller"
        return reason.with_facts(seller=seller, holder=claim.holder_name.value, how=how, where="identifier")
    if not seller or not holders:
        why = "the seller's legal name was not given" if not seller else "the holder's name was not read"
        return Holder.SELLER_LEGAL_NAME_UNKNOWN.with_facts(seller=seller, holder=claim.holder_name.value, why=why)
    forms = case.facts.wording.legal_forms
    match = nearest_name((seller,), holders, forms)
    sites = tuple(site.name for site in claim.sites.value or () if site.name)
    at_site = nearest_name((seller,), sites, forms)
    if at_site and match and match.zone is not Zone.SAME and at_site.zone is Zone.SAME:
        return _told(Holder.HOLDER_SIMILAR, seller, at_site, "site list")
    if match is None:
        return Holder.SELLER_LEGAL_NAME_UNKNOWN.with_facts(
            seller=seller, holder=None, why="the holder's name was not read"
        )
    return _told(_reason(match), seller, match, "holder")


def _reason(match: NameMatch) -> Holder:
    if match.zone is Zone.SAME and match.reason is not NameReason.TRANSLITERATED:
        return Holder.HOLDER_IS_SELLER
    return Holder.HOLDER_IS_OTHER if match.zone is Zone.OTHER else Holder.HOLDER_SIMILAR


def _told(reason: Holder, seller: str, match: NameMatch, where: str) -> Judgement:
    return reason.with_facts(
        seller=seller,
        holder=match.right,
        where=where,
        how=str(match.reason),
        shared=match.shared,
        only_seller=match.left_only,
        only_holder=match.right_only,
        seller_form=match.left_form,
        holder_form=match.right_form,
    )


CHECK = Check("id.name", Axis.COVERS, Weight.DECISIVE, Holder, judge, reads=("holder_name", "holder_ids"))

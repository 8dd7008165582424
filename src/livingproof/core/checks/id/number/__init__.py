"""Registration numbers of holder and seller agree, and their check digits hold.

Numbers are compared inside one scheme only. A check digit that fails is a misreading first; LEI (ISO 17442) and the Chinese
unified code (GB 32100) are checked here, other schemes where they are read.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.identifiers import compare_identifiers
from livingproof.core.terms import Axis, Grade, Weight, Zone


class Ids(Reason):
    """How the numbers of one scheme compare."""

    IDS_EQUAL = Grade.PASS
    ID_CHECKDIGIT_BAD = Grade.WARN
    IDS_DIFFER = Grade.FAIL
    ID_UNREADABLE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The seller's numbers against the holder's; an equal one settles it, then a bad check digit, then a difference."""
    field = case.claim.holder_ids
    if case.purchase.seller_ids and not field and field.as_printed:
        return Ids.ID_UNREADABLE.with_facts(scheme=None, holder=field.as_printed, seller=None)
    matches = compare_identifiers(case.purchase.seller_ids, field.value or ())
    if not matches:
        return not_applicable("no identifier of one scheme is known on both sides")
    same = next((match for match in matches if match.zone is Zone.SAME), None)
    bad = next((match for match in matches if match.bad_check_digit), None)
    other = next((match for match in matches if match.zone is Zone.OTHER), None)
    told = same or bad or other or matches[0]
    facts = {"scheme": told.scheme, "holder": told.right, "seller": told.left}
    if same:
        return Ids.IDS_EQUAL.with_facts(**facts)
    if bad:
        return Ids.ID_CHECKDIGIT_BAD.with_facts(**facts, misread=bad.bad_check_digit)
    return (Ids.IDS_DIFFER if other else Ids.ID_UNREADABLE).with_facts(**facts)


CHECK = Check("id.number", Axis.COVERS, Weight.DECISIVE, Ids, judge, reads=("holder_ids",))

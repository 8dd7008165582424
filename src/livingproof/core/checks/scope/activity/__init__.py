"""The scope covers what is needed of the holder: to make the goods and not only to trade them, to design, assemble or service.

The verbs of the scope are compared with the activities needed. Where the sentence that covers the product has verbs, these
count. "Supply" may mean to make or to trade and decides nothing. What the scope gives to others ("manufactured by
subcontractors"), only speaks of ("training in manufacture") or denies is no activity of the holder; it leaves the question open.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.matching.activities import ANSWERED_BY, Stated, activities_of
from livingproof.core.matching.products import index_of
from livingproof.core.matching.scope import compare_scope
from livingproof.core.terms import Activity, Axis, Grade, Weight


class Done(Reason):
    """Whether the scope says that the needed is done."""

    ACTIVITY_COVERS = Grade.PASS
    ACTIVITY_NO_DESIGN = Grade.WARN
    ACTIVITY_TRADE_ONLY = Grade.FAIL
    NEED_NOT_GIVEN = Grade.UNDETERMINED
    ACTIVITY_NOT_STATED = Grade.UNDETERMINED


BESIDE_TRADE = frozenset({"store", "transport", "package"})
"""Deeds that a trader does with goods of others."""


def judge(case: Case) -> Judgement:
    """The activities needed against those that the scope states."""
    needs = case.purchase.needs
    scope = case.claim.scope
    if not needs:
        return Done.NEED_NOT_GIVEN.with_facts()
    facts: dict[str, Plain] = {"needed": tuple(need.value for need in needs), "scope": scope.value}
    if not scope:
        return Done.ACTIVITY_NOT_STATED.with_facts(**facts, stated=(), why="no scope was found on the document")
    whole = activities_of(scope.readings, index_of(case.facts.families, case.facts.wording))
    stated = _of_the_product(case, whole)
    facts |= {"stated": stated.words}
    missing = [need for need in needs if not ANSWERED_BY[need] & stated.activities]
    if not missing:
        return Done.ACTIVITY_COVERS.with_facts(**facts)
    if whole.of_others:
        words = ", ".join(whole.of_others)
        return Done.ACTIVITY_NOT_STATED.with_facts(**facts, why=f"it says {words}, but not that the holder does it")
    if Activity.MANUFACTURE in missing and _trade_only(whole):
        return Done.ACTIVITY_TRADE_ONLY.with_facts(**facts)
    if missing == [Activity.DESIGN]:
        return Done.ACTIVITY_NO_DESIGN.with_facts(**facts, excluded=stated.design_excluded)
    names = ", ".join(need.value for need in missing)
    why = f"it does not name {names} for this product" if whole.deeds else "the scope has no verb that is known"
    return Done.ACTIVITY_NOT_STATED.with_facts(**facts, why=why)


def _of_the_product(case: Case, whole: Stated) -> Stated:
    """The deeds of the sentences that cover the product; all deeds where none does or they have no verb."""
    if not case.purchase.product:
        return whole
    match = compare_scope(case.claim.scope.readings, case.purchase.product, case.facts.families, case.facts.wording)
    own = tuple(deed for deed in whole.deeds if deed[0] in match.done)
    return Stated(own, whole.design_excluded, whole.of_others) if own else whole


def _trade_only(stated: Stated) -> bool:
    others = {name for name, activity, _ in stated.deeds if activity is not Activity.TRADE}
    return Activity.TRADE in stated.activities and others <= BESIDE_TRADE


CHECK = Check("scope.activity", Axis.COVERS, Weight.DECISIVE, Done, judge, reads=("scope",))

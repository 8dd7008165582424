"""A maker of medical devices shows a certificate for the quality management of medical devices, not only a general one.

Whether the product is a medical device is taken from the catalogue of product categories, which names the standards that
buyers of such products ask for. A certificate of the standard is one thing, permission to sell the device is another: the
papers of the markets are asked for beside it.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.facts import Facts
from livingproof.core.matching.categories import ASKED, MEDICAL_AREA, REQUIRED, Kind, kinds_of, standards_shown
from livingproof.core.matching.products import index_of
from livingproof.core.recall import recalled
from livingproof.core.terms import Axis, Grade, Weight


class Medical(Reason):
    """Whether the standard of the sector is in hand."""

    SECTOR_STANDARD_SHOWN = Grade.PASS
    SECTOR_STANDARD_MISSING = Grade.WARN
    PRODUCT_CLASS_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The standards that the product's category names against those of the claim and of the claims beside it."""
    product = case.purchase.product
    if not product:
        return Medical.PRODUCT_CLASS_UNKNOWN.with_facts(product=None, why="no product was given")
    kinds = kinds_of(product, case.facts)
    asked = [(kind, _wanted(kind, case.facts)) for kind in kinds]
    kind, (wanted, level) = next(((kind, found) for kind, found in asked if found[0]), (None, ((), "")))
    if kind is None:
        if any(_may_be_medical(other, case.facts) for other in kinds) or not kinds:
            why = "no category of the catalogue says whether it is a medical device"
            return Medical.PRODUCT_CLASS_UNKNOWN.with_facts(product=product, why=why)
        return not_applicable("the product is no medical device by the catalogue of product categories")
    shown = standards_shown((case.claim, *case.beside), case.facts)
    found = Medical.SECTOR_STANDARD_SHOWN if set(wanted) & set(shown) else Medical.SECTOR_STANDARD_MISSING
    facts: dict[str, Plain] = {"product": product, "wanted": wanted, "level": level, "shown": tuple(sorted(shown))}
    return found.with_facts(**facts).resting_on(*(category.provenance for category in kind.categories))


@recalled(4096)
def _wanted(kind: Kind, facts: Facts) -> tuple[tuple[str, ...], str]:
    """The standards of the area that the category names, at the highest level at which it names one."""
    for level in (REQUIRED, ASKED):
        names = [name for name in sorted(kind.standards(level)) if name in facts.standards]
        wanted = tuple(name for name in names if facts.standards[name].area == MEDICAL_AREA)
        if wanted:
            return wanted, level
    return (), ""


@recalled(4096)
def _may_be_medical(kind: Kind, facts: Facts) -> bool:
    """Whether nothing is known of the product, or it is of a family that also holds medical devices."""
    if not kind.known:
        return True
    index = index_of(facts.families, facts.wording)
    medical = [family for category in facts.categories if category.medical for family in category.families]
    holding = {above for family in medical if family in facts.families for above in (family, *index.ancestors(family))}
    goods = {family for family in kind.families if facts.families[family].kind != "group"}
    return not kind.categories and bool(goods & holding)


CHECK = Check("sector.medical", Axis.FITNESS, Weight.STRONG, Medical, judge, reads=("standards",))

"""What matters most of a verdict: the few findings that a reader needs first, in one order for every form of output."""

from __future__ import annotations

from livingproof.core.check import Finding
from livingproof.core.decision import waits
from livingproof.core.terms import Grade, Headline, Weight
from livingproof.core.verdict import Verdict
from livingproof.verify.headline import Told, deciding
from livingproof.verify.messages import ABOUT_THE_TEXT, FIRST_OF_ALL, place

MOST = 6
ENOUGH = 3
"""So many are shown where some of them never decide alone."""

SAME_AS = {
    "ab.signatory": ("ab.named",),
    "ab.subscope": ("ab.named", "ab.signatory"),
    "cb.accredited": ("cb.identify",),
    "cb.answer": ("cb.identify",),
    "id.group": ("id.name",),
    "link.record": ("reg.found",),
    "reg.asked": ("reg.found",),
    "reg.fresh": ("reg.found",),
    "reg.status": ("reg.found",),
    "site.kind": ("site.listed",),
}
"""Open questions that wait for another open one, or say no more than it."""

SPEAKS_FOR = frozenset({"ab.named"})
"""Open questions that never decide alone, and for which others wait that do."""

NOT_GIVEN = frozenset(
    {"FACTORY_ADDRESS_UNKNOWN", "NEED_NOT_GIVEN", "NO_SITE_SCOPE", "PRODUCT_NOT_GIVEN", "SELLER_LEGAL_NAME_UNKNOWN"}
)
"""Open questions that are open because the buyer did not say what to compare with; they are told in one line."""

LOWERED_WHATEVER_IT_RESTS_ON = frozenset({"FIELD_LOW_CONFIDENCE"})
"""A lowered finding that is about the document, not about a fact of the catalogue without a source."""

MOST_OPEN = 4
MOST_OPEN_BESIDE_A_FAIL = 2

OPEN = (Grade.WARN, Grade.FAIL, Grade.UNDETERMINED)


def matters(verdict: Verdict, told: Told) -> tuple[Told, int]:
    """The findings that matter most, first what decides, and how many others stand against it or are open."""
    if verdict.headline in FIRST_OF_ALL:
        return tuple(pair for pair in told if pair[0].check in FIRST_OF_ALL[verdict.headline]), 0
    leading = leading_of(verdict, told)
    others = sorted((pair for pair in told if _counts(pair[0], verdict) and pair not in leading), key=_place)
    weighty = [pair for pair in others if _weighs(pair[0])]
    said = [pair for pair in weighty if pair[0].grade is not Grade.UNDETERMINED]
    asked = [pair for pair in weighty if pair[0].grade is Grade.UNDETERMINED]
    asked = asked[: MOST_OPEN_BESIDE_A_FAIL if leading else MOST_OPEN]
    chosen = [*leading, *said, *asked][:MOST]
    filling = [pair for pair in others if pair not in chosen and pair[0].weight is Weight.STRONG and pair[1].supplier]
    chosen += filling[: max(0, ENOUGH - len(chosen))]
    return tuple(chosen), len(leading) + len(others) - len(chosen)


def leading_of(verdict: Verdict, told: Told) -> Told:
    """The decisive fails behind the headlines, in the order of the headlines; a document of another kind with them."""
    headlines = (verdict.headline, *verdict.also)
    pairs = [pair for headline in headlines for pair in deciding(headline, told)]
    pairs += [pair for pair in told if pair[0].check == "doc.type" and pair[0].grade is Grade.FAIL]
    return tuple(pairs)


def waits_for_the_document(finding: Finding, verdict: Verdict) -> bool:
    """Whether a question is open only because a text, and no document, was given."""
    text_alone = verdict.claim.document is None
    return text_alone and finding.grade is Grade.UNDETERMINED and finding.group != ABOUT_THE_TEXT


def said_by_another(finding: Finding, verdict: Verdict) -> bool:
    """Whether another open question says the same."""
    if finding.grade is not Grade.UNDETERMINED:
        return False
    others = (verdict.finding(check) for check in SAME_AS.get(finding.check, ()))
    return any(other is not None and other.grade in OPEN for other in others)


def _counts(finding: Finding, verdict: Verdict) -> bool:
    if finding.grade not in OPEN or said_by_another(finding, verdict):
        return False
    if waits(finding) or waits_for_the_document(finding, verdict) or _was_not_given(finding, verdict):
        return False
    return verdict.headline is not Headline.CONFIRMED or finding.grade is not Grade.UNDETERMINED


def not_given(verdict: Verdict) -> tuple[str, ...]:
    """What the buyer did not say of the purchase: names of its parts."""
    purchase = verdict.purchase
    parts = {"seller": purchase.seller, "product": purchase.product, "site": purchase.site, "needs": purchase.needs}
    return tuple(name for name, said in parts.items() if not said)


def _was_not_given(finding: Finding, verdict: Verdict) -> bool:
    return finding.grade is Grade.UNDETERMINED and finding.code in NOT_GIVEN and bool(not_given(verdict))


def _weighs(finding: Finding) -> bool:
    """Whether it can decide, or speaks against the document with some weight; a gap of the catalogue alone does neither."""
    if finding.lowered_by and finding.code not in LOWERED_WHATEVER_IT_RESTS_ON:
        return False
    if finding.weight is Weight.DECISIVE or finding.check in SPEAKS_FOR:
        return True
    return finding.weight is Weight.STRONG and finding.grade is not Grade.UNDETERMINED


def _place(pair: tuple[Finding, object]) -> tuple[bool, bool, int, int, str]:
    return place(pair[0])

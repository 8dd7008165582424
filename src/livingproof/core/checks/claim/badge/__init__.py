"""A badge of a marketplace is no certificate: it says that a provider looked once, at what and on which day the badge rarely says.

Platforms show badges such as "Verified Supplier" after an inspection company visited or papers were uploaded; the
platforms' own pages describe them as a look at one time. Beside a document a badge adds only what its date adds.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.mention import Stance, Topic
from livingproof.core.terms import Axis, Grade, Weight


class Badge(Reason):
    """What stands behind the claim beside the badge."""

    BADGE_ONLY = Grade.WARN
    BADGE_DATE_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Without a document the badge is the only support; with one, the question is from which day the badge is."""
    if not case.purchase.listing:
        return not_applicable("no listing text")
    badges = [
        mention for mention in case.purchase.mentions if mention.topic is Topic.BADGE and mention.stance is Stance.HELD
    ]
    if not badges:
        return not_applicable("the text shows no badge of a platform")
    facts = {"badges": tuple(dict.fromkeys(" ".join((badge.mark or badge.text).split()) for badge in badges))}
    if case.claim.document is None:
        return Badge.BADGE_ONLY.with_facts(**facts)
    if any(badge.issued_on is None for badge in badges):
        return Badge.BADGE_DATE_UNKNOWN.with_facts(**facts)
    return not_applicable("a document is in hand, and the badge tells its date")


CHECK = Check("claim.badge", Axis.GENUINE, Weight.INFO, Badge, judge)

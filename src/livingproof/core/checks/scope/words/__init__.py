"""The scope is a proper description of what is certified: activities and products, no praise, no universe of products.

The scope of a certificate is to say what the organisation does at which sites, without words that mislead. Praise ("world
class") and phrases that claim every product there is ("all kinds of products") are pointed at; they decide nothing.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.matching.activities import slogans_in, universals_in
from livingproof.core.matching.products import index_of
from livingproof.core.terms import Axis, Grade, Weight


class Words(Reason):
    """What kind of words the scope is made of."""

    SCOPE_PROPER = Grade.PASS
    SCOPE_SLOGAN = Grade.WARN
    SCOPE_UNIVERSAL = Grade.WARN
    SCOPE_MISSING = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Look for phrases that claim everything, then for praise."""
    scope = case.claim.scope.value
    if not scope or not scope.strip():
        return Words.SCOPE_MISSING.with_facts()
    index = index_of(case.facts.families, case.facts.wording)
    universals, slogans = universals_in(scope, index), slogans_in(scope, index)
    if universals:
        return Words.SCOPE_UNIVERSAL.with_facts(scope=scope, phrases=universals)
    if slogans:
        return Words.SCOPE_SLOGAN.with_facts(scope=scope, phrases=slogans)
    return Words.SCOPE_PROPER.with_facts(scope=scope)


CHECK = Check("scope.words", Axis.CONSISTENT, Weight.WEAK, Words, judge, reads=("scope",))

"""All organisations that are named for the sites belong to one organisation.

A certificate for several sites stands for one management system with one central function; the sites may be other legal entities
when they are bound to it. Unrelated legal names are told, because a list of independent firms is no such system; how they are
bound cannot be read from names.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.names import nearest_name
from livingproof.core.terms import Axis, Grade, Weight, Zone


class OneSystem(Reason):
    """Whether the sites are of one organisation, as far as names show."""

    SITES_ONE_ORGANISATION = Grade.PASS
    SITES_UNRELATED_NAMES = Grade.WARN


def judge(case: Case) -> Judgement:
    """Every name of a site against the names of the holder: unrelated are two legal names without a word in common."""
    claim = case.claim
    names = tuple(dict.fromkeys(site.name for site in claim.sites.value or () if site.name))
    holders = tuple(name for name in (*claim.holder_name.readings, *(claim.holder_name_other.value or ())) if name)
    if not holders or not names:
        return not_applicable("the document names no organisation for its sites")
    forms = case.facts.wording.legal_forms
    matches = [(name, nearest_name((name,), holders, forms)) for name in names]
    unrelated = tuple(name for name, match in matches if match and match.zone is Zone.OTHER)
    if unrelated:
        return OneSystem.SITES_UNRELATED_NAMES.with_facts(
            holder=claim.holder_name.value, unrelated=unrelated, sites=len(claim.sites.value or ())
        )
    return OneSystem.SITES_ONE_ORGANISATION.with_facts(holder=claim.holder_name.value, names=names)


CHECK = Check("site.one-system", Axis.CONSISTENT, Weight.STRONG, OneSystem, judge, reads=("sites", "holder_name"))

"""The certificate gives the activity needed to the site that will make the goods.

A certificate of several sites may give each its own activity; a site for sales only does not cover manufacture. A common scope
does not tell which site does what.
"""

from __future__ import annotations

from collections.abc import Mapping

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import SiteRef
from livingproof.core.matching.activities import ANSWERED_BY
from livingproof.core.matching.addresses import compare_addresses
from livingproof.core.matching.letters import Script, fold, main_script, words
from livingproof.core.terms import Activity, Axis, Grade, Weight, Zone

OPEN = frozenset({Activity.SUPPLY})
"""Words that may mean making as well as trading say neither."""


class SiteScope(Reason):
    """Which activity the certificate gives to the site."""

    SITE_SCOPE_COVERS = Grade.PASS
    SITE_SCOPE_NOT_SPLIT = Grade.WARN
    SITE_SCOPE_EXCLUDES = Grade.FAIL
    NO_SITE_SCOPE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Find the site of the place wanted, and the activities in its scope; without own scopes the common one is all there is."""
    sites = case.claim.sites.value or ()
    wanted = case.purchase.site
    if len(sites) <= 1 and not any(site.scope for site in sites):
        return not_applicable("the certificate has no more than one site, and its scope is that site's")
    if not any(site.scope for site in sites):
        return SiteScope.SITE_SCOPE_NOT_SPLIT.with_facts(sites=len(sites), scope=case.claim.scope.value)
    site = _site(wanted, sites) if wanted else None
    if site is None or not site.scope:
        why = "no place was given" if not wanted else "no site with a scope of its own was matched with the place given"
        return SiteScope.NO_SITE_SCOPE.with_facts(wanted=wanted, why=why)
    stated = activities_in(site.scope, case.facts.wording.activities)
    needed = frozenset(case.purchase.needs)
    facts = {"site": site.address or site.name, "scope": site.scope, "stated": _names(stated), "needed": _names(needed)}
    answered = frozenset(need for need in needed if ANSWERED_BY[need] & stated)
    if needed and needed == answered:
        return SiteScope.SITE_SCOPE_COVERS.with_facts(**facts)
    if needed and stated and not answered and not stated & OPEN:
        return SiteScope.SITE_SCOPE_EXCLUDES.with_facts(**facts)
    why = "the site's scope names some of the activities needed" if answered else "the site's scope leaves it open"
    why = "the activity needed was not given" if not needed else why
    return SiteScope.NO_SITE_SCOPE.with_facts(**facts, wanted=wanted, why=why)


def _site(wanted: str, sites: tuple[SiteRef, ...]) -> SiteRef | None:
    """The one site at the place wanted; None when none or more than one is there."""
    same = [site for site in sites if site.address and compare_addresses(wanted, site.address).zone is Zone.SAME]
    return same[0] if len(same) == 1 else None


def activities_in(text: str, forms: Mapping[Activity, tuple[str, ...]]) -> frozenset[Activity]:
    """The activities whose words stand in the text; a form that ends in * is the beginning of a word."""
    line = f" {' '.join(words(text))} "
    unspaced = fold(text).replace(" ", "") if main_script(text) in {Script.HAN, Script.HANGUL} else ""
    return frozenset(
        activity for activity, known in forms.items() if any(_stands(form, line, unspaced) for form in known)
    )


def _stands(form: str, line: str, unspaced: str) -> bool:
    if main_script(form) in {Script.HAN, Script.HANGUL}:
        return bool(unspaced) and fold(form).replace(" ", "").rstrip("*") in unspaced
    phrase = " ".join(words(form))
    return bool(phrase) and f" {phrase}{'' if form.endswith('*') else ' '}" in line


def _names(activities: frozenset[Activity]) -> tuple[str, ...]:
    return tuple(sorted(activity.value for activity in activities))


CHECK = Check("site.scope", Axis.COVERS, Weight.STRONG, SiteScope, judge, reads=("sites",))

"""The certificate gives the activity needed, and the goods, to the site that will make the goods.

A certificate of several sites may give each its own activity; a site for sales only does not cover manufacture, and a site for other
goods does not cover these. The register's record of the certificate may do the same, and counts beside the document: what either
gives away is not covered. A common scope does not tell which site does what.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import SiteRef
from livingproof.core.facts import Provenance
from livingproof.core.matching.activities import ANSWERED_BY, activities_of
from livingproof.core.matching.addresses import compare_addresses
from livingproof.core.matching.products import index_of
from livingproof.core.matching.registers import own_record, register_of
from livingproof.core.matching.scope import Because, Cover, compare_scope
from livingproof.core.record import Site
from livingproof.core.terms import Activity, Axis, Grade, Weight, Zone

OPEN = frozenset({Activity.SUPPLY})
"""Words that may mean making as well as trading say neither."""

OTHER_GOODS = frozenset({Because.OTHER, Because.EXCLUDED})
"""What takes goods out beyond doubt; neighbours and other materials leave it open."""


class SiteScope(Reason):
    """Which activity the certificate gives to the site."""

    SITE_SCOPE_COVERS = Grade.PASS
    SITE_SCOPE_NOT_SPLIT = Grade.WARN
    SITE_SCOPE_EXCLUDES = Grade.FAIL
    NO_SITE_SCOPE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Find the site of the place wanted on the document and in its record, and what the scope there gives to it."""
    sites = case.claim.sites.value or ()
    wanted = case.purchase.site
    split = any(site.scope for site in sites)
    sides: tuple[tuple[str, tuple[SiteRef | Site, ...]], ...] = (("document", sites), ("register", _held(case)))
    found = [(site, where) for where, among in sides if wanted and (site := _site(wanted, among)) and site.scope]
    if not found and not split and len(sites) <= 1:
        return not_applicable("the certificate has no more than one site, and its scope is that site's")
    if not found and not split:
        return SiteScope.SITE_SCOPE_NOT_SPLIT.with_facts(sites=len(sites), scope=case.claim.scope.value)
    if not found:
        why = "no place was given" if not wanted else "no site with a scope of its own was matched with the place given"
        return SiteScope.NO_SITE_SCOPE.with_facts(wanted=wanted, why=why)
    told = [_told(case, site, where) for site, where in found]
    return next(one for reason in _FIRST for one in told if one.reason is reason)


def _held(case: Case) -> tuple[Site, ...]:
    """The sites with a scope of their own in the register's record of this certificate."""
    record = own_record(case.claim, case.record, case.lookup, case.facts)
    return tuple(site for site in record.sites if site.scope) if record else ()


def _site(wanted: str, sites: tuple[SiteRef | Site, ...]) -> SiteRef | Site | None:
    """The one site at the place wanted; None when none or more than one is there."""
    same = [site for site in sites if site.address and compare_addresses(wanted, site.address).zone is Zone.SAME]
    return same[0] if len(same) == 1 else None


_FIRST = (SiteScope.SITE_SCOPE_EXCLUDES, SiteScope.SITE_SCOPE_COVERS, SiteScope.NO_SITE_SCOPE)


def _told(case: Case, site: SiteRef | Site, where: str) -> Judgement:
    """What the scope of one site says about the activities needed, then about the goods."""
    stated = activities_of((site.scope or "",), index_of(case.facts.families, case.facts.wording))
    needed = frozenset(case.purchase.needs)
    facts: dict[str, Plain] = {
        "site": site.address or site.name,
        "scope": site.scope,
        "stated": _names(stated.activities),
        "needed": _names(needed),
        "where": where,
    }
    answered = frozenset(need for need in needed if ANSWERED_BY[need] & stated.activities)
    if needed and needed == answered:
        because = _other_goods(case, site)
        if because in OTHER_GOODS:
            goods = {"stated": site.scope, "needed": case.purchase.product}
            return _resting(case, SiteScope.SITE_SCOPE_EXCLUDES.with_facts(**facts | goods), where)
        if because is None:
            return _resting(case, SiteScope.SITE_SCOPE_COVERS.with_facts(**facts), where)
    if needed and stated.activities and not answered and not stated.activities & OPEN and not stated.of_others:
        return _resting(case, SiteScope.SITE_SCOPE_EXCLUDES.with_facts(**facts), where)
    why = "the site's scope names some of the activities needed" if answered else "the site's scope leaves it open"
    if needed and needed == answered:
        why = "the site's scope names goods near to the product, not the product"
    why = "the activity needed was not given" if not needed else why
    return _resting(case, SiteScope.NO_SITE_SCOPE.with_facts(**facts, wanted=case.purchase.site, why=why), where)


def _other_goods(case: Case, site: SiteRef | Site) -> Because | None:
    """Why the site's scope takes the product out; None when it does not, names no goods, or the common scope does so already."""
    product = case.purchase.product
    if not product:
        return None
    tables = (case.facts.families, case.facts.wording)
    match = compare_scope((site.scope or "",), product, *tables)
    if match.answer is not Cover.NOT_COVERED:
        return None
    common = compare_scope(case.claim.scope.readings, product, *tables)
    return None if common.answer is Cover.NOT_COVERED else match.because


def _resting(case: Case, judgement: Judgement, where: str) -> Judgement:
    """The same, resting on the register where that is what speaks."""
    if where == "document" or case.lookup is None:
        return judgement
    register = register_of(case.lookup, case.facts)
    unknown = Provenance(f"register {case.lookup.register}, unknown to the catalogue")
    return judgement.reading("certificate_number").resting_on(register.provenance if register else unknown)


def _names(activities: frozenset[Activity]) -> tuple[str, ...]:
    return tuple(sorted(activity.value for activity in activities))


CHECK = Check("site.scope", Axis.COVERS, Weight.STRONG, SiteScope, judge, reads=("sites",))

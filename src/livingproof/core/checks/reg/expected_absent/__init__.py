"""The certificate was not found where the rules of the register would have it.

Absence says something only in a register that is complete by rule for this chain, whose time for entries has passed, that hides
nothing, and that was searched by number. Everywhere else, and after a refusal or a captcha, it says nothing about the certificate.
"""

from __future__ import annotations

from datetime import timedelta

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.facts import CoverageRule
from livingproof.core.matching.addresses import country_of
from livingproof.core.matching.bodies import accreditation_body_of, shown
from livingproof.core.matching.registers import about_certificates, name_of_register, own_record, register_of, rule_for
from livingproof.core.record import Lookup
from livingproof.core.terms import Answer, Axis, Coverage, Grade, Weight

UNKNOWN_LAG_DAYS = 90
"""What is allowed for an entry where the register's own rule is not known."""


class Absent(Reason):
    """What the silence of a register is worth."""

    EXPECTED_BUT_ABSENT = Grade.WARN
    ABSENCE_UNINFORMATIVE = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Weigh every answer "not found"; one that means something leads, then the newest."""
    if any(own_record(case.claim, record, lookup, case.facts) for lookup in case.lookups for record in lookup.records):
        return not_applicable("a register holds the certificate")
    silent = [
        lookup
        for lookup in case.lookups
        if lookup.answer is Answer.NOT_FOUND and about_certificates(lookup, case.facts)
    ]
    if not silent:
        return not_applicable("no register answered that it holds no such certificate")
    judged = [_worth(case, lookup) for lookup in sorted(silent, key=lambda lookup: lookup.speaks_of, reverse=True)]
    return next((one for one in judged if one.reason is Absent.EXPECTED_BUT_ABSENT), judged[0])


def _worth(case: Case, lookup: Lookup) -> Judgement:
    register = register_of(lookup, case.facts)
    name = name_of_register(lookup, case.facts)
    rule = _rule(case, lookup)
    facts: dict[str, Plain] = {
        "register": name,
        "number": case.claim.certificate_number.value,
        "asked_on": lookup.asked_on,
    }
    if register is None or rule is None:
        why = "the catalogue does not know what this register holds"
        return Absent.ABSENCE_UNINFORMATIVE.with_facts(
            **facts, why=why, coverage=Coverage.UNKNOWN.value, ask_again_on=None
        )
    issued = max(case.claim.starts.readings, default=None)
    lag = rule.lag_days if rule.lag_days is not None else UNKNOWN_LAG_DAYS
    entered_by = issued + timedelta(days=lag) if issued else None
    facts |= {"coverage": rule.coverage.value, "issued_on": issued, "lag_days": lag}
    nothing = _why_nothing(case, lookup, rule)
    if nothing:
        return Absent.ABSENCE_UNINFORMATIVE.with_facts(**facts, why=nothing, ask_again_on=None)
    if entered_by is None or lookup.speaks_of <= entered_by:
        again = entered_by + timedelta(days=1) if entered_by else None
        why = "it may not have been entered yet" if entered_by else "the day of issue was not read"
        return Absent.ABSENCE_UNINFORMATIVE.with_facts(**facts, why=why, ask_again_on=again)
    return Absent.EXPECTED_BUT_ABSENT.with_facts(**facts).resting_on(rule.provenance)


def _rule(case: Case, lookup: Lookup) -> CoverageRule | None:
    """The coverage rule for this chain, as far as the document shows it."""
    register = register_of(lookup, case.facts)
    body = accreditation_body_of(case.claim, case.facts) if shown(case.claim.accreditation_body) else None
    places = [case.claim.holder_address.value, *(site.address for site in case.claim.sites.value or ())]
    country = next((found for place in places if place and (found := country_of(place))), None)
    standards = tuple(standard.id for standard in case.standards)
    if register is None:
        return None
    return rule_for(register, accreditation_body=body.id if body else None, country=country, standards=standards)


def _why_nothing(case: Case, lookup: Lookup, rule: CoverageRule) -> str | None:
    """Why this silence says nothing about the certificate; None when it may say something."""
    past = case.claim.expires_on.readings and max(case.claim.expires_on.readings) < lookup.speaks_of
    reasons = (
        (rule.coverage is Coverage.UNKNOWN, "the catalogue does not know what this register holds"),
        (
            rule.coverage is Coverage.MANDATED_WITH_EXCLUSIONS,
            "entry is mandatory with exclusions, and entries may be hidden",
        ),
        (rule.coverage is not Coverage.COMPLETE_BY_RULE, "bodies are not obliged to enter every certificate there"),
        (not lookup.by_number, "it was searched by name only"),
        (rule.confidential, "entries may be kept confidential"),
        (bool(past), "the certificate had ended by then, and registers drop ended entries"),
    )
    return next((why for holds, why in reasons if holds), None)


CHECK = Check("reg.expected-absent", Axis.GENUINE, Weight.STRONG, Absent, judge, reads=("certificate_number",))

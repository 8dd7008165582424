"""The language versions printed on the document say the same of scope, address and last day.

Where a certificate is printed in several languages, all of them are what the body issued. Scopes are compared through families of
products that join the languages; a difference is told only where the narrower text is wholly understood and the other names goods of
another field. Two last days under labels in two languages contradict each other. Everything else stays open.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.matching.addresses import compare_addresses
from livingproof.core.matching.scope_versions import VersionMatch, compare_versions
from livingproof.core.terms import Axis, Grade, Weight, Zone

SHOWN = 5
"""So many words that were not understood are enough to see which they are."""


class Languages(Reason):
    """How the versions stand to each other."""

    LANGUAGES_AGREE = Grade.PASS
    LANGUAGE_SCOPE_WIDER = Grade.WARN
    LANGUAGE_DATES_DIFFER = Grade.FAIL
    SINGLE_LANGUAGE = Grade.UNDETERMINED
    TRANSLATION_UNCERTAIN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Compare the last days first, then the scopes, then the addresses."""
    claim = case.claim
    if claim.document is None:
        return not_applicable("no document")
    days, others = claim.expires_on.readings, claim.expires_on_other.value or ()
    if days and others and not set(days) & set(others):
        facts: dict[str, Plain] = {"expires_on": claim.expires_on.value, "other": others}
        return Languages.LANGUAGE_DATES_DIFFER.with_facts(**facts).reading("expires_on", "expires_on_other")
    matches = _scopes(case)
    wider = next((match for match in matches if match.zone is Zone.OTHER), None)
    if wider:
        narrower = next(one for one in wider.languages if one != wider.wider)
        return Languages.LANGUAGE_SCOPE_WIDER.with_facts(wider=wider.wider, narrower=narrower, words=wider.words)
    addresses = _addresses(case)
    if not (others or matches or addresses):
        return Languages.SINGLE_LANGUAGE.with_facts(languages=claim.languages.value or ())
    compared = [
        *(["last day"] if others else []),
        *(["scope"] if matches and all(match.zone is Zone.SAME for match in matches) else []),
        *(["address"] if addresses and all(zone is Zone.SAME for zone in addresses) else []),
    ]
    opened = [
        *(["scope"] if "scope" not in compared and matches else []),
        *(["address"] if "address" not in compared and addresses else []),
    ]
    unknown = tuple(dict.fromkeys(word for match in matches for word in match.unknown))[:SHOWN]
    if opened:
        return Languages.TRANSLATION_UNCERTAIN.with_facts(opened=tuple(opened), unknown=unknown, agreed=tuple(compared))
    return Languages.LANGUAGES_AGREE.with_facts(compared=tuple(compared))


def _scopes(case: Case) -> list[VersionMatch]:
    scope = case.claim.scope.value
    others = case.claim.scope_other.value or ()
    facts = case.facts
    return [compare_versions(scope, other, facts.families, facts.wording) for other in others if scope and other]


def _addresses(case: Case) -> list[Zone]:
    address = case.claim.holder_address.value
    others = case.claim.holder_address_other.value or ()
    return [compare_addresses(address, other).zone for other in others if address and other]


CHECK = Check(
    "doc.languages",
    Axis.CONSISTENT,
    Weight.STRONG,
    Languages,
    judge,
    reads=("scope", "scope_other"),
)

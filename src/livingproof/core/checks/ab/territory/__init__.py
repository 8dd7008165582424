"""The accreditation body is the single national body of its country, or a foreign one that acts across borders.

In the European Union, the European Economic Area, Switzerland, Turkey and the United Kingdom the law allows one national
accreditation body for each country. Elsewhere a country may have several, and the question does not arise. A signatory of another
country may accredit across borders under the rules of the arrangement.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.facts import AccreditationBody, Facts
from livingproof.core.matching.bodies import accreditation_body_of, certification_body_of, shown
from livingproof.core.terms import Axis, Grade, Role, Weight

# Regulation (EC) No 765/2008, Article 4(1), by treaty also in the EEA, Switzerland and Turkey; United Kingdom: SI 2009/3155.
ONE_BODY_BY_LAW = {
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "TR",
}  # fmt: skip


class Territory(Reason):
    """Whether the accreditation body may act where it does."""

    AB_NATIONAL = Grade.PASS
    AB_CROSS_BORDER = Grade.PASS
    AB_SECOND_IN_COUNTRY = Grade.WARN
    CB_COUNTRY_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """First whether the body is a second one in a country that knows a single one, then whether it is at home."""
    if not shown(case.claim.accreditation_body):
        return not_applicable("the document shows no accreditation body")
    body = accreditation_body_of(case.claim, case.facts)
    certifier = certification_body_of(case.claim, case.facts)
    facts: dict[str, Plain] = {
        "accreditation_body": body.name if body else case.claim.accreditation_body.value,
        "certification_body": certifier.name if certifier else case.claim.certification_body.value,
        "country": body.country if body else None,
        "certifier_country": certifier.country if certifier else None,
    }
    if body is None:
        return Territory.CB_COUNTRY_UNKNOWN.with_facts(**facts, why="the accreditation body is not in the catalogue")
    national = _national(body.country, case.facts)
    if body.outside and national:
        return Territory.AB_SECOND_IN_COUNTRY.with_facts(**facts, national=national.name).resting_on(body.provenance)
    country = certifier.country if certifier else None
    if country is None:
        why = "the country of the certification body is not known"
        return Territory.CB_COUNTRY_UNKNOWN.with_facts(**facts, why=why)
    if not {body.country, country} & ONE_BODY_BY_LAW:
        return not_applicable("neither body is in a country whose law allows one national accreditation body only")
    rests = (body.provenance, *((certifier.provenance,) if certifier else ()))
    if body.country == country and national and national.id == body.id:
        return Territory.AB_NATIONAL.with_facts(**facts).resting_on(*rests)
    if body.country != country and _recognised(body) and _signs(body, case.as_of):
        return Territory.AB_CROSS_BORDER.with_facts(**facts).resting_on(*rests)
    why = "the catalogue does not show that the accreditation body may act there for management systems"
    return Territory.CB_COUNTRY_UNKNOWN.with_facts(**facts, why=why)


def _national(country: str, facts: Facts) -> AccreditationBody | None:
    """The one national body of a country whose law allows no second; None elsewhere and where the catalogue names several."""
    if country not in ONE_BODY_BY_LAW:
        return None
    own = [body for body in facts.accreditation_bodies.values() if body.country == country and _recognised(body)]
    return own[0] if len(own) == 1 else None


def _recognised(body: AccreditationBody) -> bool:
    """Whether the catalogue places the body within the arrangement and its regional groups."""
    return body.outside is None and bool(body.groups or body.recognitions)


def _signs(body: AccreditationBody, day: date) -> bool:
    """Whether nothing that the catalogue knows says that the body was no signatory on that day; a mere member is none.

    Bodies of which only the regional group is known, without a recognition of their own, are not held against it.
    """
    standing = [
        recognition.role is Role.SIGNATORY and (recognition.ends_on is None or day <= recognition.ends_on)
        for recognition in body.recognitions
    ]
    return not standing or any(standing)


CHECK = Check(
    "ab.territory",
    Axis.RECOGNISED,
    Weight.STRONG,
    Territory,
    judge,
    reads=("accreditation_body", "certification_body"),
)

"""All that one verification may look at: claim, purchase, register answers, catalogue facts and the day asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.core.claim import Claim
from livingproof.core.facts import AccreditationBody, CertificationBody, Edition, Facts, Standard
from livingproof.core.matching.bodies import accreditation_body_of, certification_body_of
from livingproof.core.purchase import Purchase
from livingproof.core.record import Event, Lookup, Record, Reply


@dataclass(frozen=True, slots=True)
class Case:
    """One question: whether this claim carries this purchase on this day.

    `lookups` are the register answers that concern the claim, `record` the one record chosen among them (None: no record
    was given or none fits; that is a result, not an error). `beside` are other claims in hand of the same holder, such as
    a second certificate in the same file. `kin` are other records of the same holder in the registers asked, `history` what
    happened to the certification as registers tell it, `replies` what persons were told or saw.
    """

    claim: Claim
    as_of: date
    purchase: Purchase = Purchase()
    facts: Facts = Facts()
    lookups: tuple[Lookup, ...] = ()
    lookup: Lookup | None = None
    record: Record | None = None
    beside: tuple[Claim, ...] = ()
    kin: tuple[Record, ...] = ()
    history: tuple[Event, ...] = ()
    replies: tuple[Reply, ...] = ()

    @property
    def standards(self) -> tuple[Standard, ...]:
        """The standards of the claim that the catalogue knows, in the order of the document."""
        named = [ref.standard for ref in self.claim.standards.value or () if ref.standard]
        return tuple(self.facts.standards[name] for name in named if name in self.facts.standards)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions of the claim that the catalogue knows."""
        found = []
        for ref in self.claim.standards.value or ():
            standard = self.facts.standards.get(ref.standard or "")
            edition = standard.edition(ref.edition) if standard and ref.edition else None
            if edition:
                found.append(edition)
        return tuple(found)

    @property
    def certification_body(self) -> CertificationBody | None:
        """The catalogue's entry of the certification body named, None when none is named or it is not known."""
        return certification_body_of(self.claim, self.facts)

    @property
    def accreditation_body(self) -> AccreditationBody | None:
        """The catalogue's entry of the accreditation body named, None when none is named or it is not known."""
        return accreditation_body_of(self.claim, self.facts)

"""Lots that a nonconformity affects: how many, what becomes of each, who conceded it, what the re-inspection said.

Lots are text with a quantity. Nothing is rounded: what is decided on must be what is affected, lot by lot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from livingproof.core.system.machine import Blocked, Meaning, Moment, PersonId
from livingproof.core.system.parts import parts, refers
from livingproof.core.system.quantity import Quantity, summed
from livingproof.core.system.segregation import present_cycle

MOST: Final = Decimal(10) ** 12
DECIMALS: Final = 6
"""Quantities beyond these are slips of the pen; within them every sum is exact."""


class LotStatus(StrEnum):
    """Whether a lot may move."""

    HOLD = "hold"
    RELEASED = "released"


class Disposition(StrEnum):
    """What becomes of nonconforming product (ISO 9001 8.7.1; the words are those of ISO 9000)."""

    USE_AS_IS = "use_as_is"
    REPAIR = "repair"
    REWORK = "rework"
    REGRADE = "regrade"
    RETURN = "return_to_supplier"
    SCRAP = "scrap"


CONCEDED = frozenset({Disposition.USE_AS_IS, Disposition.REPAIR})
"""The product still does not conform: somebody with the authority must permit it (ISO 9000: concession)."""
REINSPECTED = frozenset({Disposition.REWORK, Disposition.REPAIR})
"""Conformity is verified again after the product was corrected (ISO 9001 8.7.1)."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot that is affected, with our number, the supplier's own where there is one, and how much of it."""

    number: str
    quantity: Decimal
    unit: str = "pcs"
    supplier_lot: str = ""
    where: str = ""
    status: LotStatus = LotStatus.HOLD

    @property
    def affected(self) -> Quantity:
        """How much of it is affected."""
        return Quantity(self.quantity, self.unit)


@dataclass(frozen=True, slots=True)
class LotDecision:
    """What becomes of so much of a lot, in the lot's unit."""

    lot: str = field(metadata=refers("lots", "number", "number"))
    disposition: Disposition
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Concession:
    """The permission to use, or to repair, so much of a lot, with the customer's reference where the customer's requirement is touched."""

    lot: str = field(metadata=refers("lots", "number", "number"))
    disposition: Disposition
    quantity: Decimal
    reason: str
    customer_reference: str = ""


@dataclass(frozen=True, slots=True)
class Reinspection:
    """So much of a lot was inspected again after rework or repair and accepted; what was rejected needs another decision."""

    lot: str = field(metadata=refers("lots", "number", "number"))
    accepted: Decimal
    inspected_on: date
    inspector: PersonId | None = None
    evidence: tuple[str, ...] = ()


def lots_are_listed(moment: Moment) -> Iterator[Blocked]:
    """At least one lot, each with a number of its own and more than nothing of it."""
    lots = parts(Lot, moment.record.get("lots"))
    if not lots:
        yield Blocked("no_lots", {})
    yield from _named_once(lots)
    for lot in lots:
        if lot.quantity <= 0:
            yield Blocked("lot_without_quantity", {"lot": lot.number})
        elif not lot.unit.strip():
            yield Blocked("lot_without_unit", {"lot": lot.number})
        elif lot.quantity > MOST or lot.quantity != round(lot.quantity, DECIMALS):
            yield Blocked("lot_quantity_impossible", {"lot": lot.number, "most": MOST, "decimals": DECIMALS})


def _named_once(lots: Iterable[Lot]) -> Iterator[Blocked]:
    written = {_key(lot.number): lot.number.strip() for lot in lots}
    for number, times in Counter(_key(lot.number) for lot in lots).items():
        if not number:
            yield Blocked("lot_without_number", {})
        elif times > 1:
            yield Blocked("lot_named_twice", {"lot": written[number]})


def quantities_agree(moment: Moment) -> Iterator[Blocked]:
    """For every affected lot the quantities decided on are together the quantity affected; nothing else is decided on.

    No lots at all is an answer only where somebody signed, in this cycle, that no product is affected: an empty list is not "done".
    """
    lots = {_key(lot.number): lot for lot in parts(Lot, moment.record.get("lots"))}
    decisions = parts(LotDecision, moment.record.get("dispositions"))
    if not lots and not unaffected(moment):
        yield Blocked("no_lots", {})
    others = {_key(decision.lot): decision.lot.strip() for decision in decisions if _key(decision.lot) not in lots}
    for other in others.values():
        yield Blocked("lot_not_affected", {"lot": other})
    for decision in decisions:
        if decision.quantity <= 0:
            yield Blocked("decision_without_quantity", {"lot": decision.lot})
    for key, lot in lots.items():
        decided = sum((decision.quantity for decision in decisions if _key(decision.lot) == key), Decimal(0))
        if decided != lot.quantity:
            yield Blocked(
                "quantities_differ",
                {"lot": lot.number, "affected": lot.quantity, "decided": decided, "unit": lot.unit},
            )


@dataclass(frozen=True, slots=True)
class Balance:
    """One affected lot, what is decided on about it, and how much is left to decide."""

    lot: Lot
    decisions: tuple[LotDecision, ...]
    left: Decimal


def balance(record: Mapping[str, Any]) -> tuple[Balance, ...]:
    """The affected lots with what is decided on about each."""
    decisions = parts(LotDecision, record.get("dispositions"))
    found = []
    for lot in parts(Lot, record.get("lots")):
        own = tuple(decision for decision in decisions if _key(decision.lot) == _key(lot.number))
        found.append(Balance(lot, own, lot.quantity - sum((decision.quantity for decision in own), Decimal(0))))
    return tuple(found)


def affected_in_all(record: Mapping[str, Any]) -> tuple[Quantity, ...]:
    """How much is affected of each unit: pieces and kilograms are not added."""
    return summed(lot.affected for lot in parts(Lot, record.get("lots")) if lot.unit.strip())


def unaffected(moment: Moment) -> bool:
    """Whether somebody signed, as the newest word on containment in this cycle, that no product is affected."""
    newest = moment.last("contain", "relist", "declare_unaffected")
    return newest is not None and newest.act == "declare_unaffected" and newest.cycle == present_cycle(moment)


def concessions_cover(moment: Moment) -> Iterator[Blocked]:
    """Everything used as it is, or repaired, is covered by a concession that somebody with the authority signed in this cycle."""
    concessions = parts(Concession, moment.record.get("concessions"))
    signed = any(
        done.act == "concede" and done.signed is Meaning.ACCEPT_RISK and done.cycle == present_cycle(moment)
        for done in moment.history
    )
    for (lot, disposition), needed in _decided(moment, CONCEDED).items():
        held = [
            concession
            for concession in concessions
            if _key(concession.lot) == lot and concession.disposition is disposition
        ]
        conceded = sum((concession.quantity for concession in held), Decimal(0)) if signed else Decimal(0)
        if conceded < needed:
            yield Blocked(
                "concession_missing",
                {"lot": _as_written(moment, lot), "disposition": disposition, "quantity": needed, "conceded": conceded},
            )


def concessions_are_complete(moment: Moment) -> Iterator[Blocked]:
    """Each concession has a reason, and the customer's reference where a requirement of the customer is touched."""
    for concession in parts(Concession, moment.record.get("concessions")):
        if not concession.reason.strip():
            yield Blocked("concession_without_reason", {"lot": concession.lot})
        if moment.record.get("customer_requirement") and not concession.customer_reference.strip():
            yield Blocked("customer_reference_missing", {"lot": concession.lot})


def reinspections_cover(moment: Moment) -> Iterator[Blocked]:
    """Everything reworked or repaired was inspected again and accepted, with evidence."""
    inspections = parts(Reinspection, moment.record.get("reinspections"))
    needed: dict[str, Decimal] = {}
    for (lot, _), quantity in _decided(moment, REINSPECTED).items():
        needed[lot] = needed.get(lot, Decimal(0)) + quantity
    for lot, quantity in needed.items():
        proven = [one for one in inspections if _key(one.lot) == lot and one.evidence]
        accepted = sum((one.accepted for one in proven), Decimal(0))
        if accepted < quantity:
            yield Blocked(
                "reinspection_missing", {"lot": _as_written(moment, lot), "quantity": quantity, "accepted": accepted}
            )


def _decided(moment: Moment, among: frozenset[Disposition]) -> dict[tuple[str, Disposition], Decimal]:
    found: dict[tuple[str, Disposition], Decimal] = {}
    for decision in parts(LotDecision, moment.record.get("dispositions")):
        if decision.disposition in among:
            place = (_key(decision.lot), decision.disposition)
            found[place] = found.get(place, Decimal(0)) + decision.quantity
    return found


def _key(number: str) -> str:
    return " ".join(number.casefold().split())


def _as_written(moment: Moment, key: str) -> str:
    """The lot's number as the decision writes it."""
    decisions = parts(LotDecision, moment.record.get("dispositions"))
    return next((one.lot.strip() for one in decisions if _key(one.lot) == key), key)

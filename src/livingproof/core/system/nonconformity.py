"""The nonconformity: reported by anyone, graded, contained, decided on lot by lot, closed with a decision about a CAPA.

reported → triaged → contained → dispositioned → closed; reported → rejected or duplicate; closed → reopened → contained again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from livingproof.core.system.costs import costs_are_whole
from livingproof.core.system.due import due_is_moved_with_approval
from livingproof.core.system.lots import (
    Lot,
    concessions_are_complete,
    concessions_cover,
    lots_are_listed,
    quantities_agree,
    reinspections_cover,
    unaffected,
)
from livingproof.core.system.machine import Act, Blocked, Machine, Meaning, Moment
from livingproof.core.system.parts import parts
from livingproof.core.system.roles import CONCESSION, DECIDERS, LINE_PEOPLE, QUALITY_MANAGER, QUALITY_PEOPLE
from livingproof.core.system.segregation import Apart
from livingproof.core.system.trend import capa_is_decided

REPORTED, TRIAGED, CONTAINED, DISPOSITIONED, CLOSED = "reported", "triaged", "contained", "dispositioned", "closed"
REJECTED, DUPLICATE, REOPENED = "rejected", "duplicate", "reopened"
REPORT_FIELDS: Final = ("what", "place", "product", "quantity", "evidence")
"""All that a report asks: what was seen, where, on which product or lot, how many, a picture."""
TRIAGE_FIELDS: Final = (
    "severity",
    "process",
    "source",
    "defect_code",
    "product_family",
    "reached_customer",
    "customer_requirement",
    "owner",
    "due_on",
)
_GRADED: Final = ("severity", "process", "source", "defect_code")
_OPEN: Final = (REPORTED, TRIAGED, CONTAINED, DISPOSITIONED, REOPENED)


def another_is_named(moment: Moment) -> Iterator[Blocked]:
    """A duplicate names the other record, and not itself."""
    if str(moment.record.get("duplicate_of") or "").strip() == str(moment.record.get("number") or ""):
        yield Blocked("duplicate_of_itself", {})


def nothing_is_listed(moment: Moment) -> Iterator[Blocked]:
    """Whoever signs that no product is affected does not list lots beside it."""
    lots = parts(Lot, moment.record.get("lots"))
    if lots:
        yield Blocked("lots_are_affected", {"lots": tuple(lot.number for lot in lots)})


def containment_is_known(moment: Moment) -> Iterator[Blocked]:
    """Lots are on hold, or somebody signed that none is affected."""
    if not moment.record.get("lots") and not unaffected(moment):
        yield Blocked("not_contained", {})


NONCONFORMITY: Final = Machine(
    name="nonconformity",
    stages=(REPORTED, TRIAGED, CONTAINED, DISPOSITIONED, CLOSED, REJECTED, DUPLICATE, REOPENED),
    final=(CLOSED, REJECTED, DUPLICATE),
    achieved=(CLOSED,),
    acts=(
        Act("report", (), REPORTED, fields=REPORT_FIELDS, required=("what",)),
        Act("triage", (REPORTED,), TRIAGED, QUALITY_PEOPLE, TRIAGE_FIELDS, _GRADED),
        Act("reject", (REPORTED,), REJECTED, QUALITY_PEOPLE, ("rejected_because",), ("rejected_because",)),
        Act(
            "mark_duplicate",
            (REPORTED,),
            DUPLICATE,
            QUALITY_PEOPLE,
            ("duplicate_of", "rejected_because"),
            ("duplicate_of", "rejected_because"),
            gates=(another_is_named,),
        ),
        Act(
            "contain",
            (TRIAGED, REOPENED),
            CONTAINED,
            LINE_PEOPLE,
            ("lots", "containment"),
            ("containment",),
            gates=(lots_are_listed,),
        ),
        Act(
            "declare_unaffected",
            (TRIAGED, REOPENED),
            CONTAINED,
            LINE_PEOPLE,
            ("lots", "containment"),
            ("containment",),
            Meaning.VERIFY,
            (nothing_is_listed,),
            alone="Who contains says what they found in their own name; quality decides on it afterwards.",
        ),
        Act("grade_again", (TRIAGED, CONTAINED), None, QUALITY_PEOPLE, TRIAGE_FIELDS[:-2], _GRADED),
        Act(
            "relist",
            (CONTAINED,),
            None,
            LINE_PEOPLE,
            ("lots", "containment"),
            ("containment",),
            gates=(lots_are_listed,),
        ),
        Act(
            "concede",
            (CONTAINED,),
            None,
            (CONCESSION,),
            ("concessions",),
            ("concessions",),
            Meaning.ACCEPT_RISK,
            (concessions_are_complete,),
        ),
        Act(
            "state_costs",
            (TRIAGED, CONTAINED, DISPOSITIONED),
            None,
            LINE_PEOPLE,
            ("costs",),
            ("costs",),
            gates=(costs_are_whole,),
        ),
        Act("reinspect", (CONTAINED,), None, LINE_PEOPLE, ("reinspections",), ("reinspections",)),
        Act(
            "disposition",
            (CONTAINED,),
            DISPOSITIONED,
            QUALITY_PEOPLE,
            ("dispositions", "correction"),
            ("correction",),
            gates=(
                containment_is_known,
                quantities_agree,
                concessions_cover,
                concessions_are_complete,
                reinspections_cover,
                Apart("conceder_disposes", ("concede",)),
            ),
            waivable=("conceder_disposes",),
        ),
        Act(
            "close",
            (DISPOSITIONED,),
            CLOSED,
            QUALITY_PEOPLE,
            ("capa_decision", "capa_reason"),
            ("capa_decision",),
            Meaning.APPROVE,
            (capa_is_decided,),
            alone="Signed is one's own decision about a CAPA; use of the product was signed by the concession authority.",
        ),
        Act(
            "reopen",
            (CLOSED,),
            REOPENED,
            (QUALITY_MANAGER,),
            ("reopened_because",),
            ("reopened_because",),
            renews=True,
        ),
        Act(
            "reschedule",
            _OPEN,
            None,
            QUALITY_PEOPLE,
            ("due_on", "moved_because"),
            ("due_on", "moved_because"),
            gates=(due_is_moved_with_approval,),
        ),
        Act("hand_over", _OPEN, None, DECIDERS, ("owner",), ("owner",)),
        Act("attach", _OPEN, None, fields=("evidence",), required=("evidence",)),
    ),
)

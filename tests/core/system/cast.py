"""Sample parts, and stories that have come to a certain stage."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from livingproof.core.system.capa import CAPA
from livingproof.core.system.causes import Category, Cause, CauseProof, Method, Proof, Question, Why
from livingproof.core.system.effectiveness import Measurement
from livingproof.core.system.lots import Disposition, Lot, LotDecision
from livingproof.core.system.nonconformity import NONCONFORMITY
from livingproof.core.system.plan import Action, Criterion, Implementation, ReadAcross
from tests.core.system.story import START, Story

ANA, BEN, DAO, EVE, LI = "ana", "ben", "dao", "eve", "li"
"""Ana leads quality, Ben owns the CAPA, Dao implements, Eve verifies, Li is of top management."""

LOTS = (Lot("L-1", Decimal(100)), Lot("L-2", Decimal("12.5"), "kg"))
SCRAPPED = tuple(LotDecision(lot.number, Disposition.SCRAP, lot.quantity) for lot in LOTS)

CAUSES = (
    Cause("c1", Question.OCCURRED, "Barrel speed raised from 6 to 9 rpm", Category.MACHINE),
    Cause("c2", Question.UNDETECTED, "The gauge check is once a shift", Category.MEASUREMENT),
    Cause("c3", Question.SYSTEM, "Changes of settings need no release", Category.MANAGEMENT),
)
WHYS = (Why("1", "Threads are dented"), Why("2", "Bolts hit each other", under="1"))
CAUSE: dict[str, Any] = {"method": Method.FIVE_WHY, "whys": WHYS, "causes": CAUSES}
PROOFS = tuple(CauseProof(c.key, Proof.REPRODUCTION, "reproduced 5 of 5", START, ("e-1",)) for c in CAUSES)
CRITERION = Criterion(
    "dented bolts", "bolts", Decimal(31), Decimal(10_200), Decimal("0.0005"), Decimal(60), Decimal(12_000), EVE
)
ACTIONS = (
    Action("a1", "Lock the barrel at 6 rpm", ("c1", "c2"), DAO, START + timedelta(days=30), "photo of the lock"),
    Action("a2", "Release of settings by quality", ("c3",), DAO, START + timedelta(days=40), "procedure"),
)
PLAN: dict[str, Any] = {
    "actions": ACTIONS,
    "criterion": CRITERION,
    "read_across": (ReadAcross("zinc line 2", affected=False, found="runs at 5 rpm, locked"),),
}


def implementations(day: date, by: str = DAO) -> tuple[Implementation, ...]:
    return tuple(Implementation(action.key, by, day, evidence=("e-2",)) for action in ACTIONS)


def reported(**more: Any) -> Story:
    return Story(NONCONFORMITY).does(EVE, "report", frozenset(), what="Dents in the thread", **more)


def triaged(**more: Any) -> Story:
    graded = {
        "severity": "minor",
        "process": "plating",
        "source": "in_process",
        "defect_code": "dent",
        "product_family": "M8",
    }
    return reported().does(ANA, "triage", **(graded | more))


def contained(**more: Any) -> Story:
    return triaged(**more).does(BEN, "contain", lots=LOTS, containment="Both lots are in the cage")


def dispositioned(**more: Any) -> Story:
    return contained(**more).does(ANA, "disposition", dispositions=SCRAPPED, correction="Scrapped")


def opened(severity: str = "major") -> Story:
    drafted = Story(CAPA).does(ANA, "raise", title="Thread damage after plating", severity=severity)
    return drafted.does(ANA, "open", problem="31 of 10,200 bolts dented", owner=BEN, due_on=START + timedelta(days=120))


def cause_proposed(severity: str = "major", **more: Any) -> Story:
    return opened(severity).does(BEN, "propose_cause", **(CAUSE | more))


def cause_verified() -> Story:
    return cause_proposed().does(ANA, "verify_cause", cause_proofs=PROOFS)


def plan_approved() -> Story:
    return cause_verified().does(BEN, "plan", **PLAN).later(10).does(ANA, "approve_plan")


def checking() -> Story:
    story = plan_approved().later(20)
    story = story.does(DAO, "implement_action", implementations=implementations(story.day))
    return story.does(BEN, "finish_implementation").does(EVE, "begin_check")


def measured(events: int = 1, exposure: int = 12_000) -> Story:
    story = checking()
    since = story.day + timedelta(days=1)
    story = story.later(61)
    counted = Measurement(since, story.day, Decimal(events), Decimal(exposure), evidence=("e-3",))
    return story.does(EVE, "measure", measurements=(counted,))


def closed() -> Story:
    return measured().does(EVE, "confirm_effective", effect="1 of 12,000 against 31 of 10,200")

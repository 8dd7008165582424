"""A maker with a quality department, and how its people do acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from livingproof.app.kit.acts import Outcome, Request, Signature, perform
from livingproof.app.kit.kinds import Kind, kind_named
from livingproof.app.kit.models import Record
from livingproof.app.ledger.models import Evidence
from livingproof.app.people.models import Organisation, Person
from livingproof.core.system.parts import plain
from tests.app.cast import member

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass
class House:
    """`now` moves on; acts are done at it and signed where they need it."""

    maker: Organisation
    ana: Person
    ben: Person
    dao: Person
    eve: Person
    li: Person
    gus: Person
    evidence: str
    now: datetime = NOW

    def later(self, days: int) -> None:
        self.now += timedelta(days=days)

    def kind(self, slug: str) -> Kind:
        found = kind_named(slug)
        assert found is not None
        return found

    def tries(self, actor: Person | None, slug: str, record: Record | None, act: str, /, **payload: Any) -> Outcome:
        self.now += timedelta(seconds=1)
        kind = self.kind(slug)
        meaning = kind.machine.act(act).signature
        signature = Signature(actor, meaning, self.now) if meaning and actor else None
        request = Request(act, plain(payload), self.now, actor=actor, signature=signature)
        return perform(kind, record, request, organisation=self.maker)

    def does(self, actor: Person | None, slug: str, record: Record | None, act: str, /, **payload: Any) -> Any:
        outcome = self.tries(actor, slug, record, act, **payload)
        assert outcome.blocked == (), outcome.blocked
        return outcome.record

    def codes(self, actor: Person | None, slug: str, record: Record | None, act: str, /, **payload: Any) -> set[str]:
        return {reason.code for reason in self.tries(actor, slug, record, act, **payload).blocked}


def found_house(name: str = "Mailin Medical", staff: int = 60) -> House:
    maker = Organisation.objects.create(name=name, country="CN", time_zone="Asia/Shanghai", staff=staff, made_at=NOW)
    kept = Evidence.objects.create(
        organisation=maker,
        sha256="0" * 64,
        name="count.pdf",
        media_type="application/pdf",
        size=1,
        claimed_on=NOW.date() - timedelta(days=3),
        received_at=NOW,
    )
    return House(
        maker=maker,
        ana=member(maker, "Ana", ("quality_manager",)),
        ben=member(maker, "Ben", ("process_owner",)),
        dao=member(maker, "Dao", ()),
        eve=member(maker, "Eve", ("quality",)),
        li=member(maker, "Li", ("top_management",)),
        gus=member(maker, "Gus", ("concession_authority",)),
        evidence=str(kept.pk),
    )


GRADED = {
    "severity": "minor",
    "process": "Plating",
    "source": "in_process",
    "defect_code": "DENT",
    "product_family": "M8",
}


def triaged(house: House, **more: Any) -> Any:
    record = house.does(house.dao, "nonconformities", None, "report", what="Dents in the thread", place="barrel 3")
    return house.does(house.ana, "nonconformities", record, "triage", **(GRADED | more))


def closed(house: House, **more: Any) -> Any:
    record = triaged(house, **more)
    lots = [{"number": "L-1", "quantity": "100"}]
    gone = [{"lot": "L-1", "disposition": "scrap", "quantity": "100"}]
    record = house.does(house.ben, "nonconformities", record, "contain", lots=lots, containment="in the cage")
    record = house.does(house.eve, "nonconformities", record, "disposition", dispositions=gone, correction="scrapped")
    return house.does(
        house.ana, "nonconformities", record, "close", capa_decision="not_needed", capa_reason="a dropped box"
    )


def planned(house: House, **more: Any) -> Any:
    """A CAPA whose plan is approved: Ben owns it, Dao does the actions, Eve is to verify."""
    raised = {"title": "Thread damage", "severity": "major", "process": "Plating", "defect_code": "DENT"} | {
        "product_family": "M8"
    }
    record = house.does(house.ana, "capas", None, "raise", **(raised | more))
    due = (house.now + timedelta(days=120)).date()
    record = house.does(
        house.ana, "capas", record, "open", problem="31 of 10,200 dented", owner=str(house.ben.pk), due_on=due
    )
    record = house.does(house.ben, "capas", record, "contain", containment="every bolt is looked at")
    questions = {"c1": "occurred", "c2": "undetected", "c3": "system"}
    causes = [
        {"key": key, "question": asked, "statement": f"the settings were free ({asked})", "category": "management"}
        for key, asked in questions.items()
    ]
    whys = [{"key": "1", "statement": "dented"}, {"key": "2", "statement": "bolts hit each other", "under": "1"}]
    record = house.does(house.ben, "capas", record, "propose_cause", method="five_why", whys=whys, causes=causes)
    proofs = [
        {"cause": key, "by": "measurement", "result": "9 rpm", "shown_on": NOW.date(), "evidence": [house.evidence]}
        for key in questions
    ]
    record = house.does(house.ana, "capas", record, "verify_cause", cause_proofs=proofs)
    action = {"key": "a1", "what": "Lock the barrel", "causes": list(questions), "owner": str(house.dao.pk)}
    action |= {"due_on": due, "expected_evidence": "photo"}
    criterion = {"metric": "dented bolts", "unit": "bolts", "baseline_events": "31", "baseline_exposure": "10200"}
    criterion |= {"target": "0.0005", "window_days": "60", "minimum_exposure": "12000", "verifier": str(house.eve.pk)}
    across = [{"where": "zinc line 2", "affected": False, "found": "locked at 5 rpm"}]
    plan = {"actions": [action], "criterion": criterion, "read_across": across}
    record = house.does(house.ben, "capas", record, "plan", **plan)
    return house.does(house.ana, "capas", record, "approve_plan")


def effective(house: House, **more: Any) -> Any:
    """A CAPA that was carried through and confirmed by Eve, 62 days later."""
    record = planned(house, **more)
    done = [{"action": "a1", "done_by": str(house.dao.pk), "done_on": day(house), "evidence": [house.evidence]}]
    record = house.does(house.dao, "capas", record, "implement_action", implementations=done)
    record = house.does(house.ben, "capas", record, "finish_implementation")
    record = house.does(None, "capas", record, "begin_check")
    since = day(house) + timedelta(days=1)
    house.later(62)
    counted = [{"since": since, "until": day(house), "events": "1", "exposure": "13000", "evidence": [house.evidence]}]
    record = house.does(house.eve, "capas", record, "measure", measurements=counted)
    return house.does(house.eve, "capas", record, "confirm_effective", effect="1 of 13,000")


def day(house: House) -> Any:
    return house.now.date()

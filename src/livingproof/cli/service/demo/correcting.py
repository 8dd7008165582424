"""The life of one CAPA of the sample."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from livingproof.cli.service.demo.cast import House
from livingproof.cli.service.demo.chance import happens, number, one_of, sample
from livingproof.cli.service.demo.reporting import kept

SLUG = "capas"
QUESTIONS = {"c1": "occurred", "c2": "undetected", "c3": "system"}


def life(house: House, record: Any, at: datetime) -> Iterator[datetime]:
    """From the draft to an effect that somebody else confirms, or does not."""
    key = f"capa{record.number}"
    owner = sample()["processes"][record.process]["owner"]
    for days, deed in ((one_of(f"{key}opened", (1, 3, 5, 9)), _opened), (one_of(f"{key}cause", (5, 9, 16)), _cause)):
        at += timedelta(days=days, hours=2)
        yield at
        record = deed(house, _fresh(record), owner, at)
    at += timedelta(days=one_of(f"{key}proof", (3, 6, 12)), hours=1)
    yield at
    record = _proven(house, _fresh(record), at)
    at += timedelta(days=one_of(f"{key}plan", (2, 5, 9)), hours=1)
    yield at
    if happens(f"{key}stays", 8):
        return
    record = _planned(house, _fresh(record), owner, key, at)
    at += timedelta(days=one_of(f"{key}approved", (1, 2, 6)))
    yield at
    record = house.does("zhao", SLUG, _fresh(record), "approve_plan", at)
    for place in ("a1", "a2"):
        at += timedelta(days=one_of(f"{key}{place}", (6, 11, 24)), hours=1)
        yield at
        if place == "a2" and happens(f"{key}late", 12):
            return
        record = _implemented(house, _fresh(record), place, at)
    at += timedelta(days=1)
    yield at
    record = house.does(owner, SLUG, _fresh(record), "finish_implementation", at)
    yield from _checked(house, record, key, at)


def _fresh(record: Any) -> Any:
    record.refresh_from_db()
    return record


def _checked(house: House, record: Any, key: str, done: datetime) -> Iterator[datetime]:
    at = done + timedelta(days=8)
    yield at
    record = _fresh(record)
    if record.stage == "implemented":
        record = house.does("", SLUG, record, "begin_check", at)
    at = done + timedelta(days=int(record.criterion["window_days"]) + 3)
    yield at
    events = 9 if happens(f"{key}misses", 14) else number(f"{key}events", 3)
    counted = {
        "since": (done + timedelta(days=2)).date(),
        "until": at.date(),
        "events": str(events),
        "exposure": "12400",
        "evidence": [kept(house, f"Count for {record.number}", f"{events} of 12,400", at)],
    }
    record = house.does("deng", SLUG, _fresh(record), "measure", at, measurements=[counted])
    outcome = house.tries(
        "deng", SLUG, record, "confirm_effective", at, effect=f"{events} of 12,400 pieces since the change"
    )
    if outcome.blocked:
        why = "The target was missed or the same was seen again: the cause was not the whole one"
        house.does("deng", SLUG, record, "judge_not_effective", at, not_effective_because=why)


def _opened(house: House, record: Any, owner: str, at: datetime) -> Any:
    due = (at + timedelta(days=190)).date()
    problem = f"{record.problem}: seen {max(len(record.nonconformities), 1)} times, cause not known"
    record = house.does("lin", SLUG, record, "open", at, problem=problem, owner=house.id_of(owner), due_on=due)
    return house.does(
        owner, SLUG, record, "contain", at, containment="Every piece is looked at until the cause is known"
    )


def _cause(house: House, record: Any, owner: str, at: datetime) -> Any:
    stated = sample()["defects"][record.defect_code]
    statements = {
        "c1": (stated["cause"], "machine"),
        "c2": ("The check looks at five pieces a shift, and this needs more to be seen", "measurement"),
        "c3": ("Changes at the line are made without anybody asking what else they touch", "management"),
    }
    causes = [
        {"key": key, "question": QUESTIONS[key], "statement": text, "category": category}
        for key, (text, category) in statements.items()
    ]
    whys = [
        {"key": "1", "statement": stated["said"]},
        {"key": "2", "statement": stated["cause"], "under": "1"},
        {"key": "3", "statement": statements["c3"][0], "under": "2"},
    ]
    return house.does(owner, SLUG, record, "propose_cause", at, method="five_why", whys=whys, causes=causes)


def _proven(house: House, record: Any, at: datetime) -> Any:
    sheet = kept(house, f"Trial for {record.number}", "Made to appear and to vanish three times", at)
    proofs = [
        {
            "cause": key,
            "by": "reproduction",
            "result": "Appeared and vanished with it",
            "shown_on": at.date(),
            "evidence": [sheet],
        }
        for key in QUESTIONS
    ]
    return house.does("qian", SLUG, record, "verify_cause", at, cause_proofs=proofs)


def _planned(house: House, record: Any, owner: str, key: str, at: datetime) -> Any:
    until = (at + timedelta(days=28)).date()
    planned: tuple[dict[str, Any], ...] = (
        {"key": "a1", "what": "Lock the setting and write its value into the work instruction", "causes": ["c1"]},
        {
            "key": "a2",
            "what": "Ask for every change at the line what it touches; look at twenty pieces",
            "causes": ["c2", "c3"],
        },
    )
    who = {"a1": "bai", "a2": "fan"}
    actions = [
        one | {"owner": house.id_of(who[one["key"]]), "due_on": until, "expected_evidence": "Record of the change"}
        for one in planned
    ]
    criterion = {
        "metric": f"pieces with {record.defect_code}",
        "unit": "pieces",
        "baseline_events": str(18 + number(f"{key}before", 30)),
        "baseline_exposure": "11000",
        "target": "0.0004",
        "window_days": one_of(f"{key}window", ("30", "45", "60")),
        "minimum_exposure": "12000",
        "verifier": house.id_of("deng"),
    }
    across = [{"where": "The other lines of this process", "affected": False, "found": "Their setting is locked"}]
    return house.does(owner, SLUG, record, "plan", at, actions=actions, criterion=criterion, read_across=across)


def _implemented(house: House, record: Any, place: str, at: datetime) -> Any:
    who = {"a1": "bai", "a2": "fan"}[place]
    sheet = kept(house, f"Change {place} of {record.number}", "Changed, tried, released", at)
    done = {
        "action": place,
        "done_by": house.id_of(who),
        "done_on": at.date(),
        "note": "As planned",
        "evidence": [sheet],
    }
    return house.does(who, SLUG, record, "implement_action", at, implementations=[*record.implementations, done])

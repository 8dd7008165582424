"""A record that lives only here: acts are done on it one after the other, as the one door does it, so that rules can be told as stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from livingproof.core.system.machine import Blocked, Done, Machine, Moment, reasons_against

START = date(2026, 3, 2)
EVERYTHING = frozenset(
    {"quality", "quality_manager", "process_owner", "concession_authority", "top_management", "clock"}
)


@dataclass(frozen=True)
class Story:
    """Where a record stands, what it says, what was done, and what its last act was refused for."""

    machine: Machine
    stage: str = ""
    record: Mapping[str, Any] = field(default_factory=dict)
    history: tuple[Done, ...] = ()
    day: date = START
    about: Mapping[str, Any] = field(default_factory=dict)
    blocked: tuple[Blocked, ...] = ()

    @property
    def codes(self) -> set[str]:
        """The codes of the reasons that kept the last act from being done."""
        return {reason.code for reason in self.blocked}

    def later(self, days: int) -> Story:
        """The same, days later."""
        return replace(self, day=self.day + timedelta(days=days))

    def knowing(self, **about: Any) -> Story:
        """The same, with more known from beside the record."""
        return replace(self, about={**self.about, **about})

    def does(self, actor: str, name: str, roles: frozenset[str] = EVERYTHING, **payload: Any) -> Story:
        """The act, done if nothing is against it; else the same story with the reasons."""
        act = self.machine.act(name)
        assert set(payload) <= set(act.fields), set(payload) - set(act.fields)
        record = {**self.record, **payload}
        at = datetime.combine(self.day, time(12), UTC)
        moment = Moment(record, self.history, actor, roles, at, self.day, self.about)
        blocked = reasons_against(act, self.stage, moment)
        if blocked:
            return replace(self, blocked=blocked)
        cycle = int(self.record.get("cycle", 1)) + act.renews
        target = act.target or self.stage
        done = Done(name, actor, at, cycle, self.stage, target, act.signature)
        return replace(self, stage=target, record={**record, "cycle": cycle}, history=(*self.history, done), blocked=())

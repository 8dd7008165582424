"""The way of a record: the stages that it went through, the one where it is, and the likely ones ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from livingproof.core.system.machine import Machine


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the way."""

    stage: str
    passed: bool = False
    here: bool = False


def steps(machine: Machine, stage: str, reached: Iterable[str]) -> tuple[Step, ...]:
    """`reached` are the stages after each act, the oldest first. A stage that was left for an earlier one again is no longer passed."""
    way: list[str] = []
    for name in (*reached, stage):
        if name in way:
            del way[way.index(name) + 1 :]
        elif name:
            way.append(name)
    past = tuple(Step(name, passed=True) for name in way[:-1])
    return (*past, Step(stage, here=True), *(Step(name) for name in ahead(machine, stage, way)))


def ahead(machine: Machine, stage: str, way: Iterable[str]) -> Iterator[str]:
    """From each stage the first declared act that leads on; an end of the machine only where nothing else leads on."""
    known = set(way)
    while stage not in machine.final:
        targets = [
            act.target for act in machine.from_stage(stage) if act.target and not act.renews and act.target not in known
        ]
        onward = next((one for one in targets if one not in machine.final), targets[0] if targets else None)
        if onward is None:
            return
        known.add(onward)
        yield onward
        stage = onward

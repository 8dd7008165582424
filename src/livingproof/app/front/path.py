"""The way of a record: the stages that it went through, the one where it is, and the likely ones ahead."""

from __future__ import annotations

from collections.abc import Iterable
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


def ahead(machine: Machine, stage: str, way: Iterable[str]) -> tuple[str, ...]:
    """The shortest way on to an end at which the work is done, the first declared act before the next; nothing where none leads there."""
    known = {*way, stage}
    ends = machine.achieved or machine.final
    waiting: list[tuple[str, ...]] = [(stage,)]
    for path in waiting:
        if path[-1] in ends:
            return path[1:]
        for act in machine.from_stage(path[-1]):
            if act.target and not act.renews and act.target not in known:
                known.add(act.target)
                waiting.append((*path, act.target))
    return ()

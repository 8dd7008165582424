"""What holds for every machine, whatever its record is: a machine that breaks one of these is not taken in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from livingproof.core.system.finishing import Finished
from livingproof.core.system.machine import ANYONE, CLOCK, Act, Machine, Meaning
from livingproof.core.system.segregation import Apart

JUDGING = frozenset({Meaning.APPROVE, Meaning.VERIFY})
"""Signatures under what somebody else did."""


def broken(machine: Machine, to_do: Iterable[str] = ()) -> Iterator[str]:
    """Every law that the machine breaks, in words; `to_do` are the record's fields that hold things to do, with who and by when.

    1. names are known  2. nothing ends unasked  3. who judges is apart from who did  4. who signs has something before them
    5. what is achieved had its things to do finished
    """
    yield from _names(machine)
    for act in machine.acts:
        yield from _ending(machine, act)
        yield from _signing(machine, act)
    for name in to_do:
        past = reached(machine, without=name) & set(machine.achieved or machine.final)
        if past:
            yield f"{', '.join(sorted(past))} is reached although {name} is not finished"


def aparts(act: Act) -> tuple[Apart, ...]:
    """From whose work the act is kept apart."""
    return tuple(gate for gate in act.gates if isinstance(gate, Apart))


def finishes(act: Act) -> tuple[Finished, ...]:
    """The lists with whose end the act may be done."""
    return tuple(gate for gate in act.gates if isinstance(gate, Finished))


def stands_on(machine: Machine, act: Act) -> bool:
    """Whether the act asks for something filled, for a finished list, or for an act before it that does."""
    asked = {name for gate in aparts(act) if gate.first for name in gate.acts}
    return bool(act.required or finishes(act) or any(machine.act(name).required for name in asked))


def reached(machine: Machine, *, without: str = "") -> frozenset[str]:
    """The stages that can be reached; with the name of a field: past every act that asks for that list to be finished."""
    passable = [act for act in machine.acts if without not in {gate.field for gate in finishes(act)}]
    edges = [(source, act.target or source) for act in passable for source in act.sources or ("",)]
    known = {""}
    while more := {target for source, target in edges if source in known} - known:
        known |= more
    return frozenset(known - {""})


def _names(machine: Machine) -> Iterator[str]:
    acts = {act.name for act in machine.acts}
    for act in machine.acts:
        for missing in sorted({name for gate in aparts(act) for name in gate.acts} - acts):
            yield f"{act.name} is kept apart from {missing}, which is no act"
    for stage in sorted(set(machine.achieved) - set(machine.final)):
        yield f"{stage} is achieved and not final"


def _ending(machine: Machine, act: Act) -> Iterator[str]:
    """Whoever ends a record says something; what the clock ends has a gate."""
    if act.target not in machine.final:
        return
    if act.roles == (ANYONE,) and not act.gates and not act.signature:
        yield f"{act.name} ends the record, and anyone may do it"
    if not stands_on(machine, act) and not (act.roles == (CLOCK,) and act.gates):
        yield f"{act.name} ends the record, and nothing must be said"


def _signing(machine: Machine, act: Act) -> Iterator[str]:
    if act.signature in JUDGING and not aparts(act) and not act.alone:
        yield f"{act.name} judges, and is kept apart from nobody's work"
    if act.signature not in {None, Meaning.AUTHOR} and not stands_on(machine, act):
        yield f"{act.name} is signed, and stands on nothing"

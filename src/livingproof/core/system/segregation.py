"""Who must not be whom: predicates over what was done, not over what a field says now.

A person who did something stays the one who did it, whichever role they hold now and whoever asked them to.
A reason given here may stand among an act's waivable ones: then top management of a small house may set it aside, signed and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from livingproof.core.system.machine import Blocked, Gate, Moment

People = Callable[[Moment], Iterable[str]]


def doers(*acts: str) -> People:
    """Everybody who did one of these acts, in any cycle."""
    return lambda moment: moment.actors(*acts)


def doers_now(*acts: str) -> People:
    """Everybody who did one of these acts in the present cycle."""
    return lambda moment: moment.actors(*acts, cycle=present_cycle(moment))


def other_than(code: str, *people: People) -> Gate:
    """A gate that keeps out everybody among these people. The clock and a person without an id are nobody among them."""

    def gate(moment: Moment) -> Iterator[Blocked]:
        kept_out = {person for group in people for person in group(moment) if person}
        if moment.actor in kept_out:
            yield Blocked(code, {"person": moment.actor})

    gate.__doc__ = f"Refused: {code.replace('_', ' ')}."
    return gate


def when(said: str, condition: Callable[[Moment], bool], gate: Gate) -> Gate:
    """The gate, where the condition holds; else it is open. `said` is the condition in words, for the table of acts."""

    def under_condition(moment: Moment) -> Iterable[Blocked]:
        return gate(moment) if condition(moment) else ()

    under_condition.__doc__ = f"{said}: {gate.__doc__}"
    return under_condition


def present_cycle(moment: Moment) -> int:
    """The cycle that the record is in; the act that renews it is the first of the new one."""
    return max((done.cycle for done in moment.history), default=1)

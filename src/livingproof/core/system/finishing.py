"""Lists of things to do: when one of them is finished. No thing at all is not "all done", and what was given up does nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from livingproof.core.system.machine import Blocked, Moment


def none_given_up(_: Moment) -> Iterable[str]:
    """Nothing on this list can be given up."""
    return ()


@dataclass(frozen=True)
class Finished:
    """The gate of an act that says that a list is finished: each thing is done or given up, and at least one is done.

    `field` is the record's field that holds the list. `planned` are the things by key, each with the reason that stands while it is
    open; `done` and `given_up` are keys, and what was given up counts as not done. `nothing` is the reason's code where nothing was
    planned, `all_given_up` where nothing is left.
    """

    field: str
    planned: Callable[[Moment], Mapping[str, Blocked]]
    done: Callable[[Moment], Iterable[str]]
    nothing: str
    given_up: Callable[[Moment], Iterable[str]] = none_given_up
    all_given_up: str = "all_given_up"

    def __post_init__(self) -> None:
        """Say it in words, for the table of acts."""
        object.__setattr__(
            self, "__doc__", f"Everything in {self.field} is done or given up, and at least one is done."
        )

    def __call__(self, moment: Moment) -> Iterator[Blocked]:
        """Every reason why the list is not finished."""
        planned, given_up = self.planned(moment), frozenset(self.given_up(moment))
        settled = given_up.union(self.done(moment))
        if not planned:
            yield Blocked(self.nothing)
        elif given_up.issuperset(planned):
            yield Blocked(self.all_given_up)
        yield from (reason for key, reason in planned.items() if key not in settled)

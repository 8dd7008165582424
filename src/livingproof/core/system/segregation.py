"""Who must not be whom: predicates over what was done, not over what a field says now.

A person who did something stays the one who did it, whichever role they hold now and whoever asked them to.
A reason given here may stand among an act's waivable ones: then top management of a small house may set it aside, signed and counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from livingproof.core.system.machine import Blocked, Moment

People = Callable[[Moment], Iterable[str]]


def nobody(_: Moment) -> Iterable[str]:
    """No further person."""
    return ()


@dataclass(frozen=True)
class Apart:
    """The gate that keeps an act from whoever did the work that it judges.

    Kept out is everybody who did one of `acts` in the present cycle (`ever`: in any), and everybody whom `named` finds in the record.
    The clock, and a person without an id, are nobody. `only` is a field and the values for which it holds; None: always.
    `first` is the reason's code where nobody did any of `acts` yet and somebody must; "": nobody must.
    """

    code: str
    acts: tuple[str, ...] = ()
    ever: bool = False
    named: People = nobody
    only: tuple[str, tuple[str, ...]] | None = None
    first: str = ""

    def __post_init__(self) -> None:
        """Say it in words, for the table of acts."""
        where = f"Where {self.only[0]} is {' or '.join(self.only[1])}: refused" if self.only else "Refused"
        did = f" (did {', '.join(self.acts)}{', in any cycle' if self.ever else ''})" if self.acts else ""
        before = f" Needed first: {', '.join(self.acts)}." if self.first else ""
        object.__setattr__(self, "__doc__", f"{where}: {self.code.replace('_', ' ')}{did}.{before}")

    def __call__(self, moment: Moment) -> Iterator[Blocked]:
        """The reason, where the one who acts is among them."""
        if self.only is not None and moment.record.get(self.only[0]) not in self.only[1]:
            return
        did = moment.actors(*self.acts, cycle=None if self.ever else present_cycle(moment))
        if self.first and not did:
            yield Blocked(self.first)
        if moment.actor and moment.actor in did.union(self.named(moment)):
            yield Blocked(self.code, {"person": moment.actor})


def present_cycle(moment: Moment) -> int:
    """The cycle that the record is in; the act that renews it is the first of the new one."""
    return max((done.cycle for done in moment.history), default=1)

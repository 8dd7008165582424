"""Days by which something is due: the first one counts for ever, and moving it asks for a reason and, for grave things, a decider."""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.system.machine import Blocked, Moment
from livingproof.core.system.roles import DECIDERS
from livingproof.core.system.severity import at_least_major


def due_is_moved_with_approval(moment: Moment) -> Iterator[Blocked]:
    """For what is major or graver only quality management or top management moves the day (the reason is a required field)."""
    if at_least_major(moment.record) and not moment.roles.intersection(DECIDERS):
        yield Blocked("moving_needs_approval", {"needed": DECIDERS})

"""What is not finished: counted with everything in it, drafts too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.people.models import Organisation

QUIET = timedelta(days=7)
"""A record on which nothing was done for so long is no longer being written: it waits."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Open records of a kind by stage, and how many of them nobody touched for a week. No stage is left out of either."""

    by_stage: tuple[tuple[str, int], ...]
    quiet: int

    @property
    def open(self) -> int:
        """All that is not at an end."""
        return sum(count for _, count in self.by_stage)


def backlog(kind: Kind, organisation: Organisation, now: datetime) -> Backlog:
    """The records of a kind that are at no declared end."""
    # Named, not ruled out: the index of stages is asked for those that are open, and the ended ones, soon the most, are left alone.
    waiting = kind.model.objects.of(organisation).filter(stage__in=kind.machine.going)
    counted = dict(waiting.values_list("stage").annotate(Count("pk")).order_by())
    by_stage = tuple((stage, counted[stage]) for stage in kind.machine.stages if stage in counted)
    return Backlog(by_stage, waiting.filter(changed_at__lte=now - QUIET).count())

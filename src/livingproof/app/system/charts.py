"""Charts as the server draws them: rows of a table with a bar in each. Bars start at zero; what they show is told as a sentence too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from livingproof.app.kit.calendars import day_of
from livingproof.app.people.models import Organisation
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.system.words import word
from livingproof.core.days import add_months
from livingproof.core.system.backlog import AGES, Held, ages
from livingproof.core.system.nonconformity import DUPLICATE, REJECTED
from livingproof.core.system.pareto import Bar, pareto

BY: Final = ("defect_code", "process", "product_family", "source")
MONTHS: Final = 12
FULL: Final = 330
"""Length of the longest bar, in units of its drawing."""
FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar with its row: name, number, further words, and how long it is drawn."""

    name: str
    count: int
    beside: str
    width: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of bars: the question it answers, the finding in a sentence, the heads of its table, its bars."""

    question: str
    finding: str
    heads: tuple[str, ...]
    bars: tuple[Drawn, ...]


def _drawn(rows: Sequence[tuple[str, int, str]], named: int | None = None) -> tuple[Drawn, ...]:
    """Rows with their bars; those behind the first `named` (None: all are) are a rest, which no bar is drawn for."""
    scaled = rows[:named]
    most = max((count for _, count, _ in scaled), default=0) or 1
    rest = (Drawn(name, count, beside, 0.0) for name, count, beside in rows[len(scaled) :])
    return (*(Drawn(name, count, beside, round(FULL * count / most, 1)) for name, count, beside in scaled), *rest)


def pareto_chart(organisation: Organisation, by: str, day: date) -> Chart:
    """Nonconformities of the last twelve months by one field, the greatest counts first. Rejected ones and duplicates do not count."""
    if by not in BY:
        raise ValueError(f"nonconformities are not counted by {by!r}")
    found = Nonconformity.objects.of(organisation).exclude(stage__in=(REJECTED, DUPLICATE)).exclude(severity="")
    rows = found.filter(made_at__date__gt=add_months(day, -MONTHS)).values_list(by, flat=True)
    bars = pareto([word("choices", name) if by == "source" and name else name for name in rows])
    shown = [(_name(bar), bar.count, f"{bar.together:.0%}") for bar in bars]
    question = word("pages", "pareto_question", by=word("pages", f"by_{by}"), months=MONTHS)
    finding = word("pages", "nothing")
    if bars:
        few = bars[: min(FEW, len(bars))]
        finding = word(
            "pages",
            "pareto_finding",
            first=_name(bars[0]),
            count=bars[0].count,
            all=sum(bar.count for bar in bars),
            few=len(few),
            share=round(100 * few[-1].together),
        )
    return Chart(
        question,
        finding,
        (word("pages", f"by_{by}"), word("pages", "count"), word("pages", "together")),
        _drawn(shown, sum(bar.names == 1 for bar in bars)),
    )


def _name(bar: Bar) -> str:
    if bar.names > 1:
        return word("pages", "rest", names=bar.names)
    return bar.name or word("pages", "unnamed")


def ageing_chart(organisation: Organisation, model: type[Nonconformity | Capa], day: date) -> Chart:
    """Open records by how long they have been open; drafts count from the eighth day on."""
    rows = model.objects.of(organisation).exclude(stage__in=model.machine.final).values_list("stage", "made_at")
    held = [Held(stage, day_of(organisation, made_at)) for stage, made_at in rows]
    classes = ages(held, model.machine, day)
    whole = sum(count for _, count in classes)
    shown = [
        (word("pages", "days_over", days=AGES[-1]) if last is None else word("pages", "days_to", days=last), count, "")
        for last, count in classes
    ]
    records = word("pages", "capas" if model is Capa else "nonconformities")
    finding = word("pages", "ageing_finding", old=classes[-1][1], all=whole, days=AGES[-1])
    question = word("pages", "ageing_question", records=records)
    return Chart(question, finding, (word("pages", "age"), word("pages", "count")), _drawn(shown))

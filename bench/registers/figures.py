"""The rows of the table: what is asked, what was reached, and how the measuring went."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {"at least": operator.ge, "at most": operator.le}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: what was measured, the limit and on which side of it to be, the value, and what else belongs to it.

    `value` None: not run, and `note` says why.
    """

    what: str
    side: str
    limit: float
    value: float | None
    form: str = "{:.3f}"
    note: str = ""

    @property
    def reached(self) -> bool | None:
        """Whether the value is on the right side; None for what was not run."""
        return None if self.value is None else _COMPARE[self.side](self.value, self.limit)

    def line(self) -> str:
        """The row of a Markdown table: figure, asked, reached, whether, and what else belongs to it."""
        asked = f"{self.side} {self.form.format(self.limit)}"
        value = "not run" if self.value is None else self.form.format(self.value)
        verdict = {True: "yes", False: "no", None: ""}[self.reached]
        return f"| {self.what} | {asked} | {value} | {verdict} | {self.note} |"


def heading() -> str:
    """The names of the columns and the line under them."""
    return "| figure | asked | reached | | |\n|---|---|---|---|---|"

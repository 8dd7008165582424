"""The order in which a body prints its fields, held against where candidates stand: a hint that settles close calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from livingproof.catalogue.labels import Role
from livingproof.core.facts import Profile
from livingproof.readers.fields.found import Found, best
from livingproof.readers.fields.layout import Sheet

_HINT = 0.03


def in_printed_order(
    candidates: Sequence[Found[Any]], role: Role, sheet: Sheet, profile: Profile | None
) -> list[Found[Any]]:
    """The candidates for a role, those that stand where the body prints it held likelier than the others.

    A candidate stands right when it is below every label of the roles before it, and above every label of those after.
    Unchanged where the body has no profile, the profile no order, or the order not this role.
    """
    if profile is None or role not in profile.order:
        return list(candidates)
    at = profile.order.index(role)
    lowest = max(_tops(sheet, profile.order[:at]), default=0.0)
    highest = min(_tops(sheet, profile.order[at + 1 :]), default=sheet.height)
    return best(
        one.with_evidence(one.evidence + (_HINT if _between(one, lowest, highest, sheet) else -_HINT))
        for one in candidates
    )


def _between(one: Found[Any], lowest: float, highest: float, sheet: Sheet) -> bool:
    return one.page == sheet.number and one.box is not None and lowest <= one.box[1] + 1 and one.box[3] - 1 <= highest


def _tops(sheet: Sheet, roles: Iterable[str]) -> list[float]:
    """Where the labels of these roles begin, the first of each."""
    found = (next((line for line in sheet.lines if line.leads_with(Role(role))), None) for role in roles)
    return [line.box[1] for line in found if line is not None]

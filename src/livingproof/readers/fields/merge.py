"""Two readings of one certificate put together field by field."""

from __future__ import annotations

from dataclasses import replace

from livingproof.catalogue.labels import squeeze
from livingproof.core.claim import Claim, Field, RunnerUp

_AGREED = 0.25


def merged(one: Claim, other: Claim) -> Claim:
    """The surer reading of each field; where both agree the rest of the doubt is cut, where not the loser is the runner-up."""
    fields = {name: _chosen(field, getattr(other, name)) for name, field in one.read_fields()}
    return replace(one, **fields)  # type: ignore[arg-type]  # each field keeps its own type


def _chosen(one: Field[object], other: Field[object]) -> Field[object]:
    if not one or not other:
        return one or other
    best, rest = (one, other) if one.confidence >= other.confidence else (other, one)
    if _same(best, rest):
        if one.source is other.source:
            return best
        return replace(best, confidence=round(best.confidence + _AGREED * (1 - best.confidence), 3))
    if best.runner_up is None and rest.value is not None and rest.source is not None:
        return replace(best, runner_up=RunnerUp(rest.value, rest.confidence, rest.source, rest.page, rest.box))
    return best


def _same(one: Field[object], other: Field[object]) -> bool:
    if one.normalised is not None and one.normalised == other.normalised:
        return True
    return squeeze(str(one.value)) == squeeze(str(other.value))

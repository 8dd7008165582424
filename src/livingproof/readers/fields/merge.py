"""Two readings of one certificate put together field by field, and what the text layer and the picture say differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz import fuzz

from livingproof.catalogue.labels import squeeze
from livingproof.core.claim import DECIDING_FIELDS, Claim, Field, LayerDifference, RunnerUp
from livingproof.core.terms import Source

_COMPARED = tuple(name for name in DECIDING_FIELDS if name != "certification_body")
_LEAST_ALIKE = {"holder_name": 0.6, "certificate_number": 0.8}
_CONFUSED = str.maketrans("oilsbz", "011582")
_AGREED = 0.25
_SURE = 0.8


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


def differences(text: Claim, picture: Claim) -> Iterator[LayerDifference]:
    """Deciding fields that the text layer and the picture give differently in one place, both of them read surely.

    The certification body is left out: it may be named in several ways on one page. Letters that recognition confuses do
    not count, nor do names that are still alike.
    """
    for name in _COMPARED:
        one, other = getattr(text, name), getattr(picture, name)
        sure = one.confidence >= _SURE and other.confidence >= _SURE and _in_one_place(one, other)
        if sure and one.source is Source.TEXT_LAYER and other.source is Source.OCR and not _alike(name, one, other):
            yield LayerDifference(
                name,
                one.as_printed or "",
                other.as_printed or "",
                "layer",
                min(one.confidence, other.confidence),
                one.page or 1,
                one.box,
            )


def _in_one_place(one: Field[object], other: Field[object]) -> bool:
    if one.page != other.page or one.box is None or other.box is None:
        return False
    width = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    height = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return width > 0 and height > 0.4 * min(one.box[3] - one.box[1], other.box[3] - other.box[1])


def _alike(name: str, one: Field[object], other: Field[object]) -> bool:
    if name not in _LEAST_ALIKE:
        return _same(one, other)
    likeness = fuzz.ratio(_plain(one), _plain(other)) / 100
    return likeness >= _LEAST_ALIKE[name]


def _plain(field: Field[object]) -> str:
    return squeeze(str(field.value)).translate(_CONFUSED)

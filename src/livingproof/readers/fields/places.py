"""What else stands in the place of a field: hidden text, or the words of the picture; and whether it says another thing.

Each kind of field is compared by its meaning: dates by day, standards by id and edition, numbers without separators, names
by their letters. Two texts differ only when both can be read as such a thing; a difference that a misreading of look-alike
characters explains is doubtful, and what cannot be read is no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from livingproof.catalogue.labels import squeeze
from livingproof.core.claim import Box, Claim, Field, LayerDifference, StandardRef
from livingproof.core.matching.numbers import confusion_key, fold
from livingproof.core.terms import Source
from livingproof.readers.fields.dates import find_dates
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.standards import find_standards
from livingproof.readers.ocr.lookalikes import drawn_alike
from livingproof.readers.page import CoveredText, Page, Segment

DATES = ("expires_on", "issued_on", "valid_from", "decision_on", "first_certified_on")
COMPARED = ("standards", "certificate_number", "holder_name", *DATES)
"""The certification body is left out: it may be named in several ways on one page."""

_SURE = 0.95
_DOUBTFUL = 0.7
_READ_WELL = 0.9  # the engine's own score, below which what it read is not held against a text layer
_ONE_NAME = 60  # likeness in percent from which two names may be one
_SHORTEST_NAME, _SHORTEST_NUMBER = 4, 4
_LOOK_ALIKE = frozenset(
    frozenset(pair) for pair in ("17", "38", "56", "68", "08", "06", "89", "35", "58", "09", "14", "27", "39")
)
"""Digits that recognition takes for one another, on poor scans."""


class Said(Enum):
    """What another text in the place of a field says of it."""

    SAME = "same"
    OTHER = "other"
    DOUBTFUL = "doubtful"
    NOTHING = "nothing"


def said(name: str, one: Field[object], text: str, known: Knowledge) -> Said:
    """Whether a text names the value of a field, another value of its kind, one that may be misread, or nothing."""
    if name in DATES:
        return _days_said(one, text, known)
    if name == "standards":
        return _standards_said(one, text, known)
    return _number_said(str(one.value), text) if name == "certificate_number" else _name_said(one, text, known)


def beneath(texts: Iterable[CoveredText], claim: Claim, known: Knowledge) -> Iterator[LayerDifference]:
    """Hidden text in the place of a compared field that says another thing than the field.

    Text drawn over hidden text is the layer's own, so nothing is misread there; text below a bitmap or invisible text is
    held against what was read in the picture. Hidden text with a digit that other text replaces is given for any place.
    """
    for text in texts:
        placed = [(name, one) for name, one in _compared_fields(claim) if _is_at(one, text.page, text.box)]
        judged = [(name, one, said(name, one, text.hidden, known)) for name, one in placed]
        if any(outcome is Said.SAME for _, _, outcome in judged):
            continue
        found = next((item for item in judged if item[2] is not Said.NOTHING and _counts(*item)), None)
        if found is not None:
            yield _hidden(*found, text)
        elif text.visible and any(letter.isdigit() for letter in text.hidden):
            field = placed[0][0] if placed else ""
            yield LayerDifference(field, text.hidden, text.visible, "covered", _SURE, text.page, text.box)


def _counts(name: str, one: Field[object], outcome: Said) -> bool:
    """A name that is still alike counts only where nothing was recognised: any reading of a scan has wrong letters."""
    return one.source is not Source.OCR or outcome is Said.OTHER or name != "holder_name"


def _hidden(name: str, one: Field[object], outcome: Said, text: CoveredText) -> LayerDifference:
    kind, visible = ("covered", text.visible) if text.visible else ("layer", one.as_printed or str(one.value))
    misread = outcome is Said.DOUBTFUL and one.source is Source.OCR
    return LayerDifference(name, text.hidden, visible, kind, _DOUBTFUL if misread else _SURE, text.page, text.box)


def against_picture(
    claim: Claim, layer: Page, picture: Page, known: Knowledge
) -> tuple[int, tuple[LayerDifference, ...]]:
    """How many fields of the text layer were found again in the picture, and those in whose place it shows another thing.

    `layer` and `picture` are one page by its text layer and by recognition. A place that recognition reads badly, or
    in which it reads nothing of the kind, says nothing.
    """
    agreed = 0
    found: list[LayerDifference] = []
    if picture.turned != layer.turned:
        return 0, ()
    for name, one in _held_fields(claim, layer):
        if one.box is None:
            continue
        seen, confidence = _seen(picture, one.box)
        outcome = said(name, one, seen, known)
        around = seen if outcome is Said.SAME else _seen(picture, _line_around(one.box, picture))[0]
        agreed += said(name, one, around, known) is Said.SAME
        if outcome is Said.OTHER and confidence >= _READ_WELL and said(name, one, around, known) is not Said.SAME:
            printed = one.as_printed or str(one.value)
            found.append(LayerDifference(name, printed, seen, "layer", _SURE, layer.number, one.box))
    return agreed, tuple(found)


def places_of(claim: Claim, layer: Page) -> tuple[Box, ...]:
    """The lines of a text layer in which its compared fields stand, each once."""
    boxes = [one.box for _, one in _held_fields(claim, layer) if one.box is not None]
    return tuple(dict.fromkeys(segment.box for box in boxes for segment in _inside(layer, box)))


def is_found_again(claim: Claim, layer: Page, picture: Page, known: Knowledge) -> bool:
    """Whether the picture shows every compared field of the text layer in its place."""
    fields = _held_fields(claim, layer)
    return all(one.box and said(name, one, _seen(picture, one.box)[0], known) is Said.SAME for name, one in fields)


def _held_fields(claim: Claim, layer: Page) -> Iterator[tuple[str, Field[object]]]:
    """The compared fields that were read in a text layer."""
    for name, one in _compared_fields(claim):
        if one.source is Source.TEXT_LAYER and one.page == layer.number:
            yield name, one


def _compared_fields(claim: Claim) -> Iterator[tuple[str, Field[object]]]:
    for name in COMPARED:
        one = getattr(claim, name)
        if one and one.page is not None and one.box is not None:
            yield name, one


def _is_at(one: Field[object], page: int, box: Box) -> bool:
    return one.page == page and one.box is not None and _share(one.box, box) > 0.4  # noqa: PLR2004 - of the smaller box


def _share(one: Box, other: Box) -> float:
    """The common part of two boxes as a share of the smaller one."""
    width, height = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def _seen(picture: Page, box: Box) -> tuple[str, float]:
    """What recognition reads in a place line by line, and the lowest of its scores there."""
    inside = _inside(picture, box)
    return " ".join(segment.text for segment in inside), min((segment.confidence for segment in inside), default=0.0)


def _inside(page: Page, box: Box) -> list[Segment]:
    """The segments of a page that stand on a line of the box."""
    return [
        segment
        for segment in page.segments
        if min(segment.box[2], box[2]) > max(segment.box[0], box[0])
        and min(segment.box[3], box[3]) - max(segment.box[1], box[1])
        > 0.5 * min(segment.box[3] - segment.box[1], box[3] - box[1])
    ]


def _line_around(box: Box, page: Page) -> Box:
    """The whole lines of a place and of its neighbours: recognition cuts lines otherwise than the layer."""
    height = box[3] - box[1]
    return 0.0, box[1] - 1.5 * height, page.width, box[3] + 1.5 * height


def _days_said(one: Field[object], text: str, known: Knowledge) -> Said:
    found = find_dates(text, known.labels.months)
    days = [day for dated in found for day in dated.readings]
    if not days:
        return Said.NOTHING
    if set(days) & set(one.readings):
        return Said.SAME
    ways = [(f"{day:%Y%m%d}", f"{own:%Y%m%d}") for day in days for own in one.readings if isinstance(own, date)]
    return Said.DOUBTFUL if any(_may_be_misread(*way) for way in ways) else Said.OTHER


def _may_be_misread(one: str, other: str) -> bool:
    """Whether two numbers of one length differ in one look-alike digit."""
    apart = [frozenset(pair) for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(apart) == 1 and apart[0] in _LOOK_ALIKE


def _standards_said(one: Field[object], text: str, known: Knowledge) -> Said:
    own = {(ref.standard, ref.edition) for ref in _refs(one)}
    named = {(item.standard, item.edition) for item in find_standards(text, known.standards) if item.standard}
    if not named or not own:
        return Said.NOTHING
    if named & own or any(edition is None for _, edition in named | own):
        return Said.SAME if {standard for standard, _ in named} & {standard for standard, _ in own} else Said.OTHER
    printed = [("".join(map(str, name)), "".join(map(str, other))) for name in named for other in own]
    return Said.DOUBTFUL if any(_may_be_misread(*pair) for pair in printed) else Said.OTHER


def _refs(one: Field[object]) -> tuple[StandardRef, ...]:
    return tuple(ref for ref in one.value if isinstance(ref, StandardRef)) if isinstance(one.value, tuple) else ()


def _number_said(value: str, text: str) -> Said:
    text = drawn_alike(text)
    own, whole = confusion_key(drawn_alike(value)), confusion_key(text)
    if own and own in whole:
        return Said.SAME
    words = [fold(word) for word in re.split(r"\s+|[:：]", text)]
    others = [word for word in words if len(word) >= _SHORTEST_NUMBER and any(letter.isdigit() for letter in word)]
    if not others:
        return Said.NOTHING
    best = min(others, key=lambda word: Levenshtein.distance(confusion_key(word), own))
    key = confusion_key(best)
    if key in own or _is_shortened(key, own) or _is_shortened(own, key):
        return Said.NOTHING
    return Said.DOUBTFUL if _may_be_misread(key, own) or _differ_in_a_letter(key, own) else Said.OTHER


def _differ_in_a_letter(one: str, other: str) -> bool:
    apart = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(apart) == 1 and not "".join(apart[0]).isdigit()


def _is_shortened(short: str, whole: str) -> bool:
    """Whether letters of `whole` in their order give `short`: recognition lost some."""
    rest = iter(whole)
    return all(letter in rest for letter in short)


def _name_said(one: Field[object], text: str, known: Knowledge) -> Said:
    own, other = squeeze(drawn_alike(str(one.value))), squeeze(drawn_alike(text))
    if min(len(own), len(other)) < _SHORTEST_NAME or known.labels.has(other):
        return Said.NOTHING
    if own == other or own in other or other in own:
        return Said.SAME
    return Said.OTHER if fuzz.partial_ratio(own, other) < _ONE_NAME else Said.DOUBTFUL

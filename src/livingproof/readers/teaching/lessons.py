"""What one correction teaches: where the right value stands on the page, and by which words it could have been found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from livingproof.catalogue.labels import LabelTable, Role, label_table, squeeze
from livingproof.core.claim import Claim
from livingproof.readers.fields.dates import Dated
from livingproof.readers.fields.labelling import trimmed
from livingproof.readers.fields.layout import Line, Sheet, lay_out
from livingproof.readers.page import Page

FIELDS: Mapping[str, Role] = {
    "certificate_number": Role.NUMBER,
    "holder_name": Role.HOLDER,
    "holder_address": Role.ADDRESS,
    "scope": Role.SCOPE,
    "first_certified_on": Role.FIRST,
    "decision_on": Role.DECIDED,
    "issued_on": Role.ISSUED,
    "valid_from": Role.VALID_FROM,
    "expires_on": Role.EXPIRES,
    "accreditation_number": Role.ACCREDITATION_NUMBER,
    "certification_body": Role.BODY,
}
"""The fields that can be corrected, with the role of the labels that announce them."""

_SHORTEST, _LONGEST = 3, 60
_REACH = 4.0
_CAPTION_WORDS = 3
_ENOUGH = 14


class NothingToLearnError(ValueError):
    """The correction teaches nothing; the text says why."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt from one correction.

    `tables` are rows in the file format of the catalogue, by table; `because` says in words what was seen on the page.
    """

    name: str
    because: str
    tables: Mapping[str, tuple[Mapping[str, object], ...]] = field(default_factory=dict)


def sheets_of(pages: Sequence[Page]) -> tuple[Sheet, ...]:
    """The pages as lines with the labels of the shipped languages."""
    return tuple(lay_out(page, label_table()) for page in pages)


def lesson_of(name: str, value: str, claim: Claim, sheets: Sequence[Sheet]) -> Lesson:
    """What the right value of a field teaches about the page that it stands on.

    The lesson belongs to the profile of the certification body where the catalogue knows it, else to the labels of all
    documents. Raises NothingToLearnError when the value is not on the page, or when no words announce it.
    """
    body = claim.certification_body.normalised
    if name == "certification_body":
        return _body_lesson(value)
    sheet, line, start = _place(name, value, sheets)
    order = _order_lesson(name, value, body, line)
    if order:
        return order
    role = FIELDS[name]
    words = _announced_by(sheet, line, start)
    if words is None:
        raise NothingToLearnError(f"no words announce {value!r} on page {sheet.number}")
    label, above = words
    role = Role.CERTIFIES if role is Role.HOLDER and above and len(label.split()) > _CAPTION_WORDS else role
    if _known(label, role, label_table()):
        raise NothingToLearnError(
            f"{label!r} is known already as the label of this field; something else misled the reading"
        )
    return Lesson(name, f"{label!r} announces it on page {sheet.number}", _rows(role, label, body, name, value))


def _rows(
    role: Role, label: str, body: str | None, name: str, value: str
) -> dict[str, tuple[Mapping[str, object], ...]]:
    if not body:
        return {"printed_labels": ({"role": role.value, "words": [label]},)}
    rows: dict[str, tuple[Mapping[str, object], ...]] = {"profiles": ({"body": body, "labels": {role.value: [label]}},)}
    if name == "certificate_number":
        shape = {"body": body, "pattern": shape_of(value), "kind": "certificate", "meaning": "shape of a taught number"}
        rows["number_patterns"] = (shape,)
    return rows


def shape_of(number: str) -> str:
    """A number as a regular expression: letters and signs as they are, digits as so many digits."""
    parts = re.findall(r"\d+|\D+", number.strip())
    return "".join(f"\\d{{{len(part)}}}" if part.isdigit() else re.escape(part) for part in parts)


def _body_lesson(value: str) -> Lesson:
    identity = re.sub(r"[^a-z0-9]+", "-", squeeze_words(value)).strip("-")
    if not identity:
        raise NothingToLearnError(
            f"{value!r} has no Latin letters to make an id of; add the body to your own folder by hand"
        )
    return Lesson(
        "certification_body",
        "the catalogue did not know this name",
        {"certification_bodies": ({"id": identity, "name": value, "names": [value]},)},
    )


def squeeze_words(text: str) -> str:
    """The words of a text without case and accents, one space between them."""
    return " ".join(filter(None, (squeeze(word) for word in text.split())))


def _place(name: str, value: str, sheets: Sequence[Sheet]) -> tuple[Sheet, Line, int]:
    """The sheet and line where the value stands, and where in the line it begins."""
    places = _dated(value, sheets) if name.endswith(("_on", "_from")) else _written(value, sheets)
    found = next(places, None)
    if found is None:
        raise NothingToLearnError(f"{value!r} was not read on any page; a better copy may help, a label would not")
    return found


def _dated(value: str, sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Line, int]]:
    day = _day(value)
    for sheet in sheets:
        for line in sheet.lines:
            yield from ((sheet, line, dated.start) for dated in line.dates if day in dated.readings)


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise NothingToLearnError(f"{value!r} is no day; write it as 2027-05-01") from None


def _written(value: str, sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Line, int]]:
    """Lines that hold the value, or at least its first letters: an address or a scope runs over several lines."""
    letters = squeeze(value)
    head = letters[:_ENOUGH] if len(letters) > _ENOUGH else letters
    for sheet in sheets:
        for line in sheet.lines:
            at = squeeze(line.text).find(head)
            if at >= 0:
                yield sheet, line, _unsqueezed(line.text, at)


def _unsqueezed(text: str, at: int) -> int:
    """The place in the text of the letter that stands at a place among its squeezed letters."""
    return next(place for place in range(len(text)) if len(squeeze(text[: place + 1])) > at)


def _announced_by(sheet: Sheet, line: Line, start: int) -> tuple[str, bool] | None:
    """The words before the value in its line, else those left of it, else those above; and whether they stand above."""
    before = _as_label(line.text[:start])
    if before:
        return before, False
    for other in sheet.left_of(line)[:1]:
        beside = _as_label(other.text)
        if beside:
            return beside, False
    for other in sheet.above(line)[:1]:
        over = _as_label(other.text) if line.middle - other.middle < _REACH * max(line.size, other.size) else None
        if over:
            return over, True
    return None


def _as_label(text: str) -> str | None:
    """A text as a label: its words after the last full stop; None where it has digits, or too few or many letters."""
    words = trimmed(re.split(r"[.;]\s", text)[-1].casefold())
    letters = squeeze(words)
    usable = _SHORTEST <= len(letters) <= _LONGEST and not any(letter.isdigit() for letter in letters)
    return words if usable else None


def _known(label: str, role: Role, table: LabelTable) -> bool:
    letters = squeeze(label)
    return letters in table.labels and role in table.labels[letters].roles


def _order_lesson(name: str, value: str, body: str | None, line: Line) -> Lesson | None:
    """The order of day and month, where the day was read the other way round and the body is known."""
    dated = next((dated for dated in line.dates if len(dated.readings) > 1), None)
    if not name.endswith(("_on", "_from")) or dated is None or body is None or dated.day == _day(value):
        return None
    order = _order(dated, _day(value))
    row = {"body": body, "date_order": order}
    return Lesson(name, f"{dated.printed!r} is printed {order}", {"profiles": (row,)})


def _order(dated: Dated, day: date) -> str:
    first = re.match(r"\D*(\d{1,2})", dated.printed)
    return "day first" if first and int(first[1]) == day.day else "month first"

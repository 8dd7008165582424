"""Identifiers of the holder with their check digits, and the numbers of the certification in the data base of its scheme."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from livingproof.catalogue.printed import Labelled, NumberScheme, printed_numbers
from livingproof.core.claim import Box, Identifier
from livingproof.readers.fields.beside import after_labels
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.layout import Line, Sheet

_CHECKED, _UNCHECKED, _FAILED = 0.93, 0.78, 0.45
_FOOT = 0.8  # of the sheet's height: below stands what is the body's
_NEAR = 0.16  # of the sheet's height: how far from the holder's name a number without check digits may stand
_MOST_PARTS = 7
_APART = re.compile(r"[\s,;，；()（）:：|]+")


@dataclass(frozen=True, slots=True)
class _Value:
    scheme: str
    value: str
    evidence: float
    line: Line


def valid(scheme: str, value: str) -> bool:
    """Whether the value has the shape of the scheme and its check digits, where it has some, are right."""
    known = next(
        one for one in (*printed_numbers().holder.schemes, *printed_numbers().scheme.schemes) if one.name == scheme
    )
    return known.shape.fullmatch(value) is not None and _checks(known.check, value) is not False


@cache
def _checks(module: str | None, value: str) -> bool | None:
    """Whether the check digits are right; None for a scheme without."""
    return bool(import_module(module).is_valid(value)) if module else None


def find_identifiers(
    sheets: Sequence[Sheet], holder: Box | None, number: str | None = None
) -> Found[tuple[Identifier, ...]] | None:
    """Identifiers of the organisation, of several in one scheme the one nearest to the holder's name.

    One whose check digits are wrong is misread, or misprinted: it is kept as printed with a low confidence. Those at the
    foot of a sheet are the certification body's and left out, and so is what is the certificate's `number`.
    """
    own = _letters((number or "").upper())
    values = [
        value
        for sheet in sheets
        for value in _of_holder(sheet, holder if sheet is sheets[0] else None)
        if value.value != own
    ]
    return _nearest(values, sheets, holder)


def find_scheme_numbers(sheets: Sequence[Sheet], holder: Box | None) -> Found[tuple[Identifier, ...]] | None:
    """The certification's own numbers in the data base of its scheme; a site's number gives way to the holder's."""
    values = [
        value for sheet in sheets for value in _values(sheet, printed_numbers().scheme) if value.evidence > _FAILED
    ]
    return _nearest(values, sheets, holder)


def without_identifiers(numbers: list[Found[str]], sheets: Sequence[Sheet]) -> list[Found[str]]:
    """Candidates for the certificate number without those that are an identifier with its label and right check digits."""
    checked = {
        value.value
        for sheet in sheets[:1]
        for value in _values(sheet, printed_numbers().holder)
        if value.evidence >= _CHECKED
    }
    return [one for one in numbers if _letters(one.value.upper()) not in checked] or numbers


def _of_holder(sheet: Sheet, holder: Box | None) -> Iterator[_Value]:
    for value in _values(sheet, printed_numbers().holder):
        if value.line.middle > _FOOT * sheet.height:
            continue
        if value.evidence < _CHECKED and not (
            holder
            and -0.02 < (value.line.middle - holder[1]) / sheet.height < _NEAR + (holder[3] - holder[1]) / sheet.height
        ):
            continue
        yield value


def _values(sheet: Sheet, labelled: Labelled) -> Iterator[_Value]:
    for beside in after_labels(sheet, labelled.pattern, printed_numbers().fillers):
        value = _read(labelled.by_label[beside.label], beside.text, beside.line)
        if value:
            yield value
    for scheme in labelled.schemes:
        if scheme.free is not None:
            yield from _free(sheet, scheme, scheme.free)


def _free(sheet: Sheet, scheme: NumberScheme, form: re.Pattern[str]) -> Iterator[_Value]:
    for line in sheet.lines:
        for match in form.finditer(line.text.upper()):
            value = _letters(match.group())
            if scheme.shape.fullmatch(value) and _checks(scheme.check, value) is not False:
                yield _Value(scheme.name, value, _CHECKED, line)


def _read(schemes: Sequence[NumberScheme], text: str, line: Line) -> _Value | None:
    """The value at the head of a text: the first that checks, else the first without check digits, else one that fails."""
    found: list[_Value] = []
    for scheme in schemes:
        for candidate in _heads(text):
            if scheme.shape.fullmatch(candidate):
                right = _checks(scheme.check, candidate)
                evidence = _UNCHECKED if right is None else _CHECKED if right else _FAILED
                found.append(_Value(_named(scheme.name, candidate), candidate, evidence, line))
    return max(found, key=lambda value: value.evidence, default=None)


def _named(scheme: str, value: str) -> str:
    return f"VAT-{'GR' if value[:2] == 'EL' else value[:2]}" if scheme == "VAT" else scheme


def _heads(text: str) -> Iterator[str]:
    """The values that a text may begin with, its parts taken together one after the other."""
    taken = ""
    for part in [one for one in _APART.split(text.upper()) if one][:_MOST_PARTS]:
        taken += _letters(part)
        yield taken


def _letters(text: str) -> str:
    return re.sub(r"[^0-9A-ZÑ&]", "", text)


def _nearest(
    values: Iterable[_Value], sheets: Sequence[Sheet], holder: Box | None
) -> Found[tuple[Identifier, ...]] | None:
    pages = {sheet.number: place for place, sheet in enumerate(sheets)}
    chosen: dict[str, tuple[tuple[float, ...], _Value]] = {}
    for value in values:
        distance = abs(value.line.middle - holder[3]) if holder else value.line.middle
        rank = (-value.evidence, pages.get(value.line.page, 0), distance)
        if value.scheme not in chosen or rank < chosen[value.scheme][0]:
            chosen[value.scheme] = (rank, value)
    kept = [value for _, value in chosen.values()]
    sure = {value.value for value in kept if value.evidence == _CHECKED}
    kept = [one for one in kept if one.evidence == _CHECKED or one.value not in sure]
    if not kept:
        return None
    return from_lines(
        tuple(Identifier(one.scheme, one.value) for one in kept),
        [one.line for one in kept],
        min(one.evidence for one in kept),
        "check digits",
    )

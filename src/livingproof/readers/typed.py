"""What a person read on a document and typed in: a field of the claim, with the machine's own reading kept beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from livingproof.catalogue.labels import label_table
from livingproof.core.claim import Claim, Field, Identifier, RunnerUp, SectorCode, SiteRef, StandardRef
from livingproof.core.facts import Facts
from livingproof.core.matching.bodies import find_body
from livingproof.core.terms import Source
from livingproof.readers.fields.dates import find_dates
from livingproof.readers.fields.numbers import normal_number
from livingproof.readers.fields.standards import designations, find_standards
from livingproof.readers.visible import visible


class NotTypedError(ValueError):
    """What was typed cannot be taken; the message says what to type instead."""


def with_typed(claim: Claim, typed: Iterable[tuple[str, str]], facts: Facts) -> Claim:
    """The claim with fields as a person read them, given as (name, value); a name of several values may stand several times.

    Such a field has the source `person` and the confidence 1; what the machine read stays beside it as the runner-up, and the
    field keeps the place at which that was read: a misread field stands where the machine looked.
    Raises NotTypedError.
    """
    given: dict[str, list[str]] = {}
    for name, value in typed:
        given.setdefault(_known(name), []).append(_said(name, value))
    fields: dict[str, Any] = {name: _field(name, values, getattr(claim, name), facts) for name, values in given.items()}
    return replace(claim, **fields)


def _known(name: str) -> str:
    if name in FORMS or name in SEVERAL:
        return name
    near = get_close_matches(name.lower().replace(" ", "_").replace("-", "_"), [*FORMS, *SEVERAL], n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise NotTypedError(f"no field {visible(name)!r}.{hint} Fields: {', '.join((*FORMS, *SEVERAL))}.")


def _said(name: str, value: str) -> str:
    said = " ".join(visible(value).split())
    if not said:
        raise NotTypedError(f"{name}: there is nothing behind the sign =; write what the document says.")
    return said


def _field(name: str, values: list[str], machine: Field[Any], facts: Facts) -> Field[Any]:
    if name in FORMS:
        if len(values) > 1:
            raise NotTypedError(f"{name}: is given {len(values)} times; a document has one.")
        value, normalised = FORMS[name](name, values[0], facts)
    else:
        value, normalised = tuple(SEVERAL[name](name, text, facts)[0] for text in values), None
    return Field(
        value=value,
        normalised=normalised,
        as_printed=" / ".join(values),
        confidence=1.0,
        source=Source.PERSON,
        page=machine.page,
        box=machine.box,
        runner_up=_kept(machine),
    )


def _kept(machine: Field[Any]) -> RunnerUp[Any] | None:
    """The machine's reading; None where it read nothing. A person's earlier reading is replaced, not kept."""
    if machine.source is Source.PERSON:
        return machine.runner_up
    if not machine or machine.source is None:
        return None
    return RunnerUp(machine.value, machine.confidence, machine.source, machine.page, machine.box)


# --- one value ----------------------------------------------------------------------------------------------------------

Typed = tuple[Any, str | None]
"""A value and its form for comparison."""


def _text(_name: str, text: str, _facts: Facts) -> Typed:
    return text, None


def _number(_name: str, text: str, _facts: Facts) -> Typed:
    return text, normal_number(text)


def _certification_body(_name: str, text: str, facts: Facts) -> Typed:
    body = find_body(text, facts.certification_bodies)
    return text, body.id if body else None


def _accreditation_body(_name: str, text: str, facts: Facts) -> Typed:
    body = find_body(text, facts.accreditation_bodies)
    return text, body.id if body else None


def _day(name: str, text: str, _facts: Facts) -> Typed:
    """A day with one meaning; figures whose order is not told are refused, for the person knows it."""
    found = find_dates(text, label_table().months)
    if len(found) != 1 or found[0].printed.strip(" .") != text.strip(" .") or len(found[0].readings) != 1:
        raise NotTypedError(f"{name}: {text!r} is no day with one meaning. Write it as 2028-08-04.")
    return found[0].day, found[0].day.isoformat()


def _standards(_name: str, text: str, facts: Facts) -> Typed:
    named = find_standards(text, designations(facts))
    refs = tuple(StandardRef(one.standard, one.edition, one.printed) for one in named) or (
        StandardRef(None, None, text),
    )
    return refs, "; ".join(f"{ref.standard}:{ref.edition or ''}" for ref in refs)


def _site(_name: str, text: str, _facts: Facts) -> Typed:
    return SiteRef(address=text), None


def _identifier(name: str, text: str, _facts: Facts) -> Typed:
    scheme, colon, value = text.partition(":")
    if not (colon and scheme.strip() and value.strip()):
        raise NotTypedError(f"{name}: {text!r}: write SCHEME:VALUE, for example USCC:91320594MA1234567X.")
    return Identifier(scheme.strip().upper(), value.strip()), None


def _sector(name: str, text: str, _facts: Facts) -> Typed:
    scheme, colon, code = text.partition(":")
    if not (colon and scheme.strip() and code.strip()):
        raise NotTypedError(f"{name}: {text!r}: write SCHEME:CODE, for example IAF:17.")
    return SectorCode(scheme.strip().upper(), code.strip()), None


FORMS: Mapping[str, Callable[[str, str, Facts], Typed]] = {
    "holder_name": _text,
    "holder_address": _text,
    "certification_body": _certification_body,
    "accreditation_body": _accreditation_body,
    "accreditation_number": _number,
    "recognition_mark": _text,
    "certificate_number": _number,
    "main_certificate_number": _number,
    "revision": _text,
    "standards": _standards,
    "scope": _text,
    "first_certified_on": _day,
    "decision_on": _day,
    "issued_on": _day,
    "valid_from": _day,
    "expires_on": _day,
    "previous_expires_on": _day,
}
"""How each field of one value is typed."""

SEVERAL: Mapping[str, Callable[[str, str, Facts], Typed]] = {
    "holder_name_other": _text,
    "holder_address_other": _text,
    "holder_ids": _identifier,
    "sites": _site,
    "other_numbers": _text,
    "scheme_numbers": _identifier,
    "scope_other": _text,
    "sector_codes": _sector,
    "surveillance_due_on": _day,
    "signatories": _text,
}
"""How each value of a field of several values is typed."""

"""A level-1 record of the LEI common data file, as CSV columns or as nested JSON and XML, → the fields of an organisation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from livingproof.sources.lists import plain
from livingproof.sources.outcome import UnreadableCell

PREVIOUS = "PREVIOUS_LEGAL_NAME"
LISTS = ("Entity.OtherEntityNames.", "Entity.TransliteratedOtherEntityNames.")
LINES = ("FirstAddressLine", "AdditionalAddressLine")
_NAME = re.compile(r"Entity\.(?:OtherEntityNames|TransliteratedOtherEntityNames)\.\w+?(?:\.(\d+))?")
_DROPPED = ("xmllang", "lang")
NULL = "NULL"


def spread(element: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The record under the names of our fields; names that are not of the common data file are passed on, to be refused."""
    nested = any(value.__class__ is not str for value in element.values())
    flat = dict(_flat(element, "")) if nested else element
    known = {key: _said(key, value) for key, value in flat.items() if value and value != NULL}
    get, names = known.get, tuple(_names(known))
    row: dict[str, Any] = {
        "record_id": get("LEI"),
        "legal_name": get("Entity.LegalName"),
        "ids": [f"LEI:{known['LEI']}", *_registered(known)] if "LEI" in known else [],
        "legal_form": get("Entity.LegalForm.EntityLegalFormCode") or get("Entity.LegalForm.OtherLegalForm"),
        "address": _address(known, "Entity.LegalAddress"),
        "address_other": _address(known, "Entity.HeadquartersAddress"),
        "country": get("Entity.LegalAddress.Country"),
        "active": get("Entity.EntityStatus"),
        "ended_on": get("Entity.EntityExpirationDate"),
        "registration_status": get("Registration.RegistrationStatus"),
        "renewal_due_on": get("Registration.NextRenewalDate"),
        "names_other": [name for name, kind in names if kind != PREVIOUS],
        "former_names": [name for name, kind in names if kind == PREVIOUS],
    }
    if row["address_other"] == row["address"]:
        row["address_other"] = None
    yield {
        **row,
        **{
            key: value
            for key, value in flat.items()
            if key != "LEI" and not key.startswith(("Entity.", "Registration.", "Extension"))
        },
    }


def _said(key: str, value: Any) -> str:
    try:
        return plain(value, "a text", "get the file again")
    except UnreadableCell as problem:
        raise UnreadableCell(problem.why, problem.remedy, str(value), key) from problem


def _flat(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Nested names as the CSV writes them: `Entity.LegalName`, `….OtherEntityName.1`, `….1.type`; languages are dropped."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            name = key.rpartition(":")[2].lstrip("@")
            if key == "$":
                yield path, inner
            elif name not in _DROPPED:
                yield from _flat(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _flat(inner, f"{path}.{number}")
    elif not path.endswith(".xmllang"):
        yield path, value


def _names(known: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in known.items():
        if key.startswith(LISTS) and _NAME.fullmatch(key):
            yield value, known.get(f"{key}.type", "")


def _registered(known: Mapping[str, Any]) -> Iterator[str]:
    """The number in the business register, under the code of that register."""
    authority = known.get("Entity.RegistrationAuthority.RegistrationAuthorityID")
    number = known.get("Entity.RegistrationAuthority.RegistrationAuthorityEntityID")
    if authority and number:
        yield f"{authority}:{number}"


def _address(known: Mapping[str, Any], at: str) -> str | None:
    starts = tuple(f"{at}.{line}" for line in LINES)
    lines = [value for key, value in known.items() if key.startswith(starts) and not key.endswith(".type")]
    place = " ".join(part for part in (known.get(f"{at}.PostalCode"), known.get(f"{at}.City")) if part)
    whole = [*lines, place, known.get(f"{at}.Region") or ""]
    return ", ".join(dict.fromkeys(part for part in whole if part)) or None

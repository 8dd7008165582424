"""Nests of CertSearch taken apart: a company with its certificates, a certificate with its standards and holders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from livingproof.core.claim import Identifier
from livingproof.core.record import Record

LISTS = ("certification_main_sites", "certification_additional_sites", "main_sites", "additional_sites")
SECTORS = "certification_sectors"
HIDDEN = "confidential"


def spread(element: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A row for each certificate, holder and standard of an element; names that are not known are passed on, to be refused."""
    certificates = _listed(element.get("certificates"))
    about = {key: value for key, value in element.items() if key != "certificates"}
    for certificate in certificates or ({},):
        yield from _rows({**about, **certificate})


def _rows(certificate: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    standards = _listed(certificate.get("certification_standards_scheme")) or ({},)
    holders = _listed(certificate.get("certified_entities")) or ({},)
    about = _lifted(
        {
            key: value
            for key, value in certificate.items()
            if key not in ("certification_standards_scheme", "certified_entities")
        }
    )
    for standard, holder in product(standards, holders):
        yield _shown(_recognised({**about, **standard, **_lifted(holder)}))


def _recognised(row: dict[str, Any]) -> dict[str, Any]:
    """Not under the arrangement does not say that nobody accredits."""
    return {key: value for key, value in row.items() if key != "is_accredited_mla" or value is True}


def _lifted(part: Mapping[str, Any]) -> dict[str, Any]:
    """Groups of single values are lifted; the holder's first address is the address; sectors get their scheme."""
    found: dict[str, Any] = {}
    for key, value in part.items():
        if key == "certified_entity_addresses":
            found |= _address((*_listed(value), {})[0])
        elif key == SECTORS:
            found[key] = [
                {"scheme": "IAF", "code": one["sector_code"]} for one in _listed(value) if one.get("sector_code")
            ]
        elif isinstance(value, Mapping) and key not in LISTS:
            found |= _lifted(value)
        else:
            found[key] = value
    return found


def _address(address: Mapping[str, Any]) -> dict[str, Any]:
    names = {
        "street": "certified_entity_street",
        "city": "certified_entity_city",
        "post_code": "certified_entity_post_code",
        "state": "certified_entity_state",
    }
    found = {names.get(key, key): value for key, value in address.items() if key != "country"}
    if found.get("full_address"):
        found.pop("certified_entity_street", None)
    return found


def _listed(value: Any) -> tuple[Mapping[str, Any], ...]:
    """A list of mappings; one mapping, or one that XML wraps in the name of its element, is a list too."""
    if isinstance(value, Mapping):
        inner = next(iter(value.values())) if len(value) == 1 else None
        return _listed(inner) if isinstance(inner, (list, Mapping)) else (value,)
    return tuple(one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else ()


def _shown(row: dict[str, Any]) -> Mapping[str, Any]:
    """What the register hides is empty, and the row says that something is hidden."""
    hidden = [key for key, value in row.items() if isinstance(value, str) and value.strip().casefold() == HIDDEN]
    return {**row, **dict.fromkeys(hidden), HIDDEN: True} if hidden else row


def finish(record: Record) -> Record:
    """A VAT number belongs to its country's scheme; a holder without an address has that of its main site."""
    ids = tuple(
        Identifier(f"VAT-{record.country}", one.value) if one.scheme == "VAT" and record.country else one
        for one in record.holder_ids
    )
    main = next((site for site in record.sites if site.role == "main" and site.address), None)
    if record.address is None and main is not None:
        return replace(
            record,
            holder_ids=ids,
            address=main.address,
            city=record.city or main.city,
            postcode=record.postcode or main.postcode,
        )
    return replace(record, holder_ids=ids) if ids != record.holder_ids else record

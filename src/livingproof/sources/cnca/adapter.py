"""Entries of the Chinese register: where no normative basis is given the project names the standard; the register is of China."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from livingproof.core.record import Record

BASIS = ("normativeBasis", "认证依据")
PROJECT = ("authProjName", "认证项目", "认证项目名称")
STATUS, STATUS_NAME = ("certiStatus", "证书状态"), "certiStatusName"
NONE = frozenset({"无", "没有", "none", "-"})


def spread(element: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The entry with its standard, and with the word of its state where the code alone is not known."""
    row = dict(element)
    project = next((row[key] for key in PROJECT if row.get(key)), None)
    if project and not any(row.get(key) for key in BASIS):
        row["normativeBasis"] = project
    if row.get(STATUS_NAME) and str(row.get("certiStatus") or "") not in ("01", "1"):
        row["certiStatus"] = row[STATUS_NAME]
    yield row


def finish(record: Record) -> Record:
    """No country is China; no accreditation mark used means a certificate that is not accredited."""
    mark = record.accreditation_body
    accredited = None if mark is None else mark not in NONE
    return replace(
        record, country=record.country or "CN", accreditation_body=mark if accredited else None, accredited=accredited
    )

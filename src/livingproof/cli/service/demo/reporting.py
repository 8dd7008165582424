"""The life of one nonconformity of the sample."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from livingproof.app.ledger import evidence
from livingproof.app.system import marks
from livingproof.cli.service.demo.cast import House
from livingproof.cli.service.demo.chance import happens, number, one_of, sample

SLUG = "nonconformities"


@dataclass(frozen=True, slots=True)
class Mark:
    """What makes two nonconformities the same."""

    process: str
    defect: str
    family: str


def kept(house: House, name: str, text: str, at: datetime, kind: str = "measurement") -> str:
    """A page of notes as evidence; its id."""
    content = io.BytesIO(f"{name}\n{text}\n(made up)\n".encode())
    row = evidence.keep(
        house.organisation,
        content,
        name=f"{name}.txt",
        now=at,
        media_type="text/plain",
        kind=kind,
        claimed_on=at.date(),
    )
    return str(row.pk)


def life(house: House, mark: Mark, key: str, at: datetime) -> Iterator[datetime]:
    """Seen, reported, graded, contained, decided on, closed; some of it late, some not at all."""
    owner = sample()["processes"][mark.process]["owner"]
    said = sample()["defects"][mark.defect]["said"]
    lot = f"{mark.defect[:2]}{at:%y%m}{number(f'{key}lot', 90) + 10}"
    yield at
    told = {"what": f"{said} ({mark.family})", "place": mark.process, "product": f"{mark.family}, lot {lot}"}
    record = house.does(one_of(f"{key}who", ("bai", "fan", "qian")), SLUG, None, "report", at, **told)
    at += timedelta(days=one_of(f"{key}graded", (0, 1, 1, 2, 4)), hours=3)
    yield at
    record = house.does("qian", SLUG, record, "triage", at, **_graded(house, mark, key, owner, at))
    at += timedelta(days=one_of(f"{key}contained", (0, 0, 1, 2, 6)), hours=2)
    yield at
    amount = (number(f"{key}amount", 40) + 1) * 50
    where = "quarantine cage" if happens(f"{key}where", 70) else "buyer's warehouse, on hold"
    lots = [{"number": lot, "quantity": str(amount), "where": where}]
    record = house.does(owner, SLUG, record, "contain", at, lots=lots, containment=f"Lot {lot} labelled and set apart")
    at += timedelta(days=one_of(f"{key}decided", (2, 4, 7, 9, 16)), hours=1)
    yield at
    record = _disposed(house, record, key, lot, str(amount), at)
    if happens(f"{key}left", 12):
        return
    at += timedelta(days=one_of(f"{key}closed", (1, 3, 5, 12, 30)), hours=1)
    yield at
    _closed(house, record, at)


def _graded(house: House, mark: Mark, key: str, owner: str, at: datetime) -> dict[str, Any]:
    source = one_of(f"{key}source", sample()["sources"])
    return {
        "severity": "major" if happens(f"{key}major", 25) and source != "internal_audit" else "minor",
        "process": mark.process,
        "source": source if not key.endswith(("1", "3", "5")) or source != "customer" else "final_inspection",
        "defect_code": mark.defect,
        "product_family": mark.family,
        "reached_customer": source == "customer" and not key.endswith(("1", "3", "5")),
        "owner": house.id_of(one_of(f"{key}owner", (owner, owner, "lin"))),
        "due_on": (at + timedelta(days=30)).date(),
    }


def _disposed(house: House, record: Any, key: str, lot: str, amount: str, at: datetime) -> Any:
    """Scrapped, sent back, reworked with an inspection after it, or used with somebody's signed permission."""
    how = one_of(f"{key}how", ("scrap", "scrap", "return_to_supplier", "rework", "rework", "use_as_is"))
    if how == "use_as_is":
        conceded = [
            {"lot": lot, "disposition": how, "quantity": amount, "reason": "Looks only; every function was tested"}
        ]
        record = house.does("cao", SLUG, record, "concede", at, concessions=conceded)
    if how == "rework":
        sheet = kept(house, f"Inspection after rework {lot}", f"{amount} of {amount} accepted", at)
        again = [
            {
                "lot": lot,
                "accepted": amount,
                "inspected_on": at.date(),
                "inspector": house.id_of("deng"),
                "evidence": [sheet],
            }
        ]
        record = house.does("deng", SLUG, record, "reinspect", at, reinspections=again)
    decided = [{"lot": lot, "disposition": how, "quantity": amount}]
    return house.does("qian", SLUG, record, "disposition", at, dispositions=decided, correction="Done as decided")


def _closed(house: House, record: Any, at: datetime) -> None:
    record.refresh_from_db()
    if record.reached_customer and not marks.taken_up_by(record):
        raised = {
            "title": f"{record.defect_code}: {record.process}",
            "severity": record.severity,
            "problem": record.what,
            "process": record.process,
            "defect_code": record.defect_code,
            "product_family": record.product_family,
            "nonconformities": [record.number],
        }
        house.does("lin", "capas", None, "raise", at, **raised)
    if marks.taken_up_by(record):
        house.does("lin", SLUG, record, "close", at, capa_decision="linked")
    else:
        reason = "Seen once in twelve months, found in the house, cause removed on the spot"
        house.does("lin", SLUG, record, "close", at, capa_decision="not_needed", capa_reason=reason)

"""Closes nonconformities, so many at a time, whenever a line is read: `python -m bench.web.closing <entries> <records>`.

The first line printed says that all is laid out; each further one what a closing cost: milliseconds of processor and of the clock.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

from bench.web.filling import NOW
from livingproof.cli.service.project import open_project
from livingproof.core.system.machine import Meaning

if TYPE_CHECKING:
    from livingproof.app.people.models import Person

LONG_LEDGER = """
INSERT INTO ledger_entry (organisation_id, number, kind, record, record_number, act, actor, on_behalf, held_by, occurred_at, recorded_at,
  source, target, cycle, version, changes, signed, waived, imported, previous, digest)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
SELECT (SELECT id FROM people_organisation), i, 'nonconformities', printf('%%032x', i / 5), 'NC-2025-' || (i / 5), 'contain', 'x' || (i %% 60),
  '', '', '2025-06-01 08:00:00', '2025-06-01 08:00:00', 'triaged', 'contained', 1, i %% 5 + 1,
  '{"lots": [{"number": "' || i || '", "quantity": "100", "where": "quarantine"}], "containment": "set apart and labelled"}',
  NULL, '[]', 0, printf('%%064x', i), printf('%%064x', i + 1) FROM n
"""
"""SQLite's own words. Digests are numbers here: an append looks at the newest one only."""


def lay_out(entries: int, records: int) -> tuple[Person, list[Any]]:
    """A house with a ledger of so many entries, and records that wait to be closed."""
    from django.db import connection

    from livingproof.app.kit.acts import Request, Signature, perform
    from livingproof.app.ledger.models import Head
    from livingproof.app.people.start import found_first
    from livingproof.app.system.records.nonconformity.kind import KIND

    person = found_first("ana@aurum.example", "correct horse battery staple", "Ana", "Aurum Devices", NOW)
    if entries:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM ledger_entry")
            cursor.execute(LONG_LEDGER, [entries])
        Head.objects.update_or_create(
            organisation=person.organisation, defaults={"number": entries, "digest": f"{entries + 1:064x}"}
        )
    graded = {"severity": "minor", "process": "moulding", "source": "final_inspection", "owner": str(person.pk)}
    waiting = []
    for place in range(records):
        record = None
        steps = (
            ("report", {"what": f"Burr on part {place}"}),
            ("triage", {**graded, "defect_code": f"burr{place}"}),
            ("declare_unaffected", {"containment": "Found before anything left the machine"}),
            ("disposition", {"correction": "Part taken out"}),
        )
        for act, payload in steps:
            meaning = KIND.machine.act(act).signature
            signature = Signature(person, meaning, NOW) if meaning else None
            outcome = perform(KIND, record, Request(act, payload, NOW, actor=person, signature=signature))
            if outcome.record is None:
                raise AssertionError(f"{act}: {[one.code for one in outcome.blocked]}")
            record = outcome.record
        waiting.append(record)
    return person, waiting


def close(person: Person, waiting: list[Any]) -> tuple[float, float]:
    """Close them; what one cost, in milliseconds of processor and of the clock."""
    from livingproof.app.kit.acts import Request, Signature, perform
    from livingproof.app.system.records.nonconformity.kind import KIND

    payload = {"capa_decision": "not_needed", "capa_reason": "Seen once, cause removed on the spot"}
    spent, began = time.process_time(), time.perf_counter()
    for record in waiting:
        signature = Signature(person, Meaning.APPROVE, NOW)
        if perform(KIND, record, Request("close", payload, NOW, actor=person, signature=signature)).record is None:
            raise AssertionError("a closing of the measurement was refused")
    return (
        1000 * (time.process_time() - spent) / len(waiting),
        1000 * (time.perf_counter() - began) / len(waiting),
    )


def main(entries: int, rounds: int, at_once: int) -> None:
    """Lay out, then close so many at each line that is read."""
    open_project(None)
    person, waiting = lay_out(entries, rounds * at_once)
    print("ready", flush=True)  # noqa: T201 - told to the parent
    for turn, _ in zip(range(rounds), sys.stdin, strict=False):
        cost = close(person, waiting[turn * at_once : (turn + 1) * at_once])
        print(json.dumps(cost), flush=True)  # noqa: T201 - told to the parent


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))

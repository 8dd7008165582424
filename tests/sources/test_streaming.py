"""A register is read in one pass: as fast by columns as row by row, with the same records, and with flat memory."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.files import AS_OF, ROW, outcomes, text_of

from livingproof.catalogue import load
from livingproof.sources import ColumnMap, Entry, Refused, source_named
from livingproof.sources.binding import Binding
from livingproof.sources.kinds import Origin
from livingproof.sources.outcome import UnreadableCell
from livingproof.sources.plan import Plan
from livingproof.sources.reading import meanings_of
from livingproof.sources.repeats import Repeats

COLUMNS = [
    "number",
    "holder_name",
    "holder_name_other",
    "holder_ids",
    "address",
    "country",
    "standard",
    "edition",
    "scope",
    "sector_codes",
    "issued_on",
    "expires_on",
    "status",
    "sites",
]
CELLS = {
    "number": ["QM-1", " QM-2 ", "A/B 3", "№ 4", "", "--", "=1", "1E+10"],
    "holder_name": ["Muster GmbH", " Muster ", "A\nB", "", "=x", "宁波示例"],
    "holder_name_other": ["", "One", "One; Two", '["A", "B"]', " ", ";"],
    "holder_ids": ["", "LEI:529900T8BM49AURSDO55", "VAT-DE: 811; LEI:5", "811", "LEI:"],
    "address": ["", "Weg 1", "Weg 1\r\n2. OG", "\tWeg"],
    "country": ["DE", "Germany", "Atlantis", "", " CN "],
    "standard": ["ISO 9001:2015", "ISO 9001", "ISO 9001; ISO 14001", "unknown 1", "", "GB/T 19001-2016"],
    "edition": ["", "2015", "2008", "2015-09"],
    "scope": ["", "castings", "=x", "a\0b"],
    "sector_codes": ["", "IAF:17", "IAF:17, 18", "17"],
    "issued_on": ["", "2026-05-01", "03/04/2026", "9999-12-31", " 2026-05-01 "],
    "expires_on": ["", "2027-05-01", "n/a", " "],
    "status": ["", "active", "Withdrawn", "dormant"],
    "sites": ["", "Plant | Weg 2 | castings", "Weg 2 ;; Weg 3", "[{", '[{"address": "Weg 4"}]'],
}


def _plan(columns: ColumnMap) -> Plan:
    source = source_named("generic")
    binding = Binding(source, columns, meanings_of(source, columns, load()), "register.csv")
    return Plan(binding, binding.bind(COLUMNS), Origin("generic", "register.csv", AS_OF), None)


PLANS = [
    _plan(ColumnMap()),
    _plan(ColumnMap(empty=("n/a",), fixed={"certification_body": "Example", "status": "active"})),
]


@settings(max_examples=120)
@given(
    st.lists(st.tuples(*(st.sampled_from(CELLS[name]) for name in COLUMNS)), min_size=1, max_size=4),
    st.sampled_from([0, 1]),
)
def test_rows_read_together_are_the_rows_read_one_by_one(rows: list[tuple[str, ...]], which: int) -> None:
    plan = PLANS[which]
    together = plan.together.records(rows)
    try:
        alone = [list(plan.values(row)) for row in rows]
    except UnreadableCell:
        assert together is None
        return
    if together is not None:
        assert alone == [[one] for one in together]
    else:
        assert any(len(values) != 1 for values in alone)


def test_a_surprise_in_a_batch_costs_only_its_own_row(tmp_path: Path) -> None:
    rows = [
        {**ROW, "number": f"Q{number}", "country": "Atlantis" if number == 700 else "DE"} for number in range(5_000)
    ]
    path = tmp_path / "register.csv"
    path.write_text(text_of(rows), encoding="utf-8")
    found = outcomes(path)
    assert [one.row for one in found] == list(range(2, 5_002))
    assert [one.row for one in found if isinstance(one, Refused)] == [702]


def test_repeated_rows_are_told_over_many_batches() -> None:
    repeats = Repeats()
    numbers = np.random.default_rng(5).integers(0, 3_000, 20_000).tolist()
    seen: set[int] = set()
    for start in range(0, len(numbers), 700):
        batch = numbers[start : start + 700]
        expected = []
        for number in batch:
            expected.append(number in seen)
            seen.add(number)
        assert list(repeats.among(batch)) == expected


def test_a_row_that_comes_again_much_later_is_told(tmp_path: Path) -> None:
    rows = [{**ROW, "number": f"Q{number % 3_000}"} for number in range(6_000)]
    path = tmp_path / "register.csv"
    path.write_text(text_of(rows), encoding="utf-8")
    assert sum(isinstance(one, Entry) for one in outcomes(path)) == 3_000


MEASURE = """
import resource, sys
from datetime import date
from pathlib import Path
from livingproof.sources import read, source_named
outcomes = read(source_named("generic"), [Path(sys.argv[1])], None, date(2026, 11, 21))
for _ in range(10_000):
    next(outcomes)
early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = 10_000 + sum(1 for _ in outcomes)
late = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(count, late - early)
"""


@pytest.mark.slow
def test_memory_stays_flat_over_a_large_file(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        scope = "Design and manufacture of castings for pumps and valves " * 4
        for number in range(60_000):
            writer.writerow(
                [
                    f"QM-{number}",
                    f"Muster {number} GmbH",
                    "",
                    f"LEI:{number:020d}",
                    f"Weg {number}",
                    "DE",
                    "ISO 9001:2015",
                    "",
                    scope,
                    "IAF:17",
                    "2024-05-02",
                    "2027-05-01",
                    "active",
                    "",
                ]
            )
    assert path.stat().st_size > 19 << 20
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    count, grown = map(int, done.stdout.split())
    assert count == 60_000
    assert grown < 12 << 10  # KiB: held whole, the records take ten times as much

"""Values as columns: what goes in comes out, one at a time or many, whole or in part."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livingproof.core.claim import Identifier, SectorCode
from livingproof.core.facts import Accreditation, Provenance, Recognition
from livingproof.core.record import Event, Organisation, Record, Site
from livingproof.core.terms import Confidence, EventKind, Role, State
from livingproof.register.columns import batch_of, reader_of, records_from, schema_of, values_of

FULL = Record(
    number="Q-1",
    holder_name="Ana SpA",
    holder_name_other=("安娜", "Ana"),
    holder_ids=(Identifier("LEI", "5299"),),
    sector_codes=(SectorCode("IAF", "17"), SectorCode("NACE", "25.11")),
    expires_on=date(2027, 5, 1),
    status=State.SUSPENDED,
    accredited=False,
    surveillance_count=2,
    sites=(Site("one", "Via Roma 1", ids=(Identifier("GLN", "8001"),), addresses_other=("罗马",)), Site()),
)
HOLDING = Accreditation(
    body="ana-cert",
    accreditation_body="accredia",
    number="0003",
    entity=None,
    standards=("ISO 9001",),
    starts_on=None,
    ends_on=date(2029, 1, 1),
    from_list=True,
    provenance=Provenance("a schedule", ("S",), Confidence.HIGH, looked_up=True, as_of=date(2026, 11, 1)),
    state=State.ACTIVE,
)
SIGNED = Recognition(
    "accredia", "IAF MLA", Role.SIGNATORY, ("ISO 9001",), "ISO/IEC 17021-1", None, None, HOLDING.provenance
)
VALUES = [
    (Record, [FULL, Record("Q-2"), FULL]),
    (Organisation, [Organisation("Ana SpA", former_names=("Anna SpA",), active=True), Organisation("Ben")]),
    (Accreditation, [HOLDING]),
    (Recognition, [SIGNED, SIGNED]),
    (Event, [Event("r", "Q-1", EventKind.SUSPENDED, date(2026, 1, 1))]),
]


@pytest.mark.parametrize(("kind", "values"), VALUES, ids=[kind.__name__ for kind, _ in VALUES])
def test_what_goes_in_comes_out(kind: type, values: list[object]) -> None:
    assert values_of(kind, batch_of(kind, values)) == values


@pytest.mark.parametrize(("kind", "values"), VALUES, ids=[kind.__name__ for kind, _ in VALUES])
def test_one_row_at_a_time_gives_the_same(kind: type, values: list[object]) -> None:
    value = reader_of(kind, pa.Table.from_batches([batch_of(kind, values)]))
    assert [value(row) for row in range(len(values))] == values


def test_rows_come_in_the_order_asked_for() -> None:
    records = [Record(f"Q-{number}") for number in range(10)]
    table = pa.Table.from_batches([batch_of(Record, records)])
    assert records_from(Record, table, [7, 0, 7]) == [records[7], records[0], records[7]]


def test_a_part_of_a_table_is_read_from_its_own_beginning() -> None:
    table = pa.Table.from_batches([batch_of(Record, [Record("Q-0"), FULL, Record("Q-2")])])
    assert values_of(Record, table.slice(1, 2)) == [FULL, Record("Q-2")]
    assert reader_of(Record, table.slice(1, 1))(0) == FULL


def test_a_snapshot_written_before_a_field_was_known_leaves_it_at_its_default() -> None:
    table = pa.Table.from_batches([batch_of(Record, [FULL])]).drop_columns(["sites", "status"])
    (record,) = values_of(Record, table)
    assert (record.sites, record.status, record.number) == ((), None, "Q-1")


def test_every_field_of_a_record_has_its_column() -> None:
    assert schema_of(Record).names == list(Record.__slots__)


@settings(max_examples=30)
@given(
    st.lists(
        st.builds(
            Record,
            number=st.text(max_size=5),
            holder_name=st.none() | st.text(max_size=5),
            status=st.none() | st.sampled_from(State),
            expires_on=st.none() | st.dates(),
            sites=st.lists(st.builds(Site, name=st.none() | st.text(max_size=3)), max_size=3).map(tuple),
        ),
        max_size=8,
    )
)
def test_any_records_come_out_as_they_went_in(records: list[Record]) -> None:
    batch = batch_of(Record, records)
    value = reader_of(Record, pa.Table.from_batches([batch]))
    assert values_of(Record, batch) == records == [value(row) for row in range(len(records))]

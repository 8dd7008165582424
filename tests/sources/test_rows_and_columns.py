"""Rows and columns that are not understood: a refused row or one clear line, with the way out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.sources.files import AS_OF, HEADER, ROW, error_of, outcomes, records_of, text_of, written

from livingproof.core.errors import SourceError
from livingproof.sources import ColumnMap, Entry, Refused, Repeated, read, read_columns, source_named
from livingproof.sources.days import DayOrder

# --- rows ----------------------------------------------------------------------------------------------------------


def test_ragged_rows_are_refused_and_the_others_read(tmp_path: Path) -> None:
    path = written(
        tmp_path, f"{HEADER}\nQ1,A GmbH,DE,ISO 9001\nQ2,B GmbH,DE\nQ3,C GmbH,DE,ISO 9001,x\nQ4,D GmbH,DE,ISO 9001\n"
    )
    found = outcomes(path)
    assert [type(one) for one in found] == [Entry, Refused, Refused, Entry]
    assert (
        str(found[1]) == "register.csv, row 3: has 3 cells, the header 4; look for a missing or superfluous delimiter"
    )
    assert isinstance(found[1], Refused)
    assert found[1].raw == "Q2,B GmbH,DE"
    assert found[3].row == 5


def test_rows_are_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = written(tmp_path, f'{HEADER}\n"Q1","A\nGmbH",DE,ISO 9001\n\nQ2,,DE,ISO 9001\n')
    assert [one.row for one in outcomes(path)] == [2, 4]


def test_an_identical_row_is_counted_once(tmp_path: Path) -> None:
    path = written(tmp_path, text_of([ROW, {**ROW, "number": "QM-2"}, ROW]))
    assert [type(one) for one in outcomes(path)] == [Entry, Entry, Repeated]


def test_an_identical_row_in_another_file_is_counted_once(tmp_path: Path) -> None:
    paths = [written(tmp_path, text_of([ROW]), name) for name in ("a.csv", "b.csv")]
    assert [type(one) for one in read(source_named("generic"), paths, None, AS_OF)] == [Entry, Repeated]


def test_the_same_number_with_other_content_is_a_further_revision(tmp_path: Path) -> None:
    path = written(tmp_path, text_of([{**ROW, "expires_on": "2025-01-01"}, {**ROW, "expires_on": "2028-01-01"}]))
    assert [one.expires_on for one in records_of(path)] == [date(2025, 1, 1), date(2028, 1, 1)]


def test_a_quotation_mark_in_the_wrong_place_is_a_refused_row(tmp_path: Path) -> None:
    path = written(tmp_path, f'{HEADER}\nQ1,"A" GmbH,DE,ISO 9001\nQ2,B GmbH,DE,ISO 9001\n')
    found = outcomes(path)
    assert "quotation mark in the wrong place" in str(found[0])
    assert isinstance(found[1], Entry)


def test_a_quotation_mark_that_never_closes_stops_the_file(tmp_path: Path) -> None:
    path = written(tmp_path, f'{HEADER}\nQ1,"A GmbH,DE,ISO 9001\n' + "Q2,B GmbH,DE,ISO 9001\n" * 10_000)
    assert "row 2: a quotation mark opens here and does not close" in error_of(path)
    assert "row 2: a quotation mark" in error_of(written(tmp_path, f'{HEADER}\nQ1,"A GmbH,DE,ISO 9001\n', "b.csv"))


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    assert "a line has more than" in error_of(written(tmp_path, f"{HEADER}\n" + "x" * 3_000_000))


def test_delimiters_are_told_from_the_header_or_must_be_stated(tmp_path: Path) -> None:
    for number, mark in enumerate((";", "\t", "|")):
        assert records_of(written(tmp_path, text_of([ROW], mark), f"{number}.csv"))[0].number == "QM-1"
    path = written(tmp_path, "number;holder_name,country;standard\n")
    assert "state `delimiter:` in the column mapping" in error_of(path)
    assert "is not known" in error_of(path, columns=ColumnMap(delimiter="#"))


# --- columns -------------------------------------------------------------------------------------------------------


def test_an_unknown_column_names_the_known_ones_and_the_way_out(tmp_path: Path) -> None:
    message = error_of(written(tmp_path, f"{HEADER},holder_nmae\nQ1,A,DE,ISO 9001,x\n"))
    assert "column 'holder_nmae' is not known to the source generic; did you mean 'holder_name'?" in message
    assert "`livingproof register map FILE`" in message
    assert "certification_body" in message


def test_a_column_may_be_ignored_with_a_reason(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER},colour\nQ1,A,DE,ISO 9001,red\n")
    assert records_of(path, columns=ColumnMap(ignored={"colour": "says nothing"}))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "number,holder_name,standard\nQ1,A,ISO 9001\n")
    assert "no column says `country`" in error_of(path)
    assert records_of(path, columns=ColumnMap(fixed={"country": "DE"}))[0].country == "DE"


def test_doubled_and_nameless_columns_are_refused(tmp_path: Path) -> None:
    assert "'Number' stands twice" in error_of(written(tmp_path, f"{HEADER},Number\n"))
    assert "column 5 has no name" in error_of(written(tmp_path, f"{HEADER},\n"))


def test_two_columns_for_one_field_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER},Zertifikat\nQ1,A,DE,ISO 9001,Q1\n")
    assert "both say `number`" in error_of(path, columns=ColumnMap(columns={"Zertifikat": "number"}))


def test_a_mapping_may_only_name_fields(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}\nQ1,A,DE,ISO 9001\n")
    assert "there is no field 'expiry'" in error_of(path, columns=ColumnMap(columns={"x": "expiry"}))
    assert "did you mean 'expires_on'?" in error_of(path, columns=ColumnMap(columns={"x": "expires"}))
    assert "fixed country: 'Atlantis'" in error_of(path, columns=ColumnMap(fixed={"country": "Atlantis"}))


def test_parts_of_an_address_are_joined(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER},street,line2\nQ1,A,DE,ISO 9001,Werkstraße 4,Halle 2\n")
    mapping = ColumnMap(columns={"street": "address", "line2": "address"})
    assert records_of(path, columns=mapping)[0].address == "Werkstraße 4, Halle 2"


def test_one_row_for_each_site_is_one_certificate(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"{HEADER},site,site scope\nQ1,A,DE,ISO 9001,Weg 1,Castings\nQ1,A,DE,ISO 9001,Weg 2,\nQ2,B,DE,ISO 9001,Weg 3,\n",
    )
    mapping = ColumnMap(columns={"site": "site.address", "site scope": "site.scope"})
    assert [[site.address for site in one.sites] for one in records_of(path, columns=mapping)] == [
        ["Weg 1", "Weg 2"],
        ["Weg 3"],
    ]


def test_a_mapping_file_is_strict(tmp_path: Path) -> None:
    path = tmp_path / "map.yml"
    path.write_text(
        "dates: day_first\ncolumns: {Zertifikat: number}\nempty: [n/a]\nstates: {ok: active}\n", encoding="utf-8"
    )
    mapping = read_columns(path)
    assert (mapping.order, mapping.columns, mapping.empty) == (DayOrder.DAY_FIRST, {"Zertifikat": "number"}, ("n/a",))
    for text, why in (
        ("colums: {}", "has no key 'colums'"),
        ("dates: sometimes", "'sometimes' is not known"),
        ("states: {ok: fine}", "'fine' is no state"),
        ("columns: [a]", "must be pairs"),
        ("- a", "must be keys with values"),
        ("columns: {a: b", "give a column mapping"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(SourceError, match=why):
            read_columns(path)


def test_a_file_of_a_wrong_column_is_told_at_the_end(tmp_path: Path) -> None:
    rows = [{**ROW, "number": f"Q{number}", "standard": f"Group {number}"} for number in range(200)]
    assert "200 of 200 rows name no standard of the catalogue" in error_of(written(tmp_path, text_of(rows)))
    rows = [{**ROW, "number": f"Q{number}", "country": "?"} for number in range(200)]
    assert "200 of 200 rows are not understood" in error_of(written(tmp_path, text_of(rows)))

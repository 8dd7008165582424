"""Damaged, hostile and misunderstood files: one clear line, or a refused row; never a guess."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.sources.files import AS_OF, ROW, error_of, outcomes, records_of, text_of

from livingproof.core.errors import SourceError
from livingproof.sources import ColumnMap, Entry, Refused, Repeated, every_source, read, read_columns, source_named
from livingproof.sources.days import DayOrder
from livingproof.sources.tables.encodings import encoding_of

HEADER = "number,holder_name,country,standard"


def _csv(folder: Path, text: str | bytes, name: str = "register.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def _book(folder: Path, rows: list[list[object]], name: str = "register.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / name)
    return folder / name


# --- encodings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_western_names_survive_every_encoding_that_tells_itself(tmp_path: Path, encoding: str) -> None:
    path = _csv(tmp_path, f"{HEADER}\nQ1,Müller & Söhne Gießerei,DE,ISO 9001\n".encode(encoding))
    assert records_of(path)[0].holder_name == "Müller & Söhne Gießerei"


def test_chinese_names_survive_gb18030(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEADER}\nQ1,宁波示例五金有限公司,中国,ISO 9001\n".encode("gb18030"))
    assert records_of(path)[0].holder_name == "宁波示例五金有限公司"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Москва Завод"),
        ("cp1250", "Łódź Zakład Żółty"),
        ("cp1254", "Şişli Işık Sanayi"),
        ("euc-kr", "한국전자 주식회사"),
        ("shift-jis", "東京電子部品株式会社"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused_with_the_byte(tmp_path: Path, encoding: str, name: str) -> None:
    path = _csv(tmp_path, f"{HEADER}\nQ1,{name},DE,ISO 9001\n".encode(encoding))
    message = error_of(path)
    assert message.startswith(f"register.csv: byte {len(HEADER) + 4} (0x")
    assert "state `encoding:` in the column mapping" in message
    assert records_of(path, columns=ColumnMap(encoding=encoding))[0].holder_name == name


def test_a_letter_that_code_pages_read_differently_is_not_guessed(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEADER}\nQ1,Plzeňská,CZ,ISO 9001\n".encode("cp1250"))
    assert "is 'ò' in cp1252 and 'ň' in cp1250; save the file as UTF-8" in error_of(path)


def test_a_damaged_byte_far_behind_is_named_by_its_position(tmp_path: Path) -> None:
    rows = "".join(f"Q{number},Muster {number} GmbH,DE,ISO 9001\n" for number in range(60_000))
    good = f"{HEADER}\n{rows}".encode()
    path = _csv(tmp_path, good + b"Qx,M\xfcller,DE,ISO 9001\n")
    assert f"byte {len(good) + 4} (0xfc) is no utf-8" in error_of(path)


def test_a_stated_encoding_must_exist_and_fit(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEADER}\nQ1,Müller,DE,ISO 9001\n".encode("cp1252"))
    assert "no encoding is called 'klingon'" in error_of(path, columns=ColumnMap(encoding="klingon"))
    assert "(0xfc) is no utf-8" in error_of(path, columns=ColumnMap(encoding="utf-8"))


def test_a_cut_letter_at_the_end_of_the_sample_is_no_damage() -> None:
    assert encoding_of(b"a" * ((1 << 20) - 1) + "é".encode()[:1], "x.csv") == "utf-8"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert "is no text" in error_of(_csv(tmp_path, b"\x00\x00\x01\x00" * 50))


# --- rows --------------------------------------------------------------------------------------------------------------


def test_ragged_rows_are_refused_and_the_others_read(tmp_path: Path) -> None:
    path = _csv(
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
    path = _csv(tmp_path, f'{HEADER}\n"Q1","A\nGmbH",DE,ISO 9001\n\nQ2,,DE,ISO 9001\n')
    assert [one.row for one in outcomes(path)] == [2, 4]


def test_an_identical_row_is_counted_once(tmp_path: Path) -> None:
    path = _csv(tmp_path, text_of([ROW, {**ROW, "number": "QM-2"}, ROW]))
    assert [type(one) for one in outcomes(path)] == [Entry, Entry, Repeated]


def test_an_identical_row_in_another_file_is_counted_once(tmp_path: Path) -> None:
    paths = [_csv(tmp_path, text_of([ROW]), name) for name in ("a.csv", "b.csv")]
    assert [type(one) for one in read(source_named("generic"), paths, None, AS_OF)] == [Entry, Repeated]


def test_the_same_number_with_other_content_is_a_further_revision(tmp_path: Path) -> None:
    path = _csv(tmp_path, text_of([{**ROW, "expires_on": "2025-01-01"}, {**ROW, "expires_on": "2028-01-01"}]))
    assert [one.expires_on for one in records_of(path)] == [date(2025, 1, 1), date(2028, 1, 1)]


def test_a_quotation_mark_in_the_wrong_place_is_a_refused_row(tmp_path: Path) -> None:
    path = _csv(tmp_path, f'{HEADER}\nQ1,"A" GmbH,DE,ISO 9001\nQ2,B GmbH,DE,ISO 9001\n')
    found = outcomes(path)
    assert "quotation mark in the wrong place" in str(found[0])
    assert isinstance(found[1], Entry)


def test_a_quotation_mark_that_never_closes_stops_the_file(tmp_path: Path) -> None:
    path = _csv(tmp_path, f'{HEADER}\nQ1,"A GmbH,DE,ISO 9001\n' + "Q2,B GmbH,DE,ISO 9001\n" * 10_000)
    assert "row 2: a quotation mark opens here and does not close" in error_of(path)
    assert "row 2: a quotation mark" in error_of(_csv(tmp_path, f'{HEADER}\nQ1,"A GmbH,DE,ISO 9001\n', "b.csv"))


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    assert "a line has more than" in error_of(_csv(tmp_path, f"{HEADER}\n" + "x" * 3_000_000))


def test_delimiters_are_told_from_the_header_or_must_be_stated(tmp_path: Path) -> None:
    for number, mark in enumerate((";", "\t", "|")):
        assert records_of(_csv(tmp_path, text_of([ROW], mark), f"{number}.csv"))[0].number == "QM-1"
    path = _csv(tmp_path, "number;holder_name,country;standard\n")
    assert "state `delimiter:` in the column mapping" in error_of(path)
    assert "is not known" in error_of(path, columns=ColumnMap(delimiter="#"))


# --- columns -----------------------------------------------------------------------------------------------------------


def test_an_unknown_column_names_the_known_ones_and_the_way_out(tmp_path: Path) -> None:
    message = error_of(_csv(tmp_path, f"{HEADER},holder_nmae\nQ1,A,DE,ISO 9001,x\n"))
    assert "column 'holder_nmae' is not known to the source generic; did you mean 'holder_name'?" in message
    assert "`livingproof register map FILE`" in message
    assert "certification_body" in message


def test_a_column_may_be_ignored_with_a_reason(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEADER},colour\nQ1,A,DE,ISO 9001,red\n")
    assert records_of(path, columns=ColumnMap(ignored={"colour": "says nothing"}))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = _csv(tmp_path, "number,holder_name,standard\nQ1,A,ISO 9001\n")
    assert "no column says `country`" in error_of(path)
    assert records_of(path, columns=ColumnMap(fixed={"country": "DE"}))[0].country == "DE"


def test_doubled_and_nameless_columns_are_refused(tmp_path: Path) -> None:
    assert "'Number' stands twice" in error_of(_csv(tmp_path, f"{HEADER},Number\n"))
    assert "column 5 has no name" in error_of(_csv(tmp_path, f"{HEADER},\n"))


def test_two_columns_for_one_field_are_refused(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEADER},Zertifikat\nQ1,A,DE,ISO 9001,Q1\n")
    assert "both say `number`" in error_of(path, columns=ColumnMap(columns={"Zertifikat": "number"}))


def test_a_mapping_may_only_name_fields(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEADER}\nQ1,A,DE,ISO 9001\n")
    assert "there is no field 'expiry'" in error_of(path, columns=ColumnMap(columns={"x": "expiry"}))
    assert "did you mean 'expires_on'?" in error_of(path, columns=ColumnMap(columns={"x": "expires"}))
    assert "fixed country: 'Atlantis'" in error_of(path, columns=ColumnMap(fixed={"country": "Atlantis"}))


def test_parts_of_an_address_are_joined(tmp_path: Path) -> None:
    path = _csv(tmp_path, f"{HEADER},street,line2\nQ1,A,DE,ISO 9001,Werkstraße 4,Halle 2\n")
    mapping = ColumnMap(columns={"street": "address", "line2": "address"})
    assert records_of(path, columns=mapping)[0].address == "Werkstraße 4, Halle 2"


def test_one_row_for_each_site_is_one_certificate(tmp_path: Path) -> None:
    path = _csv(
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
    assert "200 of 200 rows name no standard of the catalogue" in error_of(_csv(tmp_path, text_of(rows)))
    rows = [{**ROW, "number": f"Q{number}", "country": "?"} for number in range(200)]
    assert "200 of 200 rows are not understood" in error_of(_csv(tmp_path, text_of(rows)))


# --- files -------------------------------------------------------------------------------------------------------------


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert "there is no such file" in error_of(tmp_path / "missing.csv")
    assert "is no file" in error_of(tmp_path)
    assert "reads files that end in .csv" in error_of(_csv(tmp_path, "x", "register.pdf"))
    assert "is empty" in error_of(_csv(tmp_path, "", "empty.csv"))
    assert "0 rows" in error_of(_csv(tmp_path, HEADER, "header.csv"))


def test_a_workbook_is_read_with_its_days_and_numbers(tmp_path: Path) -> None:
    path = _book(
        tmp_path,
        [
            [*HEADER.split(","), "expires_on", "postcode", "scope"],
            [4711, "A GmbH", "DE", "ISO 9001", date(2027, 5, 1), 12345.0, None],
            ["Q2", "B GmbH", "DE", "ISO 9001"],
        ],
    )
    first, second = records_of(path)
    assert (first.number, first.expires_on, first.postcode, first.scope) == ("4711", date(2027, 5, 1), "12345", None)
    assert second.number == "Q2"


def test_a_formula_whose_value_was_not_kept_is_refused(tmp_path: Path) -> None:
    path = _book(
        tmp_path, [HEADER.split(","), ["=1+1", "A GmbH", "DE", "ISO 9001"], ["Q2", "B GmbH", "DE", "ISO 9001"]]
    )
    found = outcomes(path)
    assert "has a formula whose value was not kept" in str(found[0])
    assert isinstance(found[1], Entry)


def test_the_kept_value_of_a_formula_is_read(tmp_path: Path) -> None:
    path = _book(tmp_path, [HEADER.split(","), ["=1+1", "A GmbH", "DE", "ISO 9001"]])
    kept = tmp_path / "kept.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.infolist():
            content = (
                old.read(part)
                .replace(b"<v></v>", b"<v>4712</v>")
                .replace(b"<v />", b"<v>4712</v>")
                .replace(b"<v/>", b"<v>4712</v>")
            )
            new.writestr(part, content)
    assert records_of(kept)[0].number == "4712"


def test_damaged_cells_of_a_workbook_are_refused(tmp_path: Path) -> None:
    head = [*HEADER.split(","), "scope"]
    path = _book(
        tmp_path,
        [
            head,
            [10**16, "A", "DE", "ISO 9001"],
            [date(2026, 5, 3), "B", "DE", "ISO 9001"],
            ["Q3", "C", "DE", "ISO 9001", "#REF!"],
            ["Q4", "D", "DE", "ISO 9001", "", "x"],
        ],
    )
    whys = [str(one) for one in outcomes(path)]
    assert "more than 15 digits" in whys[0]
    assert "is a day where a text is expected" in whys[1]
    assert "shows #REF!" in whys[2]
    assert "beyond the last column" in whys[3]


def test_a_workbook_with_several_sheets_needs_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["notes"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Certificates")
    for row in (HEADER.split(","), ["Q1", "A", "DE", "ISO 9001"]):
        sheet.append(row)
    path = tmp_path / "two.xlsx"
    book.save(path)
    assert "has 2 sheets; state one with `sheet:`" in error_of(path)
    assert "has no sheet 'x'" in error_of(path, columns=ColumnMap(sheet="x"))
    assert records_of(path, columns=ColumnMap(sheet="Certificates"))[0].number == "Q1"


def test_a_workbook_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "is no workbook" in error_of(_csv(tmp_path, b"PK\x03\x04 nothing", "register.xlsx"))
    assert "is no workbook" in error_of(_csv(tmp_path, b"text", "text.xlsx"))


def test_a_workbook_that_expands_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path, [HEADER.split(",")])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/x.bin", b"\0" * (40 << 20))
    assert "more than a workbook may" in error_of(path)


def test_a_workbook_with_entities_is_refused(tmp_path: Path) -> None:
    path = _book(tmp_path, [HEADER.split(",")])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/extra.xml", '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')
    assert "defines XML entities" in error_of(path)


def test_parquet_is_read_with_lists_and_days(tmp_path: Path) -> None:
    table = pa.table(
        {
            **{key: [value] for key, value in ROW.items()},
            "expires_on": pa.array([date(2027, 5, 1)], pa.date32()),
            "holder_name_other": [["One", "Two"]],
            "sites": [[{"name": "Plant", "address": "Weg 1"}]],
        }
    )
    path = tmp_path / "register.parquet"
    pq.write_table(table, path)
    (found,) = records_of(path)
    assert (found.expires_on, found.holder_name_other, found.sites[0].address) == (
        date(2027, 5, 1),
        ("One", "Two"),
        "Weg 1",
    )


def test_a_damaged_parquet_file_is_refused(tmp_path: Path) -> None:
    assert "is no Parquet file" in error_of(_csv(tmp_path, b"PAR1 and nothing else PAR1", "register.parquet"))


def test_packed_files_are_read_through(tmp_path: Path) -> None:
    text = text_of([ROW]).encode()
    packed = tmp_path / "register.csv.gz"
    packed.write_bytes(gzip.compress(text))
    assert records_of(packed)[0].number == "QM-1"
    archive = tmp_path / "register.zip"
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("readme.md", "nothing")
        inside.writestr("register.csv", text)
    assert records_of(archive)[0].number == "QM-1"


def test_packed_files_that_are_none_or_many_are_refused(tmp_path: Path) -> None:
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as inside:
        inside.writestr("a.csv", "x")
        inside.writestr("b.csv", "x")
    assert "holds 2 files that could be meant" in error_of(archive)
    assert "cannot be unpacked" in error_of(_csv(tmp_path, b"no zip", "none.zip"))
    cut = gzip.compress(text_of([ROW] * 3).encode())[:-12]
    assert "is damaged and cannot be unpacked" in error_of(_csv(tmp_path, cut, "cut.csv.gz"))


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n".encode() + (b" " * 100_000 + b"\n") * 900))
    assert "unpacks to more than 500 times" in error_of(path)


# --- JSON and XML ------------------------------------------------------------------------------------------------------


def test_json_is_read_as_list_as_lines_and_under_a_name(tmp_path: Path) -> None:
    for name, text in (
        ("list.json", json.dumps([ROW, {**ROW, "number": "Q2"}])),
        ("lines.jsonl", f"{json.dumps(ROW)}\n{json.dumps({**ROW, 'number': 'Q2'})}\n"),
        ("named.json", json.dumps({"made_on": "2026-01-01", "records": [ROW, {**ROW, "number": "Q2"}]})),
    ):
        assert [one.number for one in records_of(_csv(tmp_path, text, name))] == ["QM-1", "Q2"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 200_000, "nested deeper"),
        ('[{"number": "Q1"', "ends too early"),
        ('{"number": ', "ends too early"),
        ('[{"number": "Q1"}] x', "goes on after its end"),
        ("number", "is no JSON"),
        ('[{"number": NaN}]', "NaN"),
        ('[{"number": "Q1", "number": "Q2"}]', "twice in one record"),
    ],
)
def test_json_that_is_none_is_refused(tmp_path: Path, text: str, why: str) -> None:
    assert why in error_of(_csv(tmp_path, text, "register.json"))


def test_a_json_row_that_is_no_record_is_refused_alone(tmp_path: Path) -> None:
    found = outcomes(_csv(tmp_path, json.dumps([ROW, 5]), "register.json"))
    assert [type(one) for one in found] == [Entry, Refused]


def test_an_unknown_name_in_a_json_row_stops_the_file(tmp_path: Path) -> None:
    assert "column 'colour' is not known" in error_of(
        _csv(tmp_path, json.dumps([{**ROW, "colour": "red"}]), "register.json")
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><cb_certs><certification><certificate_number>&b;</certificate_number></certification></cb_certs>',
            "document type or entities",
        ),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "document type or entities"),
        ("<a>" * 100, "nested deeper"),
        ("<cb_certs><certification>", "no well-formed XML"),
        ("<cb_certs/>", "holds none of the elements"),
        ("<cb_certs><certification><colour>red</colour></certification></cb_certs>", "column 'colour' is not known"),
    ],
)
def test_xml_that_is_hostile_or_strange_is_refused(tmp_path: Path, text: str, why: str) -> None:
    assert why in error_of(_csv(tmp_path, text, "register.xml"), "certsearch")


# --- captures ----------------------------------------------------------------------------------------------------------

CAPTURE = {"register": "ukas-certcheck", "asked_on": "2026-11-02", "person": "A. Buyer", "question": {"number": "Q1"}}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"colour": "red"}, "is no key of a look-up"),
        ({"person": None}, "is missing"),
        ({"asked_on": "2027-01-01"}, "lies after the day"),
        ({"asked_on": "03/04/2026"}, "may be two days"),
        ({"answer": "perhaps"}, "is no answer"),
        ({"answer": "found"}, "does not fit the records"),
        ({"record": {"number": "Q1", "colour": "red"}}, "is no field of a record"),
        ({"record": {"holder_name": "A"}}, "is missing"),
        ({"record": {"number": "Q1", "status": "dormant"}}, "is no state"),
        ({"file": "page.txt", "sha256": "0" * 64}, "is not the digest of the file"),
        ({"file": "../page.txt"}, "lies elsewhere"),
        ({"file": "/etc/hostname"}, "lies elsewhere"),
        ({"records": {"number": "Q1"}}, "is no list of records"),
        ({"person": ["A", "B"]}, "something nested"),
        ({"question": "Q1"}, "is no question"),
    ],
)
def test_a_capture_that_is_not_understood_is_refused(tmp_path: Path, change: dict[str, object], why: str) -> None:
    (tmp_path / "page.txt").write_text("page", encoding="utf-8")
    (outcome,) = outcomes(_csv(tmp_path, json.dumps({**CAPTURE, **change}), "lookup.json"), "capture")
    assert isinstance(outcome, Refused)
    assert why in outcome.why


def test_a_capture_without_its_file_is_told(tmp_path: Path) -> None:
    assert "is not beside it" in error_of(
        _csv(tmp_path, json.dumps({**CAPTURE, "file": "gone.png"}), "lookup.json"), "capture"
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: &x [1]\nb: [*x, *x]", "refers to parts of itself"),
        ("[" * 100_000, "nested deeper|no YAML"),
        ("a: [", "is no YAML or JSON"),
        ("a: 1\na: 2", "stands twice"),
    ],
)
def test_a_document_that_is_hostile_is_refused(tmp_path: Path, text: str, why: str) -> None:
    message = error_of(_csv(tmp_path, text, "lookup.yaml"), "capture")
    assert any(part in message for part in why.split("|"))


def test_a_body_or_arrangement_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    found = outcomes(_csv(tmp_path, "body,arrangement\nnobody,IAF MLA\ndakks,Example MLA\n", "list.csv"), "signatories")
    assert "'nobody' is no accreditation body" in str(found[0])
    assert "'Example MLA' is no arrangement" in str(found[1])


def test_facts_that_are_no_signatory_list_are_sent_to_the_catalogue(tmp_path: Path) -> None:
    text = "recognitions: []\naccreditation_bodies: []\n"
    assert "lay such facts over with --catalogue" in error_of(_csv(tmp_path, text, "facts.yaml"), "signatories")


def test_nothing_is_read_from_no_files() -> None:
    with pytest.raises(SourceError, match="no file was given"):
        list(read(source_named("generic"), [], None, AS_OF))


def test_a_stream_that_is_text_in_a_workbook_suffix_says_so(tmp_path: Path) -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    assert "is no workbook" in error_of(_csv(tmp_path, inside.getvalue(), "odd.xlsx"))


# --- any damage at all -------------------------------------------------------------------------------------------------

SAMPLES = [(source.id, path) for source in every_source() for path in source.samples if path.suffix != ".txt"]
PIECES = (
    b'"',
    b"\0",
    b",",
    b"\n",
    b"[",
    b"}",
    b"<a>",
    b"&x;",
    b"\xff\xfe",
    b"null",
    b"1e999",
    b";;",
    b"=1",
    b"*a",
    b"",
)


@pytest.mark.parametrize(("source", "path"), SAMPLES, ids=[f"{source}-{path.name}" for source, path in SAMPLES])
def test_no_damage_brings_more_than_one_line(tmp_path: Path, source: str, path: Path) -> None:
    chance = random.Random(path.name)  # noqa: S311 - repeatable damage, no secret
    whole = path.read_bytes()
    damaged = tmp_path / path.name
    for _ in range(40):
        place = chance.randrange(len(whole))
        damaged.write_bytes(whole[:place] + chance.choice(PIECES) + whole[place + chance.randrange(4) :])
        try:
            lines = [str(one) for one in outcomes(damaged, source) if isinstance(one, Refused)]
        except SourceError as problem:
            lines = [str(problem)]
        assert all("\n" not in line for line in lines)


@pytest.mark.parametrize(
    "odd", [None, True, 10**20, [], {}, [[]], [None], {"a": {"b": 1}}, "\0", "[{", 1e300], ids=repr
)
@pytest.mark.parametrize("name", ["certificates.json", "company.json", "entries.json", "level1.json"])
def test_no_odd_value_brings_more_than_one_line(tmp_path: Path, name: str, odd: object) -> None:
    source, path = next((source, path) for source, path in SAMPLES if path.name == name)
    content = json.loads(path.read_text(encoding="utf-8"))
    for place in range(len(_places(content))):
        changed = json.loads(path.read_text(encoding="utf-8"))
        holder, key = _places(changed)[place]
        holder[key] = odd
        damaged = _csv(tmp_path, json.dumps(changed), name)
        try:
            lines = [str(one) for one in outcomes(damaged, source) if isinstance(one, Refused)]
        except SourceError as problem:
            lines = [str(problem)]
        assert all("\n" not in line for line in lines)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a nested value: what holds it, and its key there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in list(pairs) for found in ((value, key), *_places(inner))]

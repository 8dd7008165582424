"""Files that are damaged, packed, swollen or of another form: one clear line."""

from __future__ import annotations

import gzip
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from tests.sources.files import HEADER, ROW, error_of, outcomes, records_of, text_of, written

from livingproof.sources import ColumnMap, Entry


def _book(folder: Path, rows: list[list[object]], name: str = "register.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(folder / name)
    return folder / name


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    assert "there is no such file" in error_of(tmp_path / "missing.csv")
    assert "is no file" in error_of(tmp_path)
    assert "reads files that end in .csv" in error_of(written(tmp_path, "x", "register.pdf"))
    assert "is empty" in error_of(written(tmp_path, "", "empty.csv"))
    assert "0 rows" in error_of(written(tmp_path, HEADER, "header.csv"))


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
    assert "is no workbook" in error_of(written(tmp_path, b"PK\x03\x04 nothing", "register.xlsx"))
    assert "is no workbook" in error_of(written(tmp_path, b"text", "text.xlsx"))


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
    assert "is no Parquet file" in error_of(written(tmp_path, b"PAR1 and nothing else PAR1", "register.parquet"))


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
    assert "cannot be unpacked" in error_of(written(tmp_path, b"no zip", "none.zip"))
    cut = gzip.compress(text_of([ROW] * 3).encode())[:-12]
    assert "is damaged and cannot be unpacked" in error_of(written(tmp_path, cut, "cut.csv.gz"))


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(f"{HEADER}\n".encode() + (b" " * 100_000 + b"\n") * 900))
    assert "unpacks to more than 500 times" in error_of(path)

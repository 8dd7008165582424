"""Rows of a file of claims: in the form they come, each in its place, whatever is wrong with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from livingproof.bulk import COLUMNS
from livingproof.bulk.reading import LONGEST_LINE, READERS, rows_about, rows_of
from livingproof.core.errors import BulkError
from tests.bulk.files import judged, written

CLAIM = {"claim_id": "a", "holder_name": "Dao Precision Ltd", "certificate_number": "Q-1", "standard": "ISO 9001:2015"}


def test_the_columns_are_those_that_are_published() -> None:
    assert ", ".join(COLUMNS) == (
        "claim_id, holder_name, address, country, certificate_number, standard, edition, certification_body, product, "
        "site_address, need, as_of, listing_text, file"
    )


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_every_form_says_the_same(tmp_path: Path, ending: str) -> None:
    rows = [
        {**CLAIM, "as_of": date(2026, 5, 1), "need": "design"},
        {**CLAIM, "claim_id": "7", "as_of": date(2026, 5, 2)},
    ]
    file = written(tmp_path / f"claims{ending}", [{**row, "need": row.get("need", "")} for row in rows])
    assert set(READERS) == {".csv", ".xlsx", ".parquet", ".jsonl"}
    assert [dict(row.cells) for row in rows_of(file)] == [
        {**CLAIM, "as_of": "2026-05-01", "need": "design"},
        {**CLAIM, "claim_id": "7", "as_of": "2026-05-02", "need": ""},
    ]
    assert all(row.problem is None for row in rows_of(file))


def test_whole_numbers_of_a_sheet_are_no_decimals(tmp_path: Path) -> None:
    file = written(tmp_path / "claims.xlsx", [{"claim_id": 7.0, "certificate_number": 12345}])
    (row,) = rows_of(file)
    assert row.cells == {"claim_id": "7", "certificate_number": "12345"}


def test_a_ragged_row_keeps_its_place_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text("claim_id,holder_name\na,Dao\nb,Dao,Ltd\nc\nd,Dao\n", encoding="utf-8")
    answers = judged(file)
    assert [answer.claim_id for answer in answers] == ["a", "b", "c", "d"]
    assert [bool(answer.error) for answer in answers] == [False, True, True, False]
    assert "has 3 cells and the header 2" in (answers[1].error or "")


def test_a_quotation_mark_in_the_wrong_place_spoils_one_row_only(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text('claim_id,holder_name\na,Dao\nb,"Dao" Ltd\nc,Dao\n', encoding="utf-8")
    answers = judged(file)
    assert [answer.claim_id for answer in answers] == ["a", "row 3", "c"]
    assert "quotation mark" in (answers[1].error or "")


def test_bytes_that_are_no_utf_8_spoil_their_row_only(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_bytes("claim_id,holder_name\na,Müller GmbH\nb,".encode() + b"M\xfcller GmbH\nc,Gr\xc3\xb6bl\n")
    answers = judged(file)
    assert [answer.claim_id for answer in answers] == ["a", "b", "c"]
    assert [bool(answer.error) for answer in answers] == [False, True, False]
    assert "save the file as CSV in UTF-8" in (answers[1].error or "")


def test_late_bytes_that_are_no_utf_8_spoil_their_row_only(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    with file.open("wb") as out:
        out.write(b"claim_id,holder_name\n")
        out.writelines(f"{row},Holder {row} Ltd of a rather long name\n".encode() for row in range(40_000))
        out.write(b"late,M\xfcller\nlast,Dao\n")
    rows = list(rows_of(file))
    assert len(rows) == 40_002
    assert [row.claim_id for row in rows if row.problem] == ["late"]
    assert rows[-1].cells["holder_name"] == "Dao"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_an_encoding_that_can_be_told_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "claims.csv"
    file.write_bytes("claim_id,holder_name\na,宁波示例五金有限公司\n".encode(encoding))
    (row,) = rows_of(file)
    assert row.cells == {"claim_id": "a", "holder_name": "宁波示例五金有限公司"}


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_another_sign_may_part_the_cells(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "claims.csv"
    file.write_text(f"claim_id{mark}holder_name\na{mark}Dao, Ltd\n", encoding="utf-8")
    (row,) = rows_of(file)
    assert row.cells == {"claim_id": "a", "holder_name": "Dao, Ltd"}


def test_a_line_that_is_no_json_keeps_its_place(tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    long = '{"claim_id": "c", "holder_name": "' + "x" * LONGEST_LINE * 2 + '"}'
    lines = ['{"claim_id": "a", "holder_name": "Dao"}', "{no json", long, "[1]", '{"claim_id": "e", "colour": "red"}']
    file.write_text("\n".join([*lines, '{"claim_id": "f", "need": ["design"]}']), encoding="utf-8")
    answers = judged(file)
    assert [answer.claim_id for answer in answers] == ["a", "row 2", "row 3", "row 4", "e", "f"]
    assert [bool(answer.error) for answer in answers] == [False, True, True, True, True, True]
    assert "longer than" in (answers[2].error or "")
    assert "unknown column 'colour'" in (answers[4].error or "")


def test_a_cell_beyond_the_header_of_a_sheet_spoils_its_row_only(tmp_path: Path) -> None:
    file = written(tmp_path / "claims.xlsx", [CLAIM, CLAIM])
    from openpyxl import load_workbook

    book = load_workbook(file)
    book.worksheets[0].cell(2, 9).value = "more"
    book.save(file)
    first, second = rows_of(file)
    assert first.claim_id == "a"
    assert "beyond the last column" in (first.problem or "")
    assert second.problem is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ({"need": "designing"}, "need: 'designing' is no activity; write manufacture, design"),
        ({"as_of": "2026-13-01"}, "as_of: '2026-13-01' is no day; write it as 2026-11-21"),
        ({"country": "Atlantis"}, "country: 'Atlantis' is not known; write the two letters"),
        ({"country": "QX"}, "country: 'QX' is not known"),
        ({"file": "no.pdf"}, "file: there is no such file"),
        ({"file": "bad.pdf"}, "file: "),
        ({"file": "."}, "file: this is a folder"),
        ({"file": "a\0b"}, "file: "),
    ],
)
def test_a_value_that_is_not_understood_says_what_to_write(tmp_path: Path, cell: dict[str, str], said: str) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    file = written(tmp_path / "claims.jsonl", [CLAIM, {**CLAIM, "claim_id": "b", **cell}, CLAIM])
    answers = judged(file, ocr=False)
    assert [answer.claim_id for answer in answers] == ["a", "b", "a"]
    assert (answers[1].error or "").startswith(said)
    assert answers[1].headline is None
    assert answers[0] == answers[2]
    assert answers[0].error is None


def test_a_row_that_claims_nothing_says_what_to_give(tmp_path: Path) -> None:
    rows = [{"claim_id": "a", "product": "springs"}, {"claim_id": "", "listing_text": "We like springs."}]
    first, second = judged(written(tmp_path / "claims.csv", rows))
    assert "nothing is claimed; give certificate_number" in (first.error or "")
    assert second.claim_id == "row 3"
    assert second.error == first.error


def test_a_listing_text_alone_is_a_claim(tmp_path: Path) -> None:
    row = {"claim_id": "a", "listing_text": "ISO 9001 certified factory since 2012", "product": "springs"}
    (answer,) = judged(written(tmp_path / "claims.csv", [row]))
    assert (answer.error, answer.headline) == (None, "NOT_CONFIRMED")


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet", ".jsonl"])
def test_a_header_alone_has_no_rows(tmp_path: Path, ending: str) -> None:
    file = written(tmp_path / f"claims{ending}", [], columns=["claim_id", "holder_name"])
    assert list(rows_of(file)) == []


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_an_empty_file_is_told(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"claims{ending}"
    file.write_bytes(b"")
    with pytest.raises(BulkError, match="claims"):
        list(rows_of(file))


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("claim_id,colour", "unknown column 'colour'"),
        ("claim_id,need,need", "'need' is there twice"),
        ("holder_name,need", "claim_id is missing"),
    ],
)
def test_columns_that_are_not_understood_stop_the_run(tmp_path: Path, header: str, said: str) -> None:
    file = tmp_path / "claims.csv"
    file.write_text(f"{header}\na,b,c\n", encoding="utf-8")
    with pytest.raises(BulkError, match=said):
        list(rows_of(file))


def test_a_quotation_that_never_closes_is_told_with_its_row(tmp_path: Path) -> None:
    file = tmp_path / "claims.csv"
    file.write_text('claim_id,holder_name\na,Dao\nb,"Dao\nc,Dao\n', encoding="utf-8")
    with pytest.raises(BulkError, match="row 3"):
        list(rows_of(file))


def test_a_damaged_parquet_file_is_told(tmp_path: Path) -> None:
    file = written(tmp_path / "claims.parquet", [CLAIM] * 50)
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(BulkError, match="Parquet"):
        list(rows_of(file))


def test_the_rows_to_come_are_told_about_right(tmp_path: Path) -> None:
    rows = [{**CLAIM, "claim_id": str(number)} for number in range(1000)]
    for ending, least, most in ((".csv", 1000, 1001), (".jsonl", 1000, 1000), (".parquet", 1000, 1000)):
        about = rows_about(written(tmp_path / f"claims{ending}", rows))
        assert about is not None
        assert least <= about <= most
    assert rows_about(written(tmp_path / "claims.xlsx", rows[:3])) is None

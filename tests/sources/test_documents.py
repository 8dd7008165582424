"""JSON, XML and captures that are hostile or strange: one clear line or a refused row."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from tests.sources.files import AS_OF, ROW, error_of, outcomes, records_of, written

from livingproof.core.errors import SourceError
from livingproof.sources import Entry, Refused, read, source_named

# --- JSON and XML --------------------------------------------------------------------------------------------------


def test_json_is_read_as_list_as_lines_and_under_a_name(tmp_path: Path) -> None:
    for name, text in (
        ("list.json", json.dumps([ROW, {**ROW, "number": "Q2"}])),
        ("lines.jsonl", f"{json.dumps(ROW)}\n{json.dumps({**ROW, 'number': 'Q2'})}\n"),
        ("named.json", json.dumps({"made_on": "2026-01-01", "records": [ROW, {**ROW, "number": "Q2"}]})),
    ):
        assert [one.number for one in records_of(written(tmp_path, text, name))] == ["QM-1", "Q2"]


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
    assert why in error_of(written(tmp_path, text, "register.json"))


def test_a_json_row_that_is_no_record_is_refused_alone(tmp_path: Path) -> None:
    found = outcomes(written(tmp_path, json.dumps([ROW, 5]), "register.json"))
    assert [type(one) for one in found] == [Entry, Refused]


def test_an_unknown_name_in_a_json_row_stops_the_file(tmp_path: Path) -> None:
    assert "column 'colour' is not known" in error_of(
        written(tmp_path, json.dumps([{**ROW, "colour": "red"}]), "register.json")
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
    assert why in error_of(written(tmp_path, text, "register.xml"), "certsearch")


# --- captures ------------------------------------------------------------------------------------------------------


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
    (outcome,) = outcomes(written(tmp_path, json.dumps({**CAPTURE, **change}), "lookup.json"), "capture")
    assert isinstance(outcome, Refused)
    assert why in outcome.why


def test_a_capture_without_its_file_is_told(tmp_path: Path) -> None:
    assert "is not beside it" in error_of(
        written(tmp_path, json.dumps({**CAPTURE, "file": "gone.png"}), "lookup.json"), "capture"
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
    message = error_of(written(tmp_path, text, "lookup.yaml"), "capture")
    assert any(part in message for part in why.split("|"))


def test_a_body_or_arrangement_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    found = outcomes(
        written(tmp_path, "body,arrangement\nnobody,IAF MLA\ndakks,Example MLA\n", "list.csv"), "signatories"
    )
    assert "'nobody' is no accreditation body" in str(found[0])
    assert "'Example MLA' is no arrangement" in str(found[1])


def test_facts_that_are_no_signatory_list_are_sent_to_the_catalogue(tmp_path: Path) -> None:
    text = "recognitions: []\naccreditation_bodies: []\n"
    assert "lay such facts over with --catalogue" in error_of(written(tmp_path, text, "facts.yaml"), "signatories")


def test_nothing_is_read_from_no_files() -> None:
    with pytest.raises(SourceError, match="no file was given"):
        list(read(source_named("generic"), [], None, AS_OF))


def test_a_stream_that_is_text_in_a_workbook_suffix_says_so(tmp_path: Path) -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as packed:
        packed.writestr("xl/workbook.xml", "<x/>")
    assert "is no workbook" in error_of(written(tmp_path, inside.getvalue(), "odd.xlsx"))

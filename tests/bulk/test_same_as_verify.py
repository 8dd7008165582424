"""What a run says of a claim is what `verify` says of it, byte for byte."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from livingproof.bulk.reading import rows_of
from livingproof.bulk.rows import asked_in
from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.cli.commands import app
from livingproof.cli.examples import FOLDER
from livingproof.core.statement import canonical, statement_of
from livingproof.register.store import Store
from livingproof.verify import Question, verify
from livingproof.verify.lookup import Registers, facts_of
from tests.bulk.files import DAY, judge, written
from tests.register.store.files import imported, table

TREVANKA = {
    "number": "KC-9-20311-03",
    "holder_name": "Trevanka Armatury s.r.o.",
    "address": "Lipová alej 41, 602 00 Brno, Czech Republic",
    "country": "CZ",
    "standard": "ISO 9001:2015",
    "certification_body": "Kelderby Certification A/S",
    "accreditation_body": "Orvanta Accreditation Council",
    "accreditation_number": "OAC-MS-0102",
    "scope": "Design, manufacture and sale of stainless steel pipe fittings",
    "issued_on": "2026-02-17",
    "expires_on": "2029-02-16",
    "status": "active",
    "sites": "HQ | Lipová alej 41, 602 00 Brno, Czech Republic | Design and sale of stainless steel pipe fittings ;; "
    "Plant 2 | Průmyslová 1180, 686 01 Uherské Hradiště, Czech Republic | Manufacture of stainless steel pipe fittings",
}
SELLER = {
    "holder_name": "Trevanka Armatury s.r.o.",
    "site_address": "Průmyslová 1180, 686 01 Uherské Hradiště, Czech Republic",
}
STATED = {**SELLER, "certificate_number": "KC-9-20311-03", "standard": "ISO 9001:2015", "country": "CZ"}
WORLDS: dict[str, dict[str, str]] = {
    "as registered": {
        **STATED,
        "certification_body": "Kelderby Certification A/S",
        "product": "stainless steel pipe fittings",
    },
    "number misread": {**STATED, "certificate_number": "KC-9-2O3I1-03"},
    "number of another holder": {**STATED, "holder_name": "Olomouc Elektro a.s.", "address": "Nádražní 5, Olomouc"},
    "no number": {**SELLER, "standard": "ISO 9001", "need": "manufacture, design"},
    "nobody's number": {**STATED, "certificate_number": "XX 11 22 33"},
    "another standard": {**STATED, "standard": "ISO 14001", "edition": "2015"},
    "suspended": {"holder_name": "Dao Precision Ltd", "certificate_number": "Q-5", "standard": "ISO 9001"},
    "a year before": {**STATED, "as_of": "2025-06-01"},
    "after its end": {**STATED, "as_of": "2030-01-02"},
    "a sister": {**STATED, "holder_name": "Trevanka Ventily s.r.o."},
    "trade only": {**STATED, "product": "infusion pumps", "need": "trade"},
    "a listing beside": {**STATED, "listing_text": "ISO 9001 and ISO 13485 certified, CE approved by FDA"},
    "a listing alone": {"listing_text": "We are an ISO 9001:2015 certified manufacturer.", "product": "valves"},
    "in Chinese": {
        "holder_name": "宁波示例五金有限公司",
        "address": "宁波市示例路18号",
        "standard": "GB/T 19001-2016",
        "country": "CN",
    },
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two registers: one of the (invented) certification body, one of a user, with what changed between two snapshots."""
    folder = tmp_path_factory.mktemp("registers")
    store = Store(folder / "data")
    others = [{"number": f"K-{row}", "holder_name": f"Klient {row} s.r.o.", "country": "CZ"} for row in range(50)]
    imported(store, table(folder / "kelderby.csv", [TREVANKA, *others]), register="kelderby-clients")
    made = [{"number": f"Q-{row}"} for row in range(30)]
    imported(store, table(folder / "first.csv", made))
    made[5]["status"] = "suspended"
    imported(store, table(folder / "second.csv", made))
    return folder / "data"


@pytest.mark.parametrize("policy", ["standard", "medical"])
def test_a_stated_claim_has_the_statement_that_verify_gives(tmp_path: Path, data: Path, policy: str) -> None:
    claims = written(tmp_path / "claims.jsonl", [{"claim_id": name, **row} for name, row in WORLDS.items()])
    overlay = FOLDER / "catalogue"
    one = judge(claims, data=data, overlay=overlay, policy=policy, statements=tmp_path / "s")
    rows = list(rows_of(claims))
    store = Store(data)
    facts = facts_of(load(overlay), store)
    registers = Registers(store, facts, DAY, load(), pytest.fail)
    told: set[str] = set()
    for row, answer in zip(rows, one.judge(rows), strict=True):
        assert answer.error is None
        asked = asked_in(row, DAY, facts, lambda _: ())
        question = Question(asked.as_of, policy_named(policy), facts, asked.purchase, asked=registers.answers)
        statement = statement_of(verify(asked.claims, question)[0])
        assert answer.statement is not None
        plain: dict[str, Any] = json.loads(answer.statement)
        assert plain.pop("claim_id") == row.claim_id
        assert canonical(plain) == canonical(statement), row.claim_id
        assert (answer.headline, answer.decision) == (statement["verdict"], statement["decision"])
        told |= {str(answer.match), str(answer.headline)}
    assert {"certificate_matched", "not_in_register", "NOT_IN_FORCE", "DOES_NOT_COVER", "NOT_CONFIRMED"} <= told, told


def test_the_answer_to_a_claim_does_not_depend_on_its_neighbours(tmp_path: Path, data: Path) -> None:
    rows = [{"claim_id": name, **row} for name, row in WORLDS.items()]
    one = judge(written(tmp_path / "claims.jsonl", rows), data=data, statements=tmp_path / "s")
    read = list(rows_of(tmp_path / "claims.jsonl"))
    together = one.judge(read)
    assert [one.judge([row])[0] for row in read] == together
    assert one.judge(read[::-1])[::-1] == together


def today() -> date:
    return date.today()  # noqa: DTZ011 - the command asks on the day on which it runs


@pytest.mark.slow
def test_a_file_has_the_statement_that_the_command_gives(tmp_path: Path, data: Path) -> None:
    certificate = FOLDER / "confirmed" / "certificate.pdf"
    overlay = FOLDER / "catalogue"
    bought = {"product": "stainless steel pipe fittings", "need": "manufacture"}
    listing = "ISO 9001 certified producer of fittings"
    row = {"claim_id": "a", "file": str(certificate), **SELLER, **bought, "listing_text": listing}
    numbered = {**row, "certificate_number": "KC 9 20311 03"}
    wrong = {**row, "certificate_number": "ZZ-1"}
    file = written(tmp_path / "claims.csv", [row, numbered, wrong])
    first, second, third = judge(
        file, data=data, overlay=overlay, ocr=False, statements=tmp_path / "s", asked_on=today()
    ).judge(list(rows_of(file)))
    told = CliRunner().invoke(
        app,
        [
            "verify",
            str(certificate),
            "--data",
            str(data),
            "--catalogue",
            str(overlay),
            "--no-ocr",
            "--as-of",
            str(DAY),
            "--product",
            bought["product"],
            "--need",
            "manufacture",
            "--site",
            SELLER["site_address"],
            "--seller",
            SELLER["holder_name"],
            "--claim",
            listing,
            "--format",
            "json",
        ],
    )
    said = json.loads(told.stdout)
    statement = said[0] if isinstance(said, list) else said
    assert first.statement is not None
    ours = json.loads(first.statement)
    assert ours["digest"] == statement["digest"]
    assert (first.headline, first.match) == ("CONFIRMED_WITH_LIMITS", "certificate_matched")
    assert first.record_id == "KC-9-20311-03"
    assert second == first
    assert "the file shows KC-9-20311-03 and not ZZ-1" in (third.error or "")

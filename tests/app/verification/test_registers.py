"""Pages of registers, checks and the catalogue; a register's file brought in, compared and found again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import copyfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import livingproof
from livingproof.app.verification import registering, registers
from livingproof.app.verification.importing import Order, bring_apart
from livingproof.app.verification.models import Case, Import
from livingproof.cli.examples import FOLDER
from tests.app.cast import browser
from tests.app.verification.conftest import certificate

SAMPLE = Path(livingproof.__file__).parent / "sources" / "generic" / "sample"


def a_file(*more: tuple[str, str], name: str = "ours.csv") -> SimpleUploadedFile:
    (path,) = sorted(SAMPLE.glob("*.csv"))[:1]
    text = path.read_text(encoding="utf-8")
    for old, new in more:
        assert old in text
        text = text.replace(old, new)
    return SimpleUploadedFile(name, text.encode(), "text/csv")


@pytest.fixture
def operator(cast):
    cast.ana.account.is_staff = True
    cast.ana.account.save()
    return browser(cast.ana)


def brings(desk, client, file, as_of: str = "2026-02-01"):
    return desk.posts(
        client, "/verify/registers/bring/", {"file": file, "source": "generic", "register": "ours", "as_of": as_of}
    )


def test_the_houses_own_facts_are_laid_over_the_catalogue(settings, tmp_path, caplog):
    settings.DATA = tmp_path
    shipped = registers.facts_here()
    (tmp_path / "catalogue").mkdir()
    copyfile(FOLDER / "catalogue" / "bodies.yaml", tmp_path / "catalogue" / "ours.yaml")
    ours = registers.facts_here()
    assert ("velmora" in shipped.certification_bodies, "velmora" in ours.certification_bodies) == (False, True)
    assert ours.version.startswith(f"{shipped.version}+")
    (tmp_path / "catalogue" / "ours.yaml").write_text("bodys: []", encoding="utf-8")
    assert registers.facts_here().version == shipped.version
    assert "own facts are left out" in caplog.text


def test_only_whoever_runs_the_house_brings_a_register_in(desk):
    assert brings(desk, browser(desk.cast.ana), a_file()).status_code == 403
    assert Import.objects.count() == 0


@pytest.mark.slow
def test_a_register_is_brought_in_found_compared_and_asked(desk, operator):
    answer = brings(desk, operator, a_file())
    first = Import.objects.get()
    assert (first.stage, first.told) == ("done", first.told), first.told
    assert first.stage == "done", first.told
    assert b"Done." in operator.get(answer["Location"]).content
    assert b"Muster Gussteile" in operator.get("/verify/registers/?q=QM-2041-001").content
    brings(
        desk,
        operator,
        a_file(("QM-2041-001", "QM-2041-001"), ("Muster Gussteile GmbH", "Muster Guss GmbH")),
        "2026-02-08",
    )
    assert Import.objects.filter(stage="done").count() == 2, [one.told for one in Import.objects.all()]
    shown = operator.get("/verify/registers/ours/").content.decode()
    assert "Muster Guss GmbH" in shown
    assert "in force" in shown
    assert operator.get("/verify/registers/nothing/").status_code == 404
    desk.verifies(operator, certificate(number="QM-2041-001"))
    statement = operator.get(f"/api/verify/{Case.objects.get().pk}/verdict").json()
    assert [one["register"] for one in statement["records"]] == ["ours"]


def test_a_file_that_is_not_understood_changes_nothing_and_says_why(desk, operator):
    brings(desk, operator, SimpleUploadedFile("ours.csv", b"a,b\n1,2\n", "text/csv"))
    made = Import.objects.get()
    assert made.stage == "failed"
    assert made.told
    assert b"No register was brought in yet" in operator.get("/verify/registers/").content
    registering.run(str(made.pk))
    assert Import.objects.get().stage == "failed"


def test_another_organisations_import_is_not_shown(desk, operator):
    answer = brings(desk, operator, SimpleUploadedFile("ours.csv", b"a,b\n1,2\n", "text/csv"))
    assert browser(desk.cast.cleo).get(answer["Location"]).status_code == 404
    assert b"ours.csv" not in browser(desk.cast.cleo).get("/verify/registers/").content


def test_checks_and_catalogue_can_be_read_with_their_sources(cast):
    ana = browser(cast.ana)
    assert b"/verify/checks/site.listed/" in ana.get("/verify/checks/").content
    shown = ana.get("/verify/checks/site.listed/").content.decode()
    assert "SITE_NOT_LISTED" in shown
    assert "It can also mean" in shown
    assert ana.get("/verify/checks/no.such/").status_code == 404
    assert "IAF CertSearch" in ana.get("/verify/catalogue/?q=certsearch").content.decode()


@pytest.mark.parametrize("language", ["de", "zh-hans"])
def test_pages_speak_the_readers_language(cast, language):
    ana = browser(cast.ana)
    for path in ("/verify/", "/verify/checks/", "/verify/watch/", "/verify/registers/", "/verify/catalogue/"):
        assert ana.get(path, headers={"accept-language": language}).status_code == 200, path


CONFINED = """
import socket, sys
from pathlib import Path
from livingproof.readers.confined import confine_to
confine_to(Path(sys.argv[1]), memory=4_000_000_000, seconds=60)
Path(sys.argv[1], "within").write_text("kept")
for forbidden in (
    lambda: Path(sys.argv[2], "outside").write_text("no"),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: __import__("os").system("true"),
):
    try:
        forbidden()
    except OSError as problem:
        print(type(problem).__name__)
"""


def test_the_process_that_brings_a_register_in_reaches_no_net_and_writes_in_its_folder_only(tmp_path):
    (tmp_path / "data").mkdir()
    said = subprocess.run(
        [sys.executable, "-c", CONFINED, str(tmp_path / "data"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (tmp_path / "data" / "within").read_text() == "kept"
    assert said.stdout.split()[-2:] == ["PermissionError"] * 2
    assert not (tmp_path / "outside").exists()


@pytest.mark.slow
def test_an_import_whose_process_dies_changes_nothing_and_says_so(tmp_path):
    order = Order(
        str(tmp_path), str(tmp_path / "gone.csv"), "generic", "ours", "2026-02-01", "2026-02-02T00:00:00+00:00"
    )
    outcome = bring_apart(order, lambda _step, _rows: None)
    assert not outcome.done
    assert outcome.problem

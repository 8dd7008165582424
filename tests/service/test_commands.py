"""The commands of the service as somebody types them: prepared, backed up while in use, restored, examined."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FOUND = """
from livingproof.cli.service.project import open_project
open_project(None)
import io
from datetime import UTC, datetime
from livingproof.app.ledger import evidence
from livingproof.app.people.start import found_first
now = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
person = found_first("ana@aurum.example", "correct horse battery staple", "Ana", "Aurum Devices", now)
evidence.keep(person.organisation, io.BytesIO(b"a page"), name="page.txt", now=now)
"""

BACK = """
from livingproof.cli.service.project import open_project
open_project(None)
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
known = MigrationLoader(connection)
for label in ("kit", "ledger", "people", "system", "verification"):
    names = sorted(name for where, name in known.disk_migrations if where == label)
    if len(names) > 1:
        call_command("migrate", label, names[-2], verbosity=0)
        print(label, names[-1])
"""


def run(*words: str, data: Path, program: str = "livingproof") -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LIVINGPROOF_DATA": str(data), "DJANGO_SETTINGS_MODULE": "livingproof.app.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, *(["-m", program] if program else ["-c"]), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service") / "data"
    folder.mkdir()
    assert run(data=folder, program="livingproof.cli.service.preparing").returncode == 0
    environment = os.environ | {"LIVINGPROOF_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "livingproof.app.settings"}
    environment.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", FOUND], env=environment, check=True, timeout=120)
    return folder


def test_a_backup_while_somebody_writes_is_restored_whole_and_the_doctor_finds_nothing(
    data: Path, tmp_path: Path
) -> None:
    file, there = tmp_path / "all.tar.gz", tmp_path / "there"
    with sqlite3.connect(data / "livingproof.sqlite3") as writing:
        writing.execute("INSERT INTO people_cached VALUES ('half', 'written', '2026-03-02')")
        done = run("backup", str(file), data=data)
        writing.rollback()
    writing.close()
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o077 == 0
    assert run("backup", str(file), data=data).returncode == 1

    restored = run("restore", str(file), data=there)
    assert restored.returncode == 0, restored.stderr
    with sqlite3.connect(there / "livingproof.sqlite3") as copy:
        assert copy.execute("SELECT name FROM people_organisation").fetchall() == [("Aurum Devices",)]
        assert copy.execute("SELECT count(*) FROM people_cached").fetchone() == (0,)
    copy.close()
    assert run("restore", str(file), data=there).returncode == 1

    told = run("doctor", data=there)
    assert "Ledger of Aurum Devices: 1 entries" in told.stdout
    assert "Evidence: 1 files, each has its digest" in told.stdout
    assert "FAIL  Worker" in told.stdout
    assert told.stdout.count("FAIL") == 1
    assert told.returncode == 1

    (content,) = (path for path in (there / "evidence").rglob("*") if path.is_file())
    content.write_bytes(b"b page")
    with sqlite3.connect(there / "livingproof.sqlite3") as copy:
        copy.execute("UPDATE ledger_entry SET act = 'other'")
    copy.close()
    told = run("doctor", data=there)
    assert "FAIL  Evidence: gone or changed: page.txt" in told.stdout
    assert "FAIL  Ledger of Aurum Devices: entry 1" in told.stdout


def test_a_database_of_a_later_version_is_left_alone(data: Path, tmp_path: Path) -> None:
    there = shutil.copytree(data, tmp_path / "there")
    with sqlite3.connect(there / "livingproof.sqlite3") as copy:
        copy.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('kit', '9999_later', '2026-03-02')")
    copy.close()
    done = run(data=there, program="livingproof.cli.service.preparing")
    assert done.returncode == 1
    assert "later version (kit 9999_later)" in done.stderr


def test_a_database_of_the_version_before_is_brought_along_with_all_that_is_in_it(data: Path, tmp_path: Path) -> None:
    """The last migration of each room is taken back, as a database that was left by the version before."""
    there = shutil.copytree(data, tmp_path / "there")
    back = run(BACK, data=there, program="")
    assert back.returncode == 0, back.stderr
    assert back.stdout.strip()
    done = run(data=there, program="livingproof.cli.service.preparing")
    assert (done.returncode, "bringing the database to this version" in done.stderr) == (0, True)
    told = run("doctor", data=there).stdout
    assert "ok    Database: SQLite" in told
    assert "Ledger of Aurum Devices: 1 entries" in told
    assert "Evidence: 1 files, each has its digest" in told


def test_what_is_no_data_is_neither_backed_up_nor_examined(tmp_path: Path) -> None:
    assert run("backup", str(tmp_path / "b.tar.gz"), data=tmp_path / "none").returncode == 1
    assert run("doctor", data=tmp_path / "none").returncode == 1
    assert not (tmp_path / "none").exists()

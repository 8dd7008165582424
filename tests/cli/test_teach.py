"""`livingproof teach` by the whole command: shown, learnt, written, used."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_verify_command import run
from tests.readers.making import pdf
from tests.readers.teaching.test_lessons import HEAD, UNKNOWN_LABELS

pytestmark = pytest.mark.slow


@pytest.fixture(name="certificate")
def certificate_file(tmp_path: Path) -> Path:
    """A certificate in a language that no label table knows."""
    file = tmp_path / "certificate.pdf"
    file.write_bytes(pdf(HEAD + UNKNOWN_LABELS))
    return file


def test_what_is_taught_is_read_by_the_next_verify(certificate: Path, tmp_path: Path) -> None:
    own = tmp_path / "facts"
    right = ("--set", "certificate_number=QX-77-1234", "--set", "expires_on=2028-03-01")
    done = run("teach", certificate, "--no-ocr", *right, "--into", own)
    assert done.returncode == 0, done.stderr + done.stdout
    verdict = run("verify", certificate, "--catalogue", own, "--no-ocr", "--all")
    assert "QX-77-1234" in verdict.stdout
    again = run("teach", certificate, "--no-ocr", "--set", "certificate_number=QX-77-1234", "--into", own)
    assert (again.returncode, "nothing to learn" in again.stdout) == (0, True)


def test_without_a_correction_the_reading_is_shown(certificate: Path) -> None:
    done = run("teach", certificate, "--no-ocr")
    assert done.returncode == 0
    assert "certificate_number    (not read)" in done.stdout


def test_without_a_folder_nothing_is_written(certificate: Path, tmp_path: Path) -> None:
    done = run("teach", certificate, "--no-ocr", "--set", "certificate_number=QX-77-1234")
    assert "Nothing written" in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["certificate.pdf"]


@pytest.mark.parametrize("correction", ["colour=red", "certificate_number", "certificate_number="])
def test_a_correction_that_is_none_is_refused(certificate: Path, correction: str) -> None:
    done = run("teach", certificate, "--no-ocr", "--set", correction)
    assert done.returncode == 2
    assert "FIELD=VALUE" in done.stderr


def test_what_cannot_be_learnt_says_why(certificate: Path, tmp_path: Path) -> None:
    done = run("teach", certificate, "--no-ocr", "--set", "holder_name=Nobody Here Ltd", "--into", tmp_path / "facts")
    assert done.returncode == 1
    assert "was not read on any page" in done.stdout
    assert not (tmp_path / "facts").exists()

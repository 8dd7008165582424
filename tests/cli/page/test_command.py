"""`livingproof verify --format html`: printed, or written whole to a file; files that are none have their page too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from livingproof.cli.examples import FOLDER
from tests.cli.page.looked_at import taken_apart
from tests.cli.running import called

pytestmark = pytest.mark.slow

CERTIFICATE = FOLDER / "stainless-steel" / "certificate.pdf"
ASKED = ("--catalogue", str(FOLDER / "catalogue"), "--as-of", "2026-11-21", "--format", "html")


def test_the_page_is_written_and_standard_error_says_where(tmp_path: Path) -> None:
    out = tmp_path / "verdict.html"
    out.write_text("an older page", encoding="utf-8")
    words = map(str, ("verify", CERTIFICATE, "--need", "manufacture", *ASKED, "--out", out))
    done = subprocess.run([sys.executable, "-m", "livingproof", *words], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    assert str(out) in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["verdict.html"]
    looked = taken_apart(out.read_text(encoding="utf-8"))
    assert looked.wrong == []
    assert len(looked.all("image")) == 1
    assert len(out.read_bytes()) <= 400_000


def test_without_a_file_to_write_the_page_is_printed() -> None:
    done = called("verify", "--claim", "We are ISO 9001:2015 certified.", *ASKED)
    assert done.stdout.startswith("<!doctype html>")
    assert done.stdout.endswith("</html>\n")


def test_a_text_that_claims_nothing_has_a_page_that_says_so() -> None:
    done = called("verify", "--claim", "We plan to be ISO 9001 certified next year", *ASKED)
    assert done.returncode == 3
    assert "ISO 9001 as planned" in taken_apart(done.stdout).headings[0][1]


def test_several_files_have_one_page_and_one_that_is_none_says_why(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("no certificate", encoding="utf-8")
    looked = taken_apart(called("verify", CERTIFICATE, other, *ASKED).stdout)
    assert looked.wrong == []
    assert looked.headings[0][1] == "2 verdicts"
    assert "No page is shown: this is plain text" in looked.words


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--format", "json", "--out", "x.html"), "goes with --format html"),
        (("--format", "html", "--out", "."), "is no file"),
        (("--format", "html", "--out", "nowhere/x.html"), "cannot be written"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = called("verify", "--claim", "ISO 9001 certified", *asked)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split())


def test_a_file_that_is_read_is_never_replaced_by_the_report(tmp_path: Path) -> None:
    evidence = tmp_path / "certificate.pdf"
    evidence.write_bytes(CERTIFICATE.read_bytes())
    done = called("verify", evidence, "--no-ocr", "--format", "html", "--out", tmp_path / "." / "certificate.pdf")
    assert (done.returncode, "one of the files read" in done.stderr) == (2, True)
    assert evidence.read_bytes() == CERTIFICATE.read_bytes()

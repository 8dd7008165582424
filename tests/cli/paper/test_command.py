"""`livingproof verify --format pdf`: written whole to a file, handed on in a pipe, refused on a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from livingproof.cli.examples import FOLDER
from tests.cli.paper.printed import taken_apart

pytestmark = pytest.mark.slow

CERTIFICATE = FOLDER / "stainless-steel" / "certificate.pdf"
ASKED = ("--catalogue", str(FOLDER / "catalogue"), "--as-of", "2026-11-21", "--format", "pdf")
COMMAND = (sys.executable, "-m", "livingproof", "verify")
TEXT = ("--claim", "We are ISO 9001:2015 certified.")


def test_the_document_is_written_with_the_pages_of_the_file(tmp_path: Path) -> None:
    out = tmp_path / "verdict.pdf"
    done = subprocess.run(
        [*COMMAND, CERTIFICATE, "--need", "manufacture", *ASKED, "--out", out],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert str(out) in done.stderr
    looked = taken_apart(out.read_bytes())
    assert "Does not cover this purchase" in looked.pages[0]
    assert "Marked places" in looked.words
    assert b"/DCTDecode" in looked.content
    assert len(looked.content) < 1_500_000


def test_in_a_pipe_it_is_handed_on() -> None:
    done = subprocess.run([*COMMAND, *TEXT, *ASKED], capture_output=True, check=False)
    assert "Only a text says so" in taken_apart(done.stdout).words


def test_a_terminal_is_spared() -> None:
    master, terminal = pty.openpty()
    done = subprocess.run([*COMMAND, *TEXT, *ASKED], stdout=terminal, stderr=subprocess.PIPE, text=True, check=False)
    os.close(terminal)
    os.close(master)
    assert done.returncode == 2
    assert "name a file to write" in " ".join(done.stderr.split())

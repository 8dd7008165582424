"""What is read of a file never steers the terminal: payloads of codes, text layers, metadata and names are shown, harmless."""

from __future__ import annotations

import json
import os
import shutil
import socket
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from livingproof.readers.image.codes import codes
from livingproof.readers.paper import Paper
from livingproof.readers.visible import visible
from tests.hostile.papers import good, with_script
from tests.hostile.payloads import CODES, ESCAPE, coded, smuggling
from tests.hostile.running import verify
from tests.needs import needs
from tests.readers.making import code

ALLOWED = frozenset("\n\u200c\u200d\u200e\u200f\u00ad")


def steering(text: str) -> set[str]:
    """The characters in an output that are not seen but do something."""
    return {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs"} and c not in ALLOWED}


@pytest.mark.parametrize("name", CODES)
def test_a_code_is_text_and_nothing_in_it_steers(name: str) -> None:
    found = codes(np.array(code(CODES[name], 1000).convert("RGB")), 1, 1.0)
    assert [one.payload for one in found] == [visible(CODES[name].rstrip("\0")).strip()]
    assert not steering(found[0].payload)


def test_letters_that_mean_control_characters_are_shown_as_unknown() -> None:
    with Paper(smuggling()) as paper:
        page = paper.text_page(1)
    texts = "".join(segment.text for segment in page.segments)
    assert "Northwind" in texts
    assert not steering(texts)


def test_writing_of_other_directions_keeps_its_marks() -> None:
    assert visible("می‌خواهم") == "می‌خواهم"
    assert visible("Œuvre 認証\tA") == "Œuvre 認証 A"
    assert visible("a\ud800b\U000e0041") == "a\ufffdb\ufffd"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["terminal", "json"])
@pytest.mark.parametrize("make", [smuggling, lambda: coded(CODES["escapes"]), lambda: coded(CODES["reversed"])])
def test_no_output_steers_the_terminal(make: object, form: str, tmp_path: Path) -> None:
    path = tmp_path / f"certificate\n{ESCAPE}\u202efdp.pdf"
    path.write_bytes(make())  # type: ignore[operator]  # a maker from the list above
    done = verify(path, home=tmp_path, options=("--format", form, "--all", "--no-ocr"))
    assert done.status in {0, 3}, done.err
    assert not steering(done.out + done.err)
    assert "owned" in done.out


@pytest.mark.slow
@pytest.mark.parametrize("name", [f"a\n{ESCAPE}.pdf", "\u202efdp.exe", os.fsdecode(b"\xff\xfe\x9b31m.pdf")])
def test_a_refusal_does_not_repeat_what_a_name_smuggles(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    done = verify(path, home=tmp_path, options=("--format", "json"))
    assert (done.status, len(done.err.splitlines())) == (3, 1)
    assert not steering(done.out + done.err)
    assert json.loads(done.out)[0]["verdict"] == "UNREADABLE"


@pytest.mark.slow
def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "ring.pdf").symlink_to(tmp_path / "ring.pdf")
    with (tmp_path / "sparse.pdf").open("wb") as file:
        file.truncate(200_000_000)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s.pdf"))
    names = ("pipe.pdf", "/dev/zero", "ring.pdf", "sparse.pdf", "s.pdf", "n" * 300, "/proc/self/mem")
    done = verify(*(tmp_path / name for name in names), home=tmp_path)
    listener.close()
    said = [line.split(": ", 2)[2] for line in done.err.splitlines()]
    assert done.status == 3
    assert said[0] == said[1] == "this is a pipe or a device; save what it holds as a file and name that"
    assert "200,000,000 bytes" in said[3]
    assert all("cannot be opened" in line for line in (said[2], *said[4:]))
    assert done.memory < 300_000_000


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nowhere.pdf", "folder", "dangling.pdf"])
def test_a_name_that_means_no_file_is_wrong_use(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling.pdf").symlink_to("nowhere")
    done = verify(tmp_path / name, home=tmp_path)
    assert done.status == 2
    assert "Traceback" not in done.err


@pytest.mark.slow
def test_scripts_and_attachments_of_a_pdf_do_nothing(tmp_path: Path) -> None:
    path, home = tmp_path / "certificate.pdf", tmp_path / "home"
    home.mkdir()
    path.write_bytes(with_script())
    with_them = verify(path, home=home, options=("--format", "json", "--no-ocr"))
    path.write_bytes(good())
    without = verify(path, home=home, options=("--format", "json", "--no-ocr"))
    (one,), (other,) = json.loads(with_them.out), json.loads(without.out)
    assert one["verdict"] == other["verdict"]
    assert one["claim"] == other["claim"]
    assert not list(home.iterdir())


@pytest.mark.slow
@needs(shutil.which("strace"), "strace")
def test_the_system_is_asked_for_no_net_and_for_no_file_to_write(tmp_path: Path) -> None:
    path, home = tmp_path / "certificate.pdf", tmp_path / "home"
    home.mkdir()
    path.write_bytes(with_script())
    calls = "trace=connect,bind,sendto,sendmsg,openat,open,creat,mkdir,rename,unlink"
    done = verify(path, home=home, before=("strace", "-f", "-qq", "-e", "signal=none", "-e", calls))
    assert done.status in {0, 3}, done.err
    written = [
        line
        for line in done.err.splitlines()
        if any(flag in line for flag in ("O_WRONLY", "O_RDWR", "O_CREAT", "mkdir(", "rename(", "unlink(", "creat("))
        and "/dev/null" not in line
        and "= -1" not in line
    ]
    assert written == []
    assert not [line for line in done.err.splitlines() if "AF_INET" in line]
    assert "openat" in done.err

"""Every command with what it cannot use: a missing file, a folder, an empty file, noise, wrong values. One clear line each."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from livingproof.cli.commands import app
from livingproof.core.errors import LivingProofError, unopened
from tests.readers.making import pdf, words

PROGRAMMERS_WORDS = (
    "Errno",
    "Traceback",
    "NoneType",
    "TypeError",
    "ValueError",
    "KeyError",
    "UnicodeDecodeError",
    "codec",
    "Expecting value",
    "object is not",
    "has no attribute",
    "strptime",
    "isoformat",
    "<class",
    "while scanning",
    "while parsing",
    "unacceptable character",
)
READS_A_FILE: dict[str, tuple[str, ...]] = {
    "verify --claim": ("verify", "--claim", "{}"),
    "verify --with": ("verify", "--with", "{}", "--claim", "ISO 9001 certified"),
    "verify --record": ("verify", "--record", "{}", "--claim", "ISO 9001 certified"),
    "verify --policy": ("verify", "--policy", "{}", "--claim", "ISO 9001 certified"),
    "verify --catalogue": ("verify", "--catalogue", "{}", "--claim", "ISO 9001 certified"),
    "claims": ("claims", "{}"),
    "claims --lines": ("claims", "{}", "--lines"),
    "claims --catalogue": ("claims", "ISO 9001", "--catalogue", "{}"),
    "policy check": ("policy", "check", "{}"),
    "policy show": ("policy", "show", "{}"),
    "statement check": ("statement", "check", "{}"),
    "statement show": ("statement", "show", "{}"),
    "statement reply": ("statement", "reply", "{}", "--finding", "site.listed", "--text", "x"),
    "conform": ("conform", "{}"),
    "catalogue check": ("catalogue", "check", "--catalogue", "{}"),
}
FILES = {
    "gone.json": None,
    "gone.yml": None,
    "folder": None,
    "empty.json": b"",
    "empty.yml": b"",
    "noise.json": bytes(range(256)),
    "noise.yml": bytes(range(256)),
    "cut.json": b'[{"verdict": "CONF',
    "cut.yml": b"version: [1, 2",
    "null.json": b"null",
    "null.yml": b"null",
    "list.json": b"[1, 2, 3]",
    "nothing.json": b"[]",
    "deep.json": b"[" * 50_000,
    "deep.yml": b"[" * 5_000,
    "tab.yml": b"a:\n\t- b",
    "a/file.txt/inside.txt": None,
}


@pytest.fixture(scope="module", name="folder")
def made_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edges")
    (folder / "folder").mkdir()
    for name, content in FILES.items():
        if content is not None:
            (folder / name).write_bytes(content)
    (folder / "sheet.pdf").write_bytes(pdf(words("CERTIFICATE ISO 9001:2015", 60, 80, 18)))
    return folder


def told(*arguments: str) -> tuple[int, str]:
    """The exit status and all that was told; an expected error is told by the outer shell."""
    done = CliRunner().invoke(app, list(arguments), env={"COLUMNS": "200"})
    if done.exception is None or isinstance(done.exception, SystemExit):
        return done.exit_code, done.output
    assert isinstance(done.exception, LivingProofError), repr(done.exception)
    return 2, f"{done.output}livingproof: {done.exception}\n"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", READS_A_FILE)
def test_what_is_no_such_file_is_told_in_plain_words(folder: Path, command: str, name: str) -> None:
    status, said = told(*(part.format(folder / name) for part in READS_A_FILE[command]))
    assert not [word for word in PROGRAMMERS_WORDS if word in said], said
    assert status in {0, 1, 2, 3}
    assert status == 0 or len(said.strip()) > 20


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("command", READS_A_FILE)
def test_a_file_that_may_not_be_read_is_told(folder: Path, command: str) -> None:
    closed = folder / "closed.json"
    closed.write_bytes(b"{}")
    closed.chmod(0)
    status, said = told(*(part.format(closed) for part in READS_A_FILE[command]))
    assert status != 0
    assert not [word for word in PROGRAMMERS_WORDS if word in said], said


WRONG: tuple[tuple[tuple[str, ...], str], ...] = (
    (("--production", "march"), "Write the first and the last day as 2026-03-01..2026-03-31"),
    (("--production", "2026-03-31..2026-03-01"), "write 2026-03-01..2026-03-31"),
    (("--production", ""), "Write the first and the last day"),
    (("--delivery", "soon"), "Write it as 2026-11-21"),
    (("--delivery", ""), "Write it as 2026-11-21"),
    (("--as-of", "21.11.2026"), "Write it as 2026-11-21"),
    (("--market", "Europe"), "write EU or the two letters of a country"),
    (("--need", "make"), "choose one of manufacture"),
    (("--seller-id", "91320594"), "write SCHEME:VALUE"),
    (("--audit-days", "inf"), "write a number of days"),
    (("--policy", "lenient"), "Choose one of automotive"),
    (("--language", "fr"), "choose one of en"),
    (("--format", "xml"), "choose one of terminal"),
    (("--out", "x.html"), "goes with --format html or pdf"),
    (("--claim", ""), "there is no text in it"),
    (("--claim", "  \n "), "there is no text in it"),
    (("--field", "holder_name"), "write NAME=VALUE"),
    (("--field", "expiry=2028-08-04"), "Fields: holder_name"),
    (("--field", "expires_on=03/04/2028"), "no day with one meaning"),
    (("--field", "expires_on="), "write what the document says"),
    (("--field", "revision=1", "--field", "revision=2"), "is given 2 times"),
    (("--with", "gone.pdf"), "no such file"),
    (("--record", "gone.json"), "no such file"),
)


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_value_that_cannot_be_used_is_told_with_the_right_form(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    status, told_ = told("verify", str(folder / "sheet.pdf"), *arguments)
    assert status == 2
    assert said in told_
    assert not [word for word in PROGRAMMERS_WORDS if word in told_]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("claims", "nosuch.txt"), "there is no such file"),
        (("claims", "cert.pdf"), "there is no such file"),
        (("claims", ""), "there is no text in it"),
        (("claims", "x", "--format", "xml"), "choose one of terminal, json"),
        (("explain", "NO_SUCH_CODE_AT_ALL"), "no check"),
        (("explain", "date.expiri"), "did you mean date.expiry"),
        (("policy", "show", "lenient"), "Choose one of automotive"),
        (("conform", "gone.json"), "there is no such file"),
        (("statement", "check", "gone.json"), "there is no such file"),
    ],
)
def test_other_commands_say_what_to_write(arguments: tuple[str, ...], said: str) -> None:
    status, told_ = told(*arguments)
    assert status == 2
    assert said in told_


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (FileNotFoundError(), "there is no such file"),
        (IsADirectoryError(), "this is a folder"),
        (PermissionError(), "you may not read it"),
        (OSError(5, "Input/output error"), "it cannot be opened (input/output error)"),
        (ValueError("embedded null byte"), "this is no name of a file"),
    ],
)
def test_why_a_file_was_not_opened_is_said_in_words(problem: Exception, said: str) -> None:
    assert unopened(problem).startswith(said)


def test_a_web_address_is_words_and_no_file() -> None:
    status, said = told("claims", "https://shop.example/iso-9001-certificate.pdf")
    assert (status, "no such file" in said) == (0, False)

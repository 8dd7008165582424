"""The whole command on real files: what it prints, how it ends, what it does with files that are none."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image

from livingproof.cli.examples import FOLDER
from livingproof.core.statement import digest_of
from livingproof.verify.schema import verdict_schema
from tests.cli.running import called

pytestmark = pytest.mark.slow

CERTIFICATE = FOLDER / "stainless-steel" / "certificate.pdf"
FACTS = ("--catalogue", str(FOLDER / "catalogue"), "--as-of", "2026-11-21")
LAYERS = ("--no-ocr",)
"""Where the text layer says all that a test asks for: looking at the pictures takes seconds and shows nothing more."""


def run(*arguments: str | Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "livingproof", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **surroundings})


def verdicts(*arguments: str | Path) -> list[dict[str, Any]]:
    done = called("verify", *arguments, *FACTS, "--format", "json")
    assert done.returncode in {0, 3}, done.stderr
    return list(json.loads(done.stdout))


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    asked = ("--need", "manufacture", "--product", "stainless steel pipe fittings", *LAYERS)
    done = run("verify", CERTIFICATE, *asked, *FACTS, "--format", "json")
    assert done.returncode == 0, done.stderr
    (verdict,) = json.loads(done.stdout)
    return dict(verdict)


def test_the_printed_json_is_as_published(told: dict[str, Any]) -> None:
    jsonschema.validate([told], verdict_schema(), format_checker=jsonschema.FormatChecker())
    assert told["file"] == str(CERTIFICATE)


def test_the_printed_digest_is_that_of_the_printed_statement(told: dict[str, Any]) -> None:
    assert digest_of(told) == told["digest"]


def test_the_same_question_has_the_same_digest(told: dict[str, Any]) -> None:
    (again,) = verdicts(CERTIFICATE, "--need", "manufacture", "--product", "stainless steel pipe fittings", *LAYERS)
    assert again["digest"] == told["digest"]


def test_every_field_says_where_it_was_read(told: dict[str, Any]) -> None:
    number = told["claim"]["certificate_number"]
    assert (number["value"], number["source"], number["page"]) == ("VCL-Q-26-10482", "text_layer", 1)
    assert len(number["box"]) == 4
    assert number["confidence"] >= 0.9


def test_every_message_is_ready_and_its_address_is_not_from_the_document(told: dict[str, Any]) -> None:
    to = {message["to"]: message for message in told["questions"]}
    assert set(to) == {"supplier", "certification_body"}
    assert "directory.velmora-certification.example" in to["certification_body"]["where"]
    assert "VCL-Q-26-10482" in to["certification_body"]["message"]


def test_what_a_certificate_never_proves_is_in_every_verdict(told: dict[str, Any]) -> None:
    assert {"M-QUALITY", "M-PRODUCT", "M-ALWAYS"} <= {row["id"] for row in told["does_not_prove"]}


def test_the_terminal_shows_the_verdict_without_colour_in_a_pipe() -> None:
    done = run("verify", CERTIFICATE, *FACTS, "--need", "manufacture", COLUMNS="80")
    assert done.returncode == 0, done.stderr
    assert "DOES NOT COVER THIS PURCHASE" in done.stdout
    assert "\x1b" not in done.stdout
    path, *rest = done.stdout.splitlines()
    assert path == str(CERTIFICATE)  # as it was given, however long: it is there to be copied
    assert max(map(len, rest)) <= 80


@pytest.mark.parametrize(("options", "status"), [(("--need", "manufacture"), 12), ((), 11)])
def test_strict_tells_the_decision_by_the_exit_status(options: tuple[str, ...], status: int) -> None:
    assert called("verify", CERTIFICATE, *FACTS, *LAYERS, "--strict", *options).returncode == status


def picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (400, 300), "navy").save(content, "PNG")
    return content.getvalue()


BAD_FILES = {
    "empty.pdf": b"",
    "words.txt": b"ISO 9001 certified, trust us",
    "cut.pdf": CERTIFICATE.read_bytes()[:900],
    "mislabelled.jpg": b"PK\x03\x04 an archive",
    "noise.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
}


def test_each_file_that_cannot_be_read_gives_one_clear_line_and_the_status_is_3(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in BAD_FILES]
    for path in paths:
        path.write_bytes(BAD_FILES[path.name])
    done = run("verify", *paths, *FACTS, "--format", "json")
    assert done.returncode == 3
    lines = done.stderr.strip().splitlines()
    assert [line.startswith(f"livingproof: {path}: ") for line, path in zip(lines, paths, strict=True)] == [True] * 5
    assert [verdict["verdict"] for verdict in json.loads(done.stdout)] == ["UNREADABLE"] * 5
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_a_picture_without_words_is_no_certificate(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    path.write_bytes(picture())
    done = called("verify", path, *FACTS, "--format", "json")
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout)[0]["verdict"] in {"NOT_THE_RIGHT_DOCUMENT", "UNREADABLE"}


def test_a_picture_that_nobody_looked_at_is_unreadable_and_no_other_kind_of_document() -> None:
    (verdict,) = verdicts(FOLDER / "printer-ribbon" / "certificate.jpg", "--no-ocr")
    assert (verdict["verdict"], verdict["document"]["kind"]) == ("UNREADABLE", "unclear")


def test_a_file_that_the_system_does_not_give_is_one_clear_line() -> None:
    done = called("verify", "/proc/self/mem", *FACTS)
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (3, 1)
    assert "cannot be opened" in done.stderr


def test_only_the_pages_asked_for_are_read_and_the_verdict_says_so() -> None:
    (verdict,) = verdicts(FOLDER / "confirmed" / "certificate.pdf", "--pages", "1", *LAYERS)
    assert verdict["document"]["pages"]["read"] == 1
    assert "Only 1 of 2 pages was read." in verdict["limits"]


def test_what_a_listing_says_is_weighed_too() -> None:
    (verdict,) = verdicts(CERTIFICATE, "--claim", "Our factory is approved by ISO and ISO certified.", *LAYERS)
    codes = {finding["check"]: finding["code"] for finding in verdict["findings"]}
    assert codes["mark.iso"] in {"ISO_WORDING_LOOSE", "ISSUED_BY_ISO"}


def test_a_bad_file_does_not_spoil_the_good_one_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(b"")
    first, second = verdicts(path, CERTIFICATE, *LAYERS)
    assert (first["verdict"], second["verdict"]) == ("UNREADABLE", "NOT_CONFIRMED")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("verify", "nowhere.pdf"), "no such file"),
        (("verify", CERTIFICATE, "--format", "xml"), "terminal, json"),
        (("verify", CERTIFICATE, "--policy", "lenient"), "No policy 'lenient'"),
        (("verify", CERTIFICATE, "--need", "magic"), "manufacture"),
        (("verify", CERTIFICATE, "--as-of", "tomorrow"), "2026-11-21"),
        (("verify", CERTIFICATE, "--seller-id", "12345"), "SCHEME:VALUE"),
        (("verify", CERTIFICATE, "--record", "nowhere.yml"), "nowhere.yml"),
        (("verify", CERTIFICATE, "--market", "Narnia"), "two letters"),
        (("verify", CERTIFICATE, "--seller-id", "LEI:529900T8BM49AURSDO56"), "check digits"),
        (("verify", FOLDER), "this is a folder"),
        (("verify", CERTIFICATE, "--catalogue", "nowhere"), "nowhere"),
        (("verify",), "give a certificate, or the seller's text"),
        (("certify",), "No such command"),
    ],
)
def test_wrong_use_says_what_to_write_instead(arguments: tuple[str | Path, ...], said: str) -> None:
    done = called(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_starts_without_loading_what_it_does_not_need() -> None:
    code = "import sys, livingproof.cli.commands; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "cv2", "onnxruntime", "pypdfium2", "rapidocr", "pyhanko", "rich", "django"} & set(loaded)

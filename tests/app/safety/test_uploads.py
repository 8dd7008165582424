"""Uploads: bounded before they are read, counted, kept under their digest, and opened only in the confined child."""

from __future__ import annotations

import ast
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from livingproof.app.ledger import evidence
from livingproof.app.people.limits import STRANGERS_UPLOADS
from tests.app.cast import Cast, browser

APP = Path(__file__).parents[3] / "src/livingproof/app"
PARSERS = {"pikepdf", "PIL", "pypdfium2", "cv2", "zxingcpp", "tesserocr", "rapidocr", "pyhanko", "onnxruntime"}


def _file(size: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("large.pdf", b"x" * size, "application/pdf")


def test_more_than_one_request_may_carry_is_refused_unread(cast: Cast, settings) -> None:
    settings.LARGEST_REQUEST = 1000
    answer = browser(cast.ana).post("/people/me/", {"file": _file(2000)})
    assert answer.status_code == 413
    assert "MB" in answer.content.decode()


def test_one_file_that_is_too_large_is_refused_and_nothing_of_it_stays(cast: Cast, settings, tmp_path: Path) -> None:
    settings.LARGEST_FILE = 1000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    answer = browser(cast.ana).post("/people/me/", {"name": "Ana", "language": "en", "file": _file(2000)})
    assert answer.status_code == 413
    assert not list(tmp_path.rglob("*.upload*"))
    assert (
        browser(cast.ana).post("/people/me/", {"name": "Ana", "language": "en", "file": _file(500)}).status_code == 302
    )


def test_uploads_of_strangers_are_limited(cast: Cast) -> None:
    answers = [
        Client().post("/accounts/login/", {"file": _file(1)}).status_code for _ in range(STRANGERS_UPLOADS.amount + 1)
    ]
    assert answers[0] == 200
    assert answers[-1] == 429


def test_a_length_that_is_no_number_is_refused(cast: Cast) -> None:
    assert Client(CONTENT_LENGTH="many").get("/accounts/login/").status_code == 413


def test_evidence_lies_under_its_digest_whatever_it_was_called(cast: Cast, now, settings) -> None:
    content = b"bytes of a stranger"
    row = evidence.keep(cast.buyer, BytesIO(content), name="../../etc/passwd\n.pdf", now=now)
    path = evidence.path_of(row)
    assert path.name == sha256(content).hexdigest()
    assert path.is_relative_to(Path(settings.DATA) / "evidence" / str(cast.buyer.pk))
    assert row.name == "passwd.pdf"


def test_no_parser_of_foreign_files_is_imported_in_this_process() -> None:
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not {name.partition(".")[0] for name in names} & PARSERS, path
            if isinstance(node, ast.ImportFrom) and node.module == "openpyxl":
                assert "load_workbook" not in {alias.name for alias in node.names}, path

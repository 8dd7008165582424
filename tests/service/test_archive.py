"""A backup file is laid out only where every byte is what was backed up."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from livingproof.cli.service.archive import Writing, lay_out, worth_keeping
from livingproof.core.errors import ServiceError


def backed_up(directory: Path, file: Path) -> Path:
    with tarfile.open(file, "w:gz") as tar:
        writing = Writing(tar, 0)
        for name, path in worth_keeping(directory):
            writing.add(name, path)
        writing.end({"version": "1", "at": "2026-03-02T09:30:00+00:00", "database": "livingproof.sqlite3"})
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name in ("evidence/o/ab/abc", "registers/kept/rows", "registers/partial-1/rows", "secret_key"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    for name in ("serve.lock", "worker.lock", "livingproof.sqlite3-wal", ".incoming-1", "demo/secret_key"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    return folder


def test_what_is_finished_is_kept_and_what_is_being_written_is_not(data: Path) -> None:
    assert [name for name, _ in worth_keeping(data)] == ["secret_key", "evidence/o/ab/abc", "registers/kept/rows"]


def test_what_was_put_in_comes_out_the_same(data: Path, tmp_path: Path) -> None:
    file = backed_up(data, tmp_path / "b.tar.gz")
    there = tmp_path / "there"
    manifest = lay_out(file, there)
    assert set(manifest["files"]) == {"secret_key", "evidence/o/ab/abc", "registers/kept/rows"}
    assert (there / "evidence/o/ab/abc").read_text() == "evidence/o/ab/abc"
    assert (there / "secret_key").stat().st_mode & 0o077 == 0


def remade(file: Path, change: dict[str, bytes | None], more: dict[str, bytes] | None = None) -> Path:
    """The same archive with other content under some names; None leaves one out."""
    other = file.with_name("other.tar.gz")
    with tarfile.open(file) as old, tarfile.open(other, "w:gz") as new:
        for entry in old:
            found = old.extractfile(entry)
            content = change.get(entry.name, found.read() if found else b"")
            if content is not None:
                entry.size = len(content)
                new.addfile(entry, io.BytesIO(content))
        for name, content in (more or {}).items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            new.addfile(entry, io.BytesIO(content))
    return other


@pytest.mark.parametrize(
    ("change", "more"),
    [
        ({"secret_key": b"another"}, {}),
        ({"secret_key": None}, {}),
        ({}, {"evidence/x": b"not in the manifest"}),
        ({"manifest.json": None}, {}),
        ({"manifest.json": b"{}"}, {}),
        ({"manifest.json": b"nonsense"}, {}),
        ({}, {"../outside": b"x"}),
        ({}, {"/outside": b"x"}),
    ],
)
def test_what_was_changed_removed_or_added_is_refused(
    data: Path, tmp_path: Path, change: dict[str, bytes | None], more: dict[str, bytes]
) -> None:
    other = remade(backed_up(data, tmp_path / "b.tar.gz"), change, more)
    with pytest.raises(ServiceError):
        lay_out(other, tmp_path / "there")
    assert not (tmp_path / "outside").exists()


def test_a_link_in_a_backup_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "b.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        link = tarfile.TarInfo("secret_key")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    with pytest.raises(ServiceError, match="no file"):
        lay_out(file, tmp_path / "there")


def test_half_a_backup_is_refused(data: Path, tmp_path: Path) -> None:
    file = backed_up(data, tmp_path / "b.tar.gz")
    half = tmp_path / "half.tar.gz"
    half.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(ServiceError):
        lay_out(half, tmp_path / "there")

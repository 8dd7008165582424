"""Each hostile file, by the real command: one clear line or a verdict, in bounded time and memory, and nothing left behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from livingproof.core.errors import UnreadableFile
from livingproof.readers.apart import pages_apart
from livingproof.readers.limits import Limits
from tests.hostile.corpus import CUT, FLIPPED, LONGEST, OTHER_TYPES, READ, REFUSED, Hostile
from tests.hostile.running import Ended, verify

pytestmark = pytest.mark.slow

MOST_SECONDS = 60.0
MOST_MEMORY = 1_500_000_000
ALIKE = {
    "of another type": OTHER_TYPES[::2],
    "of other types": OTHER_TYPES[1::2],
    "cut short": CUT,
    "changed": FLIPPED,
}
"""Files that are much like each other: one command reads them all, each in a process of its own, and by layers alone."""
TOGETHER = frozenset(file for files in ALIKE.values() for file in files)


def ended(files: Sequence[Hostile], folder: Path, *options: str) -> Ended:
    """How the command ended on files, after the bounds that hold for every one; many small ones take no more than two may."""
    paths, home = [folder / file.name for file in files], folder / "home"
    for path, file in zip(paths, files, strict=True):
        path.write_bytes(file.make())
    home.mkdir()
    done = verify(*paths, home=home, options=options)
    assert done.seconds <= MOST_SECONDS * min(2, len(files))
    assert done.memory <= MOST_MEMORY
    assert not list(home.iterdir())
    assert sorted(folder.iterdir()) == sorted((*paths, home))
    return done


def assert_told(done: Ended, files: Sequence[Hostile], folder: Path) -> None:
    """At most one line for each file, in order, which names it and says why; a verdict for each."""
    assert done.status in {0, 3}, done.err
    said = dict(line.removeprefix("livingproof: ").split(": ", 1) for line in done.err.splitlines())
    paths = [str(folder / file.name) for file in files]
    assert list(said) == [path for path in paths if path in said]
    for file, path in zip(files, paths, strict=True):
        assert file.words in said.get(path, "")
    heads = [line for line in done.out.splitlines() if line[:1] in {*"✓!✗?–"} and line.lstrip("✓!✗?– ").isupper()]
    assert len(heads) >= len(files), done.out


@pytest.mark.parametrize("kind", ALIKE)
def test_files_that_are_much_alike_are_each_told_in_one_line_or_get_a_verdict(kind: str, tmp_path: Path) -> None:
    done = ended(ALIKE[kind], tmp_path, "--no-ocr")
    assert_told(done, ALIKE[kind], tmp_path)


@pytest.mark.parametrize("file", [file for file in REFUSED if file not in TOGETHER], ids=lambda file: file.name)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(file: Hostile, tmp_path: Path) -> None:
    done = ended([file], tmp_path)
    assert (done.status, len(done.err.splitlines())) == (3, 1), done.err
    assert_told(done, [file], tmp_path)


@pytest.mark.parametrize("file", [file for file in READ if file not in TOGETHER], ids=lambda file: file.name)
def test_a_strange_file_gets_a_verdict_or_one_line(file: Hostile, tmp_path: Path) -> None:
    assert_told(ended([file], tmp_path), [file], tmp_path)


def test_a_file_that_never_ends_is_given_up_in_time() -> None:
    with pytest.raises(UnreadableFile, match="reading took more than 3 seconds"):
        pages_apart(LONGEST.make(), Limits(seconds=3))

"""Each hostile file, by the real command: one clear line or a verdict, in bounded time and memory, and nothing left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from livingproof.core.errors import UnreadableFile
from livingproof.readers.apart import pages_apart
from livingproof.readers.limits import Limits
from tests.hostile.corpus import CUT, FLIPPED, LONGEST, READ, REFUSED, Hostile
from tests.hostile.running import Ended, verify

pytestmark = pytest.mark.slow

MOST_SECONDS = 60.0
MOST_MEMORY = 1_500_000_000
QUICK = frozenset({*CUT, *FLIPPED})
"""Files that are much like each other: looking at their pictures once more shows nothing new."""


def ended(file: Hostile, folder: Path) -> Ended:
    """How the command ended on a file, after the bounds that hold for every file."""
    path, home = folder / file.name, folder / "home"
    path.write_bytes(file.make())
    home.mkdir()
    done = verify(path, home=home, options=("--no-ocr",) if file in QUICK else ())
    assert done.seconds <= MOST_SECONDS
    assert done.memory <= MOST_MEMORY
    assert not list(home.iterdir())
    assert sorted(folder.iterdir()) == sorted((path, home))
    return done


def assert_refused(done: Ended, file: Hostile, folder: Path) -> None:
    """One line that names the file and says why; status 3."""
    assert done.status == 3, done.err
    (line,) = done.err.splitlines()
    assert line.startswith(f"livingproof: {folder / file.name}: ")
    assert file.words in line


@pytest.mark.parametrize("file", REFUSED, ids=lambda file: file.name)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(file: Hostile, tmp_path: Path) -> None:
    assert_refused(ended(file, tmp_path), file, tmp_path)


@pytest.mark.parametrize("file", READ, ids=lambda file: file.name)
def test_a_strange_file_gets_a_verdict_or_one_line(file: Hostile, tmp_path: Path) -> None:
    done = ended(file, tmp_path)
    assert done.status in {0, 3}, done.err
    assert len(done.err.splitlines()) <= 1
    head = done.out.splitlines()[1:4]  # a long name of the file takes more than a line
    assert any(line.lstrip("✓!✗?– ").isupper() for line in head), head


def test_a_file_that_never_ends_is_given_up_in_time() -> None:
    with pytest.raises(UnreadableFile, match="reading took more than 3 seconds"):
        pages_apart(LONGEST.make(), Limits(seconds=3))

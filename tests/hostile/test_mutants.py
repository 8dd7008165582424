"""Valid files changed by chance: whatever a parser makes of them, the caller gets what was read or one line.

They are looked at as the command does it, in a confined process. Where a library crashes, that process ends and the file
counts as crashed: to the caller of `readers.sandbox` it is one line. An error of our own code fails the test.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.mutating import KINDS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BATCHES, EACH = 1, 48


def outcomes(kind: str, batch: int, count: int) -> list[str]:
    """What became of each file of a batch; after a crash the next process goes on with the next file."""
    found: list[str] = []
    while len(found) < count:
        command = [sys.executable, "-m", "tests.hostile.mutating", kind, str(batch), str(len(found)), str(count)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=120)
        assert done.returncode <= 0, done.stderr[-2000:]
        found += done.stdout.splitlines()
        if done.returncode < 0:
            found.append(f"crashed ({-done.returncode})")
    return found


@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_changed_by_chance_is_read_or_refused(kind: str, batch: int) -> None:
    found = outcomes(kind, batch, EACH)
    assert len(found) == EACH
    assert {outcome.split(" (")[0] for outcome in found} <= {"refused", "read", "crashed"}

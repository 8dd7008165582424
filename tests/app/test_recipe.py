"""The recipe of docs/do/add-a-record.md, followed to the letter in a copy of the house."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RECORD = "src/livingproof/app/system/records/suggestion"
PLACES = (
    "src/livingproof/core/system/suggestion.py",
    f"{RECORD}/models.py",
    f"{RECORD}/kind.py",
    f"{RECORD}/reasons.en.yml",
    None,
    "tests/app/test_suggestion.py",
)
"""Where each block of the recipe goes, in their order; None is a command."""


def follow(house: Path) -> int:
    """Write the blocks into their files; how many lines of Python a record takes, blank ones not counted."""
    text = (ROOT / "docs/do/add-a-record.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\w+\n(.*?)```", text, re.DOTALL)
    (house / RECORD).mkdir()
    (house / RECORD / "__init__.py").write_text('"""The suggestion."""\n', encoding="utf-8")
    lines = 1
    for place, block in zip(PLACES, blocks, strict=True):
        if place is not None:
            (house / place).write_text(block, encoding="utf-8")
        if place is not None and place.startswith("src/"):
            lines += sum(1 for line in block.splitlines() if line.strip())
    return lines


@pytest.mark.slow
def test_the_recipe_makes_a_record_in_under_sixty_lines_that_passes_every_inherited_case(tmp_path):
    for name in ("src", "tests/app", "tests/__init__.py", "pyproject.toml"):
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True, parents=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, target)
    assert follow(tmp_path) < 60
    inherited = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "TEST_DATABASE")}
    surroundings = inherited | {
        "PYTHONPATH": str(tmp_path / "src"),
        "LIVINGPROOF_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "livingproof.app.settings",
    }

    def run(*command: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    assert "Create model Suggestion" in run("django", "makemigrations", "system")
    del surroundings["DJANGO_SETTINGS_MODULE"]
    tests = ("tests/app/test_suggestion.py", "tests/app/test_machines.py")
    assert re.search(r"1\d passed", run("pytest", "-q", "-k", "uggestion", "-p", "no:cacheprovider", *tests))

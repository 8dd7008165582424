"""Every setting is documented, and nothing that is none."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path("docs/look-up/settings.md")
NAME = re.compile(r"\b(LIVINGPROOF_[A-Z_]+|DATABASE_URL)\b")


def read_by_the_program() -> set[str]:
    """Names that stand as text in the settings and in the command's own files."""
    files = [Path("src/livingproof/app/settings.py"), *Path("src/livingproof/cli").rglob("*.py")]
    quoted = re.compile(r"[\"'](LIVINGPROOF_[A-Z_]+|DATABASE_URL)[\"']")
    return {name for file in files for name in quoted.findall(file.read_text(encoding="utf-8"))}


def test_every_setting_is_documented_and_no_other() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    documented = {found[1] for line in rows if (found := NAME.search(line.split("|")[1]))}
    assert documented == read_by_the_program()


def test_every_setting_says_what_it_means_and_what_stands_without_it() -> None:
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            assert all(cell.strip() for cell in line.strip("|").split("|")), line

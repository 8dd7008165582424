"""The files that the documentation shows can be loaded."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from livingproof.catalogue import load

PAGE = Path(__file__).parents[2] / "docs" / "do" / "load-a-signatory-list.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_page_loads(example: str, tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(example, encoding="utf-8")
    assert load(tmp_path).version.startswith(f"{load().version}+")


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) == 3

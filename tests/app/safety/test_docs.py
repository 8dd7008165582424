"""Every test that the page on security or privacy names exists, and every limit that it tells is the one that holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from livingproof.app.people import limits

ROOT = Path(__file__).parents[3]
PAGES = [ROOT / "docs/know/security.md", ROOT / "docs/know/privacy.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_test_that_the_page_names_exists(page: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", page.read_text(encoding="utf-8")))
    there = {
        name
        for path in (ROOT / "tests").rglob("*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }
    assert named
    assert named - there == set()


def test_every_row_of_the_threats_names_a_test() -> None:
    text = PAGES[0].read_text(encoding="utf-8").partition("## Threat, measure, test")[2].partition("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    assert len(rows) > 30
    assert [row for row in rows if "`test_" not in row.split("|")[3]] == []


@pytest.mark.parametrize(
    ("limit", "told"),
    [
        (limits.WRONG_SECRETS, "10 in 10 minutes"),
        (limits.INVITATIONS, "50 in a day"),
        (limits.WRONG_LINKS, "20 in 10 minutes"),
        (limits.WRONG_TOKENS, "20 in 5 minutes"),
        (limits.TOKEN_USE, "1,200 in a minute"),
        (limits.UPLOADS, "300 in 10 minutes"),
        (limits.STRANGERS_UPLOADS, "20 in 10 minutes"),
    ],
    ids=lambda given: getattr(given, "name", None),
)
def test_a_limit_is_told_as_it_holds(limit: limits.Limit, told: str) -> None:
    spans = {60: "a minute", 300: "5 minutes", 600: "10 minutes", 86_400: "a day"}
    assert f"{limit.amount:,} in {spans[limit.seconds]}" == told
    assert told in PAGES[0].read_text(encoding="utf-8")

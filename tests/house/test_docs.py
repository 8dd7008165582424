"""The docs: every link leads somewhere, every generated page is as the code is, the changelog has its fragments."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.docs import FOLDER, pages

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_is_found_from_the_list_of_pages() -> None:
    docs = ROOT / "docs"
    listed = {(docs / target).resolve() for target in LINK.findall((docs / "README.md").read_text(encoding="utf-8"))}
    assert sorted(str(page) for page in set(docs.rglob("*.md")) - listed - {docs / "README.md"}) == []


@pytest.mark.parametrize("name", list(pages()))
def test_a_generated_page_is_as_the_code_is(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_every_change_for_users_has_a_fragment() -> None:
    fragments = sorted(path.name for path in (ROOT / "changelog.d").glob("*.md"))
    assert fragments
    assert all(re.fullmatch(r"\d+\.(added|changed|fixed)\.md", name) for name in fragments)

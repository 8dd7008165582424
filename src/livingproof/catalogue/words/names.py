"""Names and notes of the catalogue in other languages than English: sectors, product papers, product families, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

from livingproof.core.errors import CatalogueError

HERE = Path(__file__).parent
FAMILIES = HERE.parent / "products"


@cache
def names(language: str) -> dict[str, str]:
    """The words of `names.<language>.yml`, by the English of the catalogue; none for English itself."""
    if language == "en":
        return {}
    path = HERE / f"names.{language}.yml"
    try:
        content: dict[str, str] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as problem:
        raise CatalogueError(f"{path.name}: words are missing or damaged; reinstall livingproof.") from problem
    return content


@cache
def families(language: str) -> dict[str, str]:
    """What product families are called, by their English name; those that the language has no name for are left out."""
    own = dict(_rows(FAMILIES / "names" / f"{language}.psv"))
    return {name: own[family] for family, name in _rows(FAMILIES / "families.psv") if family in own}


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """The id of each family with the first of its words."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        family, _, rest = line.partition("|")
        name = rest.rpartition("|")[2].split(";")[0]
        if name and not line.startswith("#"):
            yield family, name

"""Names of companies: the legal forms of the world, for telling a legal name from a trade name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from livingproof.core.errors import CatalogueError

PATH = Path(__file__).parent / "legal_forms.yaml"


@cache
def legal_forms() -> tuple[str, ...]:
    """Every legal form of the file, each once, in the order of the file: what `Facts.wording.legal_forms` holds."""
    try:
        content = yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as problem:
        raise CatalogueError(f"{PATH.name}: missing or damaged ({problem}); reinstall livingproof.") from problem
    entries = content["legal_forms"]
    unsourced = [entry["country"] for entry in entries if not set(entry["source"]) <= set(content["sources"])]
    if unsourced:
        raise CatalogueError(f"{PATH.name}: {unsourced[0]} names a source that the file does not list; add it there.")
    forms = (form for entry in entries for form in (*entry.get("forms", ()), *entry.get("expert", ())))
    return tuple(dict.fromkeys(forms))

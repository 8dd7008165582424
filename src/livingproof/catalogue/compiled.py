"""The tables and words in the form that loads in milliseconds; made from the human-edited files, never by hand.

`livingproof catalogue build` writes it, a test compares it with the files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from livingproof.catalogue.files import ROOM, accept, read_shipped
from livingproof.catalogue.keys import Tables
from livingproof.catalogue.schema import FACT_TABLES
from livingproof.core.errors import CatalogueError
from livingproof.core.facts import Grammar, Wording
from livingproof.core.terms import Activity

FOLDER = ROOM / "compiled"
FACTS, REFERENCE, WORDING, LABELS = "facts.json", "reference.json", "wording.json", "labels.json"


def compile_files() -> dict[str, str]:
    """The compiled files by name, from the human-edited ones."""
    from livingproof.catalogue.labels import documents_of_files
    from livingproof.catalogue.names import legal_forms
    from livingproof.catalogue.products import wording

    tables = accept(read_shipped())
    needed = (*FACT_TABLES, "sources")
    return {
        FACTS: _lines({name: tables[name] for name in needed}),
        REFERENCE: _lines({name: rows for name, rows in tables.items() if name not in needed}),
        LABELS: "[\n" + ",\n".join(_line(document) for document in documents_of_files()) + "\n]\n",
        WORDING: json.dumps(pack(wording(), legal_forms()), ensure_ascii=False, separators=(",", ":")) + "\n",
    }


def stale() -> list[str]:
    """Names of the compiled files that do not agree with the files they are made from."""
    return [name for name, content in compile_files().items() if _found(name) != content]


def write() -> list[Path]:
    """Write the compiled files; returns those that changed."""
    FOLDER.mkdir(exist_ok=True)
    changed = {name: content for name, content in compile_files().items() if _found(name) != content}
    for name, content in changed.items():
        (FOLDER / name).write_text(content, encoding="utf-8")
    return [FOLDER / name for name in changed]


def _found(name: str) -> str | None:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def read(name: str) -> Tables:
    """The tables of a compiled file."""
    return cast(Tables, _content(name))


def read_wording() -> Wording:
    """The words of scopes, all languages joined and each by itself."""
    content = _content(WORDING)
    languages = {language: unpack(words) for language, words in content.pop("by_language").items()}
    return unpack(content, by_language=MappingProxyType(languages))


def _content(name: str) -> dict[str, Any]:
    try:
        return dict(json.loads((FOLDER / name).read_text(encoding="utf-8")))
    except (OSError, ValueError) as problem:
        raise CatalogueError(f"{name}: missing or damaged ({problem}); reinstall livingproof.") from problem


def _lines(tables: Tables) -> str:
    """JSON with one entry a line, so that a change of one entry is a change of one line."""
    blocks = [
        f"{_line(name)}:{{\n" + ",\n".join(f"{_line(key)}:{_line(entry)}" for key, entry in rows.items()) + "\n}"
        for name, rows in sorted(tables.items())
    ]
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack(words: Wording, legal_forms: tuple[str, ...] = ()) -> dict[str, Any]:
    """Wording as plain values; what is empty is left out."""
    packed: dict[str, Any] = {}
    for item in fields(words):
        value = getattr(words, item.name)
        if item.name == "by_language":
            value = {language: pack(inner) for language, inner in value.items()}
        elif item.name == "grammar" and value is not None:
            value = {part.name: getattr(value, part.name) for part in fields(value) if getattr(value, part.name)}
        elif isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, Mapping):
            value = dict(value)
        if value:
            packed[item.name] = value
    return packed | ({"legal_forms": legal_forms} if legal_forms else {})


def unpack(packed: dict[str, Any], **others: Any) -> Wording:
    """Wording from its plain values."""
    words = {name: frozen(value) for name, value in packed.items()}
    words["activities"] = MappingProxyType(
        {Activity(name): frozen(forms) for name, forms in packed.get("activities", {}).items()}
    )
    words["named"] = tuple((name, Activity(kind), frozen(forms)) for name, kind, forms in packed.get("named", []))
    words["generic"] = frozenset(packed.get("generic", []))
    if "grammar" in packed:
        words["grammar"] = Grammar(**{name: frozen(value) for name, value in packed["grammar"].items()})
    return Wording(**words, **others)


def frozen(value: Any) -> Any:
    """Lists as tuples, all the way down."""
    return tuple(map(frozen, value)) if isinstance(value, list) else value

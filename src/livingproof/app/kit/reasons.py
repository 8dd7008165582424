"""Why an act cannot be done, in words: what stands against it, and what to do about it. Codes are stored, words are rendered here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from livingproof.app.front import words as rooms
from livingproof.app.kit import values
from livingproof.app.people.models import Person
from livingproof.app.people.roles import role_named
from livingproof.core.system.machine import Blocked

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind

ROOM = Path(__file__).parents[1]
SPOKEN = ("en", "de", "zh-hans")
"""Languages of the pages; a code without words in one is told in English."""


@dataclass(frozen=True, slots=True)
class Told:
    """One reason as a person reads it."""

    code: str
    text: str
    todo: str
    until: date | None


@cache
def words(language: str) -> Mapping[str, Mapping[str, str]]:
    """Text and what to do, by code: every `reasons.<language>.yml` in the rooms of the app, beside the record that it is about."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(ROOM.rglob(f"reasons.{language}.yml")):
        for code, entry in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            if code in found and found[code] != entry:
                raise ValueError(f"{path}: the code {code!r} has other words elsewhere")
            found[code] = entry
    return found


def told(blocked: Blocked, kind: Kind | None = None, language: str = "en") -> Told:
    """The reason in words; a code that has none is shown as it is, never hidden."""
    entry = words(language if language in SPOKEN else "en").get(blocked.code) or words("en").get(blocked.code)
    facts = _Facts({name: _shown(name, value, kind, language) for name, value in blocked.facts.items()})
    facts.setdefault("until", blocked.until.isoformat() if blocked.until else "")
    if entry is None:
        return Told(blocked.code, blocked.code.replace("_", " "), "", blocked.until)
    return Told(blocked.code, entry["text"].format_map(facts), entry["todo"].format_map(facts), blocked.until)


class _Facts(dict[str, str]):
    """Facts for a sentence; one that is missing leaves its name, so that a slip in the words never hides a reason."""

    def __missing__(self, name: str) -> str:
        return name


SECTIONS: Mapping[str, tuple[str, ...]] = {
    "needed": ("stages", "choices"),
    "stage": ("stages",),
    "act": ("acts",),
    "acts": ("acts",),
    "missing": ("parts",),
    "field": ("parts",),
    **dict.fromkeys(("meaning", "given", "question", "method", "disposition", "because", "severity"), ("choices",)),
}
"""In which section of the words a fact of this name is looked up."""


def _shown(name: str, value: Any, kind: Kind | None, language: str) -> str:
    match value:
        case None:
            return "-"
        case str() if name == "field" and kind is not None and value in kind.fields:
            return values.label_of(kind, value)
        case str():
            return _in_words(name, str(value), language) or _named(value)
        case datetime():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case list() | tuple() | set() | frozenset():
            return ", ".join(sorted(_shown(name, one, kind, language) for one in value)) or "-"
        case _:
            return str(value)


def _in_words(name: str, value: str, language: str) -> str:
    """The word for a role, a stage, an act, a part's field or a choice; "" where the fact is none of these."""
    if name == "what":
        return rooms.owed(value, language)
    role = role_named(value) if name == "needed" else None
    if role is not None:
        return role.title(language)
    for section in SECTIONS.get(name, ()):
        found = rooms.table(language if language in SPOKEN else "en").get(section, {}).get(value)
        if found:
            return found
    return ""


def _named(value: str) -> str:
    """A person's name where the text is the id of one."""
    ids = values.ids_in(value)
    person = Person.objects.filter(pk__in=ids).first() if ids else None
    return str(person) if person else value

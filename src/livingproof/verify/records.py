"""Register answers from files: the keys of a record plus `register`, `asked_on`, `snapshot_as_of`, `answer`, `by_number`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from livingproof.catalogue.nesting import refuse_deep, told
from livingproof.core.errors import RecordError, unopened
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Answer

RECORD_KEYS = {slot.name for slot in fields(Record)}
LOOKUP_KEYS = {"register", "asked_on", "snapshot_as_of", "answer", "by_number", "digest", "organisations"}
FOUND = {Answer.FOUND, Answer.FOUND_MANY}
FORMS = {
    type(None): "nothing",
    list: "a list",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
}
"""What stands instead of keys and values, in words."""
_RECORD = TypeAdapter(Record)
_LOOKUP = TypeAdapter(Lookup)


def read_lookups(path: Path, today: date = date.max) -> tuple[Lookup, ...]:
    """The look-ups in a JSON or YAML file that holds one or a list of them; RecordError says what is not understood.

    A register cannot have answered after `today`.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        refuse_deep(text)
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except OSError as problem:
        raise RecordError(f"{path}: {unopened(problem)}.") from problem
    except (ValueError, yaml.YAMLError) as problem:
        raise RecordError(
            f"{path}: cannot be read as JSON or YAML ({told(problem)}). Give one record or a list."
        ) from problem
    entries = content if isinstance(content, list) else [content]
    lookups = tuple(lookup_from(entry, where=str(path)) for entry in entries)
    for lookup in lookups:
        if max(lookup.asked_on, lookup.speaks_of) > today:
            raise RecordError(f"{path}: asked on {lookup.asked_on}, which lies in the future. Correct the day.")
    return lookups


def lookup_from(entry: Any, where: str = "record") -> Lookup:
    """One look-up from its plain form. Every key is used or refused by name; nothing is guessed."""
    if not isinstance(entry, Mapping):
        raise RecordError(
            f"{where}: expected keys and values such as `register:`, `asked_on:`, `number:`; got {FORMS.get(type(entry), 'a value')}."
        )
    unknown = sorted(set(entry) - RECORD_KEYS - LOOKUP_KEYS)
    if unknown:
        known = ", ".join(sorted(RECORD_KEYS | LOOKUP_KEYS))
        raise RecordError(f"{where}: unknown key {unknown[0]!r}. Known keys: {known}.")
    for key in ("register", "asked_on"):
        if not entry.get(key):
            raise RecordError(
                f"{where}: `{key}` is missing. Say which register answered and on which day it was asked."
            )
    record = {key: value for key, value in entry.items() if key in RECORD_KEYS and value is not None}
    found = record.get("number") or entry.get("organisations")
    answer = entry.get("answer") or (Answer.FOUND if found else Answer.NOT_FOUND)
    about = {key: value for key, value in entry.items() if key in LOOKUP_KEYS and value is not None}
    try:
        records = (
            (_RECORD.validate_python(_plain(record)),)
            if answer in FOUND and (record or (answer != Answer.FOUND_MANY and not entry.get("organisations")))
            else ()
        )
        return _LOOKUP.validate_python({**_plain(about), "answer": answer, "records": records})
    except ValidationError as problem:
        first = problem.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise RecordError(f"{where}: `{key}`: {first['msg']} (got {first['input']!r}).") from problem


def _plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    """YAML reads unquoted numbers and editions as figures; registers mean them as text."""
    return {
        key: str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value
        for key, value in entry.items()
    }

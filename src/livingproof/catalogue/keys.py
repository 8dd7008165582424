"""What the value of a key may be: each reader returns the plain value or says what it must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain]"
Entry: TypeAlias = dict[str, Plain]
Tables: TypeAlias = dict[str, dict[str, Entry]]
"""Table name → id → entry, in the order of the files; all values plain and already checked."""

DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class FormError(ValueError):
    """A value is not what its key asks for; the text says what it must be."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an entry: `read` turns the value of the file into a plain one, `refers` names the table of its ids."""

    read: Callable[[object], Plain]
    required: bool = False
    refers: str | None = None
    within: Mapping[str, Key] = field(default_factory=dict)


def read_text(value: object) -> str:
    """A text or number as text; neither empty nor a list."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise FormError("must be a text")
    text = " ".join(str(value).split()) if isinstance(value, str) else str(value)
    if not text:
        raise FormError("must not be empty")
    return text


def read_maybe(value: object) -> str:
    """A text that may be empty."""
    return "" if value in ("", None) else read_text(value)


def read_texts(value: object) -> Plain:
    """A list of texts without doubles."""
    if not isinstance(value, list):
        raise FormError("must be a list, like [one, two]")
    texts = [read_text(item) for item in value]
    doubles = {text for text in texts if texts.count(text) > 1}
    if doubles:
        raise FormError(f"names {min(doubles)!r} twice")
    return list(texts)


def read_day(value: object) -> str:
    """A day, month or year: 2026-09-16, 2026-09 or 2026."""
    text = read_text(value)
    if not DAY.fullmatch(text):
        raise FormError(f"must be a day like 2026-09-16 (or 2026-09, or 2026), not {text!r}")
    return text


def read_flag(value: object) -> bool:
    """A flag: true or false."""
    if not isinstance(value, bool):
        raise FormError("must be true or false")
    return value


def read_number(value: object) -> int:
    """A whole number."""
    if isinstance(value, bool) or not str(value).isdigit():
        raise FormError("must be a whole number")
    return int(str(value))


def read_pattern(value: object) -> str:
    """A regular expression that compiles."""
    text = read_text(value)
    try:
        re.compile(text)
    except re.error as problem:
        raise FormError(f"is no regular expression: {problem}") from problem
    return text


def read_forms(value: object) -> Plain:
    """Lists of texts by language."""
    if not isinstance(value, dict):
        raise FormError("must be lists by language, like {en: [one], de: [eins]}")
    return {read_text(language): read_texts(forms) for language, forms in value.items()}


def read_names(value: object) -> Plain:
    """Texts by text, like {19001: ISO 9001}."""
    if not isinstance(value, dict):
        raise FormError("must be pairs, like {19001: ISO 9001}")
    return {read_text(key): read_text(item) for key, item in value.items()}


def one_of(words: type[StrEnum] | tuple[str, ...]) -> Callable[[object], Plain]:
    """One of a closed list of words."""
    allowed = tuple(str(word) for word in words)

    def read(value: object) -> str:
        text = read_text(value)
        if text not in allowed:
            raise FormError(f"must be one of {', '.join(allowed)}, not {text!r}")
        return text

    return read


def need(key: Key) -> Key:
    """The same key, but an entry without it is refused."""
    return Key(key.read, required=True, refers=key.refers, within=key.within)


def entries(keys: Mapping[str, Key]) -> Key:
    """A list of mappings with these keys; the reader of files checks each."""
    return Key(lambda value: value, within=keys)  # type: ignore[arg-type,return-value] # checked key by key in `within`


def ids(table: str) -> Key:
    """A list of ids of another table."""
    return Key(read_texts, refers=table)


def id_in(table: str) -> Key:
    """An id of another table."""
    return Key(read_text, refers=table)


TEXT, TEXTS, MAYBE = Key(read_text), Key(read_texts), Key(read_maybe)
DATE, FLAG, NUMBER, PATTERN, FORMS = Key(read_day), Key(read_flag), Key(read_number), Key(read_pattern), Key(read_forms)

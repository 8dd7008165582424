"""What is wrong in a policy file: each mistake with its line, its key and what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from livingproof.catalogue.nesting import refuse_deep
from livingproof.core.checks import every_check
from livingproof.core.errors import unopened
from livingproof.core.policy import Policy
from livingproof.core.terms import Decision, Evidence

KEYS = {slot.name for slot in fields(Policy)} - {"id", "file_digest"}
TITLE = "title"
LARGEST = 20_000
"""Bytes of a policy file; a policy has eight keys."""
LEAST_CONFIDENCE = 0.5
"""A reading less likely right than wrong decides nothing."""
MOST_DAYS = 365
"""Certified organisations are audited at least once a calendar year (ISO/IEC 17021-1, 9.1.3.3, in own words): an older answer
tells of another year.
"""

NEVER = {
    "weight": "weights",
    "weights": "weights",
    "decisive": "weights",
    "strong": "weights",
    "grade": "grades",
    "grades": "grades",
    "undetermined": "grades",
    "fail": "grades",
    "pass": "grades",
    "headline": "headlines",
    "headlines": "headlines",
    "decisions": "headlines",
}
"""Keys by which somebody would change what no policy may change."""

WHY_NEVER = {
    "weights": "a policy cannot change the weight of a check: a weak sign never decides.",
    "grades": "a policy cannot change a grade: what is undetermined is neither a pass nor a fail.",
    "headlines": "a policy cannot change how headlines follow from findings.",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the line counted from 1, the key ("" for the whole file), what is wrong, what to do."""

    line: int
    key: str
    what: str
    do: str


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: Any, least: int = 0, most: int | None = None) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= least
    return whole and (most is None or value <= most)


def _is_span(value: Any) -> bool:
    return _is_count(value, 0, MOST_DAYS)


def _ids() -> frozenset[str]:
    return frozenset(check.id for check in every_check())


def _are_checks(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(name, str) and name in _ids() for name in value)


FORMS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "version": (lambda value: _is_count(value, 1), "Write a whole number from 1 on."),
    "reading_confidence": (
        lambda value: _is_number(value) and LEAST_CONFIDENCE <= value <= 1,
        f"Write a number from {LEAST_CONFIDENCE} to 1; a reading below {LEAST_CONFIDENCE} is more likely wrong than right.",
    ),
    "evidence": (
        lambda value: value in set(Evidence) and value >= Evidence.E3,
        "Write E3, E4 or E5; below E3 nothing is confirmed under any policy.",
    ),
    "fresh_days": (
        _is_span,
        f"Write a number of days from 0 to {MOST_DAYS}; what a register said longer ago tells nothing of today.",
    ),
    "acceptable_limits": (_are_checks, "Write a list of ids of checks, such as [id.number, site.scope]; [] for none."),
    "unrecognised": (
        lambda value: value in set(Decision),
        "Write ask, do_not_rely or rely.",
    ),
    "sector_standard": (lambda value: isinstance(value, bool), "Write true or false."),
    "answer_days": (_is_span, f"Write a number of days from 0 to {MOST_DAYS}."),
}
"""For every key what its value must be, and what to write."""


FORMS_OF_YAML = {
    type(None): "nothing",
    list: "a list",
    str: "a text",
    int: "a number",
    float: "a number",
    bool: "true or false",
}
"""What a file holds instead of keys and values, in words."""


def faults_in(content: Any) -> Iterator[tuple[str, str, str]]:
    """The mistakes in a policy's plain form: key, what is wrong, what to do."""
    if not isinstance(content, dict):
        yield (
            "",
            f"expected keys and values, got {FORMS_OF_YAML.get(type(content), 'something else')}.",
            "Copy a shipped policy and change its values.",
        )
        return
    for key in content:
        if key not in KEYS and key != TITLE:
            yield str(key), *_unknown(str(key))
    for key in sorted(KEYS - set(content)):
        yield key, f"`{key}` is missing.", "Copy a shipped policy and change its values."
    for key, (holds, do) in FORMS.items():
        if key in content and not holds(content[key]):
            yield key, _wrong(key, content[key]), do


def _unknown(key: str) -> tuple[str, str]:
    if key.lower() in NEVER:
        return f"`{key}` is refused:", WHY_NEVER[NEVER[key.lower()]]
    near = get_close_matches(key, KEYS, n=1)
    return f"unknown key {key!r}.", f"Did you mean `{near[0]}`?" if near else f"Known keys: {', '.join(sorted(KEYS))}."


def _wrong(key: str, value: Any) -> str:
    if key == "acceptable_limits" and isinstance(value, list):
        unknown = [str(name) for name in value if name not in _ids()]
        near = [match for name in unknown for match in get_close_matches(name, _ids(), n=1)]
        hint = f"; near to it: {', '.join(near)}" if near else ""
        return f"`{key}`: no check of this name: {', '.join(unknown)}{hint}."
    return f"`{key}`: {value!r} cannot be used."


def faults_of(path: Path) -> tuple[Fault, ...]:
    """The mistakes of a policy file in the order of their lines; empty when it can be used."""
    try:
        if path.stat().st_size > LARGEST:
            return (
                Fault(1, "file", f"is longer than {LARGEST:,} bytes.", "Copy a shipped policy and change its values."),
            )
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return (Fault(1, "file", "is no text in UTF-8.", "Save it as UTF-8."),)
    except (OSError, ValueError) as problem:
        return (Fault(1, "file", f"cannot be read: {unopened(problem)}.", "Name a .yml file."),)
    return _faults_of_text(text)


def _faults_of_text(text: str) -> tuple[Fault, ...]:
    try:
        refuse_deep(text)
    except ValueError:
        return (Fault(1, "file", "is nested too deeply.", "Write `key: value`, one to a line."),)
    try:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        content = yaml.load(text, Loader=yaml.CSafeLoader)
    except ValueError:  # a day or number in a form of YAML that is none, such as 2026-13-45
        return (Fault(1, "file", "holds a value that is none.", "Write numbers and words as in a shipped policy."),)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        why = getattr(problem, "problem", None) or "not understood"
        return (
            Fault(mark.line + 1 if mark else 1, "file", f"is no YAML: {why}.", "Write `key: value`, one to a line."),
        )
    lines = _lines(tree)
    found = [Fault(lines.get(key, 1), key or "file", what, do) for key, what, do in faults_in(content)]
    found += [Fault(line, key, f"`{key}` stands twice.", "Keep one of the two.") for key, line in _twice(tree)]
    return tuple(sorted(found, key=lambda fault: fault.line))


def _pairs(tree: Any) -> list[tuple[str, int]]:
    if not isinstance(tree, yaml.MappingNode):
        return []
    return [(str(key.value), key.start_mark.line + 1) for key, _ in tree.value]


def _lines(tree: Any) -> dict[str, int]:
    return dict(_pairs(tree))


def _twice(tree: Any) -> list[tuple[str, int]]:
    pairs = _pairs(tree)
    return [(key, line) for place, (key, line) in enumerate(pairs) if key in dict(pairs[:place])]

"""Columns bound to fields: each one used, named as ignored, or the file is refused with the column's name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import Any

from livingproof.core.errors import SourceError
from livingproof.sources.column_map import ColumnMap
from livingproof.sources.declared import BY_ADAPTER, Source, folded
from livingproof.sources.kinds import FIELDS, JOINED
from livingproof.sources.lists import SITE_KEYS
from livingproof.sources.meanings import JOINING, Form, Meanings, Read, text_in
from livingproof.sources.outcome import UnreadableCell

SITE = "site"
"""`site.address`, `site.city` … are the parts of one site, each in a column of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One column: where its cell stands, what it is called, how it is read."""

    index: int
    column: str
    read: Read


@dataclass(frozen=True, slots=True)
class Bound:
    """A header bound to fields. `single` fields have one column; `joined` gather parts; `site` are the parts of one site."""

    single: tuple[tuple[str, Step], ...]
    joined: tuple[tuple[str, tuple[Step, ...]], ...]
    site: tuple[tuple[str, Step], ...]
    width: int


class Binding:
    """What the columns of one file mean, by the source and the user's own mapping."""

    def __init__(self, source: Source, columns: ColumnMap, meanings: Meanings, name: str) -> None:
        self.source, self.columns, self.meanings, self.name = source, columns, meanings, name
        self._targets = source.with_columns(columns)
        self._patterns = {pattern: target for pattern, target in self._targets.items() if "*" in pattern}
        self._ignored = {**source.ignored, **{folded(column): why for column, why in columns.ignored.items()}}
        self._left_out = {folded(column) for column in columns.ignored}
        self._globs = [pattern for pattern in self._ignored if "*" in pattern]
        self._forms = FIELDS[source.kind]
        self._check_targets()
        self.fixed = {target: self._constant(target, text) for target, text in columns.fixed.items()}

    def target_of(self, column: str) -> str | None:
        """The field of a column, None for an ignored one. SourceError for a column that nobody has named."""
        key = folded(column)
        if key in self._left_out:
            return None
        target = self._targets.get(key)
        if target is not None:
            return target
        if key in self._ignored or any(fnmatchcase(key, pattern) for pattern in self._globs):
            return None
        found = next((one for pattern, one in self._patterns.items() if fnmatchcase(key, pattern)), None)
        if found is not None:
            return found
        raise SourceError(self._unknown(column))

    def bind(self, header: Sequence[str]) -> Bound:
        """The header's columns as steps. SourceError for unknown, doubled and missing columns."""
        self._check_doubles(header)
        found: dict[str, list[Step]] = {}
        for index, column in enumerate(header):
            target = self.target_of(column)
            if target is None or target == BY_ADAPTER:
                continue
            found.setdefault(target, []).append(Step(index, column, self._reader(target)))
        return self._bound(found, len(header))

    def by_site(self, header: Sequence[str]) -> bool:
        """Whether each row is one site of a certificate."""
        return any((self.target_of(column) or "").startswith(f"{SITE}.") for column in header)

    def missing(self, bound: Bound) -> str | None:
        """The first required field that no column and no fixed value gives."""
        given = {name for name, _ in (*bound.single, *bound.joined)} | set(self.fixed)
        return next((name for name in self.source.required if name not in given), None)

    def _bound(self, found: Mapping[str, list[Step]], width: int) -> Bound:
        single: list[tuple[str, Step]] = []
        joined: dict[str, list[Step]] = {}
        site: list[tuple[str, Step]] = []
        for target, steps in found.items():
            field, _, part = target.partition(".")
            if field == SITE:
                site.append((part, steps[0]))
            elif self._forms[field] in JOINING or field in JOINED:
                joined.setdefault(field, []).extend(steps)
            elif len(steps) > 1:
                raise SourceError(
                    f"{self.name}: columns {steps[0].column!r} and {steps[1].column!r} both say `{field}`; name one under `ignored` in a column mapping."
                )
            else:
                single.append((field, steps[0]))
        single += [(field, joined.pop(field)[0]) for field in list(joined) if len(joined[field]) == 1]
        rank = {spelling: place for place, spelling in enumerate(self._targets)}
        ordered = {
            field: tuple(sorted(steps, key=lambda step: rank.get(folded(step.column), len(rank))))
            for field, steps in joined.items()
        }
        status = next((step for field, step in single if field == "status"), None)
        if status and "status_raw" in self._forms and "status_raw" not in found:
            single.append(("status_raw", Step(status.index, status.column, text_in)))
        return Bound(tuple(single), tuple(ordered.items()), tuple(site), width)

    def _reader(self, target: str) -> Read:
        field, _, part = target.partition(".")
        return text_in if field == SITE else self.meanings.reader(self._forms[field], part or None)

    def _constant(self, target: str, text: str) -> Any:
        try:
            return self._reader(target)(text)
        except UnreadableCell as problem:
            raise SourceError(f"{self.name}: fixed {target}: {text!r} {problem.why}; {problem.remedy}.") from problem

    def _check_targets(self) -> None:
        for place, target in (*self.columns.columns.items(), *((f"fixed {name}", name) for name in self.columns.fixed)):
            field, _, part = target.partition(".")
            good = (field == SITE and part in SITE_KEYS) or (
                field in self._forms and (not part or self._forms[field] in (Form.IDS, Form.SECTORS, Form.SITES))
            )
            if not good:
                close = get_close_matches(target, list(self._forms), n=1)
                hint = (
                    f"did you mean {close[0]!r}?" if close else f"fields are {', '.join(self._forms)}, site.address …"
                )
                raise SourceError(f"{self.name}: column mapping: {place!r}: there is no field {target!r}; {hint}")
            if target in self.columns.fixed and (field == SITE or field not in self._forms):
                raise SourceError(f"{self.name}: fixed {target}: only whole fields can be fixed.")

    def _check_doubles(self, header: Sequence[str]) -> None:
        seen: dict[str, str] = {}
        for place, column in enumerate(header, start=1):
            key = folded(column)
            if not key:
                raise SourceError(f"{self.name}: column {place} has no name; give it one, or remove it.")
            if key in seen:
                raise SourceError(f"{self.name}: column {column!r} stands twice; rename or remove one.")
            seen[key] = column

    def _unknown(self, column: str) -> str:
        known = sorted(
            {re.sub(r"\s+", " ", name) for name in (*self.source.spellings, *self.columns.columns) if "*" not in name}
        )
        close = get_close_matches(folded(column), known, n=1, cutoff=0.8)
        hint = f"did you mean {close[0]!r}? " if close else ""
        names = ", ".join(known[:60]) + (" …" if len(known) > 60 else "")  # noqa: PLR2004 - one line must end
        return (
            f"{self.name}: column {column!r} is not known to the source {self.source.id}; {hint}"
            f"`livingproof register map FILE` proposes a column mapping. Known columns: {names}."
        )

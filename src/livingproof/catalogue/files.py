"""Catalogue files → checked tables: strict on the way in, every problem named with file, entry, key and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from livingproof.catalogue.keys import Entry, FormError, Key, Plain, Tables
from livingproof.catalogue.nesting import refuse_deep, told
from livingproof.catalogue.schema import TABLES
from livingproof.catalogue.table import Table
from livingproof.core.errors import CatalogueError, unopened

ROOM = Path(__file__).parent
FOLDERS = ("standards", "bodies", "recognitions", "registers", "products")
"""Folders of the shipped tables; labels, names, words and policies beside them have loaders of their own."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file, and what to do about it."""

    file: str
    entry: str
    what: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.file}: {self.entry}: {self.what}" if self.entry else f"{self.file}: {self.what}"


@dataclass(slots=True)
class Reading:
    """What was read so far: tables, where each entry stands, and the problems found."""

    tables: Tables = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, file: str, entry: str, what: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(file, entry, what))


Known = Mapping[str, Iterable[str]]
"""Ids that are known already, by table: those of the catalogue under an overlay."""


def read_shipped() -> Reading:
    """The shipped tables, from the human-edited files."""
    files = [*ROOM.glob("*.yaml"), *(path for name in FOLDERS for path in (ROOM / name).glob("*.yaml"))]
    from livingproof.catalogue.products import families

    return read_files(sorted(files), ROOM, {"families": families()})


def read_folder(folder: Path, known: Known) -> Reading:
    """A user's own tables, laid over those that are known."""
    if not folder.is_dir():
        raise CatalogueError(f"{folder} is no folder; give a folder that holds .yaml files of facts")
    files = sorted(path for path in folder.rglob("*") if path.suffix in {".yaml", ".yml"})
    if not files:
        raise CatalogueError(
            f"{folder} holds no .yaml file; see `livingproof catalogue list` for the tables it may hold"
        )
    return read_files(files, folder, known)


def read_files(files: Iterable[Path], root: Path, known: Known | None = None) -> Reading:
    """All tables of these files together."""
    reading = Reading()
    for path in files:
        name = path.relative_to(root).as_posix()
        try:
            document = parse(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as problem:
            reading.refuse(name, "", f"cannot be read: {told(problem)}; save it as UTF-8")
            continue
        except OSError as problem:
            reading.refuse(name, "", f"cannot be read: {unopened(problem)}")
            continue
        except ValueError as problem:
            reading.refuse(name, "", f"cannot be read: {' '.join(str(problem).split())}")
            continue
        read_document(document, name, reading, known or {})
    check_references(reading, known or {})
    return reading


def read_mapping(document: Mapping[str, object], known: Known, name: str = "given facts") -> Reading:
    """Tables given as plain values."""
    reading = Reading()
    read_document(dict(document), name, reading, known)
    check_references(reading, known)
    return reading


def parse(text: str) -> object:
    """YAML with few surprises: only true, false and null are no texts, doubled keys are refused."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class Loader(base):  # type: ignore[misc] # the C loader has no types
        """Texts stay texts: NO is Norway, 0003 keeps its zeros, 2026-09-16 is checked by its key."""

        yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the library's own protocol

        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - theirs
            keys = [self.construct_object(key, deep=True) for key, _ in node.value]
            doubles = {key for key in keys if isinstance(key, str) and keys.count(key) > 1}
            if doubles:
                raise ValueError(f"{min(doubles)!r} stands twice in one mapping (line {node.start_mark.line + 1})")
            return dict(super().construct_mapping(node, deep=deep))

    import re

    Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
    Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|)$"), ["n", ""])
    refuse_deep(text)
    try:
        return yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader, made stricter
    except yaml.YAMLError as problem:
        raise ValueError(told(problem)) from problem


def read_document(document: object, file: str, reading: Reading, known: Known) -> None:
    """The tables of one file."""
    if document is None:
        return
    if not isinstance(document, dict):
        reading.refuse(file, "", "must be tables by name, like `recognitions:` with a list below it")
        return
    defaults = document.get("defaults") or {}
    for name, rows in document.items():
        if name == "defaults":
            continue
        if name == "sources":
            read_sources(rows, file, reading)
        elif name not in TABLES:
            reading.refuse(file, "", f"has no table {name!r}; {suggest(name, TABLES)}")
        elif not isinstance(rows, list):
            reading.refuse(file, name, "must be a list of entries, each beginning with `- `")
        else:
            read_rows(name, [(row, defaults) for row in rows], file, reading, known)


def read_sources(rows: object, file: str, reading: Reading) -> None:
    """Source keys with their addresses."""
    if not isinstance(rows, dict):
        reading.refuse(file, "sources", "must be pairs of a key and its address or description")
        return
    table = reading.tables.setdefault("sources", {})
    for key, address in rows.items():
        table[str(key)] = {"text": " ".join(str(address).split())}
        reading.places["sources", str(key)] = file


def read_rows(name: str, rows: list[tuple[object, object]], file: str, reading: Reading, known: Known) -> None:
    """The entries of one table."""
    table, found = TABLES[name], reading.tables.setdefault(name, {})
    for number, (row, defaults) in enumerate(rows, start=1):
        where = f"{name} entry {number}"
        if not isinstance(row, dict) or not isinstance(defaults, dict):
            reading.refuse(file, where, "must be keys with values")
            continue
        raw = {**{key: value for key, value in defaults.items() if key in table.keys}, **row}
        entry, problems = read_entry(raw, table.keys)
        identity = identify(table, entry)
        where = f"{name} {identity!r}" if identity else where
        partial = identity in set(known.get(name, ()))
        problems += missing(entry, table.keys, partial=partial)
        if (name, identity) in reading.places and len(table.identity) == 1:
            problems.append(f"stands twice (first in {reading.places[name, identity]}); keep one")
        for problem in problems:
            reading.refuse(file, where, problem)
        if not problems:
            identity = distinct(identity, found)
            found[identity] = entry
            reading.places[name, identity] = file


def read_entry(raw: Mapping[object, object], keys: Mapping[str, Key]) -> tuple[Entry, list[str]]:
    """The plain entry, and what is wrong with it. A key with null counts as absent."""
    entry: Entry = {}
    problems: list[str] = []
    for name, value in raw.items():
        key = keys.get(str(name))
        if key is None:
            problems.append(f"has no key {name!r}; {suggest(str(name), keys)}")
        elif value is not None:
            try:
                entry[str(name)] = read_within(value, key, problems, str(name)) if key.within else key.read(value)
            except FormError as problem:
                problems.append(f"{name} {problem}")
    return entry, problems


def read_within(value: object, key: Key, problems: list[str], name: str) -> Plain:
    """A list of mappings inside an entry."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise FormError("must be a list of keys with values")
    items: list[Plain] = []
    for number, item in enumerate(value, start=1):
        inner, wrong = read_entry(item, key.within)
        wrong += missing(inner, key.within, partial=False)
        problems += [f"{name} {number}: {problem}" for problem in wrong]
        items.append(inner)
    return items


def missing(entry: Entry, keys: Mapping[str, Key], *, partial: bool) -> list[str]:
    """Required keys that are not there; an entry that changes a known one must still say source, confidence, verified."""
    always = ("source", "confidence", "verified")
    needed = [name for name, key in keys.items() if key.required and (not partial or name in always)]
    return [f"lacks {name!r}; add it" for name in needed if name not in entry]


def identify(table: Table, entry: Entry) -> str:
    """The id of an entry: its identifying values, joined where there are several."""
    parts = (entry.get(name, "") for name in table.identity)
    texts = (", ".join(map(str, part)) if isinstance(part, list) else str(part) for part in parts)
    return " · ".join(text for text in texts if text)


def distinct(identity: str, found: Mapping[str, Entry]) -> str:
    """The id, numbered where a source names the same relation twice."""
    if identity not in found:
        return identity
    return next(name for number in range(2, len(found) + 3) if (name := f"{identity} · {number}") not in found)


def check_references(reading: Reading, known: Known) -> None:
    """Every id that an entry names exists, and every source key is explained."""

    @cache
    def names(table: str) -> frozenset[str]:  # only of tables that are named: families are slow to make
        return frozenset((*known.get(table, ()), *reading.tables.get(table, {})))

    for table, rows in reading.tables.items():
        if table == "sources":
            continue
        for identity, entry in rows.items():
            for problem in unknown_names(entry, TABLES[table].keys, names):
                reading.refuse(reading.places[table, identity], f"{table} {identity!r}", problem)


def unknown_names(entry: Entry, keys: Mapping[str, Key], names: Callable[[str], frozenset[str]]) -> Iterator[str]:
    """What an entry refers to that is not there."""
    for name, value in entry.items():
        key = keys[name]
        if name == "source":
            yield from unknown_sources(value, names("sources"))
        elif key.refers:
            for item in value if isinstance(value, list) else [value]:
                if str(item) not in names(key.refers):
                    yield f"{name} {item!r} is not among the {key.refers}; {suggest(str(item), names(key.refers))}"
        elif key.within and isinstance(value, list):
            for inner in value:
                if isinstance(inner, dict):
                    yield from unknown_names(inner, key.within, names)


def unknown_sources(value: Plain, names: frozenset[str]) -> Iterator[str]:
    """Source keys without an entry under `sources`; an address stands for itself."""
    for item in value if isinstance(value, list) else [value]:
        if str(item) not in names and not str(item).startswith(("https://", "http://")):
            yield f"source {item!r} is not explained; add it under `sources:` or give an address (https://...)"


def suggest(word: str, words: Iterable[str], otherwise: str = "correct it or add it") -> str:
    """What to do about a word that is not known."""
    close = get_close_matches(word, list(words), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(map(repr, close))}?" if close else otherwise


def accept(reading: Reading) -> Tables:
    """The tables, or the first problem raised with the number of all."""
    if not reading.problems:
        return reading.tables
    more = len(reading.problems) - 1
    rest = f" (and {more} more; run `livingproof catalogue check`)" if more else ""
    raise CatalogueError(f"{reading.problems[0]}{rest}")

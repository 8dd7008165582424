"""`livingproof catalogue`: what the facts behind a verdict are, where they come from, and whether your own are usable."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from livingproof.catalogue.keys import Entry, Plain, Tables
    from livingproof.catalogue.search import Hit

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Look up the facts behind a verdict.")

EXIT_PROBLEMS = 1
EXIT_WRONG_USE = 2
MAX_HITS = 8
MAX_RELATED = 40
WIDTH, MAX_WIDTH, FIRST_COLUMN = 80, 110, 30


@app.command(name="list")
def list_(
    table: Annotated[str | None, typer.Argument(help="A table, such as standards; all tables if not given.")] = None,
) -> None:
    """List the tables with their numbers of entries, or the entries of one table."""
    from livingproof.catalogue import tables, version
    from livingproof.catalogue.files import suggest
    from livingproof.catalogue.schema import TABLES
    from livingproof.catalogue.search import headline

    found = tables()
    if table is None:
        about = {name: rule.about for name, rule in TABLES.items()} | {"sources": "where facts come from"}
        _print_rows(
            f"Catalogue {version()}",
            [(name, f"{len(entries):4}  {about[name]}") for name, entries in found.items()],
        )
    elif table in found:
        rows = [(key, headline(key, entry)) for key, entry in found[table].items()]
        _print_rows(f"{table}: {len(rows)}", rows)
    else:
        _wrong_use(f"no table {table!r}; {suggest(table, found, '`livingproof catalogue list` names all')}")


@app.command()
def show(
    word: Annotated[str, typer.Argument(help="An id, name or term: 'ISO 9001', ukas, RF-AB-SCOPE, nonconformity.")],
) -> None:
    """Show an entry with everything that is known of it, how sure that is, and where it comes from."""
    from livingproof.catalogue import tables
    from livingproof.catalogue.search import find, suggestions

    found = tables()
    if word in found:
        list_(word)
        return
    hits = find(found, word)
    if not hits:
        near = suggestions(found, word)
        _wrong_use(f"nothing is called {word!r}" + (f"; did you mean {' or '.join(map(repr, near))}?" if near else "."))
    for hit in hits[:MAX_HITS]:
        _show(hit, found)
    if len(hits) > MAX_HITS:
        rest = ", ".join(f"{hit.table} {hit.id}" for hit in hits[MAX_HITS : MAX_HITS + 12])
        typer.echo(f"\n{len(hits) - MAX_HITS} more entries fit {word!r}: {rest} ...")


@app.command()
def check(
    catalogue: Annotated[
        Path | None, typer.Option(help="A folder of your own facts, to be laid over the shipped ones.")
    ] = None,
) -> None:
    """Check the shipped files, and your own where a folder is given: every problem with file, entry and what to do.

    Exit status: 0 all is well; 1 there are problems; 2 wrong use.
    """
    from livingproof.catalogue import compiled, load, version
    from livingproof.catalogue.files import read_shipped
    from livingproof.catalogue.load import read_own

    if catalogue is not None and not catalogue.is_dir():
        _wrong_use(f"{catalogue} is no folder; give one that holds .yaml files of facts.")
    reading = read_shipped() if catalogue is None else read_own(load(), catalogue)
    for problem in reading.problems:
        typer.echo(str(problem))
    stale = compiled.stale() if catalogue is None and not reading.problems else []
    for name in stale:
        typer.echo(f"compiled/{name}: does not agree with the files it is made from; run `livingproof catalogue build`")
    if reading.problems or stale:
        raise typer.Exit(EXIT_PROBLEMS)
    entries = sum(len(rows) for rows in reading.tables.values())
    what = str(catalogue) if catalogue else f"catalogue {version()}"
    typer.echo(
        f"{what}: {_counted(entries, 'entry', 'entries')} in {_counted(len(reading.tables), 'table', 'tables')}, no problems"
    )


@app.command()
def build() -> None:
    """Compile the shipped files into the form that loads fast; needed after editing them."""
    from livingproof.catalogue import compiled

    changed = compiled.write()
    typer.echo(
        "\n".join(f"written: {path.name}" for path in changed) or "nothing to do: all compiled files are up to date"
    )


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _wrong_use(message: str) -> None:
    sys.stderr.write(f"livingproof: {message}\n")
    raise typer.Exit(EXIT_WRONG_USE)


def _print_rows(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """A heading and two columns; a long first column stands on a line of its own."""
    first = min(max((len(row[0]) for row in rows), default=0), FIRST_COLUMN)
    lines = [(title, "")]
    for name, about in rows:
        if len(name) > first:
            lines += [(name, ""), *_wrapped("", about, first + 4)]
        else:
            lines += _wrapped(name.ljust(first + 2), about, first + 4)
    _print(lines)


def _show(hit: Hit, tables: Tables) -> None:
    from livingproof.catalogue.search import related, sources_in

    others = list(related(tables, hit))
    lines = [(hit.id, f"   {hit.table}"), *_entry(hit.entry, 2)]
    for other in others[:MAX_RELATED]:
        lines += [("", ""), (f"  {other.id}", f"   {other.table}"), *_entry(other.entry, 4)]
    if len(others) > MAX_RELATED:
        lines += [("", ""), ("", f"  {len(others) - MAX_RELATED} more entries belong to it")]
    lines += [("", ""), ("  sources", "")]
    for key in sources_in(hit.entry, *(other.entry for other in others[:MAX_RELATED])):
        lines += _wrapped(f"    {key}  ", str(tables["sources"].get(key, {}).get("text", "")), 8)
    _print([*lines, ("", "")])


Line = tuple[str, str]
"""A line in two parts: the first is printed with emphasis."""


def _print(lines: Sequence[Line]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for name, rest in lines:
        console.print(Text.assemble((name, "bold"), rest), soft_wrap=True)


def _wrapped(name: str, value: str, indent: int) -> list[Line]:
    """The value beside its name, wrapped under itself; addresses stay whole."""
    width = min(shutil.get_terminal_size((WIDTH, 24)).columns, MAX_WIDTH)
    lines = wrap(
        value,
        width,
        initial_indent=" " * max(len(name), indent if not name else 0),
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [name]
    return [(name, lines[0][len(name) :]), *(("", line) for line in lines[1:])]


def _entry(entry: Entry, indent: int) -> Iterator[Line]:
    """The lines of an entry; entries inside it follow indented, its certainty comes last."""
    from livingproof.catalogue.search import CERTAINTY

    for key, value in entry.items():
        if key in CERTAINTY or key == "id":
            continue
        name = " " * indent + key + "  "
        if isinstance(value, dict) or (isinstance(value, list) and value and isinstance(value[0], dict)):
            yield name.rstrip(), ""
            yield from _inside(value, indent + 2)
        else:
            yield from _wrapped(name, _text(value), indent + 4)
    if "verified" in entry:
        yield from _wrapped(" " * indent + "certainty  ", _certainty(entry), indent + 4)


def _inside(value: Plain, indent: int) -> Iterator[Line]:
    if isinstance(value, dict):
        for name, words in value.items():
            yield from _wrapped(" " * indent + name + "  ", _text(words), indent + 4)
    for inner in value if isinstance(value, list) else []:
        if not isinstance(inner, dict):
            continue
        if "source" in inner:
            (_, first), *rest = inner.items()
            yield " " * indent + _text(first), ""
            yield from _entry(dict(rest), indent + 2)
        else:
            yield from _wrapped(" " * indent, "  ".join(_text(part) or "any" for part in inner.values()), indent + 4)


def _certainty(entry: Entry) -> str:
    sure = "looked up" if entry["verified"] == "looked-up" else "expert knowledge, not looked up"
    expert = f" (but not {_text(entry['expert'])})" if "expert" in entry else ""
    as_of = f", as of {entry['as_of']}" if "as_of" in entry else ""
    return f"{entry['confidence']}, {sure}{expert}{as_of}  [{_text(entry['source'])}]"


def _text(value: Plain) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(_text, value)) if isinstance(value, list) else str(value)

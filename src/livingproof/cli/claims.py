"""`livingproof claims`: what a listing, profile or web page says about certification, word by word."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from livingproof.cli.languages import known
from livingproof.cli.purchase import is_file, no_words
from livingproof.core.errors import unopened
from livingproof.core.mention import Mention
from livingproof.readers.visible import visible

FORMATS = ("terminal", "json")
JSON_LINES = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Listing:
    """One text that was looked at, and where it stands.

    `source` is the file's name, "-" for standard input, "" for words given. `line` counts from 1, None for a whole text.
    `key` names the value of a JSON row ("attributes.Certificate"), "" for none.
    """

    source: str
    text: str
    line: int | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the JSON output: where the text stands, and its mentions. Spans count characters of that text."""

    source: str
    line: int | None
    key: str
    mentions: tuple[Mention, ...]


def claims(
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT|FILE|-", help="The words themselves, a text file (UTF-8), or - to read standard input."
        ),
    ],
    lines: Annotated[  # noqa: FBT002 - a switch
        bool, typer.Option("--lines", help="Each line is a text of its own; of JSON lines, each text value of a row.")
    ] = False,
    output: Annotated[str, typer.Option("--format", metavar="FORM", help="terminal or json.")] = "terminal",
    catalogue: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of your own facts, laid over the shipped ones.")
    ] = None,
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="en, de, zh or es.")] = "en",
) -> None:
    """Show what a listing says about certification: standards, marks, badges; held, planned, denied or another's.

    Exit status: 0 the text was read, whether or not it says anything; 2 wrong use.
    """
    if output not in FORMATS:
        raise typer.BadParameter(f"{output!r}: choose one of {', '.join(FORMATS)}.", param_hint="--format")
    known(language)
    source, content = given(text)
    from livingproof.catalogue import load
    from livingproof.readers.listing import read_listing

    facts = load(catalogue)
    told = (
        (listing, read_listing(listing.text, facts))
        for listing in (listings(source, content) if lines else [Listing(source, content)])
    )
    if output == "json":
        from pydantic import TypeAdapter

        found = tuple(
            Told(listing.source, listing.line, listing.key, mentions)
            for listing, mentions in told
            if mentions or not lines
        )
        rows = TypeAdapter(tuple[Told, ...]).dump_python(found, mode="json")
        sys.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False) + "\n")
        return
    from rich.console import Console

    from livingproof.cli.render.mentions import MentionSheet

    MentionSheet(facts, language).print_on(
        Console(), [(place_of(listing), listing.text, mentions) for listing, mentions in told if mentions or not lines]
    )


def given(text: str) -> tuple[str, str]:
    """The source and what it holds: words, a file's text, or standard input; an empty one ends the command."""
    source, content = ("-", _decoded(sys.stdin.buffer.read(), "-")) if text == "-" else _file_or_words(text)
    if not content.strip():
        raise typer.BadParameter(
            "there is no text in it. Give words, a text file, or - and a text on standard input.", param_hint="TEXT"
        )
    return source, content


def _file_or_words(text: str) -> tuple[str, str]:
    path = Path(text)
    if not is_file(path):
        if why := no_words(text):
            raise typer.BadParameter(f"{visible(text)}: {why}", param_hint="TEXT")
        return "", text
    try:
        return visible(text), _decoded(path.read_bytes(), visible(text))
    except OSError as problem:
        raise typer.BadParameter(f"{visible(text)}: {unopened(problem)}.", param_hint="FILE") from None


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise typer.BadParameter(
            f"{name}: is no text in UTF-8. Save it as UTF-8, or verify a PDF or picture with `livingproof verify`.",
            param_hint="FILE",
        ) from None


def listings(source: str, content: str) -> Iterator[Listing]:
    """Each line as a text of its own; of a file of JSON lines, each text value of each row with its key."""
    for number, line in enumerate(content.splitlines(), start=1):
        if source.lower().endswith(JSON_LINES):
            yield from (Listing(source, text, number, key) for key, text in values_of(_row(source, line, number)))
        elif line.strip():
            yield Listing(source, line, number)


def _row(source: str, line: str, number: int) -> object:
    try:
        return json.loads(line) if line.strip() else None
    except ValueError:
        raise typer.BadParameter(
            f'{source}, line {number}: is no JSON; each line is one row, such as {{"text": "..."}}.', param_hint="FILE"
        ) from None
    except RecursionError:
        raise typer.BadParameter(f"{source}, line {number}: is nested too deeply.", param_hint="FILE") from None


def values_of(value: object) -> Iterator[tuple[str, str]]:
    """Every text in a JSON value with the way to it, keys joined by dots; a key stands before its text where it has one.

    Rows of attributes say "Certification" in the key and "ISO 9001" in the value; only together do they say something.
    """
    waiting: list[tuple[str, str, object]] = [("", "", value)]
    while waiting:
        way, key, item = waiting.pop()
        if isinstance(item, str) and item.strip():
            yield way, f"{key.rstrip(': ')}: {item}" if key and "\n" not in item else item
        elif isinstance(item, dict):
            waiting += [(f"{way}.{name}".strip("."), str(name), part) for name, part in reversed(item.items())]
        elif isinstance(item, list):
            waiting += [
                (f"{way}.{place}".strip("."), key, part) for place, part in reversed(list(enumerate(item, start=1)))
            ]


def place_of(listing: Listing) -> str:
    """Where the text stands, in words; "" for words given."""
    parts = [listing.source or "", f"line {listing.line}" if listing.line else "", listing.key]
    return ", ".join(part for part in parts if part)

"""`livingproof teach`: a corrected reading becomes a profile or a label in your own folder of facts."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.core.errors import CatalogueError

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.facts import Facts
    from livingproof.readers.reading import Reading
    from livingproof.readers.teaching import Lesson

EXIT_NOTHING_LEARNT = 1
WIDTH = 78
SURE = 0.9
"""A reading of this confidence needs no lesson."""


def teach(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A certificate that was read wrongly.")],
    corrections: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="What is right, as printed; days as 2027-05-01. Repeatable."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Your folder of facts; without it the lesson is only shown.")
    ] = None,
    number: Annotated[int, typer.Option("--certificate", min=1, help="Which certificate of the file.")] = 1,
    ocr: Annotated[bool, typer.Option(help="Read pictures too (OCR).")] = True,  # noqa: FBT002 - a switch
) -> None:
    """Teach the reader from a correction: which words announce a field, and how a body writes numbers and days.

    Without --set it shows what was read. With --set and --into it writes taught.yaml into your folder, which `verify
    --catalogue DIR` lays over the shipped facts. Each lesson is tried on the file before it is kept.

    Exit status: 0 shown or learnt; 1 nothing could be learnt; 2 wrong use; 3 the file cannot be read.
    """
    if not file.is_file():
        raise typer.BadParameter(f"{file}: no such file.", param_hint="FILE")
    right = _corrections(corrections or [])
    from livingproof.catalogue import load
    from livingproof.readers.apart import pages_apart
    from livingproof.readers.limits import Limits

    overlay = into if into and into.is_dir() and any(into.rglob("*.y*ml")) else None
    facts = load(overlay)
    reading = pages_apart(file.read_bytes(), Limits(), overlay, ocr=ocr)
    if number > len(reading.claims):
        raise typer.BadParameter(f"the file holds {len(reading.claims)} certificates.", param_hint="--certificate")
    claim = reading.claims[number - 1]
    if not right:
        _show(claim)
        return
    for name in [name for name, value in right.items() if _confidence(claim, name, value) >= SURE]:
        print_line(f"{name}: {right.pop(name)!r} is what was read; nothing to learn.")
    learnt = [
        lesson for name, value in right.items() if (lesson := _learnt(name, value, reading, claim, facts, number))
    ]
    if learnt and into:
        print_line(f"Written to {_kept(into, learnt, file.name)}. Use it: livingproof verify FILE --catalogue {into}")
    elif learnt:
        print_line("Nothing written. Add --into DIR to keep this in your own folder of facts.")
    raise typer.Exit(0 if len(learnt) == len(right) else EXIT_NOTHING_LEARNT)


def _corrections(given: Sequence[str]) -> dict[str, str]:
    from livingproof.readers.teaching import FIELDS

    found: dict[str, str] = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not value.strip() or name.strip() not in FIELDS:
            raise typer.BadParameter(
                f"{text!r}: write FIELD=VALUE with one of {', '.join(FIELDS)}.", param_hint="--set"
            )
        found[name.strip()] = value.strip()
    return found


def _learnt(name: str, value: str, reading: Reading, claim: Claim, facts: Facts, number: int) -> Lesson | None:
    """The lesson of one correction, tried on the file; None with a line that says why where there is none."""
    from livingproof.readers.teaching import NothingToLearnError, lesson_of, sheets_of

    try:
        lesson = lesson_of(name, value, claim, sheets_of(reading.pages))
    except NothingToLearnError as why:
        print_line(f"{name}: {why}.")
        return None
    if not _helps(lesson, value, reading, facts, number):
        print_line(f"{name}: {lesson.because}, but with it the file is still read otherwise; not kept.")
        return None
    print_line(f"{name}: {lesson.because}. Learnt; with it {value!r} is read.")
    return lesson


def _helps(lesson: Lesson, value: str, reading: Reading, facts: Facts, number: int) -> bool:
    from livingproof.catalogue.load import lay_over
    from livingproof.readers.reading import read_again

    with TemporaryDirectory() as folder:
        _kept(Path(folder), [lesson], "trial")
        claims = read_again(reading, lay_over(facts, Path(folder)))
    before = _confidence(reading.claims[number - 1], lesson.name, value)
    return len(claims) >= number and _confidence(claims[number - 1], lesson.name, value) > before


def _kept(folder: Path, lessons: Sequence[Lesson], name: str) -> Path:
    from livingproof.catalogue.own import write_rows

    rows: dict[str, list[Mapping[str, object]]] = {}
    for lesson in lessons:
        for table, new in lesson.tables.items():
            rows.setdefault(table, []).extend(new)
    try:
        return write_rows(folder, rows, f"taught from {name}", date.today())  # noqa: DTZ011, TID251 - the edge: where the day enters
    except OSError as problem:
        raise CatalogueError(f"{folder}: cannot be written: {problem.strerror}; name a folder of your own") from problem


def _confidence(claim: Claim, name: str, value: str) -> float:
    """How surely the field was read as this value, letters and digits compared only; 0 where it was read otherwise.

    Of an ambiguous day both readings stand, so that neither is sure.
    """
    from livingproof.catalogue.labels import squeeze

    field = dict(claim.read_fields())[name]
    same = bool(field) and squeeze(str(field.value)) == squeeze(value)
    return field.confidence / len(field.readings) if same else 0.0


def _show(claim: Claim) -> None:
    from livingproof.readers.teaching import FIELDS

    print_line("Read as follows. Correct a field with --set FIELD=VALUE, as printed:")
    for name, field in claim.read_fields():
        if name in FIELDS:
            read = f"{field.value}  ({field.confidence:.2f})" if field else "(not read)"
            print_line(f"  {name:22}{read}")


def print_line(text: str) -> None:
    """One line on standard output, without control characters, wrapped where it is long."""
    from textwrap import fill

    clean = "".join(character if character.isprintable() else " " for character in text)
    indent = " " * 24 if clean.startswith("  ") else "  "
    sys.stdout.write(fill(clean, WIDTH, subsequent_indent=indent, replace_whitespace=False) + "\n")

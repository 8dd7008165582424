"""Verdicts as they are asked for: printed one after the other, as a list of JSON, or whole to a report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Any

import typer

from livingproof.cli.report import html_of, pdf_of, write
from livingproof.core.claim import DECIDING_FIELDS
from livingproof.core.terms import Axis, Decision, Headline, Source

if TYPE_CHECKING:
    from livingproof.cli.files import Reader
    from livingproof.core.claim import Claim
    from livingproof.core.verdict import Verdict
    from livingproof.verify import Question
    from livingproof.verify.render.languages import Languages

EXIT_NOTHING_READ = 3
STRICT_EXITS = {Decision.RELY: 10, Decision.ASK: 11, Decision.DO_NOT_RELY: 12}
WORST_FIRST = (Decision.DO_NOT_RELY, Decision.ASK, Decision.RELY)
SAYS_NOTHING = {Headline.NOT_THE_RIGHT_DOCUMENT, Headline.UNREADABLE}
FORMATS = ("terminal", "json", "html", "pdf")
REPORTS: Mapping[str, Callable[..., str | bytes]] = {"html": html_of, "pdf": pdf_of}
"""Forms that show all verdicts at the end, in one document."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How verdicts are shown, as options."""

    output: Annotated[str, typer.Option("--format", metavar="FORM", help="terminal, json, html or pdf.")] = "terminal"
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the document of --format html or pdf is written; else it is printed."),
    ] = None
    language: Annotated[
        str, typer.Option("--language", metavar="LANGUAGE", help="Language of the verdict: en, de, zh or es.")
    ] = "en"
    message_language: Annotated[
        str | None,
        typer.Option(
            "--message-language", metavar="LANGUAGE", help="Language of the messages; as --language if not given."
        ),
    ] = None
    everything: Annotated[bool, typer.Option("--all", help="Show passed checks and whole messages too.")] = False
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 10 rely, 11 ask, 12 do not rely.")] = False


@dataclass(frozen=True, slots=True)
class Spoken:
    """A verdict with its file (None: the text of the purchase alone) and the claim as the file makes it."""

    file: str | None
    claim: Claim
    verdict: Verdict


def show(
    read: Iterable[tuple[str | None, tuple[Claim, ...]]],
    question: Question,
    reader: Reader,
    shown: Shown,
    languages: Languages,
) -> list[Verdict]:
    """Show the verdicts on the claims of each file as they come; a list of JSON and a report whole, at the end."""
    told = []
    statements = []
    for spoken in _spoken(read, question, reader):
        told.append((spoken.file, spoken.verdict))
        if shown.output == "json":
            statements.append(_statement(spoken, question, reader, languages))
        elif shown.output not in REPORTS:
            _print(spoken, question, reader, shown, languages)
    if shown.output == "json":
        sys.stdout.write(json.dumps(statements, indent=2, ensure_ascii=False) + "\n")
    if shown.output in REPORTS:
        write(REPORTS[shown.output](told, question, reader.kept, reader.limits, languages), shown.out)
    return [verdict for _, verdict in told]


def _spoken(
    read: Iterable[tuple[str | None, tuple[Claim, ...]]], question: Question, reader: Reader
) -> Iterator[Spoken]:
    """Every verdict; behind one on a certificate that has ended, that on the one given along which follows it.

    Where a text is held against the files, all are read first: what it claims may stand on several certificates.
    """
    from livingproof.verify import verify as verify_claims
    from livingproof.verify.beside import renewal_of

    read = tuple(read) if question.purchase.listing else read
    together = read if isinstance(read, tuple) else ()
    for file, claims in read:
        others = tuple(claim for _, more in together if more is not claims for claim in more)
        verdicts = verify_claims(claims, question, others)
        yield from (Spoken(file, claim, verdict) for claim, verdict in zip(claims, verdicts, strict=True))
        followed = [renewal for claim in claims if (renewal := renewal_of(claim, question))]
        for renewal in {id(renewal): renewal for renewal in followed}.values():
            (verdict,) = verify_claims((renewal,), _with_instead(question, renewal, claims))
            yield Spoken(_name(renewal, reader), renewal, verdict)


def _with_instead(question: Question, renewal: Claim, claims: tuple[Claim, ...]) -> Question:
    """The question about a certificate given along: the file takes its place among what is in hand."""
    from dataclasses import replace

    rest = tuple(claim for claim in question.in_hand if claim is not renewal)
    return replace(question, in_hand=(*rest, *claims))


def _name(claim: Claim, reader: Reader) -> str | None:
    return reader.names.get(claim.document.sha256) if claim.document else None


def _statement(spoken: Spoken, question: Question, reader: Reader, languages: Languages) -> dict[str, Any]:
    from livingproof.core.statement import plain
    from livingproof.verify.beside import told_beside
    from livingproof.verify.telling import told_statement

    told = told_statement(spoken.verdict, question.facts, spoken.file, languages.reader, languages.messages)
    if question.in_hand:
        told["in_hand"] = [
            {**plain(taken), "text": told_beside(taken, languages.reader)} for taken in _taken(spoken, question, reader)
        ]
    if problem := reader.problem(spoken.file):
        told["problem"] = problem
    return told


def _taken(spoken: Spoken, question: Question, reader: Reader) -> tuple[Any, ...]:
    from livingproof.verify.beside import taken_beside

    if not any(claim is spoken.claim for claim in question.in_hand):
        return taken_beside(spoken.claim, spoken.verdict, question, reader.names)
    return taken_beside(spoken.claim, spoken.verdict, _with_instead(question, spoken.claim, ()), reader.names)


def _print(spoken: Spoken, question: Question, reader: Reader, shown: Shown, languages: Languages) -> None:
    from rich.console import Console
    from rich.text import Text

    from livingproof.cli.render.terminal import WIDEST, Sheet, in_ascii

    sheet = Sheet(
        spoken.verdict,
        question.facts,
        spoken.file,
        everything=shown.everything,
        language=languages.reader,
        message_language=languages.messages,
    )
    console = Console()
    sheet.print_on(console)
    with console.capture() as captured:
        for line in _more(spoken, question, reader, shown, languages.reader):
            console.print(Text(line), width=min(console.width, WIDEST), highlight=False)
    more = "\n".join(line.rstrip() for line in captured.get().splitlines())
    unicode = (console.encoding or "ascii").lower().startswith("utf")
    console.file.write(f"{more if unicode else in_ascii(more)}\n\n" if more else "")


def _more(spoken: Spoken, question: Question, reader: Reader, shown: Shown, language: str) -> Iterator[str]:
    """What the command has to say beside the verdict: why a file was not read, what was given along, what to type."""
    from livingproof.catalogue.words import terms
    from livingproof.verify.beside import told_beside

    words, names = terms(language)["in_hand"], terms(language)["fields"]
    typed = [names[name] for name, field in spoken.claim.read_fields() if field.source is Source.PERSON]
    if typed and not shown.everything:  # else it stands among the limits
        between = str(terms(language)["values"]["between"])
        yield terms(language)["limits"]["by_person"].format(fields=between.join(typed))
    if problem := reader.problem(spoken.file):
        yield words["problem"].format(why=problem)
    elif spoken.verdict.headline is Headline.UNREADABLE and spoken.file and _looked_at(spoken.claim):
        yield words["confirm"].format(command=f"livingproof verify {quote(spoken.file)} --field NAME=VALUE ...")
        yield from _typed(spoken)
    if question.in_hand:
        yield str(words["section"])
        yield from (told_beside(taken, language) for taken in _taken(spoken, question, reader))


def _looked_at(claim: Claim) -> bool:
    """Whether all of the file was looked at, so that what is missing has to be read by a person."""
    return claim.document is None or claim.document.pictures_read


def _typed(spoken: Spoken) -> Iterator[str]:
    """How the fields that were not read surely are typed, each with what was read, where something was."""
    for name in DECIDING_FIELDS:
        if name in spoken.verdict.axes[Axis.READ].because:
            yield f"  --field {quote(f'{name}={_read(spoken.claim, name)}')}"


def _read(claim: Claim, name: str) -> str:
    field = getattr(claim, name)
    return (
        " ".join(str(field.normalised if name == "expires_on" else field.as_printed or field.value).split())
        if field
        else "..."
    )


def exit_status(verdicts: list[Verdict], *, strict: bool) -> int:
    """0 when a file was a readable certificate or the text claimed something, else 3; with `strict` 10, 11 or 12."""
    if all(verdict.headline in SAYS_NOTHING for verdict in verdicts):
        return EXIT_NOTHING_READ
    if not strict:
        return 0
    decisions = {verdict.decision for verdict in verdicts}
    return STRICT_EXITS[next(decision for decision in WORST_FIRST if decision in decisions)]

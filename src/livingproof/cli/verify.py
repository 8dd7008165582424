"""`livingproof verify`: a file goes in, an explained verdict comes out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.purchase import day_of, purchase_of
from livingproof.core.errors import UnreadableFile
from livingproof.core.terms import Decision, Headline

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.verdict import Verdict
    from livingproof.readers.limits import Limits
    from livingproof.verify import Question

EXIT_NOTHING_READ = 3
STRICT_EXITS = {Decision.RELY: 10, Decision.ASK: 11, Decision.DO_NOT_RELY: 12}
WORST_FIRST = (Decision.DO_NOT_RELY, Decision.ASK, Decision.RELY)
SAYS_NOTHING = {Headline.NOT_THE_RIGHT_DOCUMENT, Headline.UNREADABLE}
FORMATS = ("terminal", "json")


def verify(  # noqa: PLR0913, PLR0917 - each option is one thing that a buyer may know
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Certificates: PDF, JPEG, PNG, TIFF or WebP.", show_default=False),
    ],
    product: Annotated[str | None, typer.Option(metavar="WORDS", help="What you buy, in your own words.")] = None,
    site: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Address of the factory that makes it.")] = None,
    seller: Annotated[str | None, typer.Option(metavar="NAME", help="Legal name of your contract partner.")] = None,
    seller_id: Annotated[
        list[str] | None,
        typer.Option(metavar="SCHEME:VALUE", help="Its identifier (USCC:..., LEI:...); may be repeated."),
    ] = None,
    market: Annotated[str | None, typer.Option(metavar="MARKETS", help="Where it will be sold: EU,US,...")] = None,
    need: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACTIVITY", help="What the seller must do: manufacture, design, assembly, service, trade, supply."
        ),
    ] = None,
    delivery: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of the last delivery, as 2026-11-21.")
    ] = None,
    listing: Annotated[
        str | None, typer.Option(metavar="WORDS|FILE", help="What the seller's listing says, or a text file with it.")
    ] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="The day asked about; today if not given.")] = None,
    policy: Annotated[
        str, typer.Option(metavar="NAME", help="quick, standard, medical, automotive, or a .yml file.")
    ] = "standard",
    record: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A register's answer (JSON or YAML); may be repeated.")
    ] = None,
    catalogue: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of your own facts, laid over the shipped ones.")
    ] = None,
    pages: Annotated[int, typer.Option(min=1, metavar="N", help="Read at most so many pages of a file.")] = 30,
    ocr: Annotated[bool, typer.Option(help="Read pictures too (OCR).")] = True,  # noqa: FBT002 - a switch
    output: Annotated[str, typer.Option("--format", metavar="FORM", help="terminal or json.")] = "terminal",
    everything: Annotated[bool, typer.Option("--all", help="Show passed checks and whole messages too.")] = False,  # noqa: FBT002 - a switch
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 10 rely, 11 ask, 12 do not rely.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Verify certificates for a purchase: what they prove, what they do not, and what to ask.

    Exit status: 0 a verdict was given; 3 no file was a readable certificate; 2 wrong use; 1 failure.
    """
    if output not in FORMATS:
        raise typer.BadParameter(f"{output!r}: choose one of {', '.join(FORMATS)}.", param_hint="--format")
    missing = next((path for path in files if not path.is_file()), None)
    if missing:
        why = "this is a folder; name the files in it" if missing.is_dir() else "no such file"
        raise typer.BadParameter(f"{missing}: {why}.", param_hint="FILE")
    purchase = purchase_of(
        product=product,
        site=site,
        seller=seller,
        seller_ids=seller_id or [],
        market=market,
        needs=need or [],
        delivery=delivery,
        listing=listing,
    )
    from livingproof.catalogue import load
    from livingproof.catalogue.policies import policy_named
    from livingproof.readers.limits import Limits
    from livingproof.verify import Question
    from livingproof.verify.records import read_lookups

    today = date.today()  # noqa: DTZ011, TID251 - the edge: where the day enters
    asked_about = day_of(as_of, "--as-of") if as_of else today
    question = Question(
        as_of=asked_about,
        policy=policy_named(policy),
        facts=load(catalogue),
        purchase=purchase,
        lookups=tuple(lookup for path in record or () for lookup in read_lookups(path, max(today, asked_about))),
    )
    claims = read_files(files, Limits(pages=pages), catalogue, ocr=ocr)
    verdicts = show(claims, question, output=output, everything=everything)
    raise typer.Exit(exit_status(verdicts, strict=strict))


def read_files(
    files: Iterable[Path], limits: Limits, overlay: Path | None, *, ocr: bool = True
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Each file with its claims; a file that cannot be read gives one line on standard error and one empty claim."""
    from livingproof.readers.apart import nothing_read, read_apart

    for path in files:
        if sys.stderr.isatty():
            sys.stderr.write(f"reading {path} ...\r")
        content = b""
        try:
            content = path.read_bytes()
            claims = read_apart(content, limits, overlay, ocr=ocr)
        except (UnreadableFile, OSError) as problem:
            why = problem if isinstance(problem, UnreadableFile) else f"cannot be opened: {problem.strerror}"
            sys.stderr.write(f"livingproof: {path}: {why}\n")
            claims = nothing_read(content)
        if sys.stderr.isatty():
            sys.stderr.write("\x1b[2K")
        yield str(path), claims


def show(
    read: Iterable[tuple[str, tuple[Claim, ...]]], question: Question, *, output: str, everything: bool
) -> list[Verdict]:
    """Print the verdicts on the claims of each file as they come; the list of JSON is printed at the end, whole."""
    from livingproof.verify import verify as verify_claims
    from livingproof.verify.telling import told_statement

    verdicts: list[Verdict] = []
    statements = []
    for file, claims in read:
        for verdict in verify_claims(claims, question):
            verdicts.append(verdict)
            if output == "json":
                statements.append(told_statement(verdict, question.facts, file))
            else:
                _print(verdict, question, file, everything=everything)
    if output == "json":
        sys.stdout.write(json.dumps(statements, indent=2, ensure_ascii=False) + "\n")
    return verdicts


def exit_status(verdicts: list[Verdict], *, strict: bool) -> int:
    """0 when at least one file was a readable certificate, else 3; with `strict` the worst decision as 10, 11 or 12."""
    if all(verdict.headline in SAYS_NOTHING for verdict in verdicts):
        return EXIT_NOTHING_READ
    if not strict:
        return 0
    decisions = {verdict.decision for verdict in verdicts}
    return STRICT_EXITS[next(decision for decision in WORST_FIRST if decision in decisions)]


def _print(verdict: Verdict, question: Question, file: str, *, everything: bool) -> None:
    from rich.console import Console

    from livingproof.cli.render.terminal import Sheet

    Sheet(verdict, question.facts, file, everything=everything).print_on(Console())

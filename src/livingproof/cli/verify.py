"""`livingproof verify`: a file or a text goes in, an explained verdict comes out."""

from __future__ import annotations

import json
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.languages import ENGLISH, Languages, languages_of
from livingproof.cli.purchase import day_of, purchase_of, understood, with_making
from livingproof.cli.report import Kept, Told, html_of, pdf_of, write
from livingproof.core.errors import UnreadableFile
from livingproof.core.terms import Decision, Headline
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.purchase import Purchase
    from livingproof.core.verdict import Verdict
    from livingproof.readers.limits import Limits
    from livingproof.verify import Question

EXIT_NOTHING_READ = 3
STRICT_EXITS = {Decision.RELY: 10, Decision.ASK: 11, Decision.DO_NOT_RELY: 12}
WORST_FIRST = (Decision.DO_NOT_RELY, Decision.ASK, Decision.RELY)
SAYS_NOTHING = {Headline.NOT_THE_RIGHT_DOCUMENT, Headline.UNREADABLE}
FORMATS = ("terminal", "json", "html", "pdf")
REPORTS: Mapping[str, Callable[..., str | bytes]] = {"html": html_of, "pdf": pdf_of}
"""Forms that show all verdicts at the end, in one document."""


def verify(  # noqa: PLR0913, PLR0917 - each option is one thing that a buyer may know
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Certificates: PDF, JPEG, PNG, TIFF or WebP.", show_default=False),
    ] = None,
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
    production: Annotated[
        str | None,
        typer.Option(metavar="FROM..TO", help="First and last day of the production, as 2026-01-01..2026-02-28."),
    ] = None,
    headcount: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="People within the scope of the certification.")
    ] = None,
    audit_days: Annotated[
        float | None, typer.Option(min=0, metavar="DAYS", help="Days on site of the last full audit.")
    ] = None,
    claim: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT|FILE",
            help="What the seller's text says, or a text file with it; without FILE it is verified alone.",
        ),
    ] = None,
    with_: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="What else is in hand: other certificates, annexes, product papers; may be repeated.",
        ),
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
    output: Annotated[str, typer.Option("--format", metavar="FORM", help="terminal, json, html or pdf.")] = "terminal",
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where the document of --format html or pdf is written; else it is printed."),
    ] = None,
    language: Annotated[
        str, typer.Option("--language", metavar="LANGUAGE", help="Language of the verdict: en, de, zh or es.")
    ] = "en",
    message_language: Annotated[
        str | None,
        typer.Option(
            "--message-language", metavar="LANGUAGE", help="Language of the messages; as --language if not given."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show passed checks and whole messages too.")] = False,  # noqa: FBT002 - a switch
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 10 rely, 11 ask, 12 do not rely.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """Verify certificates for a purchase: what they prove, what they do not, and what to ask.

    Exit status: 0 a verdict was given; 3 no file was a readable certificate, or the text claims nothing; 2 wrong use;
    1 failure.
    """
    _refuse_wrong_use(files or [], claim, output, out, [*(with_ or ()), *(record or ())])
    refuse_no_files(with_ or [], "--with")
    languages = languages_of(language, message_language)
    purchase = purchase_of(
        product=product,
        site=site,
        seller=seller,
        seller_ids=seller_id or [],
        market=market,
        needs=need or [],
        delivery=delivery,
        claim=claim,
    )
    purchase = with_making(purchase, production=production, headcount=headcount, audit_days=audit_days)
    from livingproof.readers.limits import Limits

    limits = Limits(pages=pages)
    question = question_of(purchase, as_of, policy, record or [], catalogue)
    in_hand = tuple(more for _, given in read_files(with_ or (), limits, catalogue, ocr=ocr) for more in given)
    question = replace(question, in_hand=in_hand)
    kept: dict[str, Kept] = {}
    read = read_files(files, limits, catalogue, ocr=ocr, kept=kept) if files else read_text(question, languages.reader)

    def report(told: Told) -> None:
        write(REPORTS[output](told, question, kept, limits, languages), out)

    verdicts = show(
        read,
        question,
        output=output,
        everything=everything,
        languages=languages,
        report=report if output in REPORTS else None,
    )
    raise typer.Exit(exit_status(verdicts, strict=strict))


def question_of(
    purchase: Purchase, as_of: str | None, policy: str, records: Iterable[Path], overlay: Path | None
) -> Question:
    """What is asked: about which purchase, on which day, under which policy, with which facts and answers."""
    from livingproof.catalogue import load
    from livingproof.catalogue.policies import policy_named
    from livingproof.verify import Question
    from livingproof.verify.records import read_lookups

    today = date.today()  # noqa: DTZ011, TID251 - the edge: where the day enters
    asked_about = day_of(as_of, "--as-of") if as_of else today
    facts = load(overlay)
    return Question(
        as_of=asked_about,
        policy=policy_named(policy),
        facts=facts,
        purchase=understood(purchase, facts),
        lookups=tuple(lookup for path in records for lookup in read_lookups(path, max(today, asked_about))),
    )


def _refuse_to_replace(out: Path | None, given: Iterable[Path]) -> None:
    """End the command where the file to write is one that it reads: evidence is never replaced by what is said of it."""
    try:
        evidence = out is not None and out.exists() and any(path.exists() and path.samefile(out) for path in given)
    except (OSError, ValueError):  # a claim in words is no file's name
        evidence = False
    if evidence:
        raise typer.BadParameter(f"{visible(str(out))}: is one of the files read; name another.", param_hint="--out")


def _refuse_wrong_use(
    files: list[Path], claim: str | None, output: str, out: Path | None, beside: Iterable[Path]
) -> None:
    """End the command with what to write instead."""
    if output not in FORMATS:
        raise typer.BadParameter(f"{output!r}: choose one of {', '.join(FORMATS)}.", param_hint="--format")
    if out and output not in REPORTS:
        raise typer.BadParameter("goes with --format html or pdf.", param_hint="--out")
    if output == "pdf" and out is None and sys.stdout.isatty():
        raise typer.BadParameter("a PDF cannot be shown in a terminal; name a file to write.", param_hint="--out")
    if not files and not claim:
        raise typer.BadParameter("give a certificate, or the seller's text with --claim.", param_hint="FILE")
    refuse_no_files(files, "FILE")
    _refuse_to_replace(out, [*files, *beside, *([Path(claim)] if claim else ())])


def refuse_no_files(files: Iterable[Path], option: str) -> None:
    """End the command where one of the names is no file."""
    for path in files:
        if why := no_file(path):
            raise typer.BadParameter(f"{visible(str(path))}: {why}.", param_hint=option)


def read_files(
    files: Iterable[Path],
    limits: Limits,
    overlay: Path | None,
    *,
    ocr: bool = True,
    kept: dict[str, Kept] | None = None,
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Each file with its claims; a file that cannot be read gives one line on standard error and one empty claim.

    What a report needs of the files is put into `kept` by name.
    """
    from livingproof.readers.apart import nothing_read, pages_apart
    from livingproof.readers.intake import content_of
    from livingproof.readers.pictures import poses_of

    for path in files:
        name = visible(str(path))
        if sys.stderr.isatty():
            sys.stderr.write(f"reading {name} ...\r")
        content = b""
        try:
            content = content_of(path, limits)
            reading = pages_apart(content, limits, overlay, ocr=ocr)
            claims, file = reading.claims, Kept(content, poses_of(reading.pages))
        except (UnreadableFile, OSError) as problem:
            why = problem if isinstance(problem, UnreadableFile) else f"cannot be opened: {problem.strerror}"
            sys.stderr.write(f"livingproof: {name}: {why}\n")
            claims, file = nothing_read(content), Kept(content, problem=str(why))
        if kept is not None:
            kept[name] = file
        if sys.stderr.isatty():
            sys.stderr.write("\x1b[2K")
        yield name, claims


def no_file(path: Path) -> str | None:
    """Why a name is no file; None for what may be one, even if the system does not give it."""
    try:
        return "this is a folder; name the files in it" if stat.S_ISDIR(path.stat().st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return "no such file"
    except OSError:
        return None


def read_text(question: Question, language: str = "en") -> tuple[tuple[None, tuple[Claim, ...]]]:
    """What the text of the purchase claims, without a file; a text that claims nothing gives one line on standard error."""
    from livingproof.readers.listing import claims_of
    from livingproof.verify.telling import nothing_claimed

    claims = claims_of(question.purchase.mentions, question.facts)
    if not claims:
        sys.stderr.write(f"livingproof: {nothing_claimed(question.purchase.mentions, language)}\n")
    return ((None, claims),)


def show(
    read: Iterable[tuple[str | None, tuple[Claim, ...]]],
    question: Question,
    *,
    output: str,
    everything: bool,
    languages: Languages = ENGLISH,
    report: Callable[[Told], None] | None = None,
) -> list[Verdict]:
    """Print the verdicts on the claims of each file as they come; the list of JSON is printed at the end, whole.

    A report is given all verdicts at the end instead, and nothing is printed here.
    A file that is None stands for the text of the purchase alone. Where a text is held against the files, all are read
    first: what it claims may stand on several certificates.
    """
    from livingproof.verify import verify as verify_claims
    from livingproof.verify.telling import told_statement

    told: list[tuple[str | None, Verdict]] = []
    statements = []
    read = tuple(read) if question.purchase.listing else read
    together = read if isinstance(read, tuple) else ()
    for file, claims in read:
        others = (claim for _, more in together if more is not claims for claim in more)
        for verdict in verify_claims(claims, question, others):
            told.append((file, verdict))
            if output == "json":
                statements.append(told_statement(verdict, question.facts, file, languages.reader, languages.messages))
            elif report is None:
                _print(verdict, question, file, everything=everything, languages=languages)
    if output == "json":
        sys.stdout.write(json.dumps(statements, indent=2, ensure_ascii=False) + "\n")
    if report is not None:
        report(told)
    return [verdict for _, verdict in told]


def exit_status(verdicts: list[Verdict], *, strict: bool) -> int:
    """0 when a file was a readable certificate or the text claimed something, else 3; with `strict` 10, 11 or 12."""
    if all(verdict.headline in SAYS_NOTHING for verdict in verdicts):
        return EXIT_NOTHING_READ
    if not strict:
        return 0
    decisions = {verdict.decision for verdict in verdicts}
    return STRICT_EXITS[next(decision for decision in WORST_FIRST if decision in decisions)]


def _print(verdict: Verdict, question: Question, file: str | None, *, everything: bool, languages: Languages) -> None:
    from rich.console import Console

    from livingproof.cli.render.terminal import Sheet

    sheet = Sheet(
        verdict,
        question.facts,
        file,
        everything=everything,
        language=languages.reader,
        message_language=languages.messages,
    )
    sheet.print_on(Console())

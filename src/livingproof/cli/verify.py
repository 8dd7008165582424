"""`livingproof verify`: a file or a text goes in, an explained verdict comes out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.data import DataOption, holds_answers, store_of
from livingproof.cli.files import Given, Reader, refuse_no_files, typed_fields, with_typed_fields
from livingproof.cli.languages import languages_of
from livingproof.cli.options import grouped
from livingproof.cli.purchase import Wanted, day_of, is_file, purchase_of, understood
from livingproof.cli.showing import FORMATS, REPORTS, Shown, exit_status, show
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.purchase import Purchase
    from livingproof.verify import Question

Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE...", help="Certificates: PDF, JPEG, PNG, TIFF or WebP.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which day, under which policy, with which answers and facts, as options."""

    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="The day asked about; today if not given.")] = None
    policy: Annotated[
        str, typer.Option(metavar="NAME", help="quick, standard, medical, automotive, or a .yml file.")
    ] = "standard"
    record: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A register's answer (JSON or YAML); may be repeated.")
    ] = None
    catalogue: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of your own facts, laid over the shipped ones.")
    ] = None
    data: DataOption = None
    registers: Annotated[
        bool, typer.Option("--registers/--no-registers", help="Ask the registers you imported and what you kept.")
    ] = True


@grouped
def verify(*, files: Files = None, wanted: Wanted, given: Given, asked: Asked, shown: Shown) -> None:
    """Verify certificates for a purchase: what they prove, what they do not, and what to ask.

    Exit status: 0 a verdict was given; 3 no file was a readable certificate, or the text claims nothing; 2 wrong use;
    1 failure.
    """
    from livingproof.readers.limits import Limits

    _refuse_wrong_use(files or [], wanted, given, asked, shown)
    languages = languages_of(shown.language, shown.message_language)
    question = question_of(purchase_of(wanted), asked)
    typed = typed_fields(given.field or (), question.facts) if given.field else ()
    reader = Reader(Limits(pages=given.pages), asked.catalogue, given.ocr)
    in_hand = tuple(more for _, claims in reader.read(given.with_ or ()) for more in claims)
    question = replace(question, in_hand=in_hand)
    read = reader.read(files) if files else read_text(question, languages.reader)
    if typed and files:
        read = with_typed_fields(reader.read(files), typed, question.facts)
    verdicts = show(read, question, reader, shown, languages)
    raise typer.Exit(exit_status(verdicts, strict=shown.strict))


def question_of(purchase: Purchase, asked: Asked) -> Question:
    """What is asked: about which purchase, on which day, under which policy, with which facts and answers."""
    from livingproof.catalogue import load
    from livingproof.catalogue.policies import policy_named
    from livingproof.verify import Question
    from livingproof.verify.records import read_lookups

    today = date.today()  # noqa: DTZ011, TID251 - the edge: where the day enters
    asked_about = day_of(asked.as_of, "--as-of") if asked.as_of is not None else today
    facts = load(asked.catalogue)
    question = Question(
        as_of=asked_about,
        policy=policy_named(asked.policy),
        facts=facts,
        purchase=understood(purchase, facts),
        lookups=tuple(lookup for path in asked.record or () for lookup in read_lookups(path, max(today, asked_about))),
    )
    return with_registers(question, asked.data, today) if asked.registers else question


def with_registers(question: Question, data: Path | None, today: date, *, overlaid: bool = False) -> Question:
    """The question put to the registers present too, and to what was kept; as it is where nothing was ever imported or kept.

    `overlaid`: the facts of the question hold the imported lists already.
    """
    if not holds_answers(data):
        return question
    from livingproof.catalogue import load
    from livingproof.verify.lookup import Registers, facts_of

    store = store_of(data)
    facts = question.facts if overlaid else facts_of(question.facts, store)
    registers = Registers(store, facts, today, load(), lambda line: print(f"livingproof: {line}", file=sys.stderr))
    return replace(question, facts=facts, asked=registers.answers)


def read_text(question: Question, language: str = "en") -> tuple[tuple[None, tuple[Claim, ...]]]:
    """What the text of the purchase claims, without a file; a text that claims nothing gives one line on standard error."""
    from livingproof.readers.listing import claims_of
    from livingproof.verify.telling import nothing_claimed

    claims = claims_of(question.purchase.mentions, question.facts)
    if not claims:
        sys.stderr.write(f"livingproof: {nothing_claimed(question.purchase.mentions, language)}\n")
    return ((None, claims),)


# --- wrong use ----------------------------------------------------------------------------------------------------------


def _refuse_wrong_use(files: list[Path], wanted: Wanted, given: Given, asked: Asked, shown: Shown) -> None:
    """End the command with what to write instead."""
    if shown.output not in FORMATS:
        raise typer.BadParameter(
            f"{visible(shown.output)!r}: choose one of {', '.join(FORMATS)}.", param_hint="--format"
        )
    if shown.out and shown.output not in REPORTS:
        raise typer.BadParameter("goes with --format html or pdf.", param_hint="--out")
    if shown.output == "pdf" and shown.out is None and sys.stdout.isatty():
        raise typer.BadParameter("a PDF cannot be shown in a terminal; name a file to write.", param_hint="--out")
    if not files and wanted.claim is None:
        raise typer.BadParameter("give a certificate, or the seller's text with --claim.", param_hint="FILE")
    if given.field and len(files) != 1:
        raise typer.BadParameter("says what stands on one document; give exactly one FILE.", param_hint="--field")
    beside = [*(given.with_ or ()), *(asked.record or ())]
    refuse_no_files(files, "FILE")
    refuse_no_files(given.with_ or (), "--with")
    refuse_no_files(asked.record or (), "--record")
    text = [Path(wanted.claim)] if wanted.claim and is_file(Path(wanted.claim)) else []
    _refuse_to_replace(shown.out, [*files, *beside, *text])


def _refuse_to_replace(out: Path | None, given: Iterable[Path]) -> None:
    """End the command where the file to write is one that it reads: evidence is never replaced by what is said of it."""
    try:
        evidence = out is not None and out.exists() and any(path.exists() and path.samefile(out) for path in given)
    except (OSError, ValueError):  # a name that is none
        evidence = False
    if evidence:
        raise typer.BadParameter(f"{visible(str(out))}: is one of the files read; name another.", param_hint="--out")

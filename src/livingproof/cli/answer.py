"""`livingproof answer`: keep what a register or a person answered as evidence, and judge the certificate again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.ask import WIDTH, About, Language, Printed, about, refuse_other_form
from livingproof.cli.data import DataOption, data_directory, store_of
from livingproof.cli.files import Given, refuse_no_files
from livingproof.cli.languages import known
from livingproof.cli.options import grouped
from livingproof.cli.purchase import Wanted, day_of, purchase_of
from livingproof.cli.render.lines import folded
from livingproof.cli.verify import Asked, question_of
from livingproof.core.errors import RecordError
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.verdict import Verdict
    from livingproof.register.store import Store
    from livingproof.verify.answering import Told

LARGEST = 100_000_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What was answered, as options."""

    source: Annotated[
        str, typer.Option("--from", metavar="WHO", help="The register's id, the page's address, or who answered.")
    ]
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="Day of the answer, as 2026-11-21.")]
    file: Annotated[
        Path | None, typer.Option("--file", metavar="CAPTURE", help="The answer itself: mail, page, picture.")
    ] = None
    says: Annotated[
        str | None,
        typer.Option("--says", "--code", metavar="WORDS", help="The answer: confirmed, denied, not-found ..."),
    ] = None
    record: Annotated[
        list[str] | None, typer.Option(metavar="NAME=VALUE", help="What the register or page shows; may be repeated.")
    ] = None
    address_from: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Where the address asked came from: a register's id, catalogue or document."),
    ] = None
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who asked.")] = None
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="What else should be remembered.")] = None
    number: Annotated[
        str | None, typer.Option(metavar="NUMBER", help="Which certificate, where the file holds several.")
    ] = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Of which day, under which policy and with which facts the certificate is judged again, as options."""

    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="The day asked about; today if not given.")] = None
    policy: Annotated[
        str, typer.Option(metavar="NAME", help="quick, standard, medical, automotive, or a .yml file.")
    ] = "standard"
    catalogue: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of your own facts, laid over the shipped ones.")
    ] = None
    data: DataOption = None

    def asked(self) -> Asked:
        """The same as the options of `verify`."""
        return Asked(as_of=self.as_of, policy=self.policy, catalogue=self.catalogue, data=self.data)


@grouped
def answer(
    *,
    certificate: Annotated[Path, typer.Argument(metavar="FILE", help="The certificate.")],
    check: Annotated[
        str, typer.Argument(metavar="CHECK", help="The check answered: reg.found, cb.answer, link.record ...")
    ],
    brought: Brought,
    wanted: Wanted,
    given: Given,
    judged: Judged,
    output: Printed = "terminal",
    language: Language = "en",
) -> None:
    """Keep an answer as evidence beside earlier ones, and judge the certificate again with it.

    Exit status: 0 kept; 3 the certificate cannot be read; 2 wrong use.
    """
    from livingproof.verify import verify
    from livingproof.verify.answering import evidence_of, keys_for

    asked = judged.asked()
    refuse_other_form(output)
    refuse_no_files([certificate, *([brought.file] if brought.file else [])], "FILE")
    told = _told(check, brought)
    before = list(about([certificate], given, question_of(purchase_of(wanted), asked), asked))
    one = _chosen(before, brought.number)
    claims = [each.verdict.claim for each in before]
    keys = keys_for(claims, one.verdict.claim)
    evidence_of(told, one.verdict.claim, one.question.facts)  # refused before anything is written
    data_directory(asked.data).mkdir(parents=True, exist_ok=True)
    store = store_of(asked.data)
    told = replace(told, digest=_kept(store, brought.file))
    store.evidence.note(keys, evidence_of(told, one.verdict.claim, one.question.facts))
    question = replace(question_of(purchase_of(wanted), asked), in_hand=one.question.in_hand)
    now = next(verdict for verdict in verify(tuple(claims), question) if verdict.claim == one.verdict.claim)
    _show(one, now, told, output, known(language))


def _told(check: str, brought: Brought) -> Told:
    from livingproof.verify.answering import Told

    on = day_of(brought.on, "--on")
    if on > date.today():  # noqa: DTZ011, TID251 - the edge: nobody answers in the future
        raise typer.BadParameter(f"{on}: lies in the future.", param_hint="--on")
    pairs = [entry.partition("=") for entry in brought.record or ()]
    wrong = next((entry for entry, (_, sign, _) in zip(brought.record or (), pairs, strict=True) if not sign), None)
    if wrong is not None:
        raise typer.BadParameter(f"{visible(wrong)}: write NAME=VALUE.", param_hint="--record")
    return Told(
        check=check,
        source=brought.source,
        on=on,
        code=brought.says,
        record=tuple((name.strip(), value.strip()) for name, _, value in pairs if value.strip() not in {"", "..."}),
        address_from=brought.address_from,
        person=brought.by,
        note=brought.note,
    )


def _chosen(before: list[About], number: str | None) -> About:
    """The one certificate meant; RecordError names those of the file."""
    found = [
        one
        for one in before
        if number is None or (one.verdict.claim.certificate_number.value or "").casefold() == number.casefold()
    ]
    if len(found) == 1:
        return found[0]
    numbers = ", ".join(one.verdict.claim.certificate_number.value or "no number" for one in before)
    raise RecordError(f"the file holds {len(before)} certificates ({numbers}). Say which with --number.")


def _kept(store: Store, file: Path | None) -> str | None:
    if file is None:
        return None
    if file.stat().st_size > LARGEST:
        raise typer.BadParameter(f"{visible(str(file))}: is longer than {LARGEST:,} bytes.", param_hint="--file")
    return store.evidence.keep(file.read_bytes())


def _show(one: About, now: Verdict, told: Told, output: str, language: str) -> None:
    """What was kept, what the check says now, and the verdict before and after."""
    from livingproof.catalogue.words import terms
    from livingproof.verify.telling import sentences_of, tell, told_statement

    facts = one.question.facts
    if output == "json":
        print(json.dumps([told_statement(now, facts, one.file, language, language)], indent=2, ensure_ascii=False))
        return
    said = terms(language)["answering"]
    finding = now.finding(told.check)
    lines = [said["kept" if told.digest else "noted"].format(digest=f"sha256:{told.digest}")]
    if finding:
        lines.append(said["says"].format(check=finding.check, text=sentences_of(finding, now, language).text))
    lines.append(said["before"].format(headline=tell(one.verdict, facts, language).tag))
    lines.append(said["now"].format(headline=tell(now, facts, language).tag))
    for line in lines:
        print("\n  ".join(folded(visible(line), WIDTH - len("  "))))

"""`livingproof ask`: whom to ask about a certificate, where, with what, and how to keep the answer."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from livingproof.cli.files import Given, Reader, refuse_no_files
from livingproof.cli.languages import known
from livingproof.cli.options import grouped
from livingproof.cli.purchase import Wanted, purchase_of
from livingproof.cli.render.lines import folded
from livingproof.cli.verify import Asked, question_of
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.verdict import Verdict
    from livingproof.verify import Question
    from livingproof.verify.asking import Step

WIDTH = 78
EXIT_NOTHING_READ = 3

Printed = Annotated[str, typer.Option("--format", metavar="FORM", help="terminal or json.")]
Language = Annotated[str, typer.Option("--language", metavar="LANGUAGE", help="en, de, zh or es.")]


@dataclass(frozen=True, slots=True)
class About:
    """A certificate of a file, the verdict on it, what it was asked with, and the options that a command about it repeats."""

    file: str
    verdict: Verdict
    question: Question
    repeated: str = ""


@grouped
def ask(
    *,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Certificates.", show_default=False)],
    given: Given,
    asked: Asked,
    output: Printed = "terminal",
    language: Language = "en",
) -> None:
    """Say whom to ask about a certificate: where, what to type in, what to compare, and how to keep the answer.

    Exit status: 0 somebody can be asked; 3 nothing was read; 2 wrong use.
    """
    refuse_other_form(output)
    refuse_no_files(files, "FILE")
    told = list(about(files, given, question_of(purchase_of(Wanted()), asked), asked))
    today = date.today()  # noqa: DTZ011, TID251 - the edge: the day in the commands that are shown
    if output == "json":
        print(json.dumps([_plain(one, today) for one in told], indent=2, ensure_ascii=False))
    else:
        for one in told:
            print("\n".join(_lines(one, today, known(language))))
    raise typer.Exit(0 if any(named(one.verdict.claim) for one in told) else EXIT_NOTHING_READ)


def refuse_other_form(output: str) -> None:
    """End the command where the form asked for is none of the two."""
    if output not in {"terminal", "json"}:
        raise typer.BadParameter(f"{visible(output)!r}: choose terminal or json.", param_hint="--format")


def about(files: list[Path], given: Given, question: Question, asked: Asked) -> Iterator[About]:
    """Every certificate of the files with its verdict, as it stands before anything else is asked."""
    from livingproof.readers.limits import Limits
    from livingproof.verify import verify

    reader = Reader(Limits(pages=given.pages), asked.catalogue, given.ocr)
    for name, claims in reader.read(files):
        for verdict in verify(claims, question):
            yield About(name, verdict, question, _repeated(asked))


def _repeated(asked: Asked) -> str:
    """The options without which an answer would be kept elsewhere, or judged with other facts."""
    given = (("--catalogue", asked.catalogue), ("--data", asked.data))
    return "".join(f" {option} {shlex.quote(str(folder))}" for option, folder in given if folder)


def _steps(one: About, today: date) -> list[Step]:
    """Whom to ask, each with the whole command that keeps the answer."""
    from livingproof.verify.asking import steps_of

    steps = steps_of(one.verdict, one.question.facts, one.file, today)
    return [replace(step, keep=step.keep + one.repeated) for step in steps]


def named(claim: Claim) -> bool:
    """Whether there is something to ask about."""
    return bool(claim.certificate_number or claim.certification_body or claim.holder_name)


def _plain(one: About, today: date) -> Mapping[str, Any]:
    from livingproof.verify.asking import others_of

    claim = one.verdict.claim
    steps = _steps(one, today)
    return {
        "file": one.file,
        "number": claim.certificate_number.value,
        "holder": claim.holder_name.value,
        "ask": [{**asdict(step), "type_in": dict(step.type_in), "compare": dict(step.compare)} for step in steps],
        "others": list(others_of(one.verdict)),
    }


def _lines(one: About, today: date, language: str) -> Iterator[str]:
    from livingproof.catalogue.words import terms
    from livingproof.verify.asking import others_of

    words = terms(language)
    said, missing = words["asking"], words["values"]["not_stated"]
    claim = one.verdict.claim
    if not named(claim):
        yield from _wrapped(said["nobody"].format(file=one.file), "")
        return
    number, holder = claim.certificate_number.value or missing, claim.holder_name.value or missing
    yield from _wrapped(said["about"].format(file=one.file, number=number, holder=holder), "")
    yield said["never"]
    for place, step in enumerate(_steps(one, today), start=1):
        yield ""
        yield from _step(place, step, words)
    yield ""
    yield from folded(visible(said["others"].format(checks=", ".join(others_of(one.verdict)), file=one.file)), WIDTH)
    yield ""


def _step(place: int, step: Step, words: Mapping[str, Any]) -> Iterator[str]:
    """One question: who, where, how, with what, and the command that keeps the answer; commands are never broken."""
    said = words["asking"]
    yield from _wrapped(f"{place}. {step.name}", "")
    if step.must is not None:
        yield from _wrapped(said["must" if step.must else "may"])
    elif step.check == "link.record":
        yield from _wrapped(said["page"].format(address=step.address))
    else:
        yield from _wrapped(said["body"].format(name=step.name))
    where = "address" if step.address else "no_address"
    yield from _wrapped(said[where].format(address=step.address, name=step.name))
    parts = (
        ("how", "how", step.how),
        ("type_in" if step.register else "name_it", "what", _pairs(step.type_in, words)),
        ("compare", "what", _pairs(step.compare, words)),
        ("asked", "what", "; ".join(step.asked)),
    )
    for name, key, value in parts:
        if value:
            yield from _wrapped(said[name].format(**{key: value}))
    yield f"   {said['keep']}"
    yield f"     {step.keep}"


def _pairs(pairs: tuple[tuple[str, str], ...], words: Mapping[str, Any]) -> str:
    return "; ".join(f"{words['fields'].get(field, field)} {visible(value)}" for field, value in pairs)


def _wrapped(text: str, indent: str = "   ") -> list[str]:
    first, *rest = folded(visible(text), WIDTH - len("   "))
    return [indent + first, *(f"   {line}" for line in rest)]

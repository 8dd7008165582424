"""`livingproof statement`: check a statement, answer one of its findings, show it with its answers."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from livingproof.cli.languages import known
from livingproof.cli.purchase import day_of
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.policy import Policy
    from livingproof.verify.statements import Attachment, Checked, Entry

app = typer.Typer(
    help="Check, answer and show statements: what `verify --format json` prints.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="The output of `livingproof verify --format json`.")]
PolicyOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The policy, where it is not a shipped one: a .yml file.")
]
CatalogueOption = Annotated[
    Path | None, typer.Option(metavar="DIR", help="The folder of own facts that the statement was made with.")
]


@app.command(name="check")
def check(file: File, policy: PolicyOption = None, catalogue: CatalogueOption = None) -> None:
    """Make the digest and the verdict of each statement again from what it states.

    Exit status: 0 every statement stands; 1 one differs; 2 wrong use, or no statement.
    """
    from livingproof.catalogue import load
    from livingproof.verify.statements import check as check_one
    from livingproof.verify.statements import read_statements

    facts = load(catalogue)
    stand = True
    for place, entry in enumerate(read_statements(file)[0], start=1):
        checked = check_one(entry, facts, _policy(entry, policy))
        print(f"{place}. {_about(entry)}: {_told(checked, entry, facts.version)}")
        stand = stand and checked.holds
    raise typer.Exit(0 if stand else 1)


def _about(entry: Entry) -> str:
    claim = entry["claim"]
    number = claim.get("certificate_number") if isinstance(claim, dict) else None
    named = number.get("value") if isinstance(number, dict) else None
    return visible(str(entry.get("file") or named or "a text"))


def _told(checked: Checked, entry: Entry, version: str) -> str:
    if not checked.digest_holds:
        return "the digest does not fit the content; something in it was changed after it was made."
    what = ", ".join(checked.differs[:5]) + (" and more" if len(checked.differs) > 5 else "")  # noqa: PLR2004 - a line's worth
    if checked.same_catalogue:
        if checked.differs:
            return f"the digest holds, but the verdict made again differs in {what}."
        return f"digest and verdict hold ({entry['verdict']}, as of {entry['as_of']})."
    other = f"the digest holds; it was made with catalogue {visible(str(entry['catalogue']))}, this is {version}"
    return f"{other}: the verdict made again differs in {what}." if what else f"{other}: the verdict is the same."


def _policy(entry: Entry, given: str | None) -> Policy:
    """The policy of a statement: the one given, or the shipped one of that name; of the same version."""
    from livingproof.catalogue.policies import policy_named, shipped_policies
    from livingproof.core.errors import PolicyError

    label = str(entry["policy"])
    name = label.partition("@")[0]
    if not given and name not in shipped_policies():
        raise PolicyError(f"the statement was made under policy {visible(label)}; give its file with --policy.")
    policy = policy_named(given or name)
    if policy.label != label:
        raise PolicyError(
            f"the statement was made under policy {visible(label)}, this is {policy.label}; give that one."
        )
    return policy


@app.command(name="reply")
def reply(
    file: File,
    finding: Annotated[str, typer.Option(metavar="CHECK", help="The finding that is answered, such as site.listed.")],
    text: Annotated[str, typer.Option(metavar="WORDS", help="The answer.")],
    attachment: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A document that shows it; its digest is kept.")
    ] = None,
    by: Annotated[str | None, typer.Option(metavar="NAME", help="Who answers.")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the answer; today if not given.")] = None,
    number: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Which statement of the file is answered, counted from 1.")
    ] = None,
) -> None:
    """Attach an answer to a finding: beside the statement, in the same file. What is stated and its digest stay."""
    from livingproof.verify.statements import Reply, read_statements, with_reply

    entries, is_list = read_statements(file)
    place = _place(len(entries), number)
    given = Reply(
        finding=finding,
        text=_clean(text),
        on=day_of(on, "--on") if on else date.today(),  # noqa: DTZ011, TID251 - the edge: where the day enters
        by=visible(by) if by else None,
        attachment=_attached(attachment) if attachment else None,
    )
    entries[place] = with_reply(entries[place], given)
    _write(file, entries if is_list else entries[0])
    print(f"{visible(str(file))}: reply to {finding} attached to statement {place + 1}; its digest is unchanged.")


def _place(count: int, number: int | None) -> int:
    if number is None and count > 1:
        raise typer.BadParameter(
            f"the file holds {count} statements; say which one is answered.", param_hint="--number"
        )
    if number and number > count:
        raise typer.BadParameter(f"the file holds {count} of them.", param_hint="--number")
    return (number or 1) - 1


def _clean(text: str) -> str:
    return "\n".join(visible(line) for line in text.split("\n"))


def _attached(path: Path) -> Attachment:
    from livingproof.verify.statements import Attachment

    try:
        content = path.read_bytes()
    except OSError as problem:
        raise typer.BadParameter(
            f"{visible(str(path))}: cannot be opened: {problem.strerror}.", param_hint="--file"
        ) from None
    kind = guess_type(path.name)[0] or "application/octet-stream"
    return Attachment(name=visible(path.name), sha256=sha256(content).hexdigest(), media_type=kind)


def _write(path: Path, content: Any) -> None:
    """Replace the file at once: a stop half-way leaves the old one."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(beside, path)  # noqa: PTH105 - the one call that replaces at once on every system


@app.command(name="show")
def show(
    file: File,
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="en, de, zh or es.")] = "en",
    everything: Annotated[bool, typer.Option("--all", help="Show passed checks and whole messages too.")] = False,  # noqa: FBT002 - a switch
    catalogue: CatalogueOption = None,
) -> None:
    """Show each statement as it stands, with the answers attached to it."""
    from rich.console import Console

    from livingproof.catalogue import load
    from livingproof.cli.render.terminal import Sheet, in_ascii
    from livingproof.core.policy import Policy
    from livingproof.verify.statements import read_statements, replies_in, verdict_in

    facts = load(catalogue)
    known(language)
    console = Console()
    for entry in read_statements(file)[0]:
        verdict = verdict_in(entry, Policy(sector_standard=False))
        name = entry.get("file")
        Sheet(verdict, facts, visible(str(name)) if name else None, everything=everything, language=language).print_on(
            console
        )
        told = "\n".join(_replies(replies_in(entry), language))
        plain = (console.encoding or "ascii").lower().startswith("utf")
        sys.stdout.write(f"{told if plain else in_ascii(told)}\n" if told else "")


def _replies(replies: Iterable[Entry], language: str) -> Iterable[str]:
    from livingproof.catalogue.words import terms

    words = terms(language)["sheet"]
    for place, answer in enumerate(replies):
        if place == 0:
            yield str(words["replies"])
        about = {"check": answer.get("finding"), "by": answer.get("by") or words["somebody"], "on": answer.get("on")}
        yield "  " + _clean(words["reply"].format(**about, text=answer.get("text")))
        if isinstance(attached := answer.get("attachment"), dict):
            digest = f"sha256:{attached.get('sha256')}"
            file = {"name": attached.get("name"), "media_type": attached.get("media_type"), "digest": digest}
            yield "    " + visible(words["reply_file"].format(**file))

"""`livingproof statement`: check a statement, answer one of its findings, show it with its answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from livingproof import __version__
from livingproof.cli.languages import known
from livingproof.cli.purchase import day_of
from livingproof.core.errors import unopened
from livingproof.readers.visible import visible
from livingproof.register.durable import write_whole

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


EXITS = {"holds": 0, "other_words": 5, "other_facts": 4, "altered": 1}
"""The exit status of what is found, the worst last."""
MOST_TOLD = 8
"""So many differences of a statement are told."""
LONGEST_TOLD = 120
"""So many characters of a value are told."""


@app.command(name="check")
def check(file: File, policy: PolicyOption = None, catalogue: CatalogueOption = None) -> None:
    """Make the digest, the verdict and the sentences of each statement again from what it states.

    Exit status, the worst of all statements: 0 digest, verdict and sentences hold; 1 altered: the digest does not fit the
    content, or the verdict does not follow from it; 4 made with another catalogue or program, and the verdict made
    again here differs, which proves no alteration; 5 codes and facts hold, but sentences are not those told of them; 2 wrong use, or no
    statement.
    """
    from livingproof.catalogue import load
    from livingproof.verify.statements import check as check_one
    from livingproof.verify.statements import read_statements

    facts = load(catalogue)
    worst = 0
    found = list(EXITS.values())
    for place, entry in enumerate(read_statements(file)[0], start=1):
        checked = check_one(entry, facts, policy_of(entry, policy))
        print(f"{place}. {_about(entry)}: {_told(checked, entry, facts.version)}")
        for line in _lines(checked):
            print(f"   {visible(line)}")
        worst = max(worst, EXITS[checked.standing.value], key=found.index)
    raise typer.Exit(worst)


def _about(entry: Entry) -> str:
    claim = entry["claim"]
    number = claim.get("certificate_number") if isinstance(claim, dict) else None
    named = number.get("value") if isinstance(number, dict) else None
    return visible(str(entry.get("file") or named or "a text"))


def _told(checked: Checked, entry: Entry, version: str) -> str:
    """What was found, in one line or two."""
    from livingproof.verify.statements import program_of

    if not checked.digest_holds:
        return "altered: the digest does not fit the content; something in it was changed after it was made."
    here = checked.same_catalogue and checked.same_program
    made = visible(
        f"It was made with catalogue {entry['catalogue']} by {_program(program_of(entry))}; "
        f"the verdict was made again with catalogue {version} by {_program(__version__)}"
    )
    if checked.differs and not here:
        return f"the digest holds. {made}, and differs. This proves no alteration; ask for a statement made today."
    if checked.differs:
        return "altered: the digest fits, but the verdict does not follow from what is stated. Made again it differs."
    held = f"digest and verdict hold ({entry['verdict']}, as of {entry['as_of']})."
    if not here:
        held = f"the digest holds. {made}, and is the same ({entry['verdict']}, as of {entry['as_of']})."
    if checked.words:
        return f"{held} But its sentences are not those told of its codes and facts; go by the codes."
    return f"{held} But it has keys that no statement has; leave them aside." if checked.unknown else held


def _program(version: str) -> str:
    return f"livingproof {version}" if version else "an earlier livingproof"


def _lines(checked: Checked) -> Iterable[str]:
    """What differs, key by key: the value stated and the value made again."""
    for found in ((*checked.differs, *checked.words))[:MOST_TOLD]:
        yield f"{found.path}: stated {_short(found.stated)}, made again {_short(found.again)}"
    more = len(checked.differs) + len(checked.words) - MOST_TOLD
    if more > 0:
        yield f"and {more} more"
    if checked.unknown:
        yield f"keys that no statement has: {', '.join(checked.unknown)}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TOLD else f"{text[:LONGEST_TOLD]} ..."


def policy_of(entry: Entry, given: str | None) -> Policy:
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
    except (OSError, ValueError) as problem:
        raise typer.BadParameter(f"{visible(str(path))}: {unopened(problem)}.", param_hint="--file") from None
    kind = guess_type(path.name)[0] or "application/octet-stream"
    return Attachment(name=visible(path.name), sha256=sha256(content).hexdigest(), media_type=kind)


def _write(path: Path, content: Any) -> None:
    """Replace the file at once: a stop half-way leaves the old one."""
    try:
        write_whole(path, (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode())
    except OSError:
        raise typer.BadParameter(
            f"{visible(str(path))}: its folder cannot be written to; copy the file to one of your own.",
            param_hint="FILE",
        ) from None


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

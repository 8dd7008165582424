"""`livingproof watch`: from which day which verdict could change and why, and the verdicts that are due made again."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from livingproof.cli.ask import WIDTH, Language, Printed, refuse_other_form
from livingproof.cli.data import DataOption, data_directory, store_of
from livingproof.cli.files import refuse_no_files
from livingproof.cli.languages import known
from livingproof.cli.render.lines import folded
from livingproof.cli.statement import CatalogueOption, PolicyOption, policy_of
from livingproof.cli.verify import with_registers
from livingproof.core.errors import PolicyError, RegisterError, StatementError
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.facts import Facts
    from livingproof.core.policy import Policy
    from livingproof.register.watched import Entry, Watched
    from livingproof.verify.watching import Extract, Turn

WATCHED = "watched"
WIDTHS = (12, 17, 16, 10)

app = typer.Typer(
    help="Watch verdicts: from which day which could change and why.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A watched statement: its id, its newest version, the days on which it could change, and what it is asked with."""

    name: str
    entry: Entry
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """What watching works with: the statements, the facts in use here, the extracts in force and the day."""

    watched: Watched
    facts: Facts
    extracts: tuple[Extract, ...]
    policy: str | None
    today: date

    def kept(self, name: str) -> Kept:
        """A statement with the days on which it could change."""
        from livingproof.verify.statements import verdict_in
        from livingproof.verify.watching import turns_of

        entry = self.watched.newest(name)
        policy = self.policy_for(entry)
        return Kept(name, entry, turns_of(verdict_in(entry, policy), self.facts, policy, self.extracts))

    def every(self) -> Iterator[Kept]:
        """All statements that can be looked at; of any other one line says why not, and the rest goes on."""
        for name in self.watched.ids():
            try:
                yield self.kept(name)
            except (PolicyError, RegisterError, StatementError) as problem:
                sys.stderr.write(f"livingproof: {name}: {visible(str(problem))}\n")

    def policy_for(self, entry: Entry) -> Policy:
        """The policy of a statement: the shipped one of its name, else the file given."""
        try:
            return policy_of(entry, None)
        except PolicyError:
            if self.policy is None:
                raise
            return policy_of(entry, self.policy)


def _room(data: Path | None, catalogue: Path | None, policy: str | None) -> Room:
    from livingproof.catalogue import load
    from livingproof.core.record import Organisation, Record
    from livingproof.register.watched import Watched
    from livingproof.verify.lookup import facts_of
    from livingproof.verify.watching import Extract

    store = store_of(data)
    extracts = tuple(
        Extract(snapshot.register, snapshot.id, snapshot.as_of)
        for snapshot in store.present()
        if snapshot.holds(Record) or snapshot.holds(Organisation)
    )
    today = date.today()  # noqa: DTZ011, TID251 - the edge: where the day enters
    watched = Watched(data_directory(data) / WATCHED)
    return Room(watched, facts_of(load(catalogue), store), extracts, policy, today)


@app.command(name="add")
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The output of `livingproof verify --format json`.")],
    data: DataOption = None,
    catalogue: CatalogueOption = None,
    policy: PolicyOption = None,
    language: Language = "en",
) -> None:
    """Watch the statements of a file from now on."""
    from livingproof.verify.statements import read_statements

    refuse_no_files([file], "FILE")
    room, words = _room(data, catalogue, policy), _words(language)
    for entry in read_statements(file)[0]:
        room.policy_for(entry)
        name, new = room.watched.add(entry)
        turns = room.kept(name).turns
        day = turns[0].on.isoformat() if turns else words["never"]
        print(words["added" if new else "there"].format(id=name, day=day))


@app.command(name="list")
def list_(
    data: DataOption = None,
    catalogue: CatalogueOption = None,
    policy: PolicyOption = None,
    output: Printed = "terminal",
    language: Language = "en",
) -> None:
    """List from which day which verdict could change, and why; the nearest first."""
    refuse_other_form(output)
    room = _room(data, catalogue, policy)
    kept = sorted(room.every(), key=lambda one: (_first(one), one.name))
    if output == "json":
        print(json.dumps([_plain(one) for one in kept], indent=2, ensure_ascii=False, default=str))
    elif kept:
        _table(kept, language)
    else:
        print(_words(language)["nothing"])


@app.command(name="run")
def run(
    data: DataOption = None,
    catalogue: CatalogueOption = None,
    policy: PolicyOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Make every verdict again, due or not.")] = False,  # noqa: FBT002 - a switch
    output: Printed = "terminal",
    language: Language = "en",
) -> None:
    """Make the verdicts again that are due, as of today; each new one stands behind the old ones.

    Exit status: 0 none changed; 1 at least one did; 2 wrong use.
    """
    refuse_other_form(output)
    room, changed, told = _room(data, catalogue, policy), False, []
    kept = list(room.every())
    chosen = [one for one in kept if everything or _is_due(one, room.today)]
    for one in chosen:
        now = _again(one, room, data)
        told.append(
            {"id": one.name, "before": one.entry["verdict"], "verdict": now["verdict"], "codes": _codes(one, now)}
        )
        changed = changed or now["verdict"] != one.entry["verdict"]
        room.watched.append(one.name, now)
        if output != "json":
            _tell_change(one, now, language)
    if output == "json":
        print(json.dumps(told, indent=2, ensure_ascii=False))
    elif not chosen:
        _tell_nothing(kept, language)
    raise typer.Exit(1 if changed else 0)


@app.command(name="remove")
def remove(
    name: Annotated[str, typer.Argument(metavar="ID", help="The id, or its beginning.")],
    data: DataOption = None,
    language: Language = "en",
) -> None:
    """No longer watch a statement; its versions are removed, evidence stays."""
    from livingproof.register.watched import Watched

    Watched(data_directory(data) / WATCHED).remove(name)
    print(_words(language)["removed"].format(id=name))


# --- making again -------------------------------------------------------------------------------------------------------


def _is_due(one: Kept, today: date) -> bool:
    from livingproof.verify.watching import due

    return bool(due(one.turns, today))


def _again(one: Kept, room: Room, data: Path | None) -> Entry:
    """The statement made again as of today, with the words of the file that it is of."""
    from livingproof.verify import Question
    from livingproof.verify.statements import asked_again, replies_in
    from livingproof.verify.telling import told_statement

    question = Question(as_of=room.today, policy=room.policy_for(one.entry), facts=room.facts)
    asked = with_registers(question, data, room.today, overlaid=True)
    now = told_statement(asked_again(one.entry, asked), asked.facts, one.entry.get("file"))
    replies = replies_in(one.entry)
    return {**now, "replies": replies} if replies else now


def _codes(one: Kept, now: Mapping[str, Any]) -> list[str]:
    from livingproof.verify.watching import codes_changed

    return list(codes_changed(one.entry, now))


# --- showing ------------------------------------------------------------------------------------------------------------


def _words(language: str) -> Mapping[str, Any]:
    from livingproof.catalogue.words import terms

    return dict(terms(known(language))["watching"])


def _tag(headline: str, language: str) -> str:
    from livingproof.catalogue.words import terms

    return str(terms(language)["headlines"][headline]["tag"])


def _first(one: Kept) -> date:
    return one.turns[0].on if one.turns else date.max


def _plain(one: Kept) -> Mapping[str, Any]:
    claim = one.entry["claim"]
    return {
        "id": one.name,
        "file": one.entry.get("file"),
        "number": claim["certificate_number"]["value"],
        "holder": claim["holder_name"]["value"],
        "verdict": one.entry["verdict"],
        "decision": one.entry["decision"],
        "as_of": one.entry["as_of"],
        "turns": [asdict(turn) for turn in one.turns],
    }


def _table(kept: list[Kept], language: str) -> None:
    from rich.console import Console
    from rich.table import Table

    words = _words(language)
    table = Table(box=None, pad_edge=False, show_edge=False)
    for place, head in enumerate(words["heads"].split("|")):
        table.add_column(head, overflow="fold", width=WIDTHS[place] if place < len(WIDTHS) else None)
    for one in kept:
        turn = one.turns[0] if one.turns else None
        number = one.entry["claim"]["certificate_number"]["value"] or one.entry.get("file") or ""
        because = words["why"][turn.why.value].format(source=turn.source) if turn else words["never"]
        day = turn.on.isoformat() if turn else ""
        table.add_row(one.name, visible(str(number)), _tag(one.entry["verdict"], language), day, visible(because))
    console = Console()
    console.print(table, width=min(console.width, WIDTH + 2), highlight=False, markup=False)


def _tell_change(one: Kept, now: Mapping[str, Any], language: str) -> None:
    words, headline = _words(language), _tag(now["verdict"], language)
    if now["verdict"] == one.entry["verdict"]:
        line = words["same"].format(id=one.name, headline=headline)
    else:
        before = _tag(one.entry["verdict"], language)
        codes = ", ".join(_codes(one, now)[:5])
        line = words["changed"].format(id=one.name, before=before, headline=headline, codes=codes)
    print("\n  ".join(folded(visible(line), WIDTH - len("  "))))


def _tell_nothing(kept: list[Kept], language: str) -> None:
    words = _words(language)
    days = [_first(one) for one in kept if one.turns]
    if not kept:
        print(words["nothing"])
    else:
        print(words["none_due"].format(day=min(days).isoformat() if days else words["never"]))

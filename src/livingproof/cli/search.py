"""`livingproof register find`: who and what stands in the registers on this machine, with why it is taken for what was asked."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from livingproof.cli.data import DataOption, store_of
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.matching.keys import Keys, Normaliser
    from livingproof.core.record import Organisation
    from livingproof.register.matching import Match
    from livingproof.register.snapshot import Snapshot
    from livingproof.register.store import Store

NUMBER = re.compile(r"(?=.*\d)[^\s]*\d[^\s]*")
"""A word that may be a certificate's number."""

Found = tuple["Snapshot", "Match | None", "tuple[Organisation, ...]", "Keys"]


def find(  # noqa: PLR0913, PLR0917 - each option is one thing that the asker may know
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS...", help="A certificate's number, or a holder's name.")
    ] = None,
    number: Annotated[str | None, typer.Option(metavar="NUMBER", help="The certificate's number.")] = None,
    holder: Annotated[str | None, typer.Option(metavar="NAME", help="The holder's name.")] = None,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="The holder's address or that of a site.")
    ] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Its country, as two letters.")] = None,
    standard: Annotated[str | None, typer.Option(metavar="STANDARD", help="The standard, such as 'ISO 9001'.")] = None,
    register: Annotated[str | None, typer.Option(metavar="NAME", help="Only this register or snapshot.")] = None,
    data: DataOption = None,
    output: Annotated[str, typer.Option("--format", metavar="FORM", help="terminal or json.")] = "terminal",
) -> None:
    """Find certificates and organisations in the registers that are present, each with what agrees and what differs.

    The more you say, the surer the answer. Nothing found means only that these registers do not hold it.
    """
    from livingproof.cli.render.found import found_lines, plain_found

    if output not in {"terminal", "json"}:
        raise typer.BadParameter(f"{output!r}: choose one of terminal, json.", param_hint="--format")
    text = " ".join(words or ())
    if not text and not number and not holder:
        raise typer.BadParameter("say a number or a name.", param_hint="WORDS")
    store = store_of(data)
    snapshots = (store.snapshot(register),) if register else _searchable(store)
    if not snapshots:
        sys.stderr.write(
            f"livingproof: no register of certificates or organisations in {visible(str(store.directory))}. "
            "Import one: livingproof register import SOURCE FILE\n"
        )
        raise typer.Exit(1)
    names = [name for name in (holder, text if text and not NUMBER.fullmatch(text) else None) if name]
    numbers = [each for each in (number, text if NUMBER.fullmatch(text) else None) if each]
    said = {
        "names": tuple(names),
        "numbers": tuple(numbers),
        "addresses": (address,) if address else (),
        "country": country,
        "standards": (standard,) if standard else (),
    }
    found = list(_found(snapshots, said))
    if output == "json":
        print(json.dumps([plain_found(*each) for each in found], indent=2, ensure_ascii=False))
        return
    for each in found:
        for line in found_lines(*each):
            print(visible(line))


def _searchable(store: Store) -> tuple[Snapshot, ...]:
    """The registers in force that hold whom or what one can search for; lists of bodies hold neither."""
    from livingproof.core.record import Organisation, Record

    return tuple(one for one in store.present() if one.holds(Record) or one.holds(Organisation))


def _found(snapshots: tuple[Snapshot, ...], said: dict[str, Any]) -> Iterator[Found]:
    """What each register holds of it."""
    from livingproof.catalogue import load
    from livingproof.core.matching.keys import Said, keys_of_said, normaliser_of

    normaliser = normaliser_of(load())
    keys = keys_of_said(Said(**said), normaliser)
    for snapshot in snapshots:
        organisations = [each for name in said["names"] for each in snapshot.organisations_by_name(name)]
        yield snapshot, _match(snapshot, keys, normaliser), tuple(dict.fromkeys(organisations)), keys


def _match(snapshot: Snapshot, keys: Keys, normaliser: Normaliser) -> Match | None:
    """The match among the register's certificates, None where it holds none."""
    from livingproof.register.index import open_index
    from livingproof.register.matching import Matcher

    if snapshot.index_folder is None:
        return None
    return Matcher(open_index(snapshot.index_folder), normaliser).match(keys)

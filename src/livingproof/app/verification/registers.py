"""The registers of this house, as every organisation in it sees them: snapshots and catalogue, and nothing that somebody kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from livingproof.catalogue import load
from livingproof.core.claim import Claim
from livingproof.core.errors import CatalogueError
from livingproof.core.facts import Facts
from livingproof.core.record import Organisation, Record
from livingproof.core.terms import Asker
from livingproof.register.store import Store
from livingproof.verify.lookup import Registers, facts_of
from livingproof.verify.verification import Answers
from livingproof.verify.watching import Extract

log = logging.getLogger(__name__)


def store() -> Store:
    """Where snapshots lie: beside the database."""
    return Store(Path(settings.DATA))


def own_catalogue() -> Path | None:
    """The house's own facts: the folder `catalogue` of the data directory, None where there is none."""
    folder = Path(settings.DATA) / "catalogue"
    return folder if folder.is_dir() else None


def facts_here() -> Facts:
    """The catalogue, the house's own facts laid over it, and the lists that were imported."""
    folder = own_catalogue()
    shipped = _with_own(folder, _written(folder)) if folder else load()
    return facts_of(shipped, store())


def _written(folder: Path) -> tuple[tuple[str, int], ...]:
    """Each file of the folder with the time at which it was written: they are read again when one changes."""
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted(folder.iterdir()))


@lru_cache(maxsize=4)
def _with_own(folder: Path, _written: tuple[tuple[str, int], ...]) -> Facts:
    """Facts that are not in their format are left out as a whole: the version that a verdict names then says so."""
    try:
        return load(folder)
    except CatalogueError as problem:
        log.error("own facts are left out: %s", problem)  # noqa: TRY400 - said in one line
        return load()


def extracts() -> tuple[Extract, ...]:
    """The snapshots in force that hold certificates or organisations."""
    return tuple(
        Extract(one.register, one.id, one.as_of)
        for one in store().present()
        if one.holds(Record) or one.holds(Organisation)
    )


def state(facts: Facts) -> str:
    """A digest of what verdicts rest on here: another one means that something came in or changed."""
    parts = [facts.version, *sorted(one.snapshot for one in extracts())]
    return sha256("\n".join(parts).encode()).hexdigest()


def asked(facts: Facts, on: date) -> Callable[[Claim], Answers]:
    """Asks the snapshots in force. What persons kept beside them by command belongs to whoever kept it, and is left out here."""
    registers = Registers(store(), facts, on, load(), log.warning)

    def answers(claim: Claim) -> Answers:
        found = registers.answers(claim)
        lookups = tuple(one for one in found.lookups if one.asked_by is Asker.ENGINE)
        return replace(found, lookups=lookups, replies=())

    return answers

"""The registers of this house, as every organisation in it sees them: snapshots and catalogue, and nothing that somebody kept."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from livingproof.catalogue import load
from livingproof.core.claim import Claim
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


def facts_here() -> Facts:
    """The catalogue with the lists that were imported."""
    return facts_of(load(), store())


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

"""From settings to a plan: everything that the output depends on is looked up and written down before the first row."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from livingproof.bulk.plan import Plan, Settings, digest_of_file
from livingproof.bulk.reading import READERS
from livingproof.bulk.writing import WRITERS
from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.core.errors import BulkError
from livingproof.register.overlay import facts_with
from livingproof.register.store import Store


def checked(settings: Settings) -> None:
    """BulkError where the names given cannot be read from or written to; says what to write instead."""
    if settings.claims.suffix.lower() not in READERS:
        raise BulkError(f"{settings.claims}: name a file of claims that ends with {', '.join(READERS)}.")
    if not settings.claims.is_file():
        raise BulkError(f"{settings.claims}: no such file.")
    if settings.output.suffix.lower() not in WRITERS:
        raise BulkError(f"{settings.output}: name an output that ends with {', '.join(WRITERS)}.")
    if not settings.output.parent.is_dir():
        raise BulkError(f"{settings.output.parent}: no such folder. Make it first.")
    written = [path.resolve() for path in (settings.output, settings.statements) if path]
    if settings.claims.resolve() in written:
        raise BulkError(f"{settings.claims}: is the file of claims and is never replaced; name another output.")
    if len(set(written)) < len(written):
        raise BulkError(f"{settings.output}: answers and statements cannot share a file; name another one.")


def plan_of(settings: Settings) -> Plan:
    """The plan of these settings as things stand now."""
    return Plan(
        claims=digest_of_file(settings.claims),
        as_of=settings.as_of.isoformat(),
        asked_on=settings.asked_on.isoformat(),
        chunk_rows=settings.chunk_rows,
        ocr=settings.ocr,
        statements=settings.statements is not None,
        **asked_of(settings),
    )


def asked_of(settings: Settings) -> dict[str, Any]:
    """What a machine judges with: those parts of a plan that must be the same wherever rows of the run are judged."""
    store = Store(settings.data) if settings.data else None
    facts = load(settings.overlay)
    return {
        "policy": policy_named(settings.policy).label,
        "catalogue": (facts_with(facts, store) if store else facts).version,
        "snapshots": tuple(snapshot.id for snapshot in store.present()) if store else (),
        "answers": store.evidence.state() if store else "",
        "program": version("livingproof"),
    }

"""Imported look-ups become evidence: what was asked and answered, with the page that was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from livingproof.core.facts import Facts
from livingproof.core.record import Lookup
from livingproof.register.durable import digest_of
from livingproof.register.evidence import about_certificate, plain_digest
from livingproof.register.imports import Brought, Wanted
from livingproof.register.quarantine import quarantine
from livingproof.register.store import Store
from livingproof.sources import Entry, Refused, read


def note_look_ups(store: Store, wanted: Wanted, facts: Facts) -> Brought:
    """Note look-ups as evidence, each under the certificates that it is about; all of them or none."""
    lookups = []
    with quarantine(wanted.quarantine) as aside:
        for outcome in read(wanted.source, wanted.paths, wanted.columns, wanted.as_of, facts):
            if isinstance(outcome, Refused):
                aside.add(outcome)
            elif isinstance(outcome, Entry) and isinstance(outcome.value, Lookup):
                lookups.append(outcome.value)
    noted = [] if aside.stops else lookups
    wanted_digests = {lookup.digest for lookup in noted if lookup.digest}
    for capture in _captures(wanted.paths, wanted_digests):
        store.evidence.keep(capture)
    for lookup in noted:
        store.evidence.note(_about(lookup), lookup)
    return Brought(None, new=bool(noted), lookups=len(noted), refused=aside.count, first_refused=tuple(aside.first))


def _captures(paths: Sequence[Path], digests: set[str]) -> Iterator[bytes]:
    """The files beside the look-ups that have one of these digests: what was seen on the day."""
    wanted = set(map(plain_digest, digests))
    for folder in {path.parent for path in paths if wanted}:
        for file in sorted(folder.iterdir()):
            if file.is_file() and digest_of(file) in wanted:
                yield file.read_bytes()


def _about(lookup: Lookup) -> tuple[str, ...]:
    asked = dict(lookup.question)
    named = [(record.number, record.holder_name or "") for record in lookup.records]
    named += [(asked.get("number", ""), asked.get("holder_name", ""))] if lookup.question else []
    return tuple(dict.fromkeys(about_certificate(number, holder) for number, holder in named))

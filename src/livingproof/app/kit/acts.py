"""The one door: an act is done whole, with its entry in the ledger, or not at all, with every reason.

1. lock the chains and the record      2. read its history      3. lay the payload over it      4. ask the machine
5. write the record     6. append the entry      7. renew its tasks              8. do what follows
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db import OperationalError, connection, transaction

from livingproof.app.kit import grants, signing, tasks, values, waivers
from livingproof.app.kit.history import history
from livingproof.app.kit.kinds import Kind, kind_named
from livingproof.app.kit.models import ACTING, Counter
from livingproof.app.kit.signing import Signature
from livingproof.app.ledger import chain, evidence
from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Organisation
from livingproof.core.system.machine import CLOCK, PARTY, Act, Blocked, Done, Moment, reasons_against

if TYPE_CHECKING:
    from livingproof.app.kit.models import Grant, Record
    from livingproof.app.people.models import Person

ANONYMOUS = "anonymous"
"""The actor of an act whose doer gave no name, and the only role that such an act has."""
DEEPEST = 8
"""How many acts may bring one another; more is a circle."""
AHEAD = timedelta(minutes=5)
"""How far a claimed time may lie ahead of the server's: clocks differ."""

__all__ = ["ANONYMOUS", "Outcome", "Prospect", "Request", "Signature", "perform", "prospects"]


@dataclass(frozen=True, slots=True)
class Request:
    """An act as somebody asks for it.

    `actor` None: the clock, a party by `grant`, or nobody named (`anonymous`). `occurred_at` is when it is said to have happened,
    `now` the server's time. `version` is the version of the record that the person saw; None where nothing was shown (the making
    act, the clock). `waive` are codes of reasons to set aside, with `waiver` as the reason why and the top management's signature.
    """

    act: str
    payload: Mapping[str, Any]
    now: datetime
    actor: Person | None = None
    grant: Grant | None = None
    occurred_at: datetime | None = None
    version: int | None = None
    signature: Signature | None = None
    waive: tuple[str, ...] = ()
    waiver: str = ""
    waiver_signature: Signature | None = None
    anonymous: bool = False
    imported: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: the record as it is now, or every reason why nothing was done. Exactly one of the two is given."""

    record: Record | None = None
    blocked: tuple[Blocked, ...] = ()
    followed: tuple[Record, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Prospect:
    """An act that starts from the record's stage, and what would keep somebody from doing it now."""

    act: Act
    blocked: tuple[Blocked, ...]

    @property
    def open(self) -> bool:
        """Whether nothing is known to keep it from being done."""
        return not self.blocked


class _NotDoneError(Exception):
    """Ends the transaction; carries the reasons out of it."""

    def __init__(self, blocked: tuple[Blocked, ...]) -> None:
        super().__init__("not done")
        self.blocked = blocked


@dataclass(frozen=True, slots=True)
class _Deed:
    """One act on its way through the door."""

    kind: Kind
    act: Act
    record: Record
    request: Request
    before: Mapping[str, Any]
    done: tuple[Done, ...]


def perform(
    kind: Kind, record: Record | None, request: Request, *, organisation: Organisation | None = None
) -> Outcome:
    """Do the act, or say everything that stands against it. Never both, never half.

    `record` None: the act makes one, in `organisation` or else in the actor's. Raises only where the program is at fault.
    """
    home = _home(record, request, organisation)
    if home is None:
        return Outcome(blocked=(Blocked("organisation_missing"),))
    for attempt in range(3):
        try:
            with transaction.atomic():
                return _through(kind, record, request, home, 0)
        except _NotDoneError as refusal:
            return Outcome(blocked=refusal.blocked)
        except OperationalError as problem:
            # Two acts that bring acts of other parties may wait for one another; PostgreSQL then ends one, which simply tries again.
            if attempt == 2 or connection.in_atomic_block or "deadlock" not in str(problem):  # noqa: PLR2004 - the last try
                raise
    raise AssertionError


def _home(record: Record | None, request: Request, given: Organisation | None) -> Organisation | None:
    if record is not None:
        return record.organisation
    return given or (request.actor.organisation if request.actor else None)


def _through(kind: Kind, record: Record | None, request: Request, home: Organisation, depth: int) -> Outcome:
    if depth > DEEPEST:
        raise RuntimeError(f"{kind.slug}: the act {request.act} brings acts without end")
    act = next((act for act in kind.machine.acts if act.name == request.act), None)
    if act is None:
        raise _NotDoneError((Blocked("act_unknown", {"act": request.act[:80]}),))
    shared = grants.live(record, request.now) if record is not None else ()
    chain.lock((home, *(grant.party for grant in shared if grant.party is not None)))
    deed, moment = _asked(kind, act, _locked(kind, record, request, home), request, home)
    waived = _kept_from(deed, moment, home)
    _write(deed, moment, home)
    entry = _enter(deed, home, waived)
    for grant in shared:
        grants.mirror(grant, entry, home)
    evidence.refer(home, kind.slug, deed.record.pk, set(_evidence(kind, deed.record)), request.now)
    tasks.renew(kind, deed.record, request.now)
    return Outcome(record=deed.record, followed=tuple(_following(deed, moment, home, depth)))


def _locked(kind: Kind, record: Record | None, request: Request, home: Organisation) -> Record:
    if record is None:
        return kind.model(
            organisation=home, stage="", made_at=request.now, changed_at=request.now, imported=request.imported
        )
    locked: Record = kind.model.objects.select_for_update().of(home).get(pk=record.pk)
    locked.organisation = home
    return locked


def _asked(kind: Kind, act: Act, record: Record, request: Request, home: Organisation) -> tuple[_Deed, Moment]:
    """The payload laid over the record, and the moment that the gates look at."""
    before = {} if record.version == 0 else values.as_json(kind, record)
    read, problems = values.read(kind, request.payload, act.fields, home)
    problems += tuple(
        Blocked("evidence_unknown", {"evidence": missing}) for missing in evidence.missing(home, _ids_of_evidence(read))
    )
    if problems:
        raise _NotDoneError(problems)
    for name, value in read.items():
        setattr(record, name, value)
    done = history(record) if record.version else ()
    return _Deed(kind, act, record, request, before, done), _moment(kind, record, request, done, home)


def _ids_of_evidence(value: Any) -> Iterator[str]:
    for found in values.named_in(value, "evidence"):
        yield from values.texts_in(found)


def _evidence(kind: Kind, record: Record) -> Iterator[str]:
    yield from _ids_of_evidence(values.as_json(kind, record))


def _moment(kind: Kind, record: Record, request: Request, done: tuple[Done, ...], home: Organisation) -> Moment:
    actor, roles = _who(request)
    return Moment(
        record=values.for_gates(kind, record),
        history=done,
        actor=actor,
        roles=roles,
        at=request.now,
        day=request.now.astimezone(ZoneInfo(home.time_zone)).date(),
        about=kind.about(record),
    )


def _who(request: Request) -> tuple[str, frozenset[str]]:
    """Who acts, and with which roles. A party has the role of a party, whatever its persons are at home."""
    if request.grant is not None:
        return str(request.actor.pk) if request.actor else f"link:{request.grant.pk}", frozenset({PARTY})
    if request.actor is not None:
        return str(request.actor.pk), frozenset(request.actor.roles)
    return (ANONYMOUS, frozenset({ANONYMOUS})) if request.anonymous else ("", frozenset({CLOCK}))


def _kept_from(deed: _Deed, moment: Moment, home: Organisation) -> list[dict[str, Any]]:
    """Ask everything at once: who, which version, which signature, the machine. What a waiver sets aside is returned."""
    found = [
        *_stranger(deed, home),
        *_conflict(deed),
        *signing.reasons(deed.act, deed.request.signature, deed.request.actor, deed.request.now),
        *reasons_against(deed.act, deed.record.stage, moment),
    ]
    left, waived = waivers.set_aside(deed.act, tuple(found), deed.request, home)
    if left:
        raise _NotDoneError(left)
    return waived


def _stranger(deed: _Deed, home: Organisation) -> Iterator[Blocked]:
    request = deed.request
    if request.grant is not None:
        yield from grants.reasons(request.grant, deed.record, request)
    elif request.actor is not None and request.actor.organisation_id != home.pk:
        yield Blocked("actor_elsewhere")
    if request.actor is not None and not request.actor.active:
        yield Blocked("actor_inactive")
    if request.anonymous and not home.anonymous_reports:
        yield Blocked("anonymous_not_allowed")
    if request.occurred_at is not None and request.occurred_at > request.now + AHEAD:
        yield Blocked("occurred_later")


def _conflict(deed: _Deed) -> Iterator[Blocked]:
    seen = deed.request.version
    if seen is not None and seen != deed.record.version:
        since = tuple(done.act for done in deed.done[seen:]) if seen < len(deed.done) else ()
        yield Blocked("version_conflict", {"seen": seen, "now": deed.record.version, "acts": since})


def _write(deed: _Deed, moment: Moment, home: Organisation) -> None:
    record, act = deed.record, deed.act
    if not record.version:
        record.number = _number(deed.kind, home, moment.day.year)
    record.version += 1
    record.cycle += act.renews
    record.changed_at = deed.request.now
    record._source = record.stage  # type: ignore[attr-defined] # noqa: SLF001 - for the entry, within this act only
    record.stage = act.target or record.stage
    token = ACTING.set(True)
    try:
        record.save(force_insert=record.version == 1)
    finally:
        ACTING.reset(token)


def _number(kind: Kind, home: Organisation, year: int) -> str:
    """The next number of the year, without gaps: whoever asks holds the organisation's chain."""
    counter, _ = Counter.objects.get_or_create(organisation=home, kind=kind.slug, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{kind.model.prefix}-{year}-{counter.last:04d}"


def _enter(deed: _Deed, home: Organisation, waived: list[dict[str, Any]]) -> Entry:
    request, record = deed.request, deed.record
    after = values.as_json(deed.kind, record)
    changed = {name: value for name, value in after.items() if name not in deed.before or deed.before[name] != value}
    entry = Entry(
        kind=deed.kind.slug,
        record=record.pk,
        record_number=record.number,
        act=deed.act.name,
        actor=_reference(request),
        on_behalf=str(request.grant.party_id or "") if request.grant else "",
        occurred_at=request.occurred_at or request.now,
        recorded_at=request.now,
        source=record._source,  # type: ignore[attr-defined] # noqa: SLF001 - set in this act
        target=record.stage,
        cycle=record.cycle,
        version=record.version,
        changes=values.without_persons(changed),
        signed=signing.seal(deed.kind, record, request.signature) if deed.act.signature and request.signature else None,
        waived=waived,
        imported=request.imported,
    )
    return chain.append(home, entry)


def _reference(request: Request) -> str:
    if request.actor is not None:
        return request.actor.reference
    if request.grant is not None:
        return f"link:{request.grant.pk}"
    return ANONYMOUS if request.anonymous else ""


def _following(deed: _Deed, moment: Moment, home: Organisation, depth: int) -> Iterator[Record]:
    for slug, record, request in deed.kind.follows(deed.record, deed.request, moment):
        kind = kind_named(slug)
        if kind is None:
            raise LookupError(
                f"{deed.kind.slug}: {deed.act.name} brings an act on {slug!r}, which is no kind of record"
            )
        outcome = _through(kind, record, request, home, depth + 1)
        if outcome.record is not None:
            if outcome.record.pk == deed.record.pk:
                deed.record.refresh_from_db()
            yield outcome.record
        yield from outcome.followed


def prospects(
    kind: Kind, record: Record, person: Person | None, now: datetime, *, grant: Grant | None = None
) -> tuple[Prospect, ...]:
    """Every act that starts from the record's stage, and what blocks each for this person now. Acts of the clock are not told.

    Fields that the act's own form asks for are no reasons here, and neither is the signature: both are given with the act.
    """
    asked = Request(act="", payload={}, now=now, actor=person, grant=grant)
    done = history(record)
    moment = _moment(kind, record, asked, done, record.organisation)
    found = []
    for act in kind.machine.from_stage(record.stage):
        if act.roles == (CLOCK,):
            continue
        deed = _Deed(kind, act, record, replace(asked, act=act.name), {}, done)
        against = (*_stranger(deed, record.organisation), *reasons_against(act, record.stage, moment))
        told = tuple(one for one in against if not (one.code == "not_filled" and one.facts.get("field") in act.fields))
        found.append(Prospect(act, told))
    return tuple(found)

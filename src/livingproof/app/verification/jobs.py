"""What the worker does for cases: read, judge, draw, watch, deliver. Each takes ids, and doing it twice does nothing twice."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.jobs import LATER, enqueue
from livingproof.app.ledger import evidence as store
from livingproof.app.ledger.models import Evidence
from livingproof.app.verification import again, judging, registers
from livingproof.app.verification.kind import KIND
from livingproof.app.verification.models import Case, Picture
from livingproof.catalogue.policies import policy_named
from livingproof.core.errors import UnreadableFile
from livingproof.core.statement import plain
from livingproof.core.system.verification import ASKED, CLOSED, JUDGED, READING, Judgement, Reading
from livingproof.core.verdict import Verdict
from livingproof.readers.apart import nothing_read, pages_apart
from livingproof.readers.limits import Limits
from livingproof.readers.pictures import PagePicture, Pose, pictures_apart, poses_of
from livingproof.readers.reading import Reading as Pages
from livingproof.verify.beside import told_beside
from livingproof.verify.telling import told_statement
from livingproof.verify.watching import codes_changed, turns_of

log = logging.getLogger(__name__)
JUDGE, DRAW = "livingproof.app.verification.jobs.judge", "livingproof.app.verification.jobs.draw"
LOST_AFTER = timedelta(minutes=20)
"""A case that waits longer was lost on the way to the worker: it is handed over again."""
MOST_PAGES = 30
PICTURE_BYTES = 1_200_000
"""What the pictures of one file may weigh together."""


def pages_of(content: bytes) -> Pages:
    """What the limited child process reads of a file."""
    return pages_apart(content, Limits(), registers.own_catalogue())


def judge(key: str, why: str = "", *, at: datetime | None = None, pages: Callable[[bytes], Pages] = pages_of) -> None:
    """Read the case's file where it was not yet, and judge it as of today; the same verdict again is not noted twice.

    `at` is when this is done (None: now), `pages` reads a file.
    """
    try:
        _judge(key, why, at or timezone.now(), pages)
    finally:
        again.over(key)


def _judge(key: str, why: str, now: datetime, pages: Callable[[bytes], Pages]) -> None:
    case = Case.objects.select_related("organisation").get(pk=key)
    if case.stage == ASKED:
        perform(KIND, case, Request("begin", {}, now, version=case.version))
        case.refresh_from_db()
    if case.stage not in (READING, JUDGED, CLOSED):
        return
    first = case.stage == READING
    reading = _read(case, now, pages) if first and not case.readings and case.evidence else None
    read = reading[0] if reading else judging.reading_of(case)
    judged = judging.judged(case, read, day_of(case.organisation, now))
    payload: dict[str, Any] = {"readings": [plain(reading[1])]} if reading else {}
    if not first and judged is None:
        return
    payload |= _judged(case, judged, why or ("asked" if first else "changed"), now)
    if not payload.get("judgements"):
        return
    outcome = perform(KIND, case, Request("judge" if first else "judge_again", payload, now, version=case.version))
    if outcome.blocked:
        log.warning("%s could not be judged: %s", case.number, ", ".join(one.code for one in outcome.blocked))
    elif case.evidence and first:
        enqueue(DRAW, str(case.pk))
        _beside(case)


def _beside(case: Case) -> None:
    """Once all files of an upload are read, those that were judged before the last of them are judged with it in hand."""
    if not case.upload:
        return
    rest = Case.objects.filter(organisation_id=case.organisation_id, upload=case.upload).exclude(pk=case.pk)
    if not rest.filter(stage__in=(ASKED, READING)).exists():
        for key in rest.filter(stage=JUDGED).values_list("pk", flat=True):
            enqueue(JUDGE, str(key), "beside")


def _read(case: Case, now: datetime, pages: Callable[[bytes], Pages]) -> tuple[judging.Read, Reading]:
    """What is read of the file, and the same kept as evidence."""
    content = judging.content_of(case, case.evidence[0])
    try:
        found = pages(content)
        read = judging.Read(found.claims, poses_of(found.pages))
    except UnreadableFile as problem:
        read = judging.Read(nothing_read(content), problem=str(problem))
    name = f"{case.file_name or case.number}.reading.json"
    row = store.keep(case.organisation, io.BytesIO(read.as_bytes()), name=name, now=now, media_type="application/json")
    return read, Reading((str(row.pk),), len(read.claims), read.problem)


def _judged(case: Case, judged: judging.Judged | None, why: str, now: datetime) -> dict[str, Any]:
    """What the verdict fills: nothing new where it says the same as the last one of the same day."""
    day = day_of(case.organisation, now)
    if judged is None:
        none = Judgement(now.isoformat(), day, why, "NOTHING_CLAIMED", "ask", "", ())
        return {"judgements": [*case.judgements, plain(none)], "headline": none.headline, "decision": none.decision}
    facts, verdict = registers.facts_here(), judged.verdict
    statement = told_statement(verdict, facts, case.file_name or None)
    if judged.beside:
        statement["in_hand"] = [{**plain(one), "text": told_beside(one)} for one in judged.beside]
    held = judging.with_overrides(case, verdict)
    headline = held.headline.value if held else ""
    turns = turns_of(verdict, facts, policy_named(case.policy), registers.extracts())
    coming = [turn.on for turn in turns if turn.on > day]
    last = case.judgements[-1] if case.judgements else None
    filled = _filled(verdict) | {"turns_on": min(coming) if coming else None, "known": registers.state(facts)}
    if last and last["digest"] == statement["digest"] and last.get("with_overrides", "") == headline:
        same = (case.known, case.turns_on) == (filled["known"], filled["turns_on"])
        return {} if same else filled | {"judgements": case.judgements}
    kept = io.BytesIO(json.dumps(statement, ensure_ascii=False, indent=1).encode())
    row = store.keep(
        case.organisation, kept, name=f"{case.number}.statement.json", now=now, media_type="application/json"
    )
    judgement = Judgement(
        at=now.isoformat(),
        as_of=verdict.as_of,
        why=why,
        headline=verdict.headline.value,
        decision=verdict.decision.value,
        digest=statement["digest"],
        evidence=(str(row.pk),),
        with_overrides=headline,
        codes=_changed(case, statement) if last else (),
    )
    return filled | {"judgements": [*case.judgements, plain(judgement)]}


def _changed(case: Case, statement: Mapping[str, Any]) -> tuple[str, ...]:
    before = judging.statement_bytes(case) if case.judgements[-1]["evidence"] else None
    return codes_changed(json.loads(before), statement) if before else ()


def _filled(verdict: Verdict) -> dict[str, Any]:
    claim = verdict.claim
    return {
        "headline": verdict.headline.value,
        "decision": verdict.decision.value,
        "certificate": (claim.certificate_number.value or "")[:200],
        "holder": (claim.holder_name.value or "")[:300],
        "standard": ", ".join(ref.as_printed for ref in claim.standards.value or ())[:200],
        "body": (claim.certification_body.value or "")[:300],
        "expires_on": claim.expires_on.value,
        "valid_until": verdict.valid_until,
    }


def drawn_apart(content: bytes, poses: tuple[Pose, ...]) -> tuple[PagePicture, ...]:
    """The pictures that the limited child process draws of a file's pages."""
    return pictures_apart(content, Limits(), poses, PICTURE_BYTES)


Drawing = Callable[[bytes, tuple[Pose, ...]], tuple[PagePicture, ...]]


def draw(key: str, *, pictures: Drawing = drawn_apart) -> None:
    """The pictures of the case's pages; those that are there stay. `pictures` draws pages of a file."""
    case = Case.objects.select_related("organisation").get(pk=key)
    if not case.evidence:
        return
    row = Evidence.objects.select_related("organisation").get(organisation_id=case.organisation_id, pk=case.evidence[0])
    if row.erased_at is not None or Picture.objects.filter(evidence=row).exists():
        return
    poses = judging.reading_of(case).poses[:MOST_PAGES]
    try:
        drawn = pictures(store.path_of(row).read_bytes(), poses) if poses else ()
    except UnreadableFile as problem:
        log.warning("%s: no pictures: %s", case.number, problem)
        return
    for one in drawn:
        kept = {"width": one.width, "height": one.height, "content": one.content}
        Picture.objects.get_or_create(evidence=row, page=one.number, defaults=kept)


def catch_up(now: datetime | None = None) -> int:
    """Hand over again what was lost on the way to the worker; how many."""
    since = (now or timezone.now()) - LOST_AFTER
    waiting = Case.objects.filter(stage__in=(ASKED, READING), changed_at__lt=since).values_list("pk", flat=True)
    for key in waiting:
        enqueue(JUDGE, str(key))
    return len(waiting)


def _due(case: Case, state: str, today: date) -> str:
    """Why the case is to be judged again; "" where nothing asks for it."""
    if case.known and case.known != state:
        return "registers"
    return "day" if case.turns_on and case.turns_on <= today else ""


def watch(now: datetime | None = None) -> int:
    """Judge again what is due: a snapshot or the catalogue changed, or a day came on which the verdict could change."""
    now = now or timezone.now()
    state = registers.state(registers.facts_here())
    watched = Case.objects.filter(stage__in=(JUDGED, CLOSED), watched=True).select_related("organisation")
    cases = watched.iterator(chunk_size=200)
    asked = [(str(case.pk), why) for case in cases if (why := _due(case, state, day_of(case.organisation, now)))]
    # Handing over ends the connection on which the cases are read: they are all read before.
    for key, why in asked:
        enqueue(JUDGE, key, why, later=True)
    return len(asked)


def deliver() -> None:
    """Call the webhooks that are to be called now."""
    from livingproof.app.verification import webhooks

    webhooks.deliver(timezone.now())


def turn() -> None:
    """One turn of the watch: what was lost, what is due, who is to be told, what is to be delivered."""
    from livingproof.app.verification import alerts, webhooks

    now = timezone.now()
    catch_up(now)
    watch(now)
    alerts.tell(now)
    webhooks.deliver(now)


def keep_schedule(**_: Any) -> None:
    """See to it that the watch is on the worker's schedule; called after every migration."""
    from django_q.models import Schedule

    func = "livingproof.app.verification.jobs.turn"
    Schedule.objects.update_or_create(
        name="watch", defaults={"func": func, "schedule_type": Schedule.MINUTES, "minutes": 15, "cluster": LATER}
    )

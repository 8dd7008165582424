"""The verification case as the kit knows it: what stands beside it for gates, what is owed, what an act brings with it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from livingproof.app.kit.acts import Request
from livingproof.app.kit.jobs import enqueue
from livingproof.app.kit.kinds import Asked, Due, Kind, Link
from livingproof.app.kit.models import Record
from livingproof.app.verification.models import Case
from livingproof.catalogue.policies import shipped_policies
from livingproof.core.errors import LivingProofError
from livingproof.core.system.machine import Moment
from livingproof.core.system.parts import plain
from livingproof.core.system.verification import (
    ASKED,
    JUDGED,
    READING,
    WANTED,
    Brought,
    Correction,
    Judgement,
    Override,
    PartyReply,
    Reading,
)

LISTS: Final = ("corrections", "answers", "overrides", "replies")
JUDGED_AFTER: Final = frozenset({"ask", "ask_further", "want", "correct", "answer", "override", "reopen"})
"""Acts after which the case is judged."""
JUDGE: Final = "livingproof.app.verification.jobs.judge"
DAYS_TO_DECIDE: Final = 10
"""Our proposal: a verdict is acted upon within two working weeks."""


def about(record: Record) -> Mapping[str, Any]:
    """What the lists held before, the findings as they stand, the policies there are, and what cannot be understood of what is added."""
    case = _ours(record)
    kept = Case.objects.of(case.organisation).filter(pk=case.pk).values(*LISTS).first() or {name: [] for name in LISTS}
    found: dict[str, Any] = {f"{name}_before": kept[name] for name in LISTS}
    found |= {"policies": shipped_policies(), "findings": findings_of(case)}
    if len(case.corrections) > len(kept["corrections"]):
        found["correction_problem"] = _correction_problem(case)
    if len(case.answers) > len(kept["answers"]):
        found["answer_problem"] = _answer_problem(case)
    return found


def findings_of(case: Case) -> Mapping[str, tuple[str, str]]:
    """Code and grade of every finding of the newest verdict, by check."""
    from livingproof.app.verification.judging import statement_bytes

    kept = statement_bytes(case)
    if not kept:
        return {}
    return {one["check"]: (one["code"], one["grade"]) for one in json.loads(kept)["findings"]}


def _correction_problem(case: Case) -> str:
    from livingproof.app.verification import judging, registers
    from livingproof.readers.typed import NotTypedError

    try:
        judging.claims_by(case, judging.reading_of(case), registers.facts_here())
    except (NotTypedError, ValueError, TypeError) as problem:
        return str(problem)
    return ""


def _answer_problem(case: Case) -> str:
    from livingproof.app.verification import judging, registers

    facts = registers.facts_here()
    verdict = judging.verdict_of(case)
    if verdict is None:
        return "there is no certificate to answer about"
    try:
        judging.told_by(case, verdict.claim, facts)
    except (LivingProofError, ValueError, TypeError) as problem:
        return str(problem)
    return ""


def dues(record: Record) -> Iterator[Due]:
    """A verdict waits for somebody's conclusion."""
    case = _ours(record)
    if case.stage == JUDGED and case.judgements:
        first = date.fromisoformat(case.judgements[0]["as_of"])
        owner = str(case.owner_id) if case.owner_id else None
        yield Due(
            f"close:{case.cycle}", "Decide what follows from the verdict", owner, first + timedelta(days=DAYS_TO_DECIDE)
        )


def follows(record: Record, request: Request, _moment: Moment) -> Iterator[Asked]:
    """The worker judges what was added; a file with several certificates brings a case for each."""
    case = _ours(record)
    if request.act in JUDGED_AFTER:
        enqueue(JUDGE, str(case.pk))
    if request.act == "judge":
        _told_webhooks(case, request)
        yield from _further(case, request)
    if request.act == "judge_again":
        _told_webhooks(case, request)


def _further(case: Case, request: Request) -> Iterator[Asked]:
    if case.place or not case.readings:
        return
    again = {name: getattr(case, name) for name in ("evidence", "file_name", "listing", "upload", *WANTED, "readings")}
    again["owner"] = str(case.owner_id) if case.owner_id else None
    for place in range(1, int(case.readings[-1]["certificates"])):
        yield "cases", None, Request("ask_further", {**again, "place": place}, request.now)


def _told_webhooks(case: Case, request: Request) -> None:
    from livingproof.app.verification import webhooks

    if len(case.judgements) and case.judgements[-1]["digest"]:
        webhooks.tell(case, "verdict", case.judgements[-1]["digest"], request.now)


def links(record: Record) -> Iterator[Link]:
    """Cases about the same certificate, and those of the same file."""
    case = _ours(record)
    ours = Case.objects.of(case.organisation).exclude(pk=case.pk)
    if case.certificate:
        for one in ours.filter(certificate=case.certificate).order_by("-made_at")[:10]:
            yield Link(_("About the same certificate"), "cases", one.pk, one.number)
    if case.upload:
        for one in ours.filter(upload=case.upload).order_by("number")[:10]:
            yield Link(_("Of the same upload"), "cases", one.pk, one.number)


def added(case: Case, name: str, one: Any) -> list[Any]:
    """The list with one more part, as an act takes it."""
    return [*getattr(case, name), plain(one)]


def _ours(record: Record) -> Case:
    if not isinstance(record, Case):
        raise TypeError(f"{record!r} is no verification case")
    return record


WAITING: Final = (ASKED, READING)
KIND: Final = Kind(
    slug="cases",
    model=Case,
    title=_("Verification"),
    titles=_("Verifications"),
    columns=("number", "headline", "holder", "certificate", "standard", "product", "expires_on", "stage", "owner"),
    filters=("stage", "headline", "decision", "standard", "body", "owner", "conclusion"),
    search=("number", "holder", "certificate", "file_name", "product", "seller", "site", "body"),
    headline=("holder", "headline", "certificate", "expires_on"),
    parts={
        "evidence": tuple[str, ...],
        "seller_ids": tuple[str, ...],
        "needs": tuple[str, ...],
        "markets": tuple[str, ...],
        "readings": tuple[Reading, ...],
        "judgements": tuple[Judgement, ...],
        "corrections": tuple[Correction, ...],
        "answers": tuple[Brought, ...],
        "overrides": tuple[Override, ...],
        "replies": tuple[PartyReply, ...],
    },
    about=about,
    dues=dues,
    follows=follows,
    links=links,
    page="verification/of_record.html",
)

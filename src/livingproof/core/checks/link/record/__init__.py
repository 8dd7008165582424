"""The page behind the code or address shows the same number, holder, scope and days as the document.

Nobody is asked over the network: a person opens the page and keeps it. It counts when it was kept, and when its host is one that the
catalogue knows for the certification body, its accreditation body or an independent register. What the page shows is compared here,
field by field; where only an answer was kept, that answer stands. A page that does not count, or that did not open, takes none away
that was kept before.
"""

from __future__ import annotations

import re

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.matching.hosts import registrable
from livingproof.core.matching.owners import Owner, owners_of
from livingproof.core.matching.records import FieldMatch, Outcome, compare_fields
from livingproof.core.matching.registers import fit
from livingproof.core.matching.replies import before_it_began, facts_told, newest_reply, record_told
from livingproof.core.record import Record, Reply
from livingproof.core.terms import Axis, Grade, State, Weight, Zone

ENDED = frozenset({State.SUSPENDED, State.WITHDRAWN, State.CANCELLED, State.EXPIRED})
WHOLE = frozenset({"number", "holder", "expires_on"})
"""What a page must show for its agreement to be more than partial."""


class Page(Reason):
    """What the page shows."""

    ISSUER_PAGE_AGREES = Grade.PASS
    ISSUER_PAGE_PARTIAL = Grade.WARN
    ISSUER_PAGE_DIFFERS = Grade.FAIL
    ISSUER_PAGE_SAYS_INVALID = Grade.FAIL
    PAGE_UNREACHABLE = Grade.UNDETERMINED
    CAPTCHA = Grade.UNDETERMINED
    NOT_ASKED = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The newest page that counts, else the newest; without one, whether the document leads to a page that could be looked at."""
    owners = owners_of(case.claim, case.facts)
    reply = newest_reply(case.replies, CHECK.id, BROUGHT, lambda page: _tells(case, page, owners))
    if reply is None:
        return _unasked(case, owners)
    facts: dict[str, Plain] = {**facts_told(reply, case.replies), "host": host_of(reply.source)}
    owner = owners.get(registrable(host_of(reply.source)))
    if why := _why_not_counted(case, reply, owner):
        return Page.NOT_ASKED.with_facts(**facts, owner=None, why=why)
    seen = record_told(reply)
    facts["owner"] = owner[0] if owner else None
    rests_on = (owner[1],) if owner else ()
    if seen is None:
        return Page[reply.code].with_facts(**facts, fields=()).resting_on(*rests_on)
    return _compared(case, seen, facts).resting_on(*rests_on)


def _unasked(case: Case, owners: dict[str, Owner]) -> Judgement:
    links = [link for link in case.claim.links.value or () if link.host and registrable(link.host) in owners]
    if not links:
        return not_applicable("no address on the document leads to a known host")
    return Page.NOT_ASKED.with_facts(
        host=links[0].host, owner=owners[registrable(links[0].host or "")][0], why="nobody has looked at it yet"
    )


def _tells(case: Case, reply: Reply, owners: dict[str, Owner]) -> bool:
    """Whether a page was kept that says something about this certificate."""
    owner = owners.get(registrable(host_of(reply.source)))
    return reply.code not in SILENT and _why_not_counted(case, reply, owner) is None


def _why_not_counted(case: Case, reply: Reply, owner: Owner | None) -> str | None:
    """Why a page says nothing about this certificate; None when it counts."""
    if reply.code in SILENT:
        return None
    reasons = (
        (owner is None, "its host is not one that the catalogue knows for this certificate"),
        (reply.digest is None, "no capture of the page was kept"),
        (before_it_began(reply, case.claim), "the page was seen before the certificate began"),
    )
    return next((why for holds, why in reasons if holds), None)


def _compared(case: Case, seen: Record, facts: dict[str, Plain]) -> Judgement:
    """The record on the page against the document: another number or holder, or less than the document claims, differs."""
    match = fit(case.claim, seen, case.facts)
    fields = compare_fields(case.claim, seen, match, case.facts)
    differs = tuple(field.name for field in fields if field.outcome is Outcome.MORE)
    if match.number is Zone.OTHER:
        differs = ("number", *differs)
    missing = tuple(sorted(WHOLE - {field.name for field in fields if _agrees(field)} - set(differs)))
    facts |= {"fields": differs or missing, "state": seen.status.value if seen.status else None}
    if seen.status in ENDED and match.number is Zone.SAME:
        return Page.ISSUER_PAGE_SAYS_INVALID.with_facts(**facts)
    if differs:
        return Page.ISSUER_PAGE_DIFFERS.with_facts(**facts)
    return (Page.ISSUER_PAGE_PARTIAL if missing else Page.ISSUER_PAGE_AGREES).with_facts(**facts)


def _agrees(field: FieldMatch) -> bool:
    return field.outcome is Outcome.AGREES


def host_of(source: str) -> str:
    """The host of an address as a person wrote it, in lower case and without port."""
    rest = re.sub(r"^[a-zA-Z][a-zA-Z0-9+.-]*://", "", source.strip())
    return re.split(r"[/?#:\s]", rest, maxsplit=1)[0].lower()


SILENT = frozenset({Page.PAGE_UNREACHABLE.code, Page.CAPTCHA.code})
"""Answers that show nothing."""
BROUGHT = tuple(code for code in Page.__members__ if code != Page.NOT_ASKED.code)
"""Answers that a person can bring."""

CHECK = Check(
    "link.record",
    Axis.GENUINE,
    Weight.DECISIVE,
    Page,
    judge,
    reads=("certificate_number", "holder_name", "expires_on"),
    answers=BROUGHT,
)

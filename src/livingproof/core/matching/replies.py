"""What persons were told or saw for a check: the newest answer that counts leads, the others stay visible beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date

from livingproof.core.claim import Claim
from livingproof.core.record import Record, Reply
from livingproof.core.terms import State

DAYS = ("first_certified_on", "issued_on", "expires_on", "status_since", "valid_from", "last_audit_on")
TEXTS = ("address", "city", "country", "standard", "edition", "scope", "certification_body", "accreditation_body")
_SHOWN = {slot.name for slot in fields(Record)}


def newest_reply(
    replies: Iterable[Reply], check: str, codes: Iterable[str], counts: Callable[[Reply], bool] | None = None
) -> Reply | None:
    """The latest answer for a check whose code is one of these; of one day, the one kept last. None: nobody was asked.

    Where one of them `counts`, only those that do: an answer that says nothing takes none away that says something.
    """
    known = frozenset(codes)
    found = [reply for reply in replies if reply.check == check and reply.code in known]
    found = [reply for reply in found if counts and counts(reply)] or found
    return max(enumerate(found), key=lambda pair: (pair[1].on, pair[0]))[1] if found else None


def facts_told(reply: Reply, replies: Iterable[Reply] = ()) -> dict[str, str | date | bool | tuple[str, ...] | None]:
    """An answer as facts: what was told beside it, who told it when, whether it was kept, and earlier answers that differ."""
    earlier = tuple(
        f"{other.code} ({other.on.isoformat()})"
        for other in replies
        if other.check == reply.check and other is not reply and other.code != reply.code
    )
    return {
        **dict(reply.facts),
        "source": reply.source,
        "told_on": reply.on,
        "person": reply.person,
        "note": reply.note,
        "address_from": reply.address_from,
        "kept": reply.digest is not None,
        "earlier": earlier,
    }


def before_it_began(reply: Reply, claim: Claim) -> bool:
    """Whether the answer is older than the certificate by every reading of its start: then it cannot be about this one."""
    return bool(claim.starts.readings) and reply.on < min(claim.starts.readings)


def record_told(reply: Reply) -> Record | None:
    """What was seen on a page as a record; None where no number was kept. What cannot be read as a day or state is left out."""
    told = {name: value for name, value in reply.facts if name in _SHOWN and value}
    if "number" not in told:
        return None
    days = {name: day for name in DAYS if (day := _day(told.get(name)))}
    texts = {name: told[name] for name in TEXTS if name in told}
    state = next((state for state in State if state.value == told.get("status", "").lower()), None)
    return Record(
        number=told["number"],
        holder_name=told.get("holder_name"),
        status=state,
        status_raw=told.get("status_raw") or told.get("status"),
        **texts,  # type: ignore[arg-type]  # names of text fields only
        **days,  # type: ignore[arg-type]  # names of fields of days only
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None

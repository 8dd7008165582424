"""Waivers: in a small organisation two persons are not always at hand. What is set aside is signed for, counted and shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from livingproof.app.kit.signing import FRESH
from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Organisation, Person
from livingproof.core.system.machine import Act, Blocked, Meaning

if TYPE_CHECKING:
    from livingproof.app.kit.acts import Request

SMALL = 25
"""Below so many staff an organisation may waive: our own proposal, not a rule of a standard."""
TOP = "top_management"


def staff(organisation: Organisation) -> int:
    """How many persons work there: what it says of itself, and at least as many as are active here."""
    return max(organisation.staff or 0, Person.objects.filter(organisation=organisation, active=True).count())


def open_to(act: Act, found: tuple[Blocked, ...], organisation: Organisation) -> tuple[str, ...]:
    """Codes among the reasons that a waiver could set aside here."""
    if staff(organisation) >= SMALL:
        return ()
    return tuple(sorted({one.code for one in found} & set(act.waivable)))


def leaders(organisation: Organisation) -> tuple[Person, ...]:
    """Who may sign a waiver."""
    return tuple(
        person for person in Person.objects.filter(organisation=organisation, active=True) if TOP in person.roles
    )


def set_aside(
    act: Act, found: tuple[Blocked, ...], request: Request, organisation: Organisation
) -> tuple[tuple[Blocked, ...], list[dict[str, Any]]]:
    """The reasons that are left, and what the ledger keeps of those that a signed waiver sets aside."""
    if not request.waive:
        return found, []
    against = _against(act, request, organisation)
    if against:
        return (*found, *against), []
    signature = request.waiver_signature
    assert signature is not None
    kept = {"reason": request.waiver.strip(), "by": signature.person.reference, "at": signature.at.isoformat()}
    waived = [one for one in found if one.code in request.waive]
    codes = sorted({one.code for one in waived})
    return tuple(one for one in found if one not in waived), [{"code": code, **kept} for code in codes]


def _against(act: Act, request: Request, organisation: Organisation) -> list[Blocked]:
    found = [Blocked("waiver_not_allowed", {"code": code}) for code in request.waive if code not in act.waivable]
    if staff(organisation) >= SMALL:
        found.append(Blocked("waiver_only_small", {"below": SMALL}))
    if not request.waiver.strip():
        found.append(Blocked("waiver_without_reason"))
    if not _signed(request, organisation):
        found.append(Blocked("waiver_unsigned"))
    return found


def _signed(request: Request, organisation: Organisation) -> bool:
    signature = request.waiver_signature
    return (
        signature is not None
        and signature.meaning is Meaning.ACCEPT_RISK
        and signature.person.organisation_id == organisation.pk
        and signature.person.active
        and TOP in signature.person.roles
        and request.now - FRESH <= signature.at <= request.now
    )


def counted(organisation: Organisation) -> dict[str, int]:
    """How often each reason was waived: published with the indicators."""
    rows = Entry.objects.filter(organisation=organisation).exclude(waived=[]).values_list("waived", flat=True)
    return dict(sorted(Counter(waiver["code"] for row in rows for waiver in row).items()))

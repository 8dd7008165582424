"""What is wanted: the purchase that a certificate is to carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from livingproof.core.claim import Identifier
from livingproof.core.mention import Mention
from livingproof.core.terms import Activity


@dataclass(frozen=True, slots=True)
class Purchase:
    """What the buyer wants to rely on the certificate for. Everything may be missing; what is missing is asked, not assumed.

    `listing` is the seller's own text, `mentions` are what was understood of it. `production` are the first and the last day
    of the production asked about. `headcount` and `audit_days` are what somebody knows of the certified organisation: people
    within the scope, and days spent on site in the last full audit.
    """

    product: str | None = None
    site: str | None = None
    seller: str | None = None
    seller_ids: tuple[Identifier, ...] = ()
    markets: tuple[str, ...] = ()
    needs: tuple[Activity, ...] = ()
    delivery_on: date | None = None
    listing: str | None = None
    mentions: tuple[Mention, ...] = ()
    production: tuple[date, date] | None = None
    headcount: int | None = None
    audit_days: float | None = None

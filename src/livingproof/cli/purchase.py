"""The purchase as options of a command: what you want to rely on the certificate for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from livingproof.core.claim import Identifier
from livingproof.core.matching.identifiers import check_digit_holds
from livingproof.core.purchase import Purchase
from livingproof.core.terms import Activity

CODE_LENGTH = 2


def purchase_of(
    *,
    product: str | None,
    site: str | None,
    seller: str | None,
    seller_ids: list[str],
    market: str | None,
    needs: list[str],
    delivery: str | None,
    listing: str | None,
) -> Purchase:
    """The purchase that the options describe; a value that is not understood ends the command with what to write instead."""
    return Purchase(
        product=product or None,
        site=site or None,
        seller=seller or None,
        seller_ids=tuple(_identifier(text) for text in seller_ids),
        markets=tuple(_market(part) for part in (market or "").split(",") if part.strip()),
        needs=tuple(_activity(part) for text in needs for part in text.split(",") if part.strip()),
        delivery_on=day_of(delivery, "--delivery") if delivery else None,
        listing=_listing(listing) if listing else None,
    )


def day_of(text: str, option: str) -> date:
    """A day written as 2026-11-21."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day. Write it as 2026-11-21.", param_hint=option) from None


def _market(text: str) -> str:
    code = text.strip().upper()
    if len(code) != CODE_LENGTH or not code.isalpha():
        raise typer.BadParameter(
            f"{text.strip()!r}: write EU or the two letters of a country (US, GB, CN).", param_hint="--market"
        )
    return code


def _listing(words: str) -> str:
    """The words themselves, or what a text file of that name holds."""
    try:
        return Path(words).read_text(encoding="utf-8") if Path(words).is_file() else words
    except UnicodeDecodeError:
        raise typer.BadParameter(f"{words}: is no text in UTF-8.", param_hint="--listing") from None
    except OSError:  # too long for a file's name: these are the words
        return words


def _identifier(text: str) -> Identifier:
    scheme, colon, value = text.partition(":")
    if not (colon and scheme.strip() and value.strip()):
        raise typer.BadParameter(
            f"{text!r}: write SCHEME:VALUE, for example USCC:91320594MA1234567X.", param_hint="--seller-id"
        )
    given = Identifier(scheme.strip().upper(), value.strip())
    if check_digit_holds(given) is False:
        raise typer.BadParameter(
            f"{text!r}: the check digits do not fit; compare it with its source.", param_hint="--seller-id"
        )
    return given


def _activity(text: str) -> Activity:
    word = text.strip().lower()
    if word not in set(Activity):
        known = ", ".join(activity.value for activity in Activity)
        raise typer.BadParameter(f"{text!r}: choose one of {known}.", param_hint="--need")
    return Activity(word)

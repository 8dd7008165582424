"""The purchase as options of a command: what you want to rely on the certificate for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from livingproof.core.claim import Identifier
from livingproof.core.matching.identifiers import check_digit_holds
from livingproof.core.purchase import Purchase
from livingproof.core.terms import Activity
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.facts import Facts

CODE_LENGTH = 2
LARGEST_TEXT = 2_000_000
TEXT_FILES = {".txt", ".md", ".html", ".htm", ".csv", ".json"}
"""Endings of a single word that was meant as the name of a file."""


def purchase_of(
    *,
    product: str | None,
    site: str | None,
    seller: str | None,
    seller_ids: list[str],
    market: str | None,
    needs: list[str],
    delivery: str | None,
    claim: str | None,
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
        listing=_harmless(_text(claim)) if claim else None,
    )


def with_making(
    purchase: Purchase, *, production: str | None, headcount: int | None, audit_days: float | None
) -> Purchase:
    """The purchase with what is known of the making: days of production, people, days of the last full audit."""
    days = _span(production) if production else None
    return replace(purchase, production=days, headcount=headcount, audit_days=audit_days)


def understood(purchase: Purchase, facts: Facts) -> Purchase:
    """The purchase with what its text mentions."""
    from livingproof.readers.listing import read_listing

    return replace(purchase, mentions=read_listing(purchase.listing, facts)) if purchase.listing else purchase


def day_of(text: str, option: str) -> date:
    """A day written as 2026-11-21."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day. Write it as 2026-11-21.", param_hint=option) from None


def _span(text: str) -> tuple[date, date]:
    """Two days written as 2026-01-01..2026-02-28; one day alone is both."""
    first, dots, last = text.partition("..")
    days = day_of(first.strip(), "--production"), day_of(last.strip() if dots else first.strip(), "--production")
    if days[1] < days[0]:
        raise typer.BadParameter(f"{text!r}: the last day stands before the first.", param_hint="--production")
    return days


def _market(text: str) -> str:
    code = text.strip().upper()
    if len(code) != CODE_LENGTH or not code.isalpha():
        raise typer.BadParameter(
            f"{text.strip()!r}: write EU or the two letters of a country (US, GB, CN).", param_hint="--market"
        )
    return code


def _text(words: str) -> str:
    """The words themselves, or what a text file of that name holds."""
    path = Path(words)
    if not _is_file(path):
        if path.suffix.lower() in TEXT_FILES and " " not in words.strip():
            raise typer.BadParameter(f"{visible(words)}: no such file.", param_hint="--claim")
        return words
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise typer.BadParameter(f"{visible(words)}: is longer than {LARGEST_TEXT:,} bytes.", param_hint="--claim")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise typer.BadParameter(
            f"{visible(words)}: is no text in UTF-8. A certificate is given as FILE, without --claim.",
            param_hint="--claim",
        ) from None
    except OSError as problem:
        raise typer.BadParameter(
            f"{visible(words)}: cannot be opened: {problem.strerror}.", param_hint="--claim"
        ) from None


def _harmless(text: str) -> str:
    """The text line by line without characters that are not seen; each keeps its place."""
    return "\n".join(visible(line) for line in text.split("\n"))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # too long for a file's name: these are words
        return False


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

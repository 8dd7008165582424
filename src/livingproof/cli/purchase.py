"""The purchase as options of a command: what you want to rely on the certificate for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.core.claim import Identifier
from livingproof.core.errors import unopened
from livingproof.core.matching.identifiers import check_digit_holds
from livingproof.core.purchase import Purchase
from livingproof.core.terms import Activity
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.facts import Facts

CODE_LENGTH = 2
LARGEST_TEXT = 2_000_000
NAMED_FILES = frozenset(
    [
        ".txt",
        ".md",
        ".html",
        ".htm",
        ".csv",
        ".tsv",
        ".json",
        ".jsonl",
        ".ndjson",
        ".xml",
        ".yml",
        ".yaml",
        ".rtf",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".eml",
        ".msg",
        ".pdf",
        ".png",
        ".jpg",
        ".jpeg",
        ".tif",
        ".tiff",
        ".webp",
    ]
)
"""Endings of a single word that was meant as the name of a file."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What you want to rely on the certificate for, as options; None and empty: not said."""

    product: Annotated[str | None, typer.Option(metavar="WORDS", help="What you buy, in your own words.")] = None
    site: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Address of the factory that makes it.")] = None
    seller: Annotated[str | None, typer.Option(metavar="NAME", help="Legal name of your contract partner.")] = None
    seller_id: Annotated[
        list[str] | None,
        typer.Option(metavar="SCHEME:VALUE", help="Its identifier (USCC:..., LEI:...); may be repeated."),
    ] = None
    market: Annotated[str | None, typer.Option(metavar="MARKETS", help="Where it will be sold: EU,US,...")] = None
    need: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ACTIVITY", help="What the seller must do: manufacture, design, assembly, service, trade, supply."
        ),
    ] = None
    delivery: Annotated[str | None, typer.Option(metavar="DATE", help="Day of the last delivery, as 2026-11-21.")] = (
        None
    )
    production: Annotated[
        str | None,
        typer.Option(metavar="FROM..TO", help="First and last day of the production, as 2026-01-01..2026-02-28."),
    ] = None
    headcount: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="People within the scope of the certification.")
    ] = None
    audit_days: Annotated[
        float | None, typer.Option(min=0, metavar="DAYS", help="Days on site of the last full audit.")
    ] = None
    claim: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT|FILE",
            help="What the seller's text says, or a text file with it; without FILE it is verified alone.",
        ),
    ] = None


def purchase_of(wanted: Wanted) -> Purchase:
    """The purchase that the options describe; a value that is not understood ends the command with what to write instead."""
    return Purchase(
        product=wanted.product or None,
        site=wanted.site or None,
        seller=wanted.seller or None,
        seller_ids=tuple(_identifier(text) for text in wanted.seller_id or ()),
        markets=tuple(_market(part) for part in (wanted.market or "").split(",") if part.strip()),
        needs=tuple(_activity(part) for text in wanted.need or () for part in text.split(",") if part.strip()),
        delivery_on=day_of(wanted.delivery, "--delivery") if wanted.delivery is not None else None,
        listing=_harmless(_text(wanted.claim)) if wanted.claim is not None else None,
        production=_span(wanted.production) if wanted.production is not None else None,
        headcount=wanted.headcount,
        audit_days=_days(wanted.audit_days),
    )


def understood(purchase: Purchase, facts: Facts) -> Purchase:
    """The purchase with what its text mentions."""
    if not purchase.listing:
        return purchase
    from livingproof.readers.listing import read_listing

    return replace(purchase, mentions=read_listing(purchase.listing, facts))


def day_of(text: str, option: str) -> date:
    """A day written as 2026-11-21; anything else ends the command with how to write it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{visible(text)!r} is no day. Write it as 2026-11-21.", param_hint=option) from None


def _span(text: str) -> tuple[date, date]:
    """Two days written as 2026-01-01..2026-02-28; one day alone is both."""
    first, dots, last = text.partition("..")
    try:
        days = date.fromisoformat(first.strip()), date.fromisoformat((last if dots else first).strip())
    except ValueError:
        raise typer.BadParameter(
            f"{visible(text)!r} is no span of days. Write the first and the last day as 2026-03-01..2026-03-31, or one day.",
            param_hint="--production",
        ) from None
    if days[1] < days[0]:
        raise typer.BadParameter(
            f"{visible(text)!r}: the last day stands before the first; write {days[1]}..{days[0]}.",
            param_hint="--production",
        )
    return days


def _days(given: float | None) -> float | None:
    if given is not None and not isfinite(given):
        raise typer.BadParameter("write a number of days, such as 2.5.", param_hint="--audit-days")
    return given


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
    if not is_file(path):
        if why := no_words(words):
            raise typer.BadParameter(f"{visible(words)}: {why}", param_hint="--claim")
        return _said(words)
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise typer.BadParameter(f"{visible(words)}: is longer than {LARGEST_TEXT:,} bytes.", param_hint="--claim")
        return _said(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise typer.BadParameter(
            f"{visible(words)}: is no text in UTF-8. A certificate is given as FILE, without --claim.",
            param_hint="--claim",
        ) from None
    except OSError as problem:
        raise typer.BadParameter(f"{visible(words)}: {unopened(problem)}.", param_hint="--claim") from None


def _said(text: str) -> str:
    if not text.strip():
        raise typer.BadParameter(
            "there is no text in it. Give the seller's words or a text file with them, or leave --claim out.",
            param_hint="--claim",
        )
    return text


def no_words(text: str) -> str | None:
    """Why a text that is no file cannot be meant as words: it is a folder, or looks like the name of a file; else None."""
    word = text.strip()
    try:
        if word and Path(word).is_dir():
            return "this is a folder; name a text file in it."
    except (OSError, ValueError):  # too long for a name: these are words
        return None
    if len(word.split()) == 1 and "://" not in word and Path(word).suffix.lower() in NAMED_FILES:
        return "there is no such file; look at its name and folder. Words are given as they are, in quotation marks."
    return None


def _harmless(text: str) -> str:
    """The text line by line without characters that are not seen; each keeps its place."""
    return "\n".join(visible(line) for line in text.split("\n"))


def is_file(path: Path) -> bool:
    """Whether there is a file of that name; what cannot be a name is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long for a file's name, or with a zero byte: these are words
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

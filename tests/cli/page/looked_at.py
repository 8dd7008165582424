"""Pages made of known claims, and a page taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

from livingproof.catalogue.policies import policy_named
from livingproof.core.claim import Claim, Field
from livingproof.core.purchase import Purchase
from livingproof.core.record import Lookup
from livingproof.core.terms import Activity, Source
from livingproof.core.verdict import Verdict
from livingproof.readers.listing import read_listing
from livingproof.readers.pictures import BYTES, PagePicture
from livingproof.verify import Question, verify
from livingproof.verify.records import lookup_from
from livingproof.verify.render.languages import ENGLISH, Languages
from livingproof.verify.render.page import Sheet, page_of
from tests.cases import claim_of, shipped

VOID = {"meta", "br", "hr", "link", "input"}
SAID: dict[str, Any] = {
    "holder_name": "Steelora Trading Co., Ltd.",
    "holder_address": "12 Harbour Road, Ningbo 315000, China",
    "certificate_number": "QM 4711",
    "standards": ["ISO 9001:2015"],
    "scope": "Trading and export of stainless steel products",
    "certification_body": "Norvia Assurance Ltd",
    "issued_on": date(2025, 5, 2),
    "expires_on": date(2028, 5, 1),
    "document": {"sha256": "0" * 64, "media_type": "application/pdf"},
}
PURCHASE = Purchase(
    product="stainless steel pipe fittings",
    seller="Steelora Trading Co., Ltd.",
    site="88 Foundry Street, Wenzhou, China",
    needs=(Activity.MANUFACTURE,),
    markets=("EU",),
    delivery_on=date(2027, 2, 1),
)
RECORD = {
    "register": "Norvia certified clients",
    "asked_on": date(2026, 11, 20),
    "answer": "found",
    "number": "QM 4711",
    "holder_name": "Steelora Trading Co., Ltd.",
    "status": "active",
}
WIDTH, HEIGHT = 595.0, 842.0


def placed(claim: Claim) -> Claim:
    """The claim as if each field stood on a line of its own on the first page."""
    read: dict[str, Any] = {
        name: replace(
            content,
            page=1,
            box=(60.0, 40.0 + 30 * line, 360.0, 52.0 + 30 * line),
            source=Source.TEXT_LAYER,
            as_printed=content.as_printed or str(content.value),
        )
        for line, (name, content) in enumerate(claim.read_fields())
        if content and name != "languages"
    }
    return replace(claim, **read)


CLAIM = placed(claim_of(SAID))
PICTURE = PagePicture(1, WIDTH, HEIGHT, b"RIFF....WEBP")


def verdict_on(
    claim: Claim = CLAIM, purchase: Purchase = PURCHASE, lookups: tuple[Lookup, ...] = (), policy: str = "standard"
) -> Verdict:
    """The verdict on one claim, under the shipped facts."""
    if purchase.listing:
        purchase = replace(purchase, mentions=read_listing(purchase.listing, shipped()))
    question = Question(date(2026, 11, 21), policy_named(policy), shipped(), purchase, lookups)
    (verdict,) = verify((claim,), question)
    return verdict


def recorded() -> tuple[Lookup, ...]:
    """A register's answer about the claim."""
    return (lookup_from(dict(RECORD)),)


def sheet(claim: Claim = CLAIM, *, file: str | None = "steelora.pdf", **question: Any) -> Sheet:
    """The verdict on a claim with a picture of its page."""
    return Sheet(verdict_on(claim, **question), file, (PICTURE,) if claim.document else ())


def page(*sheets: Sheet, languages: Languages = ENGLISH) -> Page:
    """The page of these sheets, taken apart."""
    html = page_of(sheets or (sheet(),), shipped(), languages=languages)
    return taken_apart(html)


def heavy() -> Sheet:
    """A sheet whose pictures weigh as much as they may."""
    return replace(sheet(lookups=recorded()), pictures=(replace(PICTURE, content=b"x" * BYTES),))


def every_text(claim: Claim, words: str) -> Claim:
    """The claim with these words in every field of text."""
    changed: dict[str, Any] = {}
    for slot in fields(Claim):
        content = getattr(claim, slot.name)
        if isinstance(content, Field) and isinstance(content.value, str):
            changed[slot.name] = replace(content, value=words, as_printed=words, readings=(words,), normalised=None)
    return replace(claim, **changed)


@dataclass
class Page:
    """A page: its source, its elements with their attributes, its words, and what is wrong with its nesting."""

    html: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    words: str = ""
    wrong: list[str] = field(default_factory=list)

    def all(self, name: str) -> list[dict[str, str]]:
        """The attributes of each element of that name."""
        return [attributes for element, attributes in self.elements if element == name]

    def values(self, attribute: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]


def taken_apart(html: str) -> Page:
    """The page with its parts."""
    reader = _Reader(Page(html))
    reader.feed(html)
    reader.close()
    reader.page.wrong += [f"never closed: {name}" for name in reader.open]
    return reader.page


class _Reader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self.page.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.page.wrong.append(f"{tag} closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        self.page.words += data
        if self.page.headings and self.open and self.open[-1] == f"h{self.page.headings[-1][0]}":
            level, said = self.page.headings[-1]
            self.page.headings[-1] = (level, said + data)

"""What the document of a verdict carries, in which form, and that it is the same whenever it is made."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pikepdf
import pytest

from livingproof.catalogue.words import terms
from livingproof.core.claim import Claim
from livingproof.core.purchase import Purchase
from livingproof.verify.render.languages import Languages
from livingproof.verify.telling import tell
from tests.cases import claim_of, shipped
from tests.cli.page.looked_at import recorded
from tests.cli.paper.printed import Printed, printed, sheet, unspaced

pytestmark = pytest.mark.slow


@cache
def usual() -> Printed:
    return printed(sheet(lookups=recorded()))


def test_it_is_pdf_a_and_says_its_title_language_and_day() -> None:
    metadata = usual().metadata
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert "Does not cover this purchase: steelora.pdf" in metadata
    assert "<xmp:CreateDate>2026-11-21T00:00:00Z" in metadata
    with pikepdf.open(io.BytesIO(usual().content)) as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/OutputIntents" in pdf.Root


def test_the_same_verdict_gives_the_same_bytes() -> None:
    assert printed(sheet(lookups=recorded())).content == usual().content


def test_headline_number_and_every_finding_stand_in_the_text() -> None:
    verdict = sheet(lookups=recorded()).verdict
    told = tell(verdict, shipped())
    said = usual().letters
    for sentence in (
        told.headline,
        told.decision,
        "QM 4711",
        *told.limits,
        *(row["belief"] for row in told.does_not_prove),
    ):
        assert unspaced(sentence) in said
    assert [finding.check for finding, words in told.findings if unspaced(words.text) not in said] == []
    assert [finding.check for finding, _ in told.findings if finding.check not in said] == []


def test_messages_sources_and_chain_stand_in_the_text() -> None:
    said = usual().letters
    told = tell(sheet(lookups=recorded()).verdict, shipped())
    for message in told.messages:
        assert unspaced(message.message) in said
    for words in ("Norvia certified clients", "0" * 64, "Chain of recognition", "Eight questions", "Marked places"):
        assert unspaced(words) in said


def test_every_page_says_what_it_is_and_which_it_is() -> None:
    pages = usual().pages
    assert 5 <= len(pages) <= 12
    for number, words in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in words
        assert terms()["page"]["nature"] in words
        assert "Statement sha256:" in words


def test_several_verdicts_have_contents_and_a_section_each() -> None:
    looked = printed(sheet(), replace(sheet(), file="other.pdf"))
    assert "2 verdicts" in looked.pages[0]
    assert "other.pdf" in looked.pages[0]
    assert sum("What no such certificate proves" in page for page in looked.pages) == 2


@pytest.mark.parametrize("language", ["de", "zh", "es"])
def test_it_speaks_the_language_of_its_reader(language: str) -> None:
    looked = printed(sheet(), languages=Languages(language, language))
    told = tell(sheet().verdict, shipped(), language)
    assert unspaced(told.headline) in looked.letters
    assert f"<rdf:li>{language}" in looked.metadata


def test_a_text_alone_has_no_document_and_its_words_are_quoted() -> None:
    purchase = Purchase(product="valves", listing="We are ISO 9001:2015 certified. CE marked.")
    looked = printed(
        replace(sheet(claim_of({"standards": ["ISO 9001:2015"]}), purchase=purchase), file=None, pictures=())
    )
    assert "Only a text says so" in looked.words
    assert "What the seller's text says" in looked.words
    assert "Marked places" not in looked.words


def test_an_unread_document_says_why_no_page_is_shown() -> None:
    unread = replace(sheet(Claim(document=sheet().verdict.claim.document)), pictures=(), problem="this is plain text")
    looked = printed(unread)
    assert "No page is shown: this is plain text" in looked.words
    assert "Chain of recognition" not in looked.words


def test_where_nothing_is_claimed_that_is_said() -> None:
    looked = printed(nothing="The text names ISO 9001 as planned.")
    assert len(looked.pages) == 1
    assert "The text names ISO 9001 as planned." in looked.words

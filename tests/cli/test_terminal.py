"""The terminal shows a verdict in 80 columns, without colour where none is wanted, in ASCII where nothing else is known."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from livingproof.catalogue.policies import policy_named
from livingproof.cli.render.terminal import Sheet
from livingproof.core.claim import Claim, Field
from livingproof.core.purchase import Purchase
from livingproof.core.terms import Activity, DocumentKind
from livingproof.verify import Question, verify
from tests.cases import claim_of, shipped

CLAIM = claim_of(
    {
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
)
PURCHASE = Purchase(
    product="stainless steel pipe fittings",
    seller="Steelora Trading Co., Ltd.",
    site="88 Foundry Street, Wenzhou, China",
    needs=(Activity.MANUFACTURE,),
    markets=("EU",),
)


def shown(
    claim: Claim = CLAIM, *, width: int = 80, encoding: str = "utf-8", purchase: Purchase = PURCHASE, **kind: Any
) -> str:
    question = Question(as_of=date(2026, 11, 21), policy=policy_named("standard"), facts=shipped(), purchase=purchase)
    (verdict,) = verify((claim,), question)
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    everything = kind.pop("everything", False)
    Sheet(verdict, shipped(), "steelora.pdf", everything=everything).print_on(Console(file=file, width=width, **kind))
    file.seek(0)
    return file.read()


def folded_at(width: int, *, everything: bool) -> list[str]:
    return shown(width=width, everything=everything).splitlines()


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_is_wider_than_the_terminal_but_for_an_address(width: int, *, everything: bool) -> None:
    wide = [line for line in folded_at(width, everything=everything) if len(line) > width]
    assert all("https://" in line for line in wide)


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("everything", [False, True])
def test_no_address_of_the_web_is_broken(width: int, *, everything: bool) -> None:
    whole = set(re.findall(r"https://[^\s(),]+", " ".join(folded_at(300, everything=everything))))
    assert whole
    assert set(re.findall(r"https://[^\s(),]+", " ".join(folded_at(width, everything=everything)))) == whole


def test_in_short_come_headline_chain_what_matters_and_whom_to_ask() -> None:
    text = shown()
    places = [text.index(f"\n{head}") for head in ("CHAIN", "WHAT MATTERS", "ASK")]
    assert places == sorted(places)
    assert "EIGHT QUESTIONS" not in text
    assert "Next: Ask the supplier who makes the goods" in text
    assert "--all shows every check" in text
    assert len(text.splitlines()) < 75


def test_the_short_form_tells_few_things_each_with_its_next_step() -> None:
    part = shown().split("WHAT MATTERS")[1].split("\nASK")[0]
    assert 3 <= len(re.findall(r"^  [✗!?] ", part, re.MULTILINE)) <= 6


def test_what_was_not_said_of_the_purchase_is_told_in_one_line() -> None:
    assert "Not given" not in shown()
    assert "Not given, so not compared: product, site" in " ".join(shown(purchase=Purchase(seller="A Ltd")).split())


def test_every_part_is_there_in_its_order() -> None:
    text = shown(everything=True)
    heads = [
        "CHAIN",
        "EIGHT QUESTIONS",
        "DECIDES",
        "SIDE BY SIDE",
        "ASK",
        "LIMITS",
        "NOT PROVEN BY ANY SUCH CERTIFICATE",
    ]
    places = [text.index(f"\n{head}") for head in heads]
    assert places == sorted(places)


def test_a_pipe_gets_no_colour_and_no_blanks_at_line_ends() -> None:
    text = shown()
    assert "\x1b" not in text
    assert not re.search(r"[ \t]+$", text, re.MULTILINE)


def test_colour_adds_nothing_that_is_not_written() -> None:
    coloured = shown(force_terminal=True, color_system="standard")
    assert "\x1b" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == shown().splitlines()


def test_a_terminal_without_unicode_gets_plain_signs() -> None:
    text = shown(encoding="ascii")
    assert text.isascii()
    assert "x DOES NOT COVER THIS PURCHASE" in text


def test_another_kind_of_document_is_told_in_a_few_lines() -> None:
    assert CLAIM.document
    other = Claim(document=replace(CLAIM.document, kind=DocumentKind.TEST_REPORT))
    text = shown(other)
    assert "This looks like a test report, not a management-system certificate." in text
    assert "CHAIN" not in text


def test_what_was_not_read_is_named_in_words() -> None:
    text = shown(replace(CLAIM, certificate_number=Field(), expires_on=Field()))
    assert "Not read with enough certainty: certificate number, valid until." in text


def test_all_shows_the_whole_message() -> None:
    assert "Dear Sir or Madam," not in shown()
    assert "Dear Sir or Madam," in shown(everything=True)

"""Whatever the text: reading never fails, quotes the text, keeps the order, and takes time that grows with the text only."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cases import shipped

from livingproof.core.mention import Topic
from livingproof.readers.listing import claims_of, read_listing
from livingproof.readers.listing.phrases import fold

PIECES = st.sampled_from(
    [
        "ISO",
        " 9001",
        "9001",
        ":2015",
        "-",
        " certified",
        "CE",
        ", ",
        "\n",
        "?",
        " yes",
        " not",
        "90001",
        "(SGS)",
        " by ",
        "FDA",
        "İ",
        "ﬃ",
        "认证",
        "TÜV",
        "IS9O001",
        " until 2027-01-01",
        "certificate no. A-12345",
        "GB/T 19001-2016",
        "HACCP",
        "•",
        "\u202e",
        "\x1b[31m",
        "ⅷ",
        "９００１",
        "our suppliers ",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=400)
@given(TEXTS)
def test_mentions_quote_the_text_in_its_order_and_do_not_overlap_within_a_topic(text: str) -> None:
    mentions = read_listing(text, shipped())
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.text.strip()
        assert 0 <= mention.confidence <= 1
        assert (mention.standard is not None) == (mention.topic is Topic.STANDARD)
    for topic in Topic:
        for one, two in pairwise([mention for mention in mentions if mention.topic is topic]):
            assert one.end <= two.start


@settings(max_examples=100)
@given(TEXTS)
def test_reading_twice_gives_the_same_and_claims_follow_from_mentions(text: str) -> None:
    mentions = read_listing(text, shipped())
    assert mentions == read_listing(text, shipped())
    assert all(claim.standards and claim.document is None for claim in claims_of(mentions, shipped()))


@settings(max_examples=300)
@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "ISO 9001 ",
        "9001 ",
        "iso ",
        "certified by ",
        "CE, ",
        "products are ",
        "(",
        "-",
        " ",
        "和ISO9001",
        "a",
        "1",
        "ISO 9001 certified, ",
    ],
)
def test_a_long_text_takes_no_more_than_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        started = time.process_time()
        read_listing(text, shipped())
        return time.process_time() - started

    read_listing("ISO 9001", shipped())
    short = seconds(50_000)
    assert seconds(400_000) < max(1.0, 8 * short * 4)


@pytest.mark.slow
def test_a_text_of_a_megabyte_is_read_in_seconds() -> None:
    text = ("We make pumps and valves for the food industry, and hold ISO 9001 certificates. " * 13_000)[:1_000_000]
    started = time.process_time()
    assert len(read_listing(text, shipped())) > 10_000
    assert time.process_time() - started < 30

"""What strangers write stays text: markup, scripts, reversals and endless words do no harm on the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from livingproof.core.purchase import Purchase
from tests.cli.page.looked_at import CLAIM, PURCHASE, Page, every_text, page, sheet

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an end of the style": "</style></svg></title><script>alert(1)</script>",
    "an attribute": '" onload="alert(1)" x="',
    "a single quote": "' autofocus onfocus='alert(1)",
    "an entity": "&lt;b&gt; &amp; &#60;script&#62;",
    "a picture from elsewhere": "<img src=https://tracker.example/x.gif>",
    "a script as an address": "javascript:alert(1)",
    "placeholders": "{holder} {0} %s %(x)s {facts.__class__}",
    "a comment": "<!-- --!> ]]> <![CDATA[",
}
STEERING = "\u202egnp.exe\u2066\u0000\x1b[31m\u200b\U000e0041"
UNSEEN = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u0000\x1b\u200b\U000e0041")


def with_words(words: str) -> Page:
    purchase = Purchase(product=words, seller=words, site=words, needs=PURCHASE.needs, listing=f"ISO 9001 {words}")
    shown = sheet(every_text(CLAIM, words), file=words, purchase=purchase)
    return page(replace(shown, problem=words), shown)


@pytest.mark.parametrize("words", list(HOSTILE.values()), ids=list(HOSTILE))
def test_words_of_strangers_stay_words(words: str) -> None:
    looked, plain = with_words(words), with_words("Plain words")
    assert {name for name, _ in looked.elements} <= {name for name, _ in plain.elements}
    known = {name for _, attributes in plain.elements for name in attributes}
    assert {name for _, attributes in looked.elements for name in attributes} <= known
    assert looked.wrong == []
    assert words in looked.words
    assert not [link for link in looked.values("href") if link.lower().startswith("javascript")]


def test_nothing_turns_the_writing_around_or_steers() -> None:
    looked = with_words(f"Steelora {STEERING} Co.")
    assert not UNSEEN & set(looked.html)
    looked.html.encode("utf-8")


def test_a_word_without_end_is_still_shown() -> None:
    looked = with_words("W" * 5000)
    assert looked.wrong == []
    assert len(looked.html) < 1_500_000


def test_an_address_of_mail_cannot_be_broken_out_of() -> None:
    looked = with_words('x"\r\nBcc: eve@example.org&cc=eve@example.org?to=eve@example.org')
    for link in (one for one in looked.values("href") if one.startswith("mailto:")):
        assert link.startswith("mailto:?subject=")
        assert link.count("&") == 1
        assert link.count("?") == 1

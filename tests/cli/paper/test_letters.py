"""Strangers' words stay words in the document, and every letter is drawn or named as missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import ImageChops

from livingproof.core.purchase import Purchase
from livingproof.readers import fonts
from livingproof.verify.render.paper.letters import script_of, undrawn_in
from tests.cases import claim_of
from tests.cli.page.looked_at import CLAIM, SAID, every_text, placed
from tests.cli.paper.printed import Printed, printed, sheet, unspaced

HOSTILE = (
    '#import "x": * #panic() *bold* _it_ $x^2$ [content] `raw` @ref <label> // comment /* more */ = head',
    "\\u{1F600} \\ ~ -- --- ... 'single' \"double\" https://e.example/#a={} %s {holder} #{1+1}",
)
STEERING = "\u202egnp.exe\u2066\u0000\x1b[31m\u200b\U000e0041"


def of(words: str) -> Printed:
    purchase = Purchase(product=words, seller=words, site=words, listing=f"ISO 9001 {words}")
    made = sheet(every_text(CLAIM, words), file=words, purchase=purchase)
    return printed(replace(made, problem=words))


@pytest.fixture
def no_fonts_of_the_system(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(fonts, "_SYSTEM", ())
    fonts.script_fonts.cache_clear()
    yield
    fonts.script_fonts.cache_clear()


@pytest.mark.slow
@pytest.mark.parametrize("words", HOSTILE)
def test_markup_of_typst_stays_text(words: str) -> None:
    assert of(words).letters.count(unspaced(words)) > 5


@pytest.mark.slow
def test_nothing_turns_the_writing_around_or_steers() -> None:
    looked = of(f"Steelora {STEERING} Co.")
    assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u0000\x1b\U000e0041") & set(looked.words)
    assert "Steelora" in looked.words


@pytest.mark.slow
def test_a_word_without_end_is_wrapped_and_stays_on_the_page() -> None:
    looked = of("W" * 1500)
    assert "W" * 1500 in looked.letters
    edge = looked.picture().crop((1190 - 90, 0, 1190, 1684))
    assert edge.getextrema() == (255, 255)


@pytest.mark.slow
def test_chinese_japanese_and_korean_are_drawn() -> None:
    names = ("苏州蓝清医疗用品有限公司", "株式会社青空製作所", "한빛정밀주식회사", "Łódź Ťažký Đà Nẵng Ωμέγα Україна")
    shown = [printed(sheet(placed(claim_of(SAID | {"holder_name": name})))) for name in names]
    for name, looked in zip(names, shown, strict=True):
        assert unspaced(name) in looked.letters
        assert "have no font" not in looked.words
    first, second = (looked.picture() for looked in shown[:2])
    assert ImageChops.difference(first, second).getbbox() is not None


@pytest.mark.slow
@pytest.mark.usefixtures("no_fonts_of_the_system")
def test_letters_without_a_font_are_named_with_the_package_that_brings_one() -> None:
    looked = printed(sheet(placed(claim_of(SAID | {"holder_name": "บริษัท Steelora จำกัด"}))))
    assert "Some letters have no font here and stand as \ufffd (Thai)." in looked.words
    assert "Install the package fonts-noto-core and make the document again." in looked.words


def test_what_typst_says_of_missing_letters_is_understood() -> None:
    said = 'error: the text `"บ"` could not be displayed with font `"X"`\nthe text `"\\u{202f}"` could not be displayed'
    assert undrawn_in(said) == {"บ", "\u202f"}
    assert undrawn_in("error: unknown variable") == frozenset()


@pytest.mark.parametrize(
    ("letter", "script"), [("บ", "THAI"), ("中", "CJK"), ("ع", "ARABIC"), ("★", "SYMBOLS"), ("\ue000", "SYMBOLS")]
)
def test_a_letter_tells_its_script(letter: str, script: str) -> None:
    assert script_of(letter) == script

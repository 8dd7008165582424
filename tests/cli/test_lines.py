"""Lines: no address of the web is ever broken, letters of East Asia are two columns wide, no line begins with a stop."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some
from rich.cells import cell_len

from livingproof.cli.render.lines import folded

ADDRESS = "https://www.register.example/a/very/long/path/that/no/terminal/is/wide/enough/for?number=QM-4711"


def test_an_address_stands_whole_on_a_line_of_its_own() -> None:
    lines = folded(f"Where to look: the register ({ADDRESS}), and then the body.", 40)
    assert [line for line in lines if ADDRESS in line]
    assert all(len(line) <= 40 for line in lines if "https" not in line)


def test_chinese_is_broken_between_letters_and_never_before_a_stop() -> None:
    lines = folded("该文件写明有效期至所询日期之后。证书上的地点不在所列的地址之中，最接近的是另一城市。", 20)
    assert len(lines) > 3
    assert all(cell_len(line) <= 21 for line in lines)
    assert not [line for line in lines if line[0] in "，。；：）"]


@given(some.lists(some.from_regex(r"[a-z(]{1,9}[,.)]?", fullmatch=True), min_size=1), some.integers(12, 60))
def test_nothing_is_lost_and_no_line_is_too_wide(words: list[str], width: int) -> None:
    lines = folded(" ".join(words), width)
    assert " ".join(lines).split() == words
    assert all(cell_len(line) <= width for line in lines)


def test_paragraphs_stay_apart() -> None:
    assert folded("one\n\ntwo", 20) == ["one", "", "two"]

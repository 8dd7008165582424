import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from livingproof.core.claim import Identifier
from livingproof.core.errors import RegisterError
from livingproof.core.matching.keys import Keys, Said
from livingproof.register.index import build_index, open_index, prepare
from livingproof.register.index.kernels import count_rows, fill_rows
from livingproof.register.index.question import question_of
from livingproof.register.index.reader import Stage, candidates, stages

WIDE = Stage(10_000, 100, 10)


def named(name: str, **more: object) -> Keys:
    return Keys(said=Said(names=(name,)), names=(name,), **more)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        named("rare cedar mill"),
        named("common steel works"),
        named("common steel works"),
        named("common iron works"),
    ]
    build_index(rows, tmp_path / "index", normaliser="test")
    return tmp_path / "index"


def test_the_row_that_shares_the_rarest_words_comes_first(folder: Path) -> None:
    index = open_index(folder)
    assert candidates(question_of(named("cedar mill")), index, WIDE)[0] == 0


def test_of_equal_rows_the_lower_comes_first(folder: Path) -> None:
    index = open_index(folder)
    assert candidates(question_of(named("common steel works")), index, WIDE)[:2] == [1, 2]


def test_a_claim_that_shares_nothing_has_no_candidates(folder: Path) -> None:
    assert candidates(question_of(named("zzqqxx")), open_index(folder), WIDE) == []
    assert candidates(question_of(Keys(said=Said())), open_index(folder), WIDE) == []


def test_one_question_leaves_nothing_behind_for_the_next(folder: Path) -> None:
    index = open_index(folder)
    first = candidates(question_of(named("common works")), index, WIDE)
    assert candidates(question_of(named("common works")), index, WIDE) == first
    assert not index.marks.any()


def test_a_row_says_again_what_it_was_given(tmp_path: Path) -> None:
    said = Said(
        names=("A\x1fB Ltd", "甲公司"),
        addresses=("1 Main St", ""),
        ids=(Identifier("LEI", "X1"),),
        country="DE",
        city=None,
        body="",
    )
    build_index([Keys(said=Said()), Keys(said=said)], tmp_path / "index", normaliser="test")
    index = open_index(tmp_path / "index")
    assert index.said(0) == Said()
    again = index.said(1)
    assert again.names == ("A B Ltd", "甲公司")
    assert (again.ids, again.country, again.city, again.body) == (said.ids, "DE", None, "")


def test_an_empty_register_has_an_index(tmp_path: Path) -> None:
    build_index([], tmp_path / "index", normaliser="test")
    index = open_index(tmp_path / "index")
    assert index.size == 0
    assert candidates(question_of(named("anything")), index, WIDE) == []


def test_a_missing_or_cut_index_is_an_error_that_says_what_to_do(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="import the register again"):
        open_index(tmp_path / "nowhere")
    (folder / "said.bin").write_bytes(b"cut")
    with pytest.raises(RegisterError, match="import the register again"):
        open_index(folder)


def test_an_index_of_another_format_is_refused(folder: Path) -> None:
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps(meta | {"format": 0}))
    with pytest.raises(RegisterError, match="another version"):
        open_index(folder)


def test_budgets_grow_with_the_register() -> None:
    small, large = stages(10_000), stages(2_000_000)
    assert [one.budget for one in small] < [one.budget for one in large]
    assert all(one.budget < other.budget for one, other in pairwise(large))


@pytest.mark.slow
def test_compiled_loops_fill_the_index_as_numpy_does() -> None:
    assert prepare()
    from livingproof.register.index import compiled

    tokens = np.random.default_rng(1).integers(2, 2**32, 20_000, dtype=np.uint32)
    at = np.arange(0, 20_001, 40)
    counted = count_rows(tokens, at, 20, 12)
    assert (compiled.count_rows(tokens, at, 20, 12) == counted).all()
    offsets = np.concatenate(([0], np.cumsum(np.where(counted < 9, counted, 0))))
    kept = counted < 9
    assert (compiled.fill_rows(tokens, at, 20, offsets, kept) == fill_rows(tokens, at, 20, offsets, kept)).all()


def test_an_index_of_no_rows_is_opened_and_answers_nothing(tmp_path: Path) -> None:
    build_index([], tmp_path / "index", normaliser="test")
    index = open_index(tmp_path / "index")
    assert index.size == 0
    assert candidates(question_of(named("cedar mill")), index, WIDE) == []


@pytest.mark.slow
def test_row_numbers_of_postings_are_whole_again(tmp_path: Path) -> None:
    rows = [named(f"works {place}") for place in range(70_000)]
    build_index(rows, tmp_path / "index", normaliser="test")
    assert candidates(question_of(named("works 69999")), open_index(tmp_path / "index"), WIDE)[0] == 69_999

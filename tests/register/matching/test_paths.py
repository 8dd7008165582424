import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from livingproof.register.index import build_index, open_index
from livingproof.register.index.question import question_of
from livingproof.register.matching import Matcher
from livingproof.register.matching.features import Feature, asked, features_of, likeness
from livingproof.register.matching.scorecard import shipped_model
from tests.register.matching.made import claims, keys, normaliser, register

TABLES = normaliser()


@pytest.mark.slow
def test_compiled_and_plain_paths_give_the_same_answers(tmp_path: Path) -> None:
    records = register(3_000)
    build_index(keys(records, TABLES), tmp_path / "index", normaliser=TABLES.version)
    asked_for = keys(claims(records, 2_500), TABLES)
    matcher = Matcher(open_index(tmp_path / "index"), TABLES)
    single = [matcher._decided(one, matcher._ranked(question_of(one))) for one in asked_for]
    many = matcher.match_many(asked_for, threads=2)
    assert many == single
    assert [matcher.match(one) for one in asked_for] == single
    assert [match.parts for match in many] == [match.parts for match in single]


@pytest.mark.slow
def test_every_comparison_is_the_same_in_both_paths(tmp_path: Path) -> None:
    from livingproof.register.index.reader import candidates, stages
    from livingproof.register.matching.batch import found_by
    from livingproof.register.matching.pack import packed

    records = register(1_500, seed=3)
    build_index(keys(records, TABLES), tmp_path / "index", normaliser=TABLES.version)
    index = open_index(tmp_path / "index")
    asked_for = keys(claims(records, 400, seed=4), TABLES)
    for stage in stages(index.size):
        rows, counts, values, _, _ = found_by(packed(asked_for), index, stage, 2)
        for claim, key in enumerate(asked_for):
            question = question_of(key)
            found = candidates(question, index, stage)
            assert rows[claim, : counts[claim]].tolist() == found
            ready = asked(question, index)
            assert values[claim, : counts[claim]].tolist() == [features_of(ready, row, index) for row in found]


@pytest.mark.slow
def test_given_pairs_are_weighed_as_those_that_a_search_finds(tmp_path: Path) -> None:
    from livingproof.register.matching.batch import Loops
    from livingproof.register.matching.pack import packed

    records = register(300, seed=6)
    build_index(keys(records, TABLES), tmp_path / "index", normaliser=TABLES.version)
    loops = Loops(open_index(tmp_path / "index"), shipped_model())
    asked_for = packed(keys(claims(records, 100, seed=7), TABLES))
    found = loops.found(asked_for, 1)
    pairs = [rows[:count].tolist() for rows, count in zip(found.rows, found.counts, strict=True)]
    scored = loops.scored(asked_for, pairs)
    for searched, given in ((found.values, scored.values), (found.chances, scored.chances)):
        assert all(
            (one[: len(rows)] == two[: len(rows)]).all() for one, two, rows in zip(searched, given, pairs, strict=True)
        )


@pytest.mark.slow
def test_likeness_is_the_same_for_names_of_any_length() -> None:
    from livingproof.register.matching import compiled_letters

    chance = np.random.default_rng(5)
    masks = np.zeros((256, compiled_letters.BLOCKS), dtype=np.uint64)
    for size in (0, 1, 5, 63, 64, 65, 127, 128, 200, 512):
        for other in (0, 1, 30, 64, 129, 400):
            left, right = (chance.integers(97, 101, length, dtype=np.uint8) for length in (size, other))
            assert compiled_letters.likeness(left, right, masks) == likeness(left.tobytes(), right.tobytes())
    assert not masks.any()


@pytest.mark.slow
def test_a_single_question_never_loads_the_compiler(tmp_path: Path) -> None:
    build_index(keys(register(50), TABLES), tmp_path / "index", normaliser=TABLES.version)
    program = f"""
import sys
from pathlib import Path
from livingproof.register.index import open_index
from livingproof.register.matching import Matcher
from tests.register.matching.made import keys, normaliser, register
tables = normaliser()
match = Matcher(open_index(Path({str(tmp_path / "index")!r})), tables).match(keys(register(1), tables)[0])
assert match.row == 0, match
assert "numba" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])


def test_the_shipped_model_has_points_for_every_feature() -> None:
    model = shipped_model()
    assert len(model.scales) == len(Feature)
    for scale in model.scales:
        assert len(scale.points) == len(scale.edges) + 1
        assert list(scale.edges) == sorted(set(scale.edges))
    assert list(model.calibration.probabilities) == sorted(model.calibration.probabilities)
    assert 0 < model.refuse < model.accept < model.leave < 1

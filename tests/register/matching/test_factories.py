"""Invented factories in fifty countries as two lists print them, and their neighbours: what is called one site.

Each row of the file holds a factory, the same one in other words, and one that is not: another number or plot, the same name in
another town, a sister company at the same address.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from livingproof.catalogue.load import load
from livingproof.core.matching.keys import Keys, Normaliser, Said, keys_of_said, normaliser_of
from livingproof.core.terms import MatchAnswer
from livingproof.register.index import build_index, open_index
from livingproof.register.matching import Matcher
from livingproof.register.matching.answer import Match

LEAST_FOUND, MOST_WRONG, MOST_SURE = 0.95, 5, 3
SURE = 0.9


@pytest.fixture(scope="module")
def normaliser() -> Normaliser:
    return normaliser_of(load())


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("factories.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _keys(rows: Sequence[dict[str, str]], side: str, normaliser: Normaliser) -> list[Keys]:
    said = (Said((row[f"{side}name"],), (row[f"{side}address"],), country=row["country"]) for row in rows)
    return [keys_of_said(one, normaliser) for one in said]


def _called_same(asked: list[Keys], held: list[Keys], folder: Path, normaliser: Normaliser) -> list[Match]:
    build_index(held, folder, normaliser=normaliser.version)
    matcher = Matcher(open_index(folder), normaliser)
    found = [(place, matcher.match(keys)) for place, keys in enumerate(asked)]
    return [match for row, match in found if match.answer is MatchAnswer.CERTIFICATE_MATCHED and match.row == row]


def test_one_factory_in_two_lists_is_found(rows: list[dict[str, str]], normaliser: Normaliser, tmp_path: Path) -> None:
    asked, held = (_keys(rows, side, normaliser) for side in ("", "same_"))
    assert len(_called_same(asked, held, tmp_path, normaliser)) >= LEAST_FOUND * len(rows)


def test_a_neighbour_a_sister_and_a_namesake_elsewhere_are_not_the_same(
    rows: list[dict[str, str]], normaliser: Normaliser, tmp_path: Path
) -> None:
    asked, held = (_keys(rows, side, normaliser) for side in ("", "other_"))
    wrong = _called_same(asked, held, tmp_path, normaliser)
    assert len(wrong) <= MOST_WRONG, [match.row for match in wrong]
    assert sum(match.probability > SURE for match in wrong) <= MOST_SURE

"""Real pairs of factories, labelled by people: what matching calls one site. The files stay where they are; nothing is copied."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.registers.normal import normaliser
from livingproof.core.matching.keys import Keys, Said, keys_of_said
from livingproof.core.terms import MatchAnswer
from livingproof.register.index import build_index, open_index
from livingproof.register.matching import Matcher

PAIRS = ("osh_facility_pairs.jsonl", "osh_handlabelled_pairs.jsonl")
BACKGROUND = "osh_facility_lists.csv"
_SAME = (True, "same_site")


@dataclass(frozen=True, slots=True)
class Called:
    """A labelled pair: whether people call it one site, whether matching does, and with which probability."""

    same: bool
    called_same: bool
    probability: float


def called(corpus: Path, folder: Path) -> list[Called]:
    """Every pair: its left side asked of an index of all right sides and of further factories that no pair names."""
    pairs = [json.loads(line) for name in PAIRS for line in (corpus / name).read_text(encoding="utf-8").splitlines()]
    left, right = ([_keys(pair[side]) for pair in pairs] for side in ("a", "b"))
    known = {name for keys in (*left, *right) for name in keys.names}
    held = list({(keys.names, keys.addresses): keys for keys in right}.values())
    place = {(keys.names, keys.addresses): row for row, keys in enumerate(held)}
    held += [keys for keys in _background(corpus / BACKGROUND) if not known & set(keys.names)]
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    build_index(held, folder, normaliser=normaliser().version)
    matcher = Matcher(open_index(folder), normaliser())
    return [
        _called(pair, matcher, asked, place[held_keys.names, held_keys.addresses])
        for pair, asked, held_keys in zip(pairs, left, right, strict=True)
    ]


def _called(pair: Mapping[str, Any], matcher: Matcher, asked: Keys, row: int) -> Called:
    match = matcher.match(asked)
    probability = next((one.probability for one in match.candidates if one.row == row), 0.0)
    accepted = match.answer is MatchAnswer.CERTIFICATE_MATCHED and match.row == row
    return Called(pair["label"] in _SAME, accepted, probability)


def _background(path: Path) -> Iterator[Keys]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield _keys(row)


def _keys(side: Mapping[str, str]) -> Keys:
    return keys_of_said(
        Said(names=(side["name"],), addresses=(side["address"],), country=side["country"] or None), normaliser()
    )

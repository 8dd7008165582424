"""Any damage at all to any sample: never more than one line."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from tests.sources.files import outcomes, written

from livingproof.core.errors import SourceError
from livingproof.sources import Refused, every_source

SAMPLES = [(source.id, path) for source in every_source() for path in source.samples if path.suffix != ".txt"]
PIECES = (
    b'"',
    b"\0",
    b",",
    b"\n",
    b"[",
    b"}",
    b"<a>",
    b"&x;",
    b"\xff\xfe",
    b"null",
    b"1e999",
    b";;",
    b"=1",
    b"*a",
    b"",
)


@pytest.mark.parametrize(("source", "path"), SAMPLES, ids=[f"{source}-{path.name}" for source, path in SAMPLES])
def test_no_damage_brings_more_than_one_line(tmp_path: Path, source: str, path: Path) -> None:
    chance = random.Random(path.name)  # noqa: S311 - repeatable damage, no secret
    whole = path.read_bytes()
    damaged = tmp_path / path.name
    for _ in range(40):
        place = chance.randrange(len(whole))
        damaged.write_bytes(whole[:place] + chance.choice(PIECES) + whole[place + chance.randrange(4) :])
        try:
            lines = [str(one) for one in outcomes(damaged, source) if isinstance(one, Refused)]
        except SourceError as problem:
            lines = [str(problem)]
        assert all("\n" not in line for line in lines)


@pytest.mark.parametrize(
    "odd", [None, True, 10**20, [], {}, [[]], [None], {"a": {"b": 1}}, "\0", "[{", 1e300], ids=repr
)
@pytest.mark.parametrize("name", ["certificates.json", "company.json", "entries.json", "level1.json"])
def test_no_odd_value_brings_more_than_one_line(tmp_path: Path, name: str, odd: object) -> None:
    source, path = next((source, path) for source, path in SAMPLES if path.name == name)
    content = json.loads(path.read_text(encoding="utf-8"))
    for place in range(len(_places(content))):
        changed = json.loads(path.read_text(encoding="utf-8"))
        holder, key = _places(changed)[place]
        holder[key] = odd
        damaged = written(tmp_path, json.dumps(changed), name)
        try:
            lines = [str(one) for one in outcomes(damaged, source) if isinstance(one, Refused)]
        except SourceError as problem:
            lines = [str(problem)]
        assert all("\n" not in line for line in lines)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place of a nested value: what holds it, and its key there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in list(pairs) for found in ((value, key), *_places(inner))]

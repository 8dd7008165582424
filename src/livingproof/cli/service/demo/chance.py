"""The sample's data, and its dice: what they show follows from the seed alone, so that every sample is the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import yaml

Kind = TypeVar("Kind")


@cache
def sample() -> dict[str, Any]:
    """What stands in sample.yml."""
    content: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("sample.yml").read_text(encoding="utf-8"))
    return content


def number(what: str, below: int) -> int:
    """A number from 0 to below, always the same for the same words."""
    return int.from_bytes(sha256(f"{sample()['seed']}:{what}".encode()).digest()[:8]) % below


def one_of(what: str, among: Sequence[Kind]) -> Kind:
    """One of these, always the same for the same words."""
    return among[number(what, len(among))]


def happens(what: str, percent: int) -> bool:
    """Whether something happens that does so in so many of a hundred cases."""
    return number(what, 100) < percent

"""Certificates in the layouts that bodies use are read field by field."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
import yaml

from livingproof.core.claim import Claim
from livingproof.core.terms import Source

LAYOUTS = yaml.load(Path(__file__).with_name("layouts.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
LONG_TEXTS = {"holder_address", "scope"}
CASES = [(layout["name"], field) for layout in LAYOUTS for field in layout["expect"]]


@pytest.fixture(scope="module")
def claims(claims_of: Callable[..., list[Claim]]) -> dict[str, Claim]:
    return {
        layout["name"]: claims_of(*layout["pages"], source=Source(layout.get("source", Source.TEXT_LAYER)))[0]
        for layout in LAYOUTS
    }


def letters(text: object) -> str:
    return "".join(character for character in str(text).casefold() if character.isalnum())


def alike(read: object, expected: object) -> bool:
    return SequenceMatcher(None, letters(read), letters(expected), autojunk=False).ratio() >= 0.9


def read_of(claim: Claim, field: str) -> Any:
    if field in {"standard", "standards"}:
        refs = [[ref.standard, ref.edition] for ref in claim.standards.value or ()]
        return refs[0] if field == "standard" and len(refs) == 1 else sorted(refs)
    return getattr(claim, field).value


@pytest.mark.parametrize(("name", "field"), CASES, ids=[f"{name}: {field}" for name, field in CASES])
def test_a_field_is_read_from_a_usual_layout(claims: dict[str, Claim], name: str, field: str) -> None:
    expected = next(layout["expect"][field] for layout in LAYOUTS if layout["name"] == name)
    read = read_of(claims[name], field)
    if field in LONG_TEXTS:
        assert alike(read, expected)
    elif field == "standards":
        assert read == sorted(expected)
    elif field in {"holder_name", "certificate_number", "certification_body"}:
        assert letters(read) == letters(expected) or (
            field == "certification_body" and letters(expected) in letters(read)
        )
    else:
        assert str(read) == str(expected)

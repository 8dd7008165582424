"""The short way to ask whether two names are the same gives what the whole comparison gives."""

from __future__ import annotations

from itertools import product

import pytest

from livingproof.catalogue import load
from livingproof.core.matching.names import compare_names, same_name
from livingproof.core.terms import Zone

FORMS = load().wording.legal_forms
NAMES = (
    "Müller Präzision GmbH",
    "MUELLER PRAEZISION G.m.b.H.",
    "Müller Präzision",
    "Müller Präzision AG",
    "Präzision Müller GmbH",
    "Mü11er Präzision GmbH",
    "NUOVA ELETTRONICA S.R.L.",
    "NUOVAELETTRONICASRL",
    "Nuova Elettronica",
    "Волжский завод ООО",
    "Volzhskiy zavod OOO",
    "宁波示例五金有限公司",
    "宁波示例五金厂",
    "Ningbo Example Hardware Co., Ltd. (宁波示例五金有限公司)",
    "Ningbo Example Hardware Company Limited",
    "Ning Bo Example Hardware Co Ltd",
    "Example Tools Ltd (formerly Ningbo Example Hardware Co., Ltd.)",
    "Dao & Sons Ltd",
    "Dao and Sons Limited",
    "D A O",
    "&",
    "",
)


@pytest.mark.parametrize("left", NAMES)
def test_both_ways_agree_on_what_is_the_same(left: str) -> None:
    for one, other in product((left,), NAMES):
        assert same_name(one, other, FORMS) == (compare_names(one, other, FORMS).zone is Zone.SAME), (one, other)


def test_some_are_the_same_and_some_are_not() -> None:
    same = {(one, other) for one, other in product(NAMES, NAMES) if same_name(one, other, FORMS)}
    assert ("NUOVA ELETTRONICA S.R.L.", "NUOVAELETTRONICASRL") in same
    assert ("Müller Präzision GmbH", "Müller Präzision AG") not in same
    assert 25 < len(same) < 120

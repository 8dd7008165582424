"""Names of factories: misprinted words of trade, numbers of units, sisters in another trade, forms that come and go; forms of the world."""

from __future__ import annotations

import pytest
import yaml

from livingproof.catalogue.names import PATH, legal_forms
from livingproof.core.matching.names import NameReason, compare_names
from livingproof.core.terms import Zone

LEAST_COUNTRIES = 60


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Arel Tekstil San. ve Tic. A.Ş.", "Arel Tekstill San ve Tic AS"),
        ("PT. Cahaya Busana Ltd.", "PT Cahaya Busana"),
        ("SC Carpatina SRL", "Carpatina S.R.L."),
        ("Güneş Örme Ltd. Şti.", "Gunes Orme Ltd"),
        ("Hilos del Bajío S.A.", "Hilos del Bajio SA de CV"),
        ("Orion Plastics Ltd Unit II", "Orion Plastics Limited Unit 2"),
        ("Chao Ram Rubber PCL", "Chao Ram Rubber Public Company Limited"),
    ],
)
def test_one_name_in_two_lists_is_the_same(left: str, right: str) -> None:
    assert compare_names(left, right, legal_forms()).zone is Zone.SAME


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("Nodi Fashions (Pvt) Ltd", "Nodi Washing (Pvt) Ltd", NameReason.OTHER_TRADE),
        ("Saraswati Castings", "Saraswati Forgings", NameReason.OTHER_TRADE),
        ("Mehran Denim Ltd Unit 2", "Mehran Denim Ltd Unit 5", NameReason.PARTLY),
        ("Kaya Tekstil A.Ş.", "Kaya Tekstil Ltd. Şti.", NameReason.LEGAL_FORM_DIFFERS),
    ],
)
def test_sisters_are_not_the_same(left: str, right: str, reason: NameReason) -> None:
    assert compare_names(left, right, legal_forms()).reason is reason


def test_the_legal_forms_of_sixty_countries_have_a_source() -> None:
    content = yaml.load(PATH.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    sourced = {
        entry["country"]
        for entry in content["legal_forms"]
        if entry["source"] and set(entry["source"]) <= set(content["sources"])
    }
    assert len(sourced) >= LEAST_COUNTRIES
    assert len({entry["country"] for entry in content["legal_forms"] if entry.get("forms")}) >= LEAST_COUNTRIES

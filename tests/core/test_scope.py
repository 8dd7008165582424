"""What a scope covers, what it does not, and what it leaves open."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livingproof.core.matching.activities import activities_of, slogans_in, universals_in
from livingproof.core.matching.categories import kinds_of
from livingproof.core.matching.clauses import read
from livingproof.core.matching.products import index_of
from livingproof.core.matching.scope import Because, Cover, compare_scope
from livingproof.core.matching.scope_parts import Role
from livingproof.core.matching.words import fold, script_of
from livingproof.core.terms import Activity
from tests.cases import shipped

FACTS = shipped()
INDEX = index_of(FACTS.families, FACTS.wording)
GOODS = sorted(family.label for family in FACTS.families.values() if family.kind == "product" and not family.broad)


def answer(scope: str, product: str) -> Cover:
    return compare_scope([scope], product, FACTS.families, FACTS.wording).answer


@pytest.mark.parametrize(
    ("scope", "product"),
    [
        ("Manufacture of fasteners", "stainless hex bolts"),
        ("Manufacture of thermal transfer ribbons and label tapes", "printer ribbon and label tape"),
        ("Design and production of office chairs", "office chair"),
        ("Herstellung von Schrauben", "screws"),
        ("一次性使用输液泵、一次性使用输液器的生产和销售", "disposable infusion pumps"),
    ],
)
def test_a_scope_covers_what_it_names(scope: str, product: str) -> None:
    assert answer(scope, product) is Cover.COVERED


@pytest.mark.parametrize(
    ("scope", "product"),
    [
        ("Manufacture of office furniture", "disposable infusion pumps"),
        ("Manufacture of plastic pipe fittings", "stainless steel pipe fittings"),
        ("Manufacture of fasteners, excluding bolts", "bolts"),
        ("Calibration and repair of pumps", "centrifugal pumps"),
    ],
)
def test_a_scope_of_other_goods_other_material_or_other_work_does_not_cover(scope: str, product: str) -> None:
    assert answer(scope, product) is Cover.NOT_COVERED


@pytest.mark.parametrize(
    ("scope", "product"),
    [
        ("Manufacture of medical devices", "infusion pumps"),  # an industry
        ("Manufacture of grommelwitzes", "bolts"),  # a word that no table has
        ("Provision of high quality solutions", "bolts"),  # no product
        ("Manufacture of pump spare parts", "pumps"),  # parts of it
        ("Manufacture of printer ribbons", "printer ribbons and label tapes"),  # one of two
        ("", "bolts"),
        ("Manufacture of bolts", " "),
    ],
)
def test_what_is_not_said_plainly_stays_unclear(scope: str, product: str) -> None:
    assert answer(scope, product) is Cover.UNCLEAR


def test_words_after_the_noun_do_not_make_an_accusation() -> None:
    assert answer("Manufacture of office furniture", "filing cabinet metal") is not Cover.NOT_COVERED


def test_an_exclusion_weighs_more_than_the_family_it_is_taken_from() -> None:
    match = compare_scope(["Manufacture of fasteners, excluding bolts"], "bolts", FACTS.families, FACTS.wording)
    assert (match.because, match.excluded) == (Because.EXCLUDED, ("bolts",))


def test_the_customers_sector_is_no_product_of_the_holder() -> None:
    things = read("Manufacture of bolts for the aerospace industry", INDEX).things
    assert {thing.role for thing in things if "aerospace" in thing.words} == {Role.CONTEXT}


def test_one_of_several_versions_of_a_scope_is_enough() -> None:
    match = compare_scope(["紧固件的生产", "Manufacture of fasteners"], "bolts", FACTS.families, FACTS.wording)
    assert match.answer is Cover.COVERED


def test_the_evidence_names_the_words_and_the_way_through_the_families() -> None:
    match = compare_scope(["Manufacture of fasteners"], "hex bolts", FACTS.families, FACTS.wording)
    assert (match.scope_words, match.product_words, match.path) == (
        ("fasteners",),
        ("hex bolts",),
        ("fastener", "bolt"),
    )


def test_each_sentence_keeps_its_own_deeds() -> None:
    match = compare_scope(
        ["Manufacture of fasteners; trading of centrifugal pumps"], "centrifugal pumps", FACTS.families, FACTS.wording
    )
    assert match.done == {"trade"}


def test_design_taken_out_in_words_is_not_stated() -> None:
    stated = activities_of(["Design and manufacture of motors (design excluded)"], INDEX)
    assert stated.design_excluded
    assert stated.activities == {Activity.MANUFACTURE}


def test_praise_and_universes_are_found_as_they_stand() -> None:
    assert slogans_in("World Class furniture", INDEX) == ("World Class",)
    assert universals_in("Trading of All Kinds of Products", INDEX) == ("All Kinds of Products",)


def test_a_need_counts_only_when_every_category_that_is_meant_has_it() -> None:
    (kind,) = kinds_of("bicycle", FACTS)
    assert len(kind.categories) > 1
    assert kind.papers(("EU",), "required") == ()


def test_a_text_without_letters_is_read_as_latin() -> None:
    assert script_of("12-34") == "latin"


@given(st.sampled_from(GOODS))
@settings(max_examples=60)
def test_a_scope_never_denies_the_very_words_of_the_product(goods: str) -> None:
    assert answer(f"Manufacture of {goods}", goods) is not Cover.NOT_COVERED


@given(st.sampled_from(GOODS), st.sampled_from(GOODS))
@settings(max_examples=60)
def test_case_and_spaces_change_nothing(scope: str, product: str) -> None:
    plain = answer(f"Manufacture of {scope}", product)
    assert answer(f"MANUFACTURE  OF {scope.upper()} ", f" {product.upper()}") is plain


@given(st.sampled_from(GOODS), st.sampled_from(GOODS))
@settings(max_examples=60)
def test_a_further_product_never_takes_cover_away(scope: str, further: str) -> None:
    if answer(f"Manufacture of {scope}", scope) is Cover.COVERED:
        assert answer(f"Manufacture of {scope}, {further}", scope) is Cover.COVERED


@given(st.text(max_size=80), st.text(max_size=40))
@settings(max_examples=150)
def test_any_text_gets_an_answer(scope: str, product: str) -> None:
    assert answer(scope, product) in Cover


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("scope", "product"),
    [
        ("Manufacture of scientific, laboratory and medical instrument", "laboratory instruments"),
        ("Manufacture of industrial and office furniture and garden chairs", "garden furniture"),
    ],
)
def test_a_scope_that_holds_all_words_of_the_product_is_never_said_to_name_others(scope: str, product: str) -> None:
    assert answer(scope, product) is not Cover.NOT_COVERED


def test_of_several_goods_that_cover_the_product_the_nearest_is_shown() -> None:
    match = compare_scope(
        ["Manufacture of hex nuts, fasteners and hex bolts"], "hex bolts", FACTS.families, FACTS.wording
    )
    assert match.scope_words == ("hex bolts",)


def test_of_two_names_that_overlap_the_one_with_the_noun_stays() -> None:
    fittings = read("PVC pipe fittings", INDEX).things[0]
    assert [INDEX.families[family].label for family in fittings.families] == ["pipe fitting"]


def test_a_material_that_was_only_put_on_is_not_the_goods() -> None:
    bolt = read("hex bolt M10 zinc plated", INDEX).things[0]
    assert [INDEX.families[family].label for family in bolt.families] == ["bolt"]


@pytest.mark.parametrize(
    ("scope", "product"),
    [
        ("Herstellung von Kugellagern", "ball bearings"),
        ("Fabrication de roulements à billes", "ball bearing"),
        ("Produkcja łożysk", "bearing"),
        ("Výroba ložisek", "bearing"),
        ("Производство стальных труб", "steel pipe"),
        ("Fabricación de calzado", "footwear"),
        ("Produzione di vini", "wine"),
        ("玻璃瓶的生产", "glass bottles"),
        ("自動車用プレス部品の製造、靴下の製造", "socks"),
        ("라벨의 제조", "labels"),
        ("Sản xuất đồ gỗ nội thất", "wooden furniture"),
        ("إنتاج الأثاث", "furniture"),
    ],
)
def test_families_join_the_languages(scope: str, product: str) -> None:
    assert answer(scope, product) is Cover.COVERED


def test_a_word_of_another_field_beside_the_noun_asks() -> None:
    assert answer("Manufacture of doors and windows", "car door") is not Cover.COVERED


def test_goods_by_their_making_and_goods_by_their_use_are_no_contradiction() -> None:
    match = compare_scope(["Manufacture of castings"], "hydraulic cylinder", FACTS.families, FACTS.wording)
    assert (match.answer, match.because) == (Cover.UNCLEAR, Because.MADE)


def test_the_nearest_family_says_the_category() -> None:
    assert [category.id for category in kinds_of("centrifugal pump", FACTS)[0].categories] == ["pump-valve"]

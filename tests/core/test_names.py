"""Names of organisations: what makes them the same, what makes them others, and what leaves it open."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livingproof.catalogue.names import legal_forms
from livingproof.core.matching.names import NameMatch, NameReason, compare_names, nearest_name
from livingproof.core.terms import Zone

FORMS = legal_forms()


def compare(left: str, right: str) -> NameMatch:
    return compare_names(left, right, FORMS)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Alba Meccanica S.r.l.", "ALBAMECCANICA S.R.L."),
        ("Alba Meccanica S.r.l.", "ALBAMECCANICAS.R.L."),
        ("Shenzhen Xingye Co., Limited", "SHENZHENXINGYECO.,LTD"),
        ("V.P.S. ELEKTRO, s.r.o.", "VPS Elektro"),
        ("Müller Maschinenbau GmbH", "Mueller Maschinenbau GmbH"),
        ("Acme Mfg. Co.", "ACME Manufacturing Company"),
        ("Alpha Intl Tech Pvt. Ltd.", "Alpha International Technology Private Limited"),
        ("Forstunternehmen Stinn GmbH & Co. KG", "Stinn Forstunternehmen GmbH und Co. KG"),
        ("Harbour & Sons Ltd", "Harbour and Sons Limited"),
        ("Ozon Tekstil San. ve Tic. A.Ş.", "OZON TEKSTIL SANAYI VE TICARET ANONIM SIRKETI"),
        ("Alpha d.o.o.", "ALPHA D.0.0."),
        ("寧波興業機械有限公司", "宁波兴业机械有限公司"),
        ("東和ラベル工業", "東和ラベル工業株式会社"),
        ("삼성전자 주식회사", "삼성전자(주)"),
        ("Acme Ltd (formerly Bolt Ltd)", "Bolt Limited"),
        ("Mata Textiles S.A. / El Trazo S.A.", "El Trazo S.A."),
        ("ABC Valves Co., Ltd. 阿贝西阀门有限公司", "阿贝西阀门有限公司"),
    ],
)
def test_one_name_printed_in_two_ways_is_the_same(left: str, right: str) -> None:
    assert compare(left, right).zone is Zone.SAME, compare(left, right)


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("Müller GmbH", "Müller GmbH & Co. KG", NameReason.LEGAL_FORM_DIFFERS),
        ("Alpha Valves Ltd", "Alpha Valves", None),
        ("Alpha Valves", "Alpha Valves and Fittings Ltd", NameReason.MORE_WORDS),
        ("Jung Myung Textile Co. Ltd.", "Jung Myung Textile (Shaowu) Co. Ltd.", NameReason.MORE_WORDS),
        ("Ningbo Xingye Machinery Co., Ltd.", "宁波兴业机械有限公司", NameReason.OTHER_SCRIPT),
        ("ООО «Альфа»", "亿联工业有限公司", NameReason.OTHER_SCRIPT),
        ("tevanori", "Wuhu Qingfeng Electronic Technology Co., Ltd.", NameReason.NO_LEGAL_NAME),
        ("HSA", "Human Services Association", NameReason.INITIALS),
        ("ΝΙΚΟΜΑΡ Α.Ε.", "ΝΙΚΟΛΑΟΣ ΚΑΙ ΜΑΡΙΑ ΣΤΑΥΡΟΥ ΑΝΩΝΥΜΗ ΕΤΑΙΡΕΙΑ", NameReason.INITIALS),
        ("Global Formulas Ltd", "Global Formulae Ltd", NameReason.SPELLING),
        ("Jung Myung Textile Co., Ltd", "Hanoi Myung Garment Co., Ltd", NameReason.OTHER_TRADE),
    ],
)
def test_what_does_not_suffice_stays_unclear(left: str, right: str, reason: NameReason | None) -> None:
    match = compare(left, right)
    assert (match.zone is Zone.SAME) if reason is None else (match.reason is reason), match


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Zhejiang Huasheng Garments Co., Ltd.", "Zhejiang Tiancheng Garments Co., Ltd."),
        ("Starline Konfeksiyon San. Tic. Ltd. Şti.", "İpekyolu Konfeksiyon San. Tic. Ltd. Şti."),
        ("PT Daiwabo Garment Indonesia", "PT Dada Indonesia"),
        ("宁波兴业机械有限公司", "苏州宏超自动化设备有限公司"),
    ],
)
def test_two_legal_names_without_a_distinctive_word_in_common_are_others(left: str, right: str) -> None:
    assert compare(left, right).zone is Zone.OTHER, compare(left, right)


def test_the_explanation_names_what_is_shared_and_what_is_not() -> None:
    match = compare("Alpha Valves Ltd", "Alpha Pumps GmbH")
    assert (match.shared, match.left_only, match.right_only) == (("alpha",), ("valve",), ("pump",))
    assert (match.left_form, match.right_form) == ("ltd", "gmbh")


def test_a_cyrillic_name_and_its_latin_spelling_are_the_same_and_say_so() -> None:
    match = compare("ЗЛАТОТЕХНА ДООЕЛ увоз-извоз Прилеп", "ZLATOTEHNA DOOEL import-export Prilep")
    assert match.reason is NameReason.TRANSLITERATED
    assert match.zone is Zone.SAME


def test_the_nearest_of_several_names_counts() -> None:
    match = nearest_name(
        ("宁波兴业机械有限公司",), ("Ningbo Xingye Machinery Co., Ltd.", "宁波兴业机械有限公司"), FORMS
    )
    assert match
    assert match.zone is Zone.SAME


def test_without_a_name_there_is_nothing_to_compare() -> None:
    assert nearest_name((), ("Alpha Ltd",), FORMS) is None
    assert compare("", "Alpha").zone is Zone.UNCLEAR


def test_legal_forms_of_at_least_sixty_countries_are_known() -> None:
    assert len(FORMS) >= 600


CORES = [
    "Alpha Valves",
    "Alba Meccanica",
    "Xing Ye Machinery",
    "Müller Maschinenbau",
    "Ozon Tekstil",
    "Beta & Söhne",
    "Łódź Metal",
]
ENDS = ["", " Ltd", " GmbH", " S.r.l.", " Co., Ltd.", " A.Ş.", " Sp. z o.o.", " GmbH & Co. KG"]
NAMES = st.builds(lambda core, end: core + end, st.sampled_from(CORES), st.sampled_from(ENDS))
ANY = st.one_of(NAMES, st.text(max_size=30))


def without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


@given(ANY, ANY)
def test_the_zone_is_symmetric(left: str, right: str) -> None:
    assert compare(left, right).zone is compare(right, left).zone


@given(
    st.text(min_size=1, max_size=40).filter(
        lambda text: any(letter.isalnum() and letter.isprintable() for letter in text)
    )
)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    match = compare(name, name)
    assert match.zone is Zone.SAME or match.reason is NameReason.NOT_COMPARABLE


@given(NAMES, NAMES)
def test_case_accents_and_double_spaces_do_not_change_a_zone(left: str, right: str) -> None:
    zone = compare(left, right).zone
    for changed in (left.upper(), left.lower(), without_accents(left), left.replace(" ", "   ")):
        assert compare(changed, right).zone is zone, changed


@given(NAMES, NAMES)
def test_lost_spaces_never_turn_the_same_into_other_or_other_into_the_same(left: str, right: str) -> None:
    zones = {compare(left, right).zone, compare(left.replace(" ", ""), right).zone}
    assert zones != {Zone.SAME, Zone.OTHER}


@given(NAMES)
def test_a_name_without_its_spaces_is_still_the_same(name: str) -> None:
    assert compare(name, name.replace(" ", "")).zone is Zone.SAME, compare(name, name.replace(" ", ""))

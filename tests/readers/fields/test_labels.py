"""The label files hold words that are found however they are printed."""

from __future__ import annotations

import pytest

from livingproof.catalogue.labels import Role, fold_character, label_table, squeeze
from livingproof.readers.fields.labelling import find_labels, find_misread_label

TABLE = label_table()


def roles(text: str) -> list[set[Role]]:
    return [set(hit.roles) for hit in find_labels(text, TABLE)]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Certificate No:FM 404040", Role.NUMBER),
        ("CERTIFICATENUMBERFM404040", Role.NUMBER),
        ("Sertifika No", Role.NUMBER),
        ("证书编号：123", Role.NUMBER),
        ("證書編號", Role.NUMBER),
        ("登錄事業者：", Role.HOLDER),
        ("Gültig bis", Role.EXPIRES),
        ("VALID UNTIL", Role.EXPIRES),
        ("Действителен до", Role.EXPIRES),
        ("Ημερομηνία Λήξης Ισχύος", Role.EXPIRES),
        ("İlk Kayıt Tarihi", Role.FIRST),
        ("Data prima emissione", Role.FIRST),
        ("Alcance", Role.SCOPE),
        ("This is to certify that", Role.CERTIFIES),
    ],
)
def test_a_label_is_found(text: str, role: Role) -> None:
    assert role in roles(text)[0]


def test_the_longest_label_wins() -> None:
    assert roles("Original Registration Date: 1994-01-20") == [{Role.FIRST}]


def test_two_languages_beside_each_other_are_two_labels() -> None:
    assert roles("Sertifika No / Certification Number") == [{Role.NUMBER}, {Role.NUMBER}]


def test_a_short_label_inside_a_word_is_none() -> None:
    assert roles("Telescope") == []


def test_a_label_with_a_wrong_letter_is_still_a_label() -> None:
    hit = find_misread_label("Inital certification date:", TABLE)
    assert hit is not None
    assert hit.has(Role.FIRST)


def test_letters_are_compared_without_case_accents_and_forms_of_writing() -> None:
    assert squeeze("İ ş ł Ø ß 錄 №") == "isloss录no"
    assert fold_character("!") == ""

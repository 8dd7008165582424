"""A text layer whose characters make no words is not believed; one in any language, or of names and numbers only, is."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from livingproof.catalogue import load
from livingproof.core.terms import Source
from livingproof.readers.paper import Paper
from livingproof.readers.pdf.wording import wrong_in
from livingproof.readers.reading import read
from tests.readers.layers.lettering import lettered, saying

LINES = (
    "CERTIFICATE OF REGISTRATION",
    "This is to certify that the management system of",
    "Northwind Castings Limited",
    "12 Harbour Road, Bristol BS1 4ST, United Kingdom",
    "has been assessed and meets the requirements of",
    "ISO 9001:2015",
    "for the manufacture of grey iron castings and machined parts",
    "Certificate number: QM-2024-0815",
    "Date of issue: 1 June 2024",
    "Valid until: 31 May 2027",
    "Example Certification Body, 4 Register Street, London",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _turned_round(seed: int) -> dict[str, str]:
    mixed = list(_LETTERS)
    Random(seed).shuffle(mixed)  # noqa: S311 - the same table on every run
    return dict(zip(_LETTERS, mixed, strict=True))


def _by(table: dict[str, str]) -> Callable[[str], str]:
    return lambda letter: (
        table[letter.lower()].upper() if letter.isupper() and letter.isascii() else table.get(letter, letter)
    )


def _letters_only(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda letter: change(letter) if letter.isalpha() else letter


def _shifted(by: int) -> Callable[[str], str]:
    return _by({letter: _LETTERS[(place + by) % 26] for place, letter in enumerate(_LETTERS)})


def _nothing_or(letter: str) -> str:
    return letter if letter == " " else "\ufffd"


GARBLED: dict[str, Callable[[str], str]] = {
    "letters three places further": _shifted(3),
    "letters thirteen places further": _shifted(13),
    "numbers of glyphs taken for characters": lambda letter: letter if letter == " " else chr(ord(letter) - 29 or 63),
    "a mixed table of letters": _by(_turned_round(5)),
    "another mixed table": _by(_turned_round(11)),
    "private characters": _letters_only(lambda letter: chr(0xE000 + ord(letter))),
    "no character known": _nothing_or,
    "control characters": _letters_only(lambda letter: chr(ord(letter) % 26 + 0x0E)),
    "codes of glyphs": _letters_only(lambda letter: f"(cid:{ord(letter)})"),
    "UTF-8 read as Latin-1": _letters_only(lambda letter: f"Ã{chr(0xA1 + ord(letter) % 26)}"),
    "Cyrillic of an old font": _letters_only(lambda letter: chr(0xE0 + ord(letter) % 31)),
    "pairs of bytes taken for Han": _letters_only(lambda letter: chr(0x3400 + ord(letter) * 9)),
    "symbols": _letters_only(lambda letter: chr(0x2700 + ord(letter) - 0x40)),
    "drawing signs": _letters_only(lambda letter: chr(0x2500 + ord(letter) - 0x40)),
    "one letter for all": _letters_only(lambda _: "n"),
    "two scripts in a word": _by(dict(zip(_LETTERS, "аbсdеfgнijкlмnорqrsтuvшхуz", strict=True))),
}

GOOD = {
    "English": "This certificate is valid until 31 May 2027 for the manufacture of castings and machined parts in Bristol",
    "German": "Das Zertifikat ist gültig bis zum 31. Mai 2027 für die Herstellung von Gussteilen für Straßenfahrzeuge in Köln",
    "French": "Ce certificat est valable jusqu'au 31 mai 2027 pour la fabrication de pièces moulées à Orléans",
    "Spanish": "Este certificado es válido hasta el 31 de mayo de 2027 para la fabricación de piezas fundidas en España",
    "Portuguese": "Este certificado é válido até 31 de maio de 2027 para a fabricação e comercialização de peças fundidas",
    "Italian": "Questo certificato è valido fino al 31 maggio 2027 per la fabbricazione di getti in ghisa a Torino",
    "Polish": "Certyfikat jest ważny do 31 maja 2027 w zakresie produkcji odlewów żeliwnych i części maszyn w Łodzi",
    "Czech": "Certifikát je platný do 31. května 2027 pro výrobu odlitků z šedé litiny a obráběných dílů v Třinci",
    "Hungarian": "A tanúsítvány érvényes 2027. május 31-ig öntvények és megmunkált alkatrészek gyártására Győrben",
    "Turkish": "Bu belge 31 Mayıs 2027 tarihine kadar döküm parçaların üretimi için geçerlidir Eskişehir Türkiye",
    "Vietnamese": "Giấy chứng nhận này có giá trị đến ngày 31 tháng 5 năm 2027 cho việc sản xuất các chi tiết đúc",
    "Russian": "Настоящий сертификат действителен до 31 мая 2027 года и распространяется на производство отливок",
    "Greek": "Το πιστοποιητικό ισχύει έως 31 Μαΐου 2027 για την παραγωγή χυτών και κατεργασμένων εξαρτημάτων",
    "Chinese": "兹证明下列组织的质量管理体系符合标准要求 本证书有效期至二〇二七年五月三十一日 灰铸铁件的制造和机械加工 注册地址",
    "Japanese": "この証明書は二〇二七年五月三十一日まで有効です 鋳鉄品の製造および機械加工 登録番号 組織の名称と所在地",
    "Swedish": "Detta certifikat är giltigt till och med 31 maj 2027 för tillverkning av gjutna detaljer i Göteborg",
    "Indonesian": "Sertifikat ini berlaku sampai dengan 31 Mei 2027 untuk pembuatan produk cor besi kelabu di Surabaya",
    "Romanian": "Acest certificat este valabil până la 31 mai 2027 pentru fabricarea pieselor turnate din fontă în Brașov",
    "all capitals": "THIS CERTIFICATE REMAINS VALID UNTIL THE DATE SHOWN BELOW SUBJECT TO SATISFACTORY SURVEILLANCE AUDITS",
    "numbers and names": "Grzegorz Brzęczyszczykiewicz 48213 Llanfairpwll 77120 Szczecin 90011 Zhengzhou 45001 Hódmezővásárhely 6800",
    "a table of sites": "Site 1 Stuttgart DE-70173 Site 2 Guangzhou CN-510000 Site 3 Monterrey MX-64000 Site 4 Wrocław PL-50-001",
    "codes of products": "MECH G241 125X100 MM NBR 6943 XR-2231 QTZ-90 HDPE PP PVC DN50 DN65 PN16 GGG40 EN-GJL-250 HT250 FC25",
}  # fmt: skip


def layer_of(content: bytes) -> str:
    with Paper(content) as paper:
        return paper.text_page(1).layer


@pytest.mark.parametrize("kind", GARBLED)
def test_characters_that_make_no_words_are_not_read(kind: str) -> None:
    assert layer_of(lettered(LINES, GARBLED[kind])) == "garbled"


def test_words_written_backwards_are_not_read() -> None:
    assert layer_of(saying(tuple(line[::-1] for line in LINES))) == "garbled"


def test_an_untouched_table_of_characters_gives_a_good_layer() -> None:
    assert layer_of(lettered(LINES)) == "good"


@pytest.mark.parametrize("language", GOOD)
def test_a_layer_in_any_language_is_good(language: str) -> None:
    words = GOOD[language].split()
    lines = tuple(" ".join(words[start : start + 5]) for start in range(0, len(words), 5))
    assert layer_of(saying(lines)) == "good"


@pytest.mark.parametrize("language", GOOD)
def test_the_words_of_a_language_are_words_in_capitals_too(language: str) -> None:
    assert wrong_in([GOOD[language], GOOD[language].upper()]) is None


def test_of_a_few_letters_nothing_is_said() -> None:
    assert wrong_in(["FHUWLILFDWH", "QM-2024-0815"]) is None


@pytest.mark.slow
def test_a_garbled_layer_is_replaced_by_what_is_seen() -> None:
    (claim,) = read(lettered(LINES, _shifted(3)), load()).claims
    assert (claim.certificate_number.value, claim.certificate_number.source) == ("QM-2024-0815", Source.OCR)
    assert claim.document is not None
    assert claim.document.text_layer == "garbled"

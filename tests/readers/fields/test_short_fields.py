"""Numbers, days, bodies and standards on pages of many countries, in layouts that no body is known to use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from livingproof.core.claim import Claim
from livingproof.core.terms import Source

Read = Callable[..., list[Claim]]

PAGE = """
^20 > CERTIFICATE
> This is to certify that
^16 > Nordwerk Pumpen Ltd
> 12 Harbour Street, 24103 Kiel, Germany
> has been found to conform to
> {standard}
> for the following scope
> Manufacture of centrifugal pumps and spare parts

{lines}
"""
NUMBER = "@60 Certificate No.: || @220 QM-4711-22"
DAYS = "@60 Date of issue: || @220 2024-03-02\n@60 Valid until: || @220 2027-03-01"


def read_with(
    claims_of: Read, lines: str, source: Source = Source.TEXT_LAYER, standard: str = "ISO 9001:2015"
) -> Claim:
    return claims_of(PAGE.format(lines=lines, standard=standard), source=source)[0]


@pytest.mark.parametrize(
    "label",
    [
        "Initial award date:", "Original effective date:", "Ausstellungsdatum des Erstzertifikats:", "Erstmals erteilt am:",
        "Date de première délivrance :", "Certifiée depuis le :", "Fecha de primera concesión:", "Primer otorgamiento:",
        "Data primo rilascio:", "Data da primeira concessão:", "Voor het eerst gecertificeerd:",
        "Data pierwotnej certyfikacji:", "První vydání certifikátu:", "Prvýkrát vydané:", "Az első tanúsítás kelte:",
        "Data primei emiteri:", "Дата на първо сертифициране:", "Дата первичной регистрации:", "Первинна видача:",
        "Datum prve certifikacije:", "Датум првог издавања:", "Datum för första utfärdande:", "Dato for første sertifisering:",
        "Ensimmäinen sertifiointipäivä:", "Ημερομηνία πρώτου πιστοποιητικού:", "Belgenin İlk Veriliş Tarihi:",
        "Tanggal sertifikasi pertama kali:", "Ngày chứng nhận đầu tiên:", "วันที่ให้การรับรองครั้งแรก:", "تاريخ أول إصدار:",
        "初始获证日期：", "首次登錄日期：", "初回認証登録年月日：", "최초 인증서 발급일:",
    ],
)  # fmt: skip
def test_the_first_certification_is_read_in_many_languages(claims_of: Read, label: str) -> None:
    claim = read_with(claims_of, f"{NUMBER}\n@60 {label} || @320 2015-03-02\n{DAYS}")
    assert claim.first_certified_on.value == date(2015, 3, 2)
    assert claim.issued_on.value == date(2024, 3, 2)
    assert claim.expires_on.value == date(2027, 3, 1)


@pytest.mark.parametrize(
    "lines",
    [
        "@60 2024-03-02 || @320 2027-03-01-ig érvényes",
        "@60 Kelt: 2024. március 2. || @320 2027. március 1-ig érvényes",
        "@60 Veriliş tarihi: 02.03.2024\n@60 Bu belge 01.03.2027 tarihine kadar geçerlidir.",
        "@60 발급일: 2024년 3월 2일\n@60 2027년 3월 1일까지 유효",
        "@60 発行日：2024年3月2日\n@60 2027年3月1日まで有効",
    ],
)
def test_words_behind_a_day_may_say_that_it_is_the_last_one(claims_of: Read, lines: str) -> None:
    assert read_with(claims_of, f"{NUMBER}\n{lines}").expires_on.value == date(2027, 3, 1)


def test_days_of_hungarian_lines_are_not_mixed(claims_of: Read) -> None:
    lines = """
@60 Az első tanúsítás dátuma: || @260 2009. szeptember 14.
@60 A tanúsítvány kiadásának dátuma: || @260 2024. szeptember 10.
@60 A tanúsítvány érvényessége: || @260 2027. szeptember 13."""
    claim = read_with(claims_of, NUMBER + lines)
    assert claim.first_certified_on.value == date(2009, 9, 14)
    assert claim.issued_on.value == date(2024, 9, 10)
    assert claim.expires_on.value == date(2027, 9, 13)


def test_a_label_in_a_second_language_is_looked_for_above_a_half_known_one(claims_of: Read) -> None:
    lines = """
@60 EMISSIONE CORRENTE || @230 PRIMA EMISSIONE || @400 DATA DI SCADENZA
@60 CURRENT ISSUE || @230 FIRST ISSUE || @400 LAPSING DATE
@60 23/02/2023 || @230 24/02/2020 || @400 23/02/2026"""
    claim = read_with(claims_of, NUMBER + lines)
    assert claim.issued_on.value == date(2023, 2, 23)
    assert claim.first_certified_on.value == date(2020, 2, 24)
    assert claim.expires_on.value == date(2026, 2, 23)


def test_the_initial_day_of_a_scheme_is_the_first_certification(claims_of: Read) -> None:
    claim = read_with(claims_of, f"{NUMBER}\n{DAYS}\n@60 Initial IATF 16949 Date || @220 June 11, 2018")
    assert claim.first_certified_on.value == date(2018, 6, 11)


def test_a_validity_with_two_days_has_a_first_and_a_last_one(claims_of: Read) -> None:
    claim = read_with(claims_of, f"{NUMBER}\n@60 Строк дії сертифіката: || @260 з 12.09.2023 до 11.09.2026")
    assert claim.valid_from.value == date(2023, 9, 12)
    assert claim.expires_on.value == date(2026, 9, 11)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("@60 Nomor : QSC 01482", "QSC 01482"),
        ("@60 EN-9-2207\n@60 Certificate number\n", "EN-9-2207"),
        ("@60 Zertifikat-Registernummer: || @260 Z 21 03 4711 002", "Z 21 03 4711 002"),
        ("@60 認証登録証番号： || @260 JX-0457", "JX-0457"),
        ("@60 Certificate Reference No || @260 77/24/Q/0098", "77/24/Q/0098"),
        ("@60 Certificate of Compliance No. || @260 CC-2024-118", "CC-2024-118"),
        ("@60 Certificate No.: 210324/5126/AB", "210324/5126/AB"),
        ("@60 Registered under the sign № UA.80012.QMS.0417-23", "UA.80012.QMS.0417-23"),
        ("@60 NQS Certificate || @260 005274", "005274"),
        ("@60 A tanúsítvány nyilvántartási száma: || @300 QMS/1184(2)-0627", "QMS/1184(2)-0627"),
        ("@60 Under certificate number 4411-QMS-19", "4411-QMS-19"),
    ],
)
def test_a_number_is_read_whole_beside_its_label(claims_of: Read, line: str, number: str) -> None:
    assert read_with(claims_of, f"{line}\n{DAYS}").certificate_number.value == number


def test_a_number_may_stand_under_the_heading_behind_a_word_that_was_not_understood(claims_of: Read) -> None:
    page = PAGE.replace("^20 > CERTIFICATE", "^20 > CERTIFICATE\n^14 > poj Q-0612/24")
    claim = claims_of(page.format(lines=DAYS, standard="ISO 9001:2015"))[0]
    assert claim.certificate_number.value == "Q-0612/24"


def test_the_number_of_the_scheme_is_not_that_of_the_body(claims_of: Read) -> None:
    lines = f"@60 NQS Certificate || @260 005274\n@60 IATF Certificate || @260 0531466\n{DAYS}"
    assert read_with(claims_of, lines, standard="IATF 16949:2016").certificate_number.value == "005274"


def test_capitals_that_recognition_made_small_are_capitals_in_a_number(claims_of: Read) -> None:
    claim = read_with(claims_of, f"@60 Certificate No.: QsC 01482\n{DAYS}", Source.OCR)
    assert claim.certificate_number.value == "QSC 01482"


def test_a_zero_before_letters_is_an_o_where_the_body_begins_with_it(claims_of: Read) -> None:
    lines = f"@60 Certificate No.: 0C/24/QMS/70911\n{DAYS}\n\n@60 For Orlanda Certification Pvt. Ltd."
    claim = read_with(claims_of, lines, Source.OCR)
    assert claim.certificate_number.value == "OC/24/QMS/70911"
    assert claim.certificate_number.runner_up is not None
    assert claim.certificate_number.runner_up.value == "0C/24/QMS/70911"


def test_a_zero_before_letters_stays_where_nothing_speaks_for_an_o(claims_of: Read) -> None:
    claim = read_with(claims_of, f"@60 Certificate No.: 0C/24/QMS/70911\n{DAYS}", Source.OCR)
    assert claim.certificate_number.value == "0C/24/QMS/70911"
    assert claim.certificate_number.runner_up is not None
    assert claim.certificate_number.runner_up.value == "OC/24/QMS/70911"


def test_a_text_layer_knows_zeros_from_letters(claims_of: Read) -> None:
    claim = read_with(claims_of, f"@60 Certificate No.: 0C/24/QMS/70911\n{DAYS}")
    assert claim.certificate_number.runner_up is None


def test_the_number_of_the_accreditation_is_not_the_certificate_s(claims_of: Read) -> None:
    lines = f"{DAYS}\n@60 Certificate no. FR081442-2\n\n@420 cofrac\n@400 Accréditation n° 4-0001\n@400 Certificat n° 4-0001"
    claim = read_with(claims_of, lines)
    assert claim.certificate_number.value == "FR081442-2"
    assert claim.accreditation_number.value == "4-0001"


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("@240 QACX\n@235 CB 0093", "QACX"),
        ("@240 MBSN\n@232 MBSN (E) 0714", "MBSN"),
        ("@60 Akreditovana od: Zavod za priznavanje sposobnosti", None),
        ("@60 Terakreditasi oleh Badan Pengakuan Mutu", "Badan Pengakuan Mutu"),
    ],
)
def test_an_accreditation_body_that_nobody_knows_is_read_as_printed(
    claims_of: Read, lines: str, name: str | None
) -> None:
    claim = read_with(claims_of, f"{NUMBER}\n{DAYS}\n\n{lines}\n\n@60 Signed")
    assert claim.accreditation_body.value == name
    assert claim.accreditation_body.normalised is None


@pytest.mark.parametrize("letters", ["NCG", "QMS", "IQNET", "NORDWERK"])
def test_letters_of_bodies_holders_and_networks_are_no_accreditation_body(claims_of: Read, letters: str) -> None:
    lines = f"{NUMBER}\n{DAYS}\n\n@240 {letters}\n@242 0093\n\n@60 For Nova Certification Group Ltd."
    assert not read_with(claims_of, lines).accreditation_body


@pytest.mark.parametrize("mark", ["АТС · ATS", "ATC·ATS", "Ε.ΣΥ.Δ.", "U.K.A.S.", "HAAY"])
def test_acronyms_are_known_in_other_letters_and_with_points(claims_of: Read, mark: str) -> None:
    claim = read_with(claims_of, f"{NUMBER}\n{DAYS}\n\n@240 {mark}\n@242 04-009\n\n@60 Signed", Source.OCR)
    expected = {"АТС · ATS": "ats", "ATC·ATS": "ats", "Ε.ΣΥ.Δ.": "esyd", "U.K.A.S.": "ukas", "HAAY": "naau"}
    assert claim.accreditation_body.normalised == expected[mark]


def test_the_accreditation_of_one_entity_says_nothing_of_a_group_with_several(claims_of: Read) -> None:
    group = read_with(claims_of, f"{NUMBER}\n{DAYS}\n\n@60 DNV Business Assurance UK Limited")
    alone = read_with(claims_of, f"{NUMBER}\n{DAYS}\n\n@60 AENOR Internacional S.A.U.")
    assert group.certification_body.normalised == "dnv"
    assert not group.accreditation_body
    assert (alone.accreditation_body.normalised, alone.accreditation_body.source) == ("enac", Source.DERIVED)


def test_a_scheme_with_its_own_oversight_has_no_accreditation_body_to_conclude(claims_of: Read) -> None:
    lines = f"{NUMBER}\n{DAYS}\n\n@60 For AENOR Internacional S.A.U.\n@60 www.aenor.com"
    claim = read_with(claims_of, lines, standard="IATF 16949:2016")
    assert claim.accreditation_body.value == "IATF"
    assert claim.accreditation_body.source is Source.DERIVED


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("@60 Kestrel Registrars · Accra - Lagos - Nairobi · certificates@kestrelreg.com", "Kestrel Registrars"),
        (
            "@60 Maré Alta Certificação de Sistemas, Lda. · Av. da Liberdade 47, 1250-188 Lisboa · A validade depende das auditorias",
            "Maré Alta Certificação de Sistemas, Lda.",
        ),
        (
            "@60 Орган по сертификации Общества с ограниченной ответственностью «Вектор Стандарт»",
            "ООО «Вектор Стандарт»",
        ),
        ("@60 Certification body: Lumen Assessment Services LLP", "Lumen Assessment Services LLP"),
        ("@60 Issued by Brightline Conformity Inc.", "Brightline Conformity Inc"),
    ],
)
def test_a_body_that_nobody_knows_is_found_where_bodies_sign(claims_of: Read, lines: str, name: str) -> None:
    read = read_with(claims_of, f"{NUMBER}\n{DAYS}\n\n\n\n{lines}").certification_body.value
    assert read is not None
    assert read.rstrip(".") == name.rstrip(".")


@pytest.mark.parametrize(
    ("signed", "name"),
    [
        ("for Velmora Certification Ltd", "Velmora Certification Ltd"),
        ("signed for and on behalf of the Velmora Certification Ltd", "Velmora Certification Ltd"),
        ("für die Velmora Zertifizierung GmbH", "Velmora Zertifizierung GmbH"),
        ("im Namen der Velmora Zertifizierung GmbH", "Velmora Zertifizierung GmbH"),
        ("pour Velmora Certification S.A.S.", "Velmora Certification S.A.S."),
        ("por Velmora Certificación S.L.", "Velmora Certificación S.L."),
        ("em nome da Velmora Certificação Lda.", "Velmora Certificação Lda."),
        ("per la Velmora Certificazione S.r.l.", "Velmora Certificazione S.r.l."),
        ("voor Velmora Certification B.V.", "Velmora Certification B.V."),
        ("för Velmora Certifiering AB", "Velmora Certifiering AB"),
        ("za Velmora Certifikace s.r.o.", "Velmora Certifikace s.r.o."),
        ("v mene Velmora Certification s.r.o.", "Velmora Certification s.r.o."),
        ("w imieniu Velmora Certyfikacja Sp. z o.o.", "Velmora Certyfikacja Sp. z o.o."),
        ("pentru Velmora Certificare S.R.L.", "Velmora Certificare S.R.L."),
        ("atas nama PT Velmora Sertifikasi", "PT Velmora Sertifikasi"),
        ("thay mặt Velmora Certification Co., Ltd", "Velmora Certification Co., Ltd"),
    ],
)
def test_the_word_for_whom_somebody_signs_is_no_part_of_the_body(claims_of: Read, signed: str, name: str) -> None:
    lines = f"@60 Helen Ashgrove, Certification Manager\n@60 {signed}"
    read = read_with(claims_of, f"{NUMBER}\n{DAYS}\n\n\n\n{lines}").certification_body.value
    assert read is not None
    assert read.rstrip(".") == name.rstrip(".")


@pytest.mark.parametrize("name", ["Formosa Certification Ltd", "Fortis Registrars Ltd", "Kelderby Certification A/S"])
def test_a_name_that_only_begins_like_such_a_word_stays_whole(claims_of: Read, name: str) -> None:
    lines = f"@60 {name}, accredited by the Orvanta Accreditation Council"
    assert read_with(claims_of, f"{NUMBER}\n{DAYS}\n\n\n\n{lines}").certification_body.value == name


def test_a_sentence_that_is_cut_off_is_no_body(claims_of: Read) -> None:
    lines = f"{NUMBER}\n{DAYS}\n\n@60 Certifica-se que o Sistema de Gestão Integrado de"
    assert not read_with(claims_of, lines).certification_body


def test_a_torn_word_is_no_body(claims_of: Read) -> None:
    page = PAGE.replace("^20 > CERTIFICATE", "^20 @60 Certif || ^20 @118 icate of Registration")
    claim = claims_of(page.format(lines=f"{NUMBER}\n{DAYS}", standard="ISO 9001:2015"))[0]
    assert claim.certification_body.normalised != "certif"


def test_one_misread_letter_of_a_known_legal_name_is_put_right(claims_of: Read) -> None:
    lines = f"{NUMBER}\n{DAYS}\n\n@60 DEKRA Cerification B.V."
    claim = read_with(claims_of, f"{lines}\n@60 www.dekra.com\n@60 DEKRA", Source.OCR)
    assert claim.certification_body.value == "DEKRA Certification B.V."
    assert "Cerification" in (claim.certification_body.as_printed or "")


@pytest.mark.parametrize(
    ("standard", "read"),
    [
        ("FSSC 22000 version 6\n> (ISO 22000:2018, ISO/TS 22002-1:2009 and additional FSSC 22000 requirements)", [("FSSC 22000", "6")]),
        ("FSSC 22000 Version 6 (ISO 22000:2018)", [("FSSC 22000", "6")]),
        ("FSSC 22000 version 6\n> ISO 22000:2018", [("FSSC 22000", "6"), ("ISO 22000", "2018")]),
        ("AS9100D (based on and including ISO 9001:2015)", [("AS9100", "D")]),
        ("AS9100D and ISO 9001:2015", [("AS9100", "D"), ("ISO 9001", "2015")]),
        ("22000:2018", [("ISO 22000", "2018")]),
    ],
)  # fmt: skip
def test_a_standard_that_is_only_a_part_of_the_scheme_is_not_certified_by_itself(
    claims_of: Read, standard: str, read: list[tuple[str, str]]
) -> None:
    claim = read_with(claims_of, f"{NUMBER}\n{DAYS}", standard=standard)
    assert sorted((ref.standard, ref.edition) for ref in claim.standards.value or ()) == read

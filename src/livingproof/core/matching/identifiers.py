"""Identifiers of organisations compared inside one scheme; check digits where the rule is known here.

LEI: ISO 17442 with the check of ISO 7064 MOD 97-10. USCC: the Chinese unified social credit code, GB 32100, MOD 31.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import MappingProxyType

from livingproof.core.claim import Identifier
from livingproof.core.terms import Zone

_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LEI_LENGTH, USCC_LENGTH = 20, 18

_SPELLINGS = {
    "USCC": ("UNIFIEDSOCIALCREDITCODE", "统一社会信用代码", "統一社會信用代碼", "USCI"),
    "LEI": ("LEGALENTITYIDENTIFIER",),
    "GSTIN": ("GST",),
    "INNRU": ("ИНН", "INN"),
    "OGRNRU": ("ОГРН", "OGRN"),
    "EDRPOUUA": ("ЄДРПОУ", "EDRPOU"),
    "EIKBG": ("ЕИК", "EIK", "BULSTAT"),
    "VATGR": ("ΑΦΜ", "VATEL"),
    "VATIT": ("PIVA", "PARTITAIVA"),
    "VATDE": ("USTIDNR", "USTID"),
    "ICOCZ": ("IČO", "IČ"),
    "NIPPL": ("NIP", "VATPL"),
    "REGONPL": ("REGON",),
    "KRSPL": ("KRS",),
    "VKNTR": ("VKN",),
    "SIRENFR": ("SIREN",),
    "SIRETFR": ("SIRET",),
    "COMPANYGB": ("COMPANIESHOUSE", "CRN"),
    "CUITAR": ("CUIT",),
    "RFCMX": ("RFC",),
    "ABNAU": ("ABN",),
    "ACNAU": ("ACN",),
    "UENSG": ("UEN",),
    "UBNTW": ("統一編號",),
    "CORPORATEJP": ("法人番号",),
    "BRNKR": ("사업자등록번호",),
    "IATFUSI": ("USI",),
    "OASIS": ("OIN", "OASISOIN"),
}
_SCHEMES = MappingProxyType({spelled: key for key, spellings in _SPELLINGS.items() for spelled in spellings})


def scheme_key(scheme: str) -> str:
    """The scheme's name in capitals, letters and digits only: "VAT-DE" and "vat de" are one scheme."""
    key = "".join(letter for letter in scheme.upper() if letter.isalnum())
    return _SCHEMES.get(key, key)


def value_key(value: str) -> str:
    """The value in capitals, letters and digits only."""
    return "".join(letter for letter in value.upper() if letter.isalnum())


def comparable(identifier: Identifier) -> str:
    """The value without the letters of its own country, which some print and some leave out: "DE811111111", "811111111"."""
    scheme, value = scheme_key(identifier.scheme), value_key(identifier.value)
    countries = ("EL", "GR") if scheme == "VATGR" else (scheme[-2:],)
    rest = next((value.removeprefix(one) for one in countries if value.startswith(one)), value)
    return rest if scheme[:-2] in _WITH_COUNTRY and rest else value


_WITH_COUNTRY = frozenset({"VAT", "NIP", "CUI", "CIF", "NIF"})


def lei_check(value: str) -> bool:
    """Whether twenty letters and digits leave the remainder 1 when read as a number and divided by 97."""
    digits = "".join(str(int(letter, 36)) for letter in value if letter.isascii())
    return len(digits) >= len(value) == LEI_LENGTH and int(digits) % 97 == 1


def uscc_check(value: str) -> bool:
    """Whether the last of eighteen characters is the check character of the others."""
    if len(value) != USCC_LENGTH or any(letter not in _USCC_LETTERS for letter in value):
        return False
    places = [_USCC_LETTERS.index(letter) for letter in value]
    total = sum(place * weight for place, weight in zip(places[:-1], _USCC_WEIGHTS, strict=True))
    return places[-1] == (31 - total % 31) % 31


CHECKS: MappingProxyType[str, Callable[[str], bool]] = MappingProxyType({"LEI": lei_check, "USCC": uscc_check})
"""Check rules by scheme; other schemes are compared for equality only."""

LENGTHS = MappingProxyType(
    {
        "LEI": LEI_LENGTH,
        "USCC": USCC_LENGTH,
        "CNPJ": 14,
        "GSTIN": 15,
        "RUCPE": 11,
        "RUCEC": 13,
        "CUITAR": 11,
        "KRSPL": 10,
        "VKNTR": 10,
        "SIRENFR": 9,
        "SIRETFR": 14,
        "ABNAU": 11,
        "ACNAU": 9,
        "CORPORATEJP": 13,
        "BRNKR": 10,
        "IATFUSI": 6,
    }
)
"""How many characters a whole value has, where a scheme knows but one length."""


def check_digit_holds(identifier: Identifier) -> bool | None:
    """Whether the check digit fits; None when this page knows no rule for the scheme."""
    check = CHECKS.get(scheme_key(identifier.scheme))
    return check(value_key(identifier.value)) if check else None


def readable(identifier: Identifier) -> bool:
    """Whether the value has characters at all, and as many as its scheme asks for."""
    value = value_key(identifier.value)
    return bool(value) and len(value) == LENGTHS.get(scheme_key(identifier.scheme), len(value))


@dataclass(frozen=True, slots=True)
class IdentifierMatch:
    """Two identifiers of one scheme. `zone` is unclear when one cannot be read or its check digit does not fit."""

    scheme: str
    left: str
    right: str
    zone: Zone
    readable: bool = True
    bad_check_digit: tuple[str, ...] = ()


def compare_identifiers(lefts: Iterable[Identifier], rights: Iterable[Identifier]) -> tuple[IdentifierMatch, ...]:
    """Every pair within one scheme, compared; empty when the two share no scheme. Equal values are the same identifier."""
    theirs = tuple(rights)
    return tuple(
        _compare(left, right)
        for left in lefts
        for right in theirs
        if scheme_key(left.scheme) == scheme_key(right.scheme)
    )


def _compare(left: Identifier, right: Identifier) -> IdentifierMatch:
    first, second = comparable(left), comparable(right)
    bad = tuple(one.value for one in (left, right) if check_digit_holds(one) is False)
    legible = readable(left) and readable(right)
    zone = Zone.UNCLEAR if bad or not legible else Zone.SAME if first == second else Zone.OTHER
    return IdentifierMatch(scheme_key(left.scheme), left.value, right.value, zone, legible, bad if legible else ())


def same_holder(matches: tuple[IdentifierMatch, ...]) -> Zone | None:
    """What the identifiers say about two organisations: same if one scheme agrees, other if one differs and none agrees."""
    zones = {match.zone for match in matches}
    return next((zone for zone in (Zone.SAME, Zone.OTHER, Zone.UNCLEAR) if zone in zones), None)

"""Last days beside the one that counts: under labels of another language, and of the cycle before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from livingproof.core.claim import Claim

SHEET = """
^30 > ZERTIFIKAT / CERTIFICATE
> Hiermit wird bescheinigt, dass das Unternehmen
^18 > Nordlicht Armaturen GmbH
> ein Managementsystem nach der Norm anwendet
^18 > ISO 9001:2015
@60 Zertifikat-Nr.: QM-2024-0815
@60 Ausstellungsdatum: 01.06.2024
@60 Gültig bis: 31.05.2027
{more}
"""


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ("@60 Date of expiry: 31.05.2029", (date(2029, 5, 31),)),
        ("@60 Date of expiry: 31.05.2027", None),
        ("@60 Ablaufdatum: 31.05.2029", None),
        ("", None),
    ],
)
def test_a_last_day_in_another_language_is_kept_beside_the_first(
    claims_of: Callable[..., list[Claim]], more: str, days: tuple[date, ...] | None
) -> None:
    (claim,) = claims_of(SHEET.format(more=more))
    kept = claim.expires_on_other.value
    assert {*(kept or ()), *([claim.expires_on.value] if kept else [])} == (
        {date(2027, 5, 31), *days} if days else set()
    )


@pytest.mark.parametrize(
    "more", ["@60 Expiry date of last cycle: 02.06.2024", "@60 Ablaufdatum des letzten Zyklus: 2. Juni 2024"]
)
def test_the_last_day_of_the_cycle_before_is_a_field_of_its_own(
    claims_of: Callable[..., list[Claim]], more: str
) -> None:
    (claim,) = claims_of(SHEET.format(more=more))
    assert claim.previous_expires_on.value == date(2024, 6, 2)
    assert claim.expires_on.value == date(2027, 5, 31)
    assert not claim.expires_on_other


def test_short_lines_of_chinese_tell_the_language(claims_of: Callable[..., list[Claim]]) -> None:
    page = "^20 > 质量管理体系认证证书\n> 宁波海川阀门有限公司\n> GB/T 19001-2016\n@60 认证范围：工业球阀的设计和制造\n@60 有效期至：2027年3月14日"
    assert claims_of(page)[0].languages.value == ("zh",)

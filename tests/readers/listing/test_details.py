"""The end of a certification in a text: a day where there is one, else the year alone."""

from __future__ import annotations

from datetime import date

import pytest
from tests.cases import shipped

from livingproof.readers.listing import read_listing


@pytest.mark.parametrize(
    ("text", "day", "year"),
    [
        ("ISO 9001:2015 certified, valid until 2031", None, 2031),
        ("ISO 9001:2015 certified, valid until May 2031", None, 2031),
        ("ISO 9001:2015 certified, valid until 05/2031", None, 2031),
        ("ISO 9001:2015 certified, valid until 2031-05", None, 2031),
        ("ISO 9001:2015 certified, validity 2025-2028", None, 2028),
        ("ISO 9001 zertifiziert, gültig bis 2031.", None, 2031),
        ("ISO 9001认证，有效期至2031年", None, 2031),
        ("ISO 9001认证，有效期至2031年5月3日", date(2031, 5, 3), None),
        ("ISO 9001:2015 certified, valid until 31.5.2031", date(2031, 5, 31), None),
        ("ISO 9001:2015 certified since 2019", None, None),
    ],
)
def test_a_year_alone_is_read_as_a_year_and_no_day(text: str, day: date | None, year: int | None) -> None:
    (mention,) = read_listing(text, shipped())
    assert (mention.expires_on, mention.expires_year) == (day, year)

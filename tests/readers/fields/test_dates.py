"""Dates are found in the spellings of many languages, and ambiguous ones keep all their meanings."""

from __future__ import annotations

from datetime import date

import pytest

from livingproof.catalogue.labels import label_table
from livingproof.readers.fields.dates import find_dates

MONTHS = label_table().months


def days(text: str) -> list[tuple[str, ...]]:
    return [tuple(day.isoformat() for day in dated.readings) for dated in find_dates(text, MONTHS)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-12", "2024-03-12"),
        ("2022. 09. 11", "2022-09-11"),
        ("27.07.2023", "2023-07-27"),
        ("26.12.1999. godine", "1999-12-26"),
        ("January20,2025", "2025-01-20"),
        ("20January2025", "2025-01-20"),
        ("22ndAugust 2026", "2026-08-22"),
        ("09-December-2023", "2023-12-09"),
        ("Aug. 19, 2021", "2021-08-19"),
        ("Dec. 01. 2023", "2023-12-01"),
        ("27th December, 2002", "2002-12-27"),
        ("26* December, 2005", "2005-12-26"),
        ("12 de febrero de 2026", "2026-02-12"),
        ("12defebrerode2026", "2026-02-12"),
        ("7 de Março de 2023", "2023-03-07"),
        ("1er janvier 2024", "2024-01-01"),
        ("12 Settembre 2024", "2024-09-12"),
        ("12. März 2024", "2024-03-12"),
        ("12 Kasım 2024", "2024-11-12"),
        ("12. března 2024", "2024-03-12"),
        ("12 marca 2024", "2024-03-12"),
        ("23 februarie 2024", "2024-02-23"),
        ("2024. március 12.", "2024-03-12"),
        ("27 июля 2023 года", "2023-07-27"),
        ("5 травня 2024", "2024-05-05"),
        ("10 Ιανουαρίου 2024", "2024-01-10"),
        ("2022年5月10日", "2022-05-10"),
        ("２０２２年  5月 10日", "2022-05-10"),
        ("二〇二四年三月十二日", "2024-03-12"),
        ("令和4年6月11日", "2022-06-11"),
        ("平成30年1月9日", "2018-01-09"),
        ("民國113年5月6日", "2024-05-06"),
        ("2022년 9월 11일", "2022-09-11"),
        ("ngày 12 tháng 3 năm 2024", "2024-03-12"),
        ("12 มกราคม 2566", "2023-01-12"),
        ("12 Agustus 2023", "2023-08-12"),
        ("12 VI 2024", "2024-06-12"),
        ("12-Mar-24", "2024-03-12"),
        ("20240131", "2024-01-31"),
        ("2O24-O1-31", "2024-01-31"),
    ],
)
def test_a_spelling_of_a_day_is_understood(text: str, day: str) -> None:
    assert days(text) == [(day,)]


def test_a_day_that_may_be_day_or_month_first_keeps_both_meanings() -> None:
    assert days("03/04/2025") == [("2025-04-03", "2025-03-04")]


def test_dots_mean_day_first() -> None:
    assert days("03.04.2025") == [("2025-04-03",)]


def test_a_range_is_two_days() -> None:
    assert days("20 March 2021 – 11 March 2024") == [("2021-03-20",), ("2024-03-11",)]


@pytest.mark.parametrize(
    "text", ["01.26.11105.1147096", "14.931.652", "ISO 9001:2015", "2024-13-45", "tel 0755-82833099", "17/2021"]
)
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert days(text) == []


def test_the_place_of_a_date_is_where_it_stands() -> None:
    found = find_dates("Vienna, 2024-04-08", MONTHS)[0]
    assert (found.printed, found.day) == ("2024-04-08", date(2024, 4, 8))

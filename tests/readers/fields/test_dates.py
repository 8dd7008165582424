"""Dates are found in the spellings of many languages, and ambiguous ones keep all their meanings."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from livingproof.catalogue.labels import label_table
from livingproof.readers.fields.calendars import lunar_hijri, solar_hijri
from livingproof.readers.fields.dates import find_dates

MONTHS = label_table().months
SPELLINGS = yaml.load(Path(__file__).with_name("dates.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - texts only


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
    "text", ["01.24.40404.4040404", "40.404.404", "ISO 9001:2015", "2024-13-45", "tel 0755-82833099", "17/2021"]
)
def test_what_is_no_day_is_left_alone(text: str) -> None:
    assert days(text) == []


def test_the_place_of_a_date_is_where_it_stands() -> None:
    found = find_dates("Vienna, 2024-04-08", MONTHS)[0]
    assert (found.printed, found.day) == ("2024-04-08", date(2024, 4, 8))


@pytest.mark.parametrize(
    ("text", "day"),
    [(text, day) for spellings in SPELLINGS.values() for text, day in spellings.items()],
)
def test_a_day_in_the_print_of_a_language_or_calendar_is_understood(text: str, day: str) -> None:
    assert days(text) == [(day,)]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("01/02/2025", ("2025-02-01", "2025-01-02")),
        ("5-6-2025", ("2025-06-05", "2025-05-06")),
        ("25-03-01", ("2001-03-25", "2025-03-01")),
        ("12. listopada 2024.", ("2024-10-12", "2024-11-12")),
        ("1445/09/01 هـ", ("2024-03-11", "2024-03-10", "2024-03-12")),
        ("15 Ramadan 1446H", ("2025-03-15", "2025-03-14", "2025-03-16")),
    ],
)
def test_where_the_print_may_mean_several_days_all_are_kept(text: str, readings: tuple[str, ...]) -> None:
    assert days(text) == [readings]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("01.03.2025-28.02.2028", "2025-03-01", "2028-02-28"),
        ("2025.03.01-2028.02.28", "2025-03-01", "2028-02-28"),
        ("15 Dec 2023 - 14 Dec 2026", "2023-12-15", "2026-12-14"),
        ("自2025年3月1日至2028年2月29日", "2025-03-01", "2028-02-29"),
    ],
)
def test_two_days_without_a_space_between_are_two(text: str, first: str, last: str) -> None:
    assert days(text) == [(first,), (last,)]


@pytest.mark.parametrize(
    "text",
    [
        "Certificate 1404-03-12",
        "CN20250301",
        "5 Main Street 2019",
        "H.12.3.4",
        "May 2024",
        "12 Mar 1445",
        "R 2.3.4 9001",
        "第 12 年 3 月",
    ],
)
def test_numbers_that_look_like_dates_are_none(text: str) -> None:
    assert days(text) == []


def test_the_print_of_another_calendar_is_kept() -> None:
    assert find_dates("令和6年4月1日", MONTHS)[0].printed == "令和6年4月1日"


@pytest.mark.parametrize(
    ("year", "month", "day", "gregorian"),
    [
        (1403, 1, 1, "2024-03-20"),
        (1403, 12, 30, "2025-03-20"),
        (1404, 1, 1, "2025-03-21"),
        (1399, 12, 30, "2021-03-20"),
        (1375, 12, 30, "1997-03-20"),
    ],
)
def test_the_solar_calendar_knows_its_leap_years(year: int, month: int, day: int, gregorian: str) -> None:
    assert str(solar_hijri(year, month, day)) == gregorian


def test_a_common_solar_year_has_no_thirtieth_of_esfand() -> None:
    assert solar_hijri(1404, 12, 30) is None


def test_solar_days_follow_each_other() -> None:
    lengths = [31] * 6 + [30] * 5 + [29]
    found = [solar_hijri(1401, month, day) for month, length in enumerate(lengths, 1) for day in range(1, length + 1)]
    assert all(one and other and other - one == timedelta(days=1) for one, other in pairwise(found))


def test_lunar_months_begin_where_the_table_says() -> None:
    assert next(lunar_hijri(1445, 9, 1)) == date(2024, 3, 11)
    assert next(lunar_hijri(1421, 1, 1)) == date(2000, 4, 6)

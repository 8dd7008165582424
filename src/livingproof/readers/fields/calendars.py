"""Days of other calendars as days of the Gregorian one: eras of East Asia, Buddhist years, both Hijri calendars.

The lunar Hijri calendar is computed by its thirty-year table; announced months may begin a day earlier or later, so all
three days are readings. The solar one goes by its cycle of thirty-three years, right for the years 1343 to 1472.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from types import MappingProxyType

FIRST_YEAR, LAST_YEAR = 1970, 2060
"""The years that a certificate of a management system may name."""

BUDDHIST = 543
MINGUO = 1911
ERAS = MappingProxyType(
    {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
    | dict.fromkeys(("中華民國", "中华民国", "民國", "民国", "민국", "ROC"), MINGUO)
)
"""The year before the first one of an era."""

SOLAR_MONTHS = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "فروردین farvardin", "اردیبهشت ordibehesht", "خرداد khordad", "تیر tir", "مرداد امرداد mordad", "شهریور shahrivar",
                "مهر mehr", "آبان aban", "آذر azar", "دی dey", "بهمن bahman", "اسفند esfand",
            ),
            start=1,
        )
        for name in names.split()
    }
)  # fmt: skip
LUNAR_MONTHS = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                ("محرم", "muharram"), ("صفر", "safar"), ("ربيع الأول", "rabi al-awwal"), ("ربيع الآخر", "ربيع الثاني", "rabi al-thani"),
                ("جمادى الأولى", "jumada al-awwal"), ("جمادى الآخرة", "جمادى الثانية", "jumada al-thani"), ("رجب", "rajab"),
                ("شعبان", "shaaban", "shaban"), ("رمضان", "ramadan"), ("شوال", "shawwal"), ("ذو القعدة", "dhu al-qadah"),
                ("ذو الحجة", "dhu al-hijjah"),
            ),
            start=1,
        )
        for name in names
    }
)  # fmt: skip
_SOLAR, _LUNAR = range(1349, 1421), range(1400, 1483)
_NOWRUZ_1343 = date(1964, 3, 21)
_LEAP_IN_CYCLE = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
_CYCLE, _LEAP_CYCLE, _LONG_MONTHS = 33, 30, 6
_LUNAR_EPOCH = 227014  # the ordinal of the last day before the first of Muharram in the year 1
_DAY = timedelta(days=1)


def gregorian(year: int, month: int, day: int) -> date | None:
    """The day; None when there is no such day or its year is none that a certificate names."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hijri(year: int, month: int, day: int) -> Iterator[date | None]:
    """The days that a Hijri date may mean, solar or lunar by its year: the year 1403 is 2024 in the one and 1983 in the other."""
    if year in _SOLAR:
        yield solar_hijri(year, month, day)
    if year in _LUNAR and (year not in _SOLAR or year > _RECENT_LUNAR):
        yield from lunar_hijri(year, month, day)


_RECENT_LUNAR = 1416
"""From here on (1995) a year of the lunar calendar may stand on a certificate that is read today."""


def solar_hijri(year: int, month: int, day: int) -> date | None:
    """The day of the calendar of Iran and Afghanistan."""
    length = 31 if month <= _LONG_MONTHS else 30 if month < 12 or _leap(year) else 29  # noqa: PLR2004 - the last month
    if year not in _SOLAR or not 1 <= month <= 12 or not 1 <= day <= length:  # noqa: PLR2004 - months of a year
        return None
    years = range(1343, year)
    start = _NOWRUZ_1343 + timedelta(days=sum(366 if _leap(one) else 365 for one in years))
    before = (month - 1) * 31 - max(0, month - 1 - _LONG_MONTHS)
    return start + timedelta(days=before + day - 1)


def _leap(year: int) -> bool:
    return year % _CYCLE in _LEAP_IN_CYCLE


def lunar_hijri(year: int, month: int, day: int) -> Iterator[date | None]:
    """The day by the table, then the ones before and after it."""
    if year not in _LUNAR or not 1 <= month <= 12 or not 1 <= day <= 30:  # noqa: PLR2004 - months of a year, days of a month
        return
    whole = (year - 1) * 354 + (3 + 11 * year) // _LEAP_CYCLE
    middle = date.fromordinal(_LUNAR_EPOCH + whole + (59 * (month - 1) + 1) // 2 + day)
    yield from (middle, middle - _DAY, middle + _DAY)

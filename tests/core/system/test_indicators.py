"""Indicators as somebody with pencil and paper counts them; too little to count is said, not rounded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from livingproof.core.system.figures import Window
from livingproof.core.system.indicators import (
    Caused,
    ClosedCapa,
    Closing,
    Judged,
    Owed,
    Written,
    cause_quality,
    first_time_effective,
    on_time,
    overdue,
    quantile,
    recording_lag,
    recurrence,
    segregated,
)
from livingproof.core.system.pareto import pareto
from livingproof.core.system.survival import Watched, interval, share_left, steps

TODAY = date(2026, 11, 21)
YEAR = Window(TODAY)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


# Freireich et al. 1963, 6-mercaptopurine, weeks of remission: the worked example of most textbooks.
REMISSION = [
    *((6, True),) * 3,
    *((week, True) for week in (7, 10, 13, 16, 22, 23)),
    *((week, False) for week in (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)),
]


def test_the_curve_of_the_textbook_is_the_curve_of_the_textbook() -> None:
    curve = steps(Watched(days, happened) for days, happened in REMISSION)
    assert [(step.days, step.at_risk, step.events) for step in curve] == [
        (6, 21, 3),
        (7, 17, 1),
        (10, 15, 1),
        (13, 12, 1),
        (16, 11, 1),
        (22, 7, 1),
        (23, 6, 1),
    ]
    assert [round(step.left, 4) for step in curve] == [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    errors = [round(step.left * sqrt(step.greenwood), 4) for step in curve]
    assert errors == [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346]


def test_by_hand_four_subjects() -> None:
    """10 event, 20 censored, 30 event, 40 censored: 3/4, then 3/4 · 1/2."""
    subjects = [
        Watched(10, happened=True),
        Watched(20, happened=False),
        Watched(30, happened=True),
        Watched(40, happened=False),
    ]
    assert [step.left for step in steps(subjects)] == [0.75, 0.375]
    at = share_left(subjects, 35)
    assert at is not None
    assert at.left == 0.375
    assert share_left(subjects, 41) is None


def test_the_interval_stays_between_nothing_and_all() -> None:
    at = share_left([Watched(10, happened=True), *[Watched(400, happened=False)] * 9], 365)
    assert at is not None
    bounds = interval(at)
    spread = 1.959963984540054 * sqrt(1 / 90) / abs(log(0.9))
    assert bounds == pytest.approx((0.9 ** exp(spread), 0.9 ** exp(-spread)))


def test_nobody_left_is_known_although_nobody_was_watched_so_long() -> None:
    at = share_left([Watched(5, happened=True)], 365)
    assert at is not None
    assert at.left == 0
    assert share_left([], 365) is None


@given(st.lists(st.tuples(st.integers(0, 800), st.booleans()), max_size=40))
def test_the_curve_only_falls_and_stays_between_nothing_and_all(watched: list[tuple[int, bool]]) -> None:
    left = [step.left for step in steps(Watched(*one) for one in watched)]
    assert left == sorted(left, reverse=True)
    assert all(0 <= share <= 1 for share in left)


@given(st.lists(st.integers(0, 800), min_size=1, max_size=40), st.integers(0, 800))
def test_where_everybody_is_watched_to_the_end_it_is_the_plain_share(days: list[int], day: int) -> None:
    at = share_left([Watched(one, happened=True) for one in days], day)
    expected = sum(one > day for one in days) / len(days)
    assert at is not None or day > max(days)
    assert (at.left if at else 0.0) == pytest.approx(expected)


def test_l9_a_capa_closed_last_week_is_no_success_yet() -> None:
    young = [ClosedCapa(ago(7))] * 9
    figure = recurrence(young, TODAY)
    assert figure.insufficient
    assert (figure.numerator, figure.denominator, figure.n) == (0, 9, 9)


def test_l9_by_hand() -> None:
    """Two of ten come back, on day 100 and 200; five are closed 150 days ago: 9/10, then 3/4 of the four left."""
    closed = [
        ClosedCapa(ago(500), ago(400)),
        ClosedCapa(ago(500), ago(300)),
        *[ClosedCapa(ago(500))] * 3,
        *[ClosedCapa(ago(150))] * 5,
    ]
    figure = recurrence(closed, TODAY)
    assert figure.value == pytest.approx(1 - 0.9 * 0.75)
    assert figure.beside["low"] < 0.325 < figure.beside["high"]
    assert (figure.numerator, figure.denominator) == (2, 10)


def test_l9_what_comes_back_after_a_year_is_not_within_it() -> None:
    closed = [ClosedCapa(ago(900), ago(400)), *[ClosedCapa(ago(900))] * 9]
    figure = recurrence(closed, TODAY)
    assert figure.value == 0
    assert figure.numerator == 1


def test_l5_median_p90_and_share_late() -> None:
    noon = datetime(2026, 11, 20, 12, tzinfo=UTC)
    lags = [0] * 10 + [1] * 6 + [8] * 2 + [30] * 2
    events = [Written(noon - timedelta(days=lag), noon) for lag in lags]
    figure = recording_lag(events, YEAR)
    assert (figure.value, figure.beside) == (0.5, {"p90": 8.0, "share_late": 0.2})
    assert (figure.numerator, figure.denominator, figure.formula) == (4, 20, "L5/1")
    assert recording_lag(events[1:], YEAR).insufficient


def test_l5_looks_at_the_window_only() -> None:
    old = datetime(2024, 1, 1, tzinfo=UTC)
    assert recording_lag([Written(old, old)] * 50, YEAR).n == 0


@given(st.lists(st.floats(0, 1000), min_size=1), st.sampled_from([0.1, 0.5, 0.9]))
def test_at_least_the_share_lies_at_or_below_the_quantile(values: list[float], share: float) -> None:
    ordered = sorted(values)
    found = quantile(ordered, share)
    assert ordered[0] <= found <= ordered[-1]
    assert sum(value <= found for value in ordered) >= share * len(ordered) - 1e-9


def test_l6_counts_from_the_original_day() -> None:
    items = [
        Owed(ago(40), ago(10)),
        Owed(ago(40), ago(20)),
        Owed(ago(10), ago(-10)),
        Owed(ago(10), ago(-20)),
        Owed(ago(10), ago(0)),
        Owed(ago(90), ago(50), ago(20)),
    ]
    figure = overdue(items, YEAR)
    assert (figure.numerator, figure.denominator, figure.value) == (2, 5, 0.4)
    assert figure.beside == {"days_late": 30.0, "days_planned": 110.0, "late_for_planned": 30 / 110}
    assert overdue(items[:3], YEAR).insufficient


def test_l7_not_closing_does_not_help() -> None:
    in_time, late = Owed(ago(60), ago(30), ago(30)), Owed(ago(60), ago(30), ago(29))
    still_open, not_due = Owed(ago(60), ago(30)), Owed(ago(60), ago(-30))
    figure = on_time([in_time] * 3 + [late] * 2 + [still_open] * 5 + [not_due] * 7, YEAR)
    assert (figure.numerator, figure.denominator, figure.value) == (3, 10, 0.3)


def test_l8_a_second_cycle_is_not_a_first() -> None:
    capas = [Judged(ago(10), 1)] * 3 + [Judged(ago(10), 2), Judged(ago(10), None), Judged(ago(800), 1)]
    figure = first_time_effective(capas, YEAR)
    assert (figure.numerator, figure.denominator, figure.value) == (3, 5, 0.6)


def test_l10_and_the_share_that_blames_persons() -> None:
    capas = [Caused(ago(3), True, False)] * 4 + [Caused(ago(3), False, True)]  # noqa: FBT003 - a table
    figure = cause_quality(capas, YEAR)
    assert (figure.value, figure.beside) == (0.8, {"human_error_only": 0.2})


def test_l11_is_one_less_what_was_waived() -> None:
    closings = [Closing(ago(1), verifier_apart=True, waived=False)] * 4 + [
        Closing(ago(1), verifier_apart=False, waived=True)
    ]
    figure = segregated(closings, YEAR)
    assert (figure.value, figure.beside) == (0.8, {"waived": 1.0})


@pytest.mark.parametrize("figure", [overdue, on_time, first_time_effective, cause_quality, segregated, recording_lag])
def test_nothing_is_never_a_good_figure(figure: object) -> None:
    assert figure([], YEAR).value is None  # type: ignore[operator]
    assert figure([], YEAR, least=0).value is None  # type: ignore[operator]


def test_the_window_ends_with_its_day() -> None:
    assert YEAR.holds(TODAY)
    assert YEAR.holds(ago(364))
    assert not YEAR.holds(ago(365))
    assert not YEAR.holds(ago(-1))


def test_the_few_that_make_the_many() -> None:
    bars = pareto(["dent"] * 5 + ["burr"] * 3 + ["scratch"] + ["stain"], shown=2)
    assert [(bar.name, bar.count, bar.together, bar.names) for bar in bars] == [
        ("dent", 5, 0.5, 1),
        ("burr", 3, 0.8, 1),
        ("", 2, 1.0, 2),
    ]
    assert pareto([]) == ()

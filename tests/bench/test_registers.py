"""The benchmark of matching says the truth about small registers: what is made, what is known of it, how it is counted."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from bench.registers import ours
from bench.registers.ceiling import ceiling_of
from bench.registers.certificates import COLUMNS, rows
from bench.registers.claims import BULK_COLUMNS
from bench.registers.companies import group_of
from bench.registers.figures import Figure
from bench.registers.made import Made, made
from bench.registers.quality import Guess, Truth, quality_of, threshold_for

ROWS = 2_000


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(tmp_path_factory.mktemp("made"), ROWS)


def test_the_same_seed_makes_the_same_register_and_a_larger_one_begins_with_the_smaller() -> None:
    assert list(islice(rows(5), 300)) == list(islice(rows(5), 700))[:300]
    assert list(islice(rows(5), 20)) != list(islice(rows(6), 20))


def test_any_group_can_be_made_again_by_its_number() -> None:
    row = next(row for row in islice(rows(5), 900, None))
    group, order, *_ = map(int, str(row[0]).split("."))
    assert group_of(5, group)[order].name == row[COLUMNS.index("holder_name")]


def test_records_have_names_of_their_own_and_what_an_import_requires(small: Made) -> None:
    table = pq.read_table(small.register)
    assert table.num_rows == ROWS
    assert len(set(table["record_id"].to_pylist())) == ROWS
    for column in ("number", "holder_name", "country", "standard"):
        assert table[column].null_count == 0


def test_countries_come_in_their_shares() -> None:
    counted = Counter(row[COLUMNS.index("country")] for row in islice(rows(1), 4_000))
    assert 0.40 < counted["CN"] / 4_000 < 0.50
    assert len(counted) == 8


def test_no_company_is_both_in_the_claims_for_fitting_and_in_those_for_measuring(small: Made) -> None:
    groups = {
        name: {truth.split(".")[0] for truth in small.claims(name)["truth"].to_pylist()}
        for name in ("train", "calibrate", "bulk")
    }
    assert not groups["train"] & groups["calibrate"]
    assert not groups["bulk"] & (groups["train"] | groups["calibrate"])


def test_claims_come_in_their_kinds(small: Made) -> None:
    kinds = Counter(small.claims("bulk")["kind"].to_pylist())
    total = kinds.total()
    assert 0.70 < kinds["true"] / total < 0.80
    for kind in ("unknown_sister", "unknown_site", "borrowed_number"):
        assert 0.03 < kinds[kind] / total < 0.07


def test_the_truth_names_the_row_that_it_stands_in(small: Made) -> None:
    held = pq.read_table(small.register, columns=["record_id"])["record_id"].to_pylist()
    assert all(held[int(claim["row"])] == claim["truth"] for claim in small.claims("eval").to_pylist())


def test_a_borrowed_number_is_claimed_for_a_company_that_is_not_in_the_register(small: Made) -> None:
    names = set(pq.read_table(small.register, columns=["holder_name"])["holder_name"].to_pylist())
    borrowed = [claim for claim in small.claims("bulk").to_pylist() if claim["kind"] == "borrowed_number"]
    assert all(claim["certificate_number"] for claim in borrowed)
    assert sum(claim["holder_name"] in names for claim in borrowed) < len(borrowed) / 20


def test_what_can_be_known_is_less_than_all_and_least_without_number_and_street(small: Made) -> None:
    ceiling = ceiling_of(pq.read_table(small.register), small.claims("bulk"))
    assert 0.95 < ceiling.top1 < 1
    assert ceiling.with_neither < ceiling.top1 < ceiling.with_number_or_street
    assert ceiling.single < ceiling.top1


def test_the_threshold_is_the_lowest_at_which_enough_is_right() -> None:
    truths = [Truth("true", row) for row in range(4)]
    guesses = [Guess((0,), 0, 0.9), Guess((1,), 1, 0.8), Guess((9,), 9, 0.7), Guess((3,), 3, 0.6)]
    assert threshold_for(guesses, truths, 1.0) == 0.8
    assert threshold_for(guesses, truths, 0.75) == 0.6


def test_equal_scores_are_accepted_together_or_not_at_all() -> None:
    truths = [Truth("true", 0), Truth("unknown_company", 1)]
    guesses = [Guess((0,), 0, 0.9), Guess((1,), 1, 0.9)]
    assert threshold_for(guesses, truths, 0.99) == float("inf")


def test_nothing_is_right_to_accept_for_a_claim_that_no_register_holds() -> None:
    truths = [Truth("true", 5), Truth("borrowed_number", 7)]
    quality = quality_of([Guess((5,), 5, 0.9), Guess((7,), 7, 0.9)], truths, 0.5)
    assert (quality.precision, quality.recall, quality.top1) == (0.5, 1.0, 1.0)
    assert quality.wrongly_accepted == {"borrowed_number": 1.0}


def test_a_figure_that_was_not_run_is_neither_reached_nor_missed() -> None:
    figure = Figure("Spark", "at least", 0.8, None)
    assert figure.reached is None
    assert "not run" in figure.line()


@pytest.mark.slow
def test_the_matcher_finds_the_certificates_of_a_small_register(small: Made) -> None:
    built = ours.build(small.register, small.folder / "index")
    claims = small.claims("eval").slice(0, 600)
    found = ours.match_all(built.path, claims)
    quality = quality_of(found.guesses, small.truths("eval")[:600], 0.0)
    assert quality.recall_at_10 > 0.98
    assert quality.precision > 0.97
    assert quality.recall > 0.75
    assert found.rate > 0


def test_the_columns_of_a_bulk_run_lead_the_truth(small: Made) -> None:
    assert (
        tuple(pq.ParquetFile(Path(small.claims_file("bulk"))).schema_arrow.names[: len(BULK_COLUMNS)]) == BULK_COLUMNS
    )

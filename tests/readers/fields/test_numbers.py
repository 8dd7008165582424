"""A number is what follows its label and looks like one."""

from __future__ import annotations

import time

import pytest

from livingproof.catalogue.labels import label_table
from livingproof.readers.fields.numbers import normal_number, value_after


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (": FM 404040", "FM 404040"),
        (". : CBXY/QMS/D4040", "CBXY/QMS/D4040"),
        (" 01 100 1234567", "01 100 1234567"),
        (" UQ - 2024010203", "UQ - 2024010203"),
        (" 0146- IR", "0146- IR"),
        (" 12 100 54321 TMS", "12 100 54321 TMS"),
        (" A.2024.0404 rev. 00", "A.2024.0404"),
        (" 404041 con un periodo de validez", "404041"),
        (" 00121Q12345R1M/1100", "00121Q12345R1M/1100"),
        (" РОСС RU.С.07ЖБ.СК.4040", "РОСС RU.С.07ЖБ.СК.4040"),
        (" n. 1234/2", "1234/2"),
    ],
)
def test_the_number_after_a_label_is_cut_out(text: str, number: str) -> None:
    assert value_after(text, label_table()) == number


@pytest.mark.parametrize("text", [" ISO 9001:2015", " 12.03.2024", " of the company", " A", ""])
def test_what_is_no_number_is_refused(text: str) -> None:
    assert value_after(text, label_table()) is None


def test_numbers_are_compared_without_separators() -> None:
    assert normal_number("fm 404-040") == "FM404040"


def test_a_hostile_number_costs_no_time() -> None:
    started = time.process_time()
    value_after("A-" * 2000 + "a!", label_table())
    assert time.process_time() - started < 1

"""Standards are found with their editions, however countries print what they adopt."""

from __future__ import annotations

import pytest

from livingproof.core.facts import Facts
from livingproof.readers.fields.standards import designations, find_standards


@pytest.mark.parametrize(
    ("text", "standard", "edition"),
    [
        ("ISO 9001:2015", "ISO 9001", "2015"),
        ("ISO9001:2015", "ISO 9001", "2015"),
        ("IS0 9001:2O15", "ISO 9001", "2015"),
        ("1S0 14001 : 2015", "ISO 14001", "2015"),
        ("ISO 9001-2015", "ISO 9001", "2015"),
        ("ISO/IEC 27001-2022", "ISO/IEC 27001", "2022"),
        ("ISO 27001 : 2022", "ISO/IEC 27001", "2022"),
        ("ISO 20000-1:2018", "ISO/IEC 20000-1", "2018"),
        ("ČSN EN ISO 9001:2016", "ISO 9001", "2015"),
        ("BS EN ISO 13485:2012", "ISO 13485", "2003"),
        ("PN-EN ISO 9001:2015-10", "ISO 9001", "2015"),
        ("GB/T19001-2016", "ISO 9001", "2015"),
        ("GB/T 22080-2016", "ISO/IEC 27001", "2013"),
        ("YY/T 0287-2017", "ISO 13485", "2016"),
        ("ГОСТ Р ИСО 9001-2015", "ISO 9001", "2015"),
        ("TOCT ISO 13485-2017", "ISO 13485", "2016"),
        ("ΕΛΟΤ ΕΝ ISO 9001:2015", "ISO 9001", "2015"),
        ("ABNT NBR ISO 9001:2015", "ISO 9001", "2015"),
        ("JIS Q 9001 :2015", "ISO 9001", "2015"),
        ("IATF 16949:2016", "IATF 16949", "2016"),
        ("ISO/TS 16949:2009", "ISO/TS 16949", "2009"),
        ("BS OHSAS 18001:2007", "OHSAS 18001", "2007"),
        ("AS9100D", "AS9100", "D"),
        ("EN 9100:2018", "AS9100", "D"),
        ("SA 8000:2014", "SA8000", "2014"),
        ("JUS ISO 9002", "ISO 9002", None),
    ],
)
def test_a_designation_is_resolved(facts: Facts, text: str, standard: str, edition: str | None) -> None:
    named = find_standards(text, designations(facts))
    assert [(one.standard, one.edition) for one in named] == [(standard, edition)]


def test_two_designations_side_by_side_are_both_found(facts: Facts) -> None:
    named = find_standards("GB/T19001-2016/ISO9001:2015", designations(facts))
    assert [(one.standard, one.edition) for one in named] == [("ISO 9001", "2015"), ("ISO 9001", "2015")]


@pytest.mark.parametrize("text", ["21HC 9001 2015 0421", "No. 9001", "Certificate 2015"])
def test_numbers_alone_are_no_standard(facts: Facts, text: str) -> None:
    assert not [one for one in find_standards(text, designations(facts)) if one.standard]

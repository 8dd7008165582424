"""What single cells mean, and which are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.sources.files import record, refused

from livingproof.catalogue import load
from livingproof.core.claim import Identifier, SectorCode
from livingproof.core.record import Site
from livingproof.core.terms import State
from livingproof.sources.column_map import ColumnMap
from livingproof.sources.countries import CountryBook
from livingproof.sources.days import DayOrder, day_in
from livingproof.sources.designations import StandardsBook
from livingproof.sources.outcome import UnreadableCell


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-01",
        "2026/5/1",
        "2026.05.01",
        "20260501",
        "2026年5月1日",
        "1 May 2026",
        "01-May-2026",
        "May 1, 2026",
        "1st May 2026",
        "2026-05-01T00:00:00Z",
        "2026-05-01 00:00:00",
        "2026-05-01T10:11:12.5+08:00",
    ],
)
def test_a_day_that_tells_itself_is_read(text: str) -> None:
    assert day_in(text) == date(2026, 5, 1)


def test_a_day_after_the_twelfth_tells_its_order() -> None:
    assert day_in("25/04/2026") == day_in("04/25/2026") == date(2026, 4, 25)
    assert day_in("04.04.2026") == date(2026, 4, 4)


def test_an_open_order_of_day_and_month_is_never_guessed() -> None:
    with pytest.raises(UnreadableCell, match="may be two days"):
        day_in("03/04/2026")
    assert day_in("03/04/2026", DayOrder.DAY_FIRST) == date(2026, 4, 3)
    assert day_in("03/04/2026", DayOrder.MONTH_FIRST) == date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-02-30", "no day of the calendar"),
        ("0000-00-00", "no day of the calendar"),
        ("31/04/2026", "no day of the calendar"),
        ("01/05/26", "two digits"),
        ("1 May 26", "two digits"),
        ("26-05-01", "two digits"),
        ("May 2026", "is no day"),
        ("soon", "is no day"),
        ("1 Mayo 2026", "no month"),
    ],
)
def test_what_is_no_day_says_why(text: str, why: str) -> None:
    with pytest.raises(UnreadableCell, match=why):
        day_in(text)


def test_a_bare_number_is_no_day() -> None:
    with pytest.raises(UnreadableCell, match="bare number"):
        day_in(45413)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ISO 9001:2015", ("ISO 9001", "2015")),
        ("ISO9001", ("ISO 9001", None)),
        ("iso 9001-2015", ("ISO 9001", "2015")),
        ("ISO 9001 (2015)", ("ISO 9001", "2015")),
        ("DIN EN ISO 9001:2015-11", ("ISO 9001", "2015")),
        ("BS EN ISO 13485:2016+A11:2021", ("ISO 13485", "2016")),
        ("EN ISO 13485:2012", ("ISO 13485", "2003")),
        ("GB/T 19001-2016", ("ISO 9001", "2015")),
        ("GB/T19001-2016/ISO9001:2015", ("ISO 9001", "2015")),
        ("GB/T 24001-2016 idt ISO 14001:2015", ("ISO 14001", "2015")),
        ("ISO/IEC 27001:2022", ("ISO/IEC 27001", "2022")),
        ("IATF 16949:2016", ("IATF 16949", "2016")),
        ("AS9100 Rev D", ("AS9100", "D")),
        ("EN 9100:2018", ("AS9100", "D")),
        ("JIS Q 9001:2015", ("ISO 9001", "2015")),
        ("UNI EN ISO 9001:2015", ("ISO 9001", "2015")),
        ("ISO 99999:2020", ("ISO 99999:2020", "2020")),
    ],
)
def test_a_standard_is_known_with_its_edition(text: str, named: tuple[str, str | None]) -> None:
    assert StandardsBook(load()).named_in(text) == (named,)


@pytest.mark.parametrize(
    "text",
    [
        "ISO 9001:2015; ISO 14001:2015",
        "ISO 9001:2015, ISO 14001:2015",
        "ISO 9001:2015\nISO 14001:2015",
        "ISO 9001:2015 & ISO 14001:2015",
    ],
)
def test_standards_side_by_side_are_parted(text: str) -> None:
    assert StandardsBook(load()).named_in(text) == (("ISO 9001", "2015"), ("ISO 14001", "2015"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("deu", "DE"),
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("中国", "CN"),
        ("P.R. China", "CN"),
        ("Korea, Republic of", "KR"),
        ("Türkiye", "TR"),
        ("NO", "NO"),
        ("Viet Nam", "VN"),
        ("UNITED STATES OF AMERICA", "US"),
        ("Côte d'Ivoire", "CI"),
    ],
)
def test_a_country_is_known_by_code_and_name(text: str, code: str) -> None:
    assert CountryBook().code_of(text) == code


def test_an_unknown_country_is_refused_and_may_be_mapped(tmp_path: Path) -> None:
    assert "names no country that is known" in str(refused(tmp_path, country="Atlantis"))
    assert record(tmp_path, ColumnMap(countries={"Atlantis": "GR"}), country="Atlantis").country == "GR"


def test_an_unknown_state_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    problem = refused(tmp_path, status="dormant")
    assert str(problem).startswith(
        "register.csv, row 2, column status: 'dormant' is no state that is known; add it under `states`"
    )
    found = record(tmp_path, ColumnMap(states={"Dormant": State.SUSPENDED}), status="dormant")
    assert (found.status, found.status_raw) == (State.SUSPENDED, "dormant")


def test_states_of_many_languages_are_known(tmp_path: Path) -> None:
    for word, state in (
        ("ACTIVE", State.ACTIVE),
        ("暂停", State.SUSPENDED),
        ("Entzogen", State.WITHDRAWN),
        ("Annullato", State.CANCELLED),
    ):
        assert record(tmp_path, status=word).status is state


def test_placeholders_of_days_are_kept_for_the_check_that_tells_them(tmp_path: Path) -> None:
    assert record(tmp_path, expires_on="9999-12-31").expires_on == date(9999, 12, 31)


def test_an_end_before_the_beginning_is_kept_for_the_check_that_tells_it(tmp_path: Path) -> None:
    found = record(tmp_path, issued_on="2026-05-01", expires_on="2023-05-01")
    assert (found.issued_on, found.expires_on) == (date(2026, 5, 1), date(2023, 5, 1))


def test_words_for_nothing_are_refused_unless_they_are_named(tmp_path: Path) -> None:
    assert refused(tmp_path, expires_on="n/a").column == "expires_on"
    assert record(tmp_path, ColumnMap(empty=("n/a",)), expires_on="n/a").expires_on is None


def test_a_required_cell_may_not_be_empty(tmp_path: Path) -> None:
    problem = refused(tmp_path, holder_name=" ")
    assert (problem.column, problem.why) == ("holder_name", "is empty")


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("=1+1", "is a formula"),
        ("--", "holds no letter and no digit"),
        ("1.23457E+12", "was shortened"),
        ("9" * 201, "too long"),
        ("A\0B", "zero byte"),
    ],
)
def test_what_is_no_number_of_a_certificate_is_refused(tmp_path: Path, cell: str, why: str) -> None:
    assert why in refused(tmp_path, number=cell).why


def test_a_formula_in_any_text_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, scope='=HYPERLINK("http://example.org")').column == "scope"


def test_line_breaks_of_an_address_become_commas(tmp_path: Path) -> None:
    assert record(tmp_path, address="Werkstraße 4\r\n12345 Musterstadt").address == "Werkstraße 4, 12345 Musterstadt"


def test_identifiers_need_their_scheme(tmp_path: Path) -> None:
    wanted = (Identifier("USCC", "91330200MA2AAAAA07"), Identifier("LEI", "529900T8BM49AURSDO55"))
    for written in (
        "USCC:91330200MA2AAAAA07; LEI:529900T8BM49AURSDO55",
        '[{"scheme": "USCC", "value": "91330200MA2AAAAA07"}, {"scheme": "LEI", "value": "529900T8BM49AURSDO55"}]',
        '{"USCC": "91330200MA2AAAAA07", "LEI": "529900T8BM49AURSDO55"}',
    ):
        assert record(tmp_path, holder_ids=written).holder_ids == wanted
    assert "without its scheme" in refused(tmp_path, holder_ids="91330200MA2AAAAA07").why


def test_sector_codes_need_their_scheme_and_share_it_after_a_comma(tmp_path: Path) -> None:
    wanted = (SectorCode("IAF", "17"), SectorCode("IAF", "18"), SectorCode("NACE", "25.11"))
    assert record(tmp_path, sector_codes="IAF:17, 18; NACE 25.11").sector_codes == wanted
    assert "without its scheme" in refused(tmp_path, sector_codes="17").why


def test_sites_are_written_with_bars_or_as_json(tmp_path: Path) -> None:
    assert record(tmp_path, sites="Plant 2 | Hafenweg 9 | Machining ;; Am Kai 1").sites == (
        Site(name="Plant 2", address="Hafenweg 9", scope="Machining"),
        Site(address="Am Kai 1"),
    )
    found = record(
        tmp_path, sites='[{"name": "Plant 2", "street": "Hafenweg 9", "city": "Musterhafen", "country": "Germany"}]'
    )
    assert found.sites == (Site(name="Plant 2", address="Hafenweg 9, Musterhafen", city="Musterhafen", country="DE"),)
    assert "unknown key" in refused(tmp_path, sites='[{"nom": "Plant 2"}]').why
    assert "more than four parts" in refused(tmp_path, sites="a | b | c | d | e").why


@pytest.mark.parametrize("cell", ["[" * 5000, '[{"name": ', '{"a": [[[]]]}'])
def test_broken_and_deep_json_in_a_cell_is_refused(tmp_path: Path, cell: str) -> None:
    assert refused(tmp_path, sites=cell).column == "sites"


def test_an_edition_in_two_places_must_be_the_same(tmp_path: Path) -> None:
    assert record(tmp_path, standard="ISO 9001", edition="2015").edition == "2015"
    assert "not the edition 2015" in refused(tmp_path, edition="2008").why


def test_several_standards_in_a_cell_are_several_records(tmp_path: Path) -> None:
    path = tmp_path / "several.csv"
    path.write_text(
        "number,holder_name,country,standard\nQ1,Muster GmbH,DE,ISO 9001:2015; ISO 14001:2015\n", encoding="utf-8"
    )
    from tests.sources.files import records_of

    assert [(one.number, one.standard) for one in records_of(path)] == [("Q1", "ISO 9001"), ("Q1", "ISO 14001")]


def test_a_standard_that_the_catalogue_does_not_know_keeps_its_words(tmp_path: Path) -> None:
    found = record(tmp_path, standard="Example Scheme 7:2020")
    assert (found.standard, found.edition) == ("Example Scheme 7:2020", "2020")


def test_words_for_standards_may_be_mapped(tmp_path: Path) -> None:
    found = record(tmp_path, ColumnMap(standards={"QMS": "ISO 9001"}), standard="QMS")
    assert found.standard == "ISO 9001"

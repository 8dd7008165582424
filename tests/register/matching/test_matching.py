from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from livingproof.core.claim import Claim, Identifier, stated
from livingproof.core.errors import RegisterError
from livingproof.core.matching.addresses import nearest_address
from livingproof.core.matching.keys import Said, keys_of_claim, keys_of_said
from livingproof.core.matching.names import nearest_name
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.terms import MatchAnswer, Zone
from livingproof.register.index import build_index, open_index
from livingproof.register.matching import Match, Matcher
from livingproof.register.matching.answer import PartState
from tests.register.matching.made import claims, keys, normaliser, register

TABLES = normaliser()
RECORD = Said(
    names=("Falkenried Federn GmbH",),
    addresses=("Hauptstraße 12, 58095 Hagen, Germany",),
    numbers=("44 100 931747",),
    country="DE",
    city="Hagen",
    postcode="58095",
    standards=("ISO 9001",),
    editions=("2015",),
    body="TÜV NORD CERT",
)
OTHERS = register(400)

Ask = Callable[..., Match]


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    folder = tmp_path_factory.mktemp("register") / "index"
    sister = replace(RECORD, numbers=("44 100 931748",), standards=("ISO 14001",))
    build_index(keys([RECORD, sister, *OTHERS], TABLES), folder, normaliser=TABLES.version)
    return Matcher(open_index(folder), TABLES)


@pytest.fixture
def ask(matcher: Matcher) -> Ask:
    def asked(**said: object) -> Match:
        return matcher.match(keys_of_said(replace(RECORD, **said), TABLES))  # type: ignore[arg-type]

    return asked


def test_a_claim_that_fits_in_all_parts_is_the_certificate(ask: Ask) -> None:
    match = ask()
    assert (match.answer, match.row) == (MatchAnswer.CERTIFICATE_MATCHED, 0)
    assert match.probability > 0.9
    assert match.runner_up_probability < match.probability


def test_a_misread_number_and_a_legal_form_written_out_do_not_hide_it(ask: Ask) -> None:
    match = ask(numbers=("44 1OO 93l747",), names=("FALKENRIED FEDERN Gesellschaft mit beschränkter Haftung",))
    assert (match.answer, match.row) == (MatchAnswer.CERTIFICATE_MATCHED, 0)


def test_another_site_of_the_same_company_is_not_covered(ask: Ask) -> None:
    match = ask(addresses=("Bahnhofstraße 77, 80331 München, Germany",))
    assert (match.answer, match.row) == (MatchAnswer.SITE_NOT_COVERED, 0)


def test_a_number_on_the_paper_of_another_company_is_called_that(ask: Ask) -> None:
    match = ask(names=("Nordlicht Gießerei AG",), addresses=("Am Hafen 3, 24103 Kiel",))
    assert (match.answer, match.row) == (MatchAnswer.NUMBER_OF_ANOTHER_HOLDER, 0)


def test_a_number_without_a_place_does_not_make_one_holder_of_two_that_share_but_a_trade(tmp_path: Path) -> None:
    known = Said(
        names=("Công ty TNHH Nhựa Bảo Khánh",),
        addresses=("Số 262, Tô Hiến Thành, KCN Tân Bình, Hải Phòng 180393",),
        numbers=("HT 8491/3.25.84",),
        country="VN",
        city="Hải Phòng",
        standards=("ISO 9001",),
    )
    trade = [
        replace(known, names=(f"Công ty TNHH Nhựa {one}",), numbers=(f"HT {ord(one[0])}/3.25.11",))
        for one in "ABCDEFGH"
    ]
    build_index(keys([known, *trade, *OTHERS], TABLES), tmp_path / "index", normaliser=TABLES.version)
    matcher = Matcher(open_index(tmp_path / "index"), TABLES)

    def answer(name: str) -> MatchAnswer:
        said = replace(known, names=(name,), addresses=(), city=None, country=None)
        return matcher.match(keys_of_said(said, TABLES)).answer

    assert answer("Công ty TNHH Nhựa Việt Đạt") is MatchAnswer.UNCLEAR
    assert answer("Cty TNHH Nhựa Bno Khanh") is MatchAnswer.CERTIFICATE_MATCHED


def test_two_certificates_that_fit_alike_are_never_guessed_between(ask: Ask) -> None:
    match = ask(numbers=(), standards=(), editions=())
    assert match.answer is MatchAnswer.CERTIFICATE_AMBIGUOUS
    assert match.row in {0, 1}
    assert match.probability < 0.9


def test_a_company_that_no_record_resembles_is_not_in_the_register(ask: Ask) -> None:
    match = ask(names=("Zzyzx Quarry Ltd",), addresses=("1 Desert Road, Baker",), numbers=(), country="US")
    assert (match.answer, match.row, match.parts) == (MatchAnswer.NOT_IN_REGISTER, None, ())


def test_the_only_row_of_a_register_is_found_and_nobody_else_is_taken_for_it(tmp_path: Path) -> None:
    build_index(keys([RECORD], TABLES), tmp_path / "index", normaliser=TABLES.version)
    alone = Matcher(open_index(tmp_path / "index"), TABLES)
    other = replace(RECORD, names=("Zzyzx Quarry Ltd",), addresses=("1 Desert Road, Baker",), numbers=(), country="US")
    assert alone.match(keys_of_said(RECORD, TABLES)).answer is MatchAnswer.CERTIFICATE_MATCHED
    assert alone.match(keys_of_said(other, TABLES)).answer is MatchAnswer.NOT_IN_REGISTER


def test_an_empty_claim_is_not_in_the_register(matcher: Matcher) -> None:
    assert matcher.match(keys_of_said(Said(), TABLES)).answer is MatchAnswer.NOT_IN_REGISTER


def test_an_identifier_of_one_scheme_overrules_the_name(tmp_path: Path) -> None:
    known = replace(RECORD, ids=(Identifier("LEI", "529900T8BM49AURSDO55"),))
    build_index(keys([known, *OTHERS], TABLES), tmp_path / "index", normaliser=TABLES.version)
    matcher = Matcher(open_index(tmp_path / "index"), TABLES)
    other = replace(known, ids=(Identifier("LEI", "529900D6BF99LW9R2E68"),))
    assert matcher.match(keys_of_said(other, TABLES)).answer is MatchAnswer.NUMBER_OF_ANOTHER_HOLDER
    assert matcher.match(keys_of_said(known, TABLES)).answer is MatchAnswer.CERTIFICATE_MATCHED


def test_a_document_is_asked_about_by_its_claim(matcher: Matcher) -> None:
    claim = Claim(
        holder_name=stated("Falkenried Federn GmbH"),
        holder_address=stated("Hauptstraße 12, 58095 Hagen"),
        certificate_number=stated("44 100 931747"),
    )
    match = matcher.match(keys_of_claim(claim, TABLES))
    assert (match.answer, match.row) == (MatchAnswer.CERTIFICATE_MATCHED, 0)


def test_the_explanation_is_what_the_rules_say_of_the_pair(matcher: Matcher) -> None:
    states = {Zone.SAME: PartState.AGREES, Zone.UNCLEAR: PartState.UNCLEAR, Zone.OTHER: PartState.DIFFERS}
    seen = 0
    for said in claims([RECORD, *OTHERS], 300):
        match = matcher.match(keys_of_said(said, TABLES))
        if match.row is None:
            continue
        seen += 1
        row, parts = matcher.index.said(match.row), {part.name: part for part in match.parts}
        name = nearest_name(said.names, row.names, TABLES.legal_forms, script_apart=False)
        assert name is not None
        assert (parts["holder"].state, parts["holder"].why) == (states[name.zone], name.reason)
        if said.numbers:
            assert parts["number"].state is states[compare_numbers(said.numbers[0], row.numbers[0])]
        place = nearest_address(said.addresses[0], row.addresses) if said.addresses else None
        assert parts["address"].why == (place.reason if place else None)
        assert parts["address"].state is (states[place.zone] if place else PartState.MISSING)
    assert seen > 150


def test_the_points_of_the_parts_add_up_to_the_score(matcher: Matcher) -> None:
    from livingproof.register.index.question import question_of
    from livingproof.register.matching.features import Feature, asked, features_of

    key = keys_of_said(RECORD, TABLES)
    match = matcher.match(key)
    values = features_of(asked(question_of(key), matcher.index), 0, matcher.index)
    fixed = sum(matcher.model.scales[feature].of(values[feature]) for feature in (Feature.EVIDENCE, Feature.REGISTER))
    told = sum(part.points for part in match.parts)
    assert told == pytest.approx((matcher.model.points(values) - fixed) / 1000)


def test_an_index_made_with_other_tables_is_refused(tmp_path: Path) -> None:
    build_index([], tmp_path / "index", normaliser="other")
    with pytest.raises(RegisterError, match="import the register again"):
        Matcher(open_index(tmp_path / "index"), TABLES)


def test_parts_of_an_address_are_enough_where_the_name_is_the_same_and_no_other_row_comes_into_question(
    ask: Ask,
) -> None:
    match = ask(addresses=("Hauptstr, Hagen",), numbers=(), body=None, editions=())
    assert (match.answer, match.row) == (MatchAnswer.CERTIFICATE_MATCHED, 0)


def test_a_number_of_a_unit_in_the_name_leaves_it_open_unless_number_or_address_agree(ask: Ask) -> None:
    bare = {"numbers": (), "addresses": ("Hagen",)}
    assert ask(names=("Falkenried Federn Unit 2 GmbH",), **bare).answer is MatchAnswer.UNCLEAR
    assert ask(names=("Falkenried Federn Unit 2 GmbH",)).answer is MatchAnswer.CERTIFICATE_MATCHED


def test_explaining_is_left_until_it_is_asked_for(ask: Ask) -> None:
    match = ask()
    assert [part.state for part in match.parts[:3]] == [PartState.AGREES] * 3
    assert match.candidates[0].row == match.row
    assert match.candidates[0].probability == match.probability

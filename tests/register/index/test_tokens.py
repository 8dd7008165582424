from hypothesis import given
from hypothesis import strategies as some

from livingproof.core.matching.keys import Keys, Said
from livingproof.register.index.question import question_of
from livingproof.register.index.tokens import tokens_of

WORDS = some.text("abcxyz019é宁波市机械ромТー가나", min_size=1, max_size=9)
PHRASES = some.lists(WORDS, min_size=1, max_size=5).map(" ".join)
TEXTS = some.lists(PHRASES, max_size=3).map(tuple)
KEYS = some.builds(
    Keys,
    said=some.just(Said()),
    names=TEXTS,
    addresses=TEXTS,
    numbers=some.lists(WORDS, max_size=2).map(tuple),
    ids=some.lists(WORDS, max_size=2).map(tuple),
)


def parts(tokens: list[int]) -> list[frozenset[int]]:
    found: list[set[int]] = [set()]
    for token in tokens:
        if token:
            found[-1].add(token)
        else:
            found.append(set())
    return [frozenset(part) for part in found if part]


@given(some.lists(KEYS, min_size=1, max_size=6))
def test_a_claim_alone_has_the_features_that_it_has_among_many(keys: list[Keys]) -> None:
    many = tokens_of(keys)
    for row, key in enumerate(keys):
        one = question_of(key)
        assert set(many.search[many.search_rows == row].tolist()) == set(one.search)
        names = many.names[many.names_at[row] : many.names_at[row + 1]].tolist()
        places = many.addresses[many.addresses_at[row] : many.addresses_at[row + 1]].tolist()
        assert parts(names) == [frozenset(part) for part in one.names if part]
        assert parts(places) == [frozenset(part) for part in one.addresses if part]
        assert many.ids[many.ids_at[row] : many.ids_at[row + 1]].tolist() == list(one.ids)
        assert many.wholes[many.wholes_at[row] : many.wholes_at[row + 1]].tolist() == list(one.wholes)
        assert bool(many.long_numbers[row]) == one.long_number


def test_no_feature_is_the_sign_between_parts() -> None:
    keys = [Keys(said=Said(), names=("ab cd", "ef"), addresses=("1 main road", "2 side road"))]
    assert 0 not in tokens_of(keys).search
    assert tokens_of(keys).names.tolist().count(0) == 1
    assert tokens_of(keys).addresses.tolist().count(0) == 1

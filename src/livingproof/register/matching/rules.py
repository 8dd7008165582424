"""From ranked rows to an answer. The score brings the row; the holder and the site are decided by the rules of `core.matching`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from livingproof.core.matching.addresses import AddressMatch
from livingproof.core.matching.keys import Keys, Normaliser, Said, address_words
from livingproof.core.matching.name_words import TRADES
from livingproof.core.matching.names import NameMatch, NameReason, tells_apart
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.matching.sides import Sides, compare_holders, compare_sides, compare_sites
from livingproof.core.terms import MatchAnswer, Zone
from livingproof.register.index.build import RARITY_UNIT
from livingproof.register.index.question import question_of
from livingproof.register.index.reader import Index, names_of, rows_with_number
from livingproof.register.index.tokens import NAME_WORD, token
from livingproof.register.matching.answer import Match, Part, PartState
from livingproof.register.matching.features import STREET, THOUSAND, Feature, NumberKind, asked, features_of
from livingproof.register.matching.scorecard import Model, added

STRANGERS = frozenset({NameReason.NOTHING_SHARED, NameReason.NO_LEGAL_NAME, NameReason.NOT_COMPARABLE})
"""Reasons under which two names give nothing to hold on to."""

PARTLY = frozenset({NameReason.PARTLY, NameReason.OTHER_TRADE, NameReason.INITIALS, NameReason.OTHER_SCRIPT})
"""Reasons under which a name needs the number or the address beside it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, best first, with their probabilities and the comparisons of the best."""

    rows: tuple[int, ...] = ()
    chances: tuple[float, ...] = ()
    best: tuple[int, ...] = ()

    @staticmethod
    def of(model: Model, rows: Sequence[int], points: Sequence[int], values: Callable[[int], Sequence[int]]) -> Ranked:
        """The rows by their points, higher first, then lower rows; `values` gives the comparisons by place."""
        if not rows:
            return Ranked()
        order = sorted(range(len(rows)), key=lambda place: (-points[place], rows[place]))
        chances = model.probabilities([points[place] for place in order])
        return Ranked(tuple([rows[place] for place in order]), tuple(chances), tuple(values(order[0])))

    def next_stage(self, model: Model, stage: int, last: int) -> int | None:
        """The stage to read on with, None where reading on is no use: the answer is plain, or everything was read.

        Where hardly anything was found the next stage but one is the next: it reads all that the next one reads.
        """
        if stage == last:
            return None
        chance = added(self.chances)
        if stage == 0:
            if self.chances and self.chances[0] >= model.leave:
                return None
            return 1 if chance >= model.refuse else last
        return None if chance >= model.accept else stage + 1


@dataclass(frozen=True, slots=True)
class Asking:
    """A claim's keys with what they are answered from."""

    keys: Keys
    ranked: Ranked
    index: Index
    normaliser: Normaliser
    model: Model


def decide(asking: Asking) -> Match:
    """The answer to a claim from its ranked candidates."""
    ranked = asking.ranked
    if not ranked.rows:
        return _match(MatchAnswer.NOT_IN_REGISTER, None, asking)
    if ranked.chances[0] < NOTHING and not asking.keys.numbers and ranked.best[Feature.NAME_WHOLE] < 0:
        row = _namesake(asking)
        answer = MatchAnswer.NOT_IN_REGISTER if row is None else MatchAnswer.CERTIFICATE_MATCHED
        return _match(answer, row, asking)
    return _match(*(_accepted if ranked.chances[0] >= asking.model.accept else _doubted)(asking), asking)


SURE = 0.8
"""Below this probability names that share but a part need the number or the address beside them."""

NOTHING = 0.02
"""Below this probability no row is looked at more closely, unless a number may be another's or a whole name is shared."""

FAR_NAME = 500
"""Names whose nearest pair is less alike than this, in thousandths, and shares not all words of the claim's, are not the same."""


def _accepted(asking: Asking) -> tuple[MatchAnswer, int | None]:
    """The answer where a row is likely enough: the holder and the site have the last word.

    The rules of names and addresses take most of the time: they are asked only where the keys do not settle the matter.
    """
    row, chance = asking.ranked.rows[0], asking.ranked.chances[0]
    other = asking.index.said(row)
    values, doubtful = asking.ranked.best, False
    alone = _number_alone(values)
    settled = chance >= SURE and not alone and not asking.keys.ids and not _one_has_more(values)
    if not settled or not _shares_a_mark(asking.keys, row, asking.index):
        sides = compare_holders(asking.keys.said, other, asking.normaliser.legal_forms)
        if _stranger(sides):
            taken = sides.number is not None and sides.number[0] is Zone.SAME
            return (MatchAnswer.NUMBER_OF_ANOTHER_HOLDER if taken else MatchAnswer.UNCLEAR), row
        doubtful = _hardly_the_holder(sides, asking.keys.said, other, sure=chance >= SURE)
        doubtful = doubtful or (alone and sides.holder_zone is not Zone.SAME)
    place = _place(asking.keys, values, other)
    if place is not None and place.zone is Zone.OTHER:
        return MatchAnswer.SITE_NOT_COVERED, row
    apart = place is not None and place.apart and values[Feature.NUMBER_KIND] < NumberKind.PART
    open_ = doubtful or apart or values[Feature.COUNTRY] < 0
    return (MatchAnswer.UNCLEAR if open_ else MatchAnswer.CERTIFICATE_MATCHED), row


def _doubted(asking: Asking) -> tuple[MatchAnswer, int | None]:
    """The answer where no row is likely enough."""
    ranked, model = asking.ranked, asking.model
    borrowed, bears = _under_number(asking.keys, asking.index, asking.normaliser)
    if borrowed is not None:
        return MatchAnswer.NUMBER_OF_ANOTHER_HOLDER, borrowed
    several = sum(ranked.chances) >= model.accept
    if several or asking.keys.ids or not _unlike(asking.keys, ranked.best):
        found = _one_holder(asking, several=several)
        if found is not None:
            return found, ranked.rows[0]
    namesake = _namesake(asking)
    if namesake is not None:
        return MatchAnswer.CERTIFICATE_MATCHED, namesake
    if ranked.chances[0] >= model.refuse:
        return MatchAnswer.UNCLEAR, ranked.rows[0]
    return (MatchAnswer.NOT_IN_REGISTER, None) if bears is None else (MatchAnswer.UNCLEAR, bears)


def _one_holder(asking: Asking, *, several: bool) -> MatchAnswer | None:
    """What is known when the company of the best row is the claim's; None when it is not known to be."""
    other = asking.index.said(asking.ranked.rows[0])
    sides = compare_holders(asking.keys.said, other, asking.normaliser.legal_forms)
    if _stranger(sides):
        return None
    if sides.holder_zone is Zone.SAME:
        place = compare_sites(asking.keys.said, other)
        if place is not None and place.zone is Zone.OTHER:
            return MatchAnswer.SITE_NOT_COVERED
        if place is not None and place.nearby and _without_rival(asking.ranked):
            return MatchAnswer.CERTIFICATE_MATCHED
    alike = several and _of_one_holder(asking.ranked, asking.index) >= asking.model.accept
    return MatchAnswer.CERTIFICATE_AMBIGUOUS if alike else None


LEADS = 0.9
"""The share of all that the candidates have that leaves no room for a second row."""


def _without_rival(ranked: Ranked) -> bool:
    """Whether the best row is the only one that comes into question, and no country, standard or number speaks against it."""
    first = ranked.chances[0]
    return first >= NOTHING and first >= LEADS * sum(ranked.chances) and not _against(ranked.best)


def _namesake(asking: Asking) -> int | None:
    """The only candidate that bears the claim's whole name, if the rules find the same holder at what may be the same place."""
    mine = {name.replace(" ", "").encode() for name in asking.keys.names}
    rows = [row for row in asking.ranked.rows if not mine.isdisjoint(names_of(row, asking.index).split(b"\n"))]
    if len(rows) != 1:
        return None
    values = asking.ranked.best
    if rows[0] != asking.ranked.rows[0]:
        values = tuple(features_of(asked(question_of(asking.keys), asking.index), rows[0], asking.index))
    said, other = asking.keys.said, asking.index.said(rows[0])
    if _against(values) or compare_holders(said, other, asking.normaliser.legal_forms).holder_zone is not Zone.SAME:
        return None
    place = compare_sites(said, other)
    return rows[0] if place is not None and place.nearby else None


def _against(values: tuple[int, ...]) -> bool:
    """Whether another country, another standard or another number stands in the row."""
    other_number = values[Feature.NUMBER_KIND] == NumberKind.OTHER
    return values[Feature.COUNTRY] < 0 or values[Feature.STANDARD] < 0 or other_number


def _number_alone(values: tuple[int, ...]) -> bool:
    """Whether the number is all that speaks for the row: no street is claimed, no town agrees, and the names are not near.

    Numbers are lent: without a second witness the holder must be like the claim's.
    """
    agrees = values[Feature.NUMBER_KIND] > NumberKind.OTHER
    placed = values[Feature.EVIDENCE] & STREET or values[Feature.TOWN] > 0
    words = max(values[Feature.NAME_OF_CLAIM], values[Feature.NAME_OF_RECORD])
    return agrees and not placed and words < NEAR_WORDS and values[Feature.NAME_LETTERS] < NEAR_NAME


NEAR_WORDS, NEAR_NAME = 600, 750
"""Shared words by rarity, and likeness of the nearest names letter by letter, in thousandths, from which on names are near."""


def _one_has_more(values: tuple[int, ...]) -> bool:
    """Whether all words of one name stand in the other, but not the other way round."""
    return (values[Feature.NAME_OF_CLAIM] == THOUSAND) != (values[Feature.NAME_OF_RECORD] == THOUSAND)


def _much_more(names: NameMatch) -> bool:
    """Whether one name has all words of the other and more that tell apart: two words of another firm of a group, a number of a unit."""
    only = (*names.left_only, *names.right_only)
    more = sum(map(tells_apart, only)) >= MUCH or any(map(str.isdigit, only))
    return names.reason is NameReason.MORE_WORDS and more


MUCH = 2


def _shares_a_mark(keys: Keys, row: int, index: Index) -> bool:
    """Whether a word that tells companies apart stands in names of both, and every word of trade: then no rule parts them."""
    begin, end = index.forward_at[3 * row : 3 * row + 2].tolist()
    held = index.forward[begin:end].tolist()
    words = [word for name in keys.names for word in name.split()]
    if any(word in TRADES and token(NAME_WORD, word) not in held for word in words):
        return False
    return any(token(NAME_WORD, word) in held for word in words if tells_apart(word))


def _unlike(keys: Keys, values: tuple[int, ...]) -> bool:
    """Whether the names are too far apart, letter by letter and word by word, for any rule to call them the same."""
    far = values[Feature.NAME_LETTERS] < FAR_NAME and values[Feature.NAME_OF_CLAIM] < THOUSAND
    return far and all(name.isascii() for name in keys.names)


def _place(keys: Keys, values: tuple[int, ...], other: Said) -> AddressMatch | None:
    """The claim's address that fits least with the row's; None where there is nothing to compare, or nothing more.

    One that is written with the same letters, or all of whose words stand in an address of the row, is its.
    """
    if len(keys.said.addresses) == 1:
        if values[Feature.ADDRESS_LETTERS] == THOUSAND:
            return None
        words = set(keys.addresses[0].split()) if keys.addresses else set()
        if words and any(words <= set(address_words(place).split()) for place in other.addresses):
            return None
    return compare_sites(keys.said, other)


def _stranger(sides: Sides) -> bool:
    """Whether the row's holder is another one, or shares nothing with the claim's."""
    zone = sides.holder_zone
    if zone is Zone.SAME:
        return False
    return zone is Zone.OTHER or (sides.holder is not None and sides.holder.reason in STRANGERS)


def _hardly_the_holder(sides: Sides, claim: Said, other: Said, *, sure: bool) -> bool:
    """Whether the names share but a part, and neither number nor address says the same; `sure` where the score speaks for the row."""
    if sides.holder_zone is Zone.SAME or sides.holder is None:
        return False
    other_trade = sides.holder.reason is NameReason.OTHER_TRADE
    if not other_trade and not _much_more(sides.holder) and (sure or sides.holder.reason not in PARTLY):
        return False
    if sides.number is not None and sides.number[0] is not Zone.OTHER:
        return False
    if other_trade:
        return True
    place = compare_sites(claim, other)
    return place is None or place.zone is not Zone.SAME


def _under_number(keys: Keys, index: Index, normaliser: Normaliser) -> tuple[int | None, int | None]:
    """The first row that bears the claim's number for another holder, and the first that bears it at all; None for none."""
    bears = None
    for row in dict.fromkeys(row for number in keys.numbers for row in rows_with_number(number, index)):
        other = index.said(row)
        if not any(compare_numbers(one, two) is Zone.SAME for one in keys.said.numbers for two in other.numbers):
            continue
        if compare_holders(keys.said, other, normaliser.legal_forms).holder_zone is Zone.OTHER:
            return row, row
        bears = row if bears is None else bears
    return None, bears


def _of_one_holder(ranked: Ranked, index: Index) -> float:
    """The probability of all candidates that bear a name of the best one."""
    first = set(names_of(ranked.rows[0], index).split(b"\n"))
    return ranked.chances[0] + sum(
        chance
        for row, chance in zip(ranked.rows[1:], ranked.chances[1:], strict=True)
        if chance >= NOTHING and not first.isdisjoint(names_of(row, index).split(b"\n"))
    )


def _match(answer: MatchAnswer, row: int | None, asking: Asking) -> Match:
    rows, chances = asking.ranked.rows, asking.ranked.chances
    chosen = 0 if row is None else rows.index(row) if row in rows else None
    rest = 1 if chosen == 0 else 0
    return Match(
        answer=answer,
        row=row,
        probability=chances[chosen] if chosen is not None and rows else 0.0,
        runner_up_row=rows[rest] if len(rows) > rest else None,
        runner_up_probability=chances[rest] if len(rows) > rest else 0.0,
        rows=rows,
        chances=chances,
        model=asking.model.version,
        explained=partial(explained, asking, row),
    )


def explained(asking: Asking, row: int | None) -> tuple[Part, ...]:
    """The parts of the explanation of one row, () for none."""
    if row is None:
        return ()
    keys, ranked, index = asking.keys, asking.ranked, asking.index
    other = index.said(row)
    sides = compare_sides(keys.said, other, asking.normaliser.legal_forms)
    at_hand = row == ranked.rows[0]
    values = ranked.best if at_hand else tuple(features_of(asked(question_of(keys), index), row, index))
    return _parts(keys, other, sides, values, asking.model)


_STATES = {Zone.SAME: PartState.AGREES, Zone.UNCLEAR: PartState.UNCLEAR, Zone.OTHER: PartState.DIFFERS}
_EQUAL_KEYS = {1: PartState.AGREES, -1: PartState.DIFFERS, 0: PartState.MISSING}


def _parts(keys: Keys, other: Said, sides: Sides, values: tuple[int, ...], model: Model) -> tuple[Part, ...]:
    """The parts of the explanation: rules where there is a rule, equal keys elsewhere."""
    said = keys.said
    points = [scale.of(value) / 1000 for scale, value in zip(model.scales, values, strict=True)]
    return (
        *_ruled(sides, values, points),
        _key("country", Feature.COUNTRY, keys.country or None, other.country, values, points),
        _key("standard", Feature.STANDARD, ", ".join(said.standards), ", ".join(other.standards), values, points),
        _key("edition", Feature.EDITION, ", ".join(said.editions), ", ".join(other.editions), values, points),
        _key("certification_body", Feature.BODY, said.body, other.body, values, points),
        Part("identifiers", _state(sides.ids), None, None, points=points[Feature.IDENTIFIER]),
    )


def _ruled(sides: Sides, values: tuple[int, ...], points: list[float]) -> tuple[Part, Part, Part]:
    """Holder, number and address: what `core.matching` says of the pair."""
    name, number, place = sides.holder, sides.number, sides.address
    return (
        Part(
            "holder",
            _state(sides.holder_zone),
            name.left if name else None,
            name.right if name else None,
            values[Feature.NAME_RAREST] / RARITY_UNIT,
            sum(points[Feature.NAME_LETTERS : Feature.LEGAL_FORM + 1]) + points[Feature.NAME_WHOLE],
            name.reason.value if name else None,
        ),
        Part(
            "number",
            _state(number[0] if number else None),
            number[1] if number else None,
            number[2] if number else None,
            points=sum(points[Feature.NUMBER_LETTERS : Feature.NUMBER_LENGTH + 1]),
        ),
        Part(
            "address",
            _state(place.zone if place else None),
            place.left if place else None,
            place.right if place else None,
            values[Feature.ADDRESS_RARITY] / RARITY_UNIT,
            sum(points[Feature.ADDRESS_OF_CLAIM : Feature.POSTCODE + 1]) + points[Feature.ADDRESS_LETTERS],
            place.reason.value if place else None,
        ),
    )


def _state(zone: Zone | None) -> PartState:
    return _STATES[zone] if zone else PartState.MISSING


def _key(
    name: str, feature: Feature, left: str | None, right: str | None, values: tuple[int, ...], points: list[float]
) -> Part:
    return Part(name, _EQUAL_KEYS[values[feature]], left or None, right or None, points=points[feature])

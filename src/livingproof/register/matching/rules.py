"""From ranked rows to an answer. The score brings the row; the holder and the site are decided by the rules of `core.matching`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from livingproof.core.matching.keys import Keys, Normaliser, Said
from livingproof.core.matching.names import NameReason
from livingproof.core.matching.sides import Sides, compare_sides
from livingproof.core.terms import MatchAnswer, Zone
from livingproof.register.index.build import RARITY_UNIT
from livingproof.register.index.question import question_of
from livingproof.register.index.reader import Index, names_of, rows_with_number
from livingproof.register.matching.answer import Candidate, Match, Part, PartState
from livingproof.register.matching.features import Feature, asked, features_of
from livingproof.register.matching.scorecard import Model

STRANGERS = frozenset({NameReason.NOTHING_SHARED, NameReason.NO_LEGAL_NAME, NameReason.NOT_COMPARABLE})
"""Reasons under which two names give nothing to hold on to."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidates, best first, with the comparisons of each."""

    candidates: tuple[Candidate, ...]
    values: tuple[tuple[int, ...], ...]

    @staticmethod
    def of(model: Model, rows: Sequence[int], points: Sequence[int], values: Sequence[Sequence[int]]) -> Ranked:
        """The rows by their points, higher first, then lower rows."""
        if not rows:
            return Ranked((), ())
        order = sorted(range(len(rows)), key=lambda place: (-points[place], rows[place]))
        chances = model.probabilities([points[place] for place in order])
        ranked = tuple([Candidate(rows[place], chance) for place, chance in zip(order, chances, strict=True)])
        return Ranked(ranked, tuple([tuple(values[place]) for place in order]))

    def next_stage(self, model: Model, stage: int, last: int) -> int | None:
        """The stage to read on with, None where reading on is no use: the answer is plain, or everything was read.

        Where hardly anything was found the next stage but one is the next: it reads all that the next one reads.
        """
        if stage == last:
            return None
        chance = sum(one.probability for one in self.candidates)
        if stage == 0:
            if self.candidates and self.candidates[0].probability >= model.leave:
                return None
            return 1 if chance >= model.refuse else last
        return None if chance >= model.accept else stage + 1


def decide(keys: Keys, ranked: Ranked, index: Index, normaliser: Normaliser, model: Model) -> Match:
    """The answer to a claim from its ranked candidates."""
    if not ranked.candidates or (ranked.candidates[0].probability < NOTHING and not keys.numbers):
        return _match(MatchAnswer.NOT_IN_REGISTER, None, ranked, (), model)
    best = ranked.candidates[0].row
    other = index.said(best)
    sides = compare_sides(keys.said, other, normaliser.legal_forms)
    answer, row = _answer(keys, sides, ranked, index, normaliser, model)
    if row is None:
        return _match(answer, None, ranked, (), model)
    if row != best:
        other = index.said(row)
        sides = compare_sides(keys.said, other, normaliser.legal_forms)
    values = next((held for one, held in zip(ranked.candidates, ranked.values, strict=True) if one.row == row), None)
    if values is None:
        values = tuple(features_of(asked(question_of(keys), index), row, index))
    return _match(answer, row, ranked, _parts(keys, other, sides, values, model), model)


NOTHING = 0.02
"""Below this probability no row is looked at more closely, unless a number may be another's."""


def _answer(
    keys: Keys, sides: Sides, ranked: Ranked, index: Index, normaliser: Normaliser, model: Model
) -> tuple[MatchAnswer, int | None]:
    best = ranked.candidates[0]
    stranger = _stranger(sides)
    if best.probability >= model.accept:
        if stranger:
            taken = sides.number is not None and sides.number[0] is Zone.SAME
            return (MatchAnswer.NUMBER_OF_ANOTHER_HOLDER if taken else MatchAnswer.UNCLEAR), best.row
        if sides.address and sides.address.zone is Zone.OTHER:
            return MatchAnswer.SITE_NOT_COVERED, best.row
        return MatchAnswer.CERTIFICATE_MATCHED, best.row
    borrowed, bears = _under_number(keys, index, normaliser)
    if borrowed is not None:
        return MatchAnswer.NUMBER_OF_ANOTHER_HOLDER, borrowed
    if not stranger and sides.holder_zone is Zone.SAME and sides.address and sides.address.zone is Zone.OTHER:
        return MatchAnswer.SITE_NOT_COVERED, best.row
    if not stranger and _of_one_holder(ranked, index) >= model.accept:
        return MatchAnswer.CERTIFICATE_AMBIGUOUS, best.row
    if best.probability >= model.refuse:
        return MatchAnswer.UNCLEAR, best.row
    return (MatchAnswer.NOT_IN_REGISTER, None) if bears is None else (MatchAnswer.UNCLEAR, bears)


def _stranger(sides: Sides) -> bool:
    """Whether the row's holder is another one, or shares nothing with the claim's."""
    zone = sides.holder_zone
    if zone is Zone.SAME:
        return False
    return zone is Zone.OTHER or (sides.holder is not None and sides.holder.reason in STRANGERS)


def _under_number(keys: Keys, index: Index, normaliser: Normaliser) -> tuple[int | None, int | None]:
    """The first row that bears the claim's number for another holder, and the first that bears it at all; None for none."""
    bears = None
    for row in dict.fromkeys(row for number in keys.numbers for row in rows_with_number(number, index)):
        sides = compare_sides(keys.said, index.said(row), normaliser.legal_forms)
        if sides.number and sides.number[0] is Zone.SAME:
            if sides.holder_zone is Zone.OTHER:
                return row, row
            bears = row if bears is None else bears
    return None, bears


def _of_one_holder(ranked: Ranked, index: Index) -> float:
    """The probability of all candidates that bear a name of the best one."""
    first = set(names_of(ranked.candidates[0].row, index).split(b"\n"))
    return ranked.candidates[0].probability + sum(
        one.probability
        for one in ranked.candidates[1:]
        if one.probability >= NOTHING and not first.isdisjoint(names_of(one.row, index).split(b"\n"))
    )


def _match(answer: MatchAnswer, row: int | None, ranked: Ranked, parts: tuple[Part, ...], model: Model) -> Match:
    found = ranked.candidates
    chosen = next((one for one in found if one.row == row), None)
    if row is None and found:
        chosen = found[0]
    rest = [one for one in found if one is not chosen]
    return Match(
        answer=answer,
        row=row,
        probability=chosen.probability if chosen else 0.0,
        runner_up_row=rest[0].row if rest else None,
        runner_up_probability=rest[0].probability if rest else 0.0,
        parts=parts,
        candidates=found,
        model=model.version,
    )


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
            sum(points[Feature.ADDRESS_OF_CLAIM : Feature.POSTCODE + 1]),
            place.reason.value if place else None,
        ),
    )


def _state(zone: Zone | None) -> PartState:
    return _STATES[zone] if zone else PartState.MISSING


def _key(
    name: str, feature: Feature, left: str | None, right: str | None, values: tuple[int, ...], points: list[float]
) -> Part:
    return Part(name, _EQUAL_KEYS[values[feature]], left or None, right or None, points=points[feature])

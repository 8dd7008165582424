"""A claim and a register's row held side by side by the rules of names, identifiers, numbers and addresses: the parts that agree or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from livingproof.core.matching.addresses import AddressMatch, nearest_address
from livingproof.core.matching.identifiers import compare_identifiers, same_holder
from livingproof.core.matching.keys import Said
from livingproof.core.matching.names import NameMatch, nearest_name
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.terms import Zone

_WORST = (Zone.OTHER, Zone.UNCLEAR, Zone.SAME)


@dataclass(frozen=True, slots=True)
class Sides:
    """How the two compare. None: one side does not hold the part.

    `number` holds the zone and the nearest pair. `address` is the comparison of the claim's address that fits least with the
    row's nearest site: one site that is not covered is not covered.
    """

    holder: NameMatch | None
    ids: Zone | None
    number: tuple[Zone, str, str] | None
    address: AddressMatch | None

    @property
    def holder_zone(self) -> Zone | None:
        """Whether the holders are one organisation: by identifier where both have one of a scheme, else by name."""
        if self.ids in {Zone.SAME, Zone.OTHER}:
            return self.ids
        return self.holder.zone if self.holder else None


def compare_sides(claim: Said, row: Said, legal_forms: tuple[str, ...]) -> Sides:
    """The claim's side held against the row's; names in another script count only where none in the same script is held."""
    return replace(compare_holders(claim, row, legal_forms), address=compare_sites(claim, row))


def compare_holders(claim: Said, row: Said, legal_forms: tuple[str, ...]) -> Sides:
    """The same without addresses, which take most of the time."""
    return Sides(
        holder=nearest_name(claim.names, row.names, legal_forms, script_apart=False),
        ids=same_holder(compare_identifiers(claim.ids, row.ids)) if claim.ids and row.ids else None,
        number=_nearest_number(claim.numbers, row.numbers),
        address=None,
    )


def compare_sites(claim: Said, row: Said) -> AddressMatch | None:
    """The claim's address that fits least with the nearest of the row's; None when one side has none."""
    return _sites(claim.addresses, row.addresses)


def _nearest_number(mine: Iterable[str], yours: Iterable[str]) -> tuple[Zone, str, str] | None:
    pairs = [(compare_numbers(one, other), one, other) for one in mine for other in yours]
    return min(pairs, key=lambda pair: -_WORST.index(pair[0]), default=None)


def _sites(mine: Iterable[str], yours: tuple[str, ...]) -> AddressMatch | None:
    matches = [match for one in mine if (match := nearest_address(one, yours))]
    return min(matches, key=lambda match: _WORST.index(match.zone), default=None)

"""An address as claims write it."""

from __future__ import annotations

from bench.registers.chance import Draw
from bench.registers.companies import Address
from bench.registers.noise.letters import slipped, without_marks
from bench.registers.noise.names import shortened
from bench.registers.vocabulary import shares


def address_in_claim(address: Address, country: str, draw: Draw) -> str:
    """The address with the noises that befall it, each by its own share; street and town always stay."""
    share = shares().address
    line = address.line
    if draw() < share["without_postcode"]:
        line = line.replace(address.postcode, "").replace("  ", " ")
    parts = [part.strip(" -") for part in line.split(", ") if part.strip(" -")]
    if draw() < share["part_dropped"]:
        parts = _without_a_part(parts, address, draw)
    if draw() < share["parts_moved"]:
        parts = [*parts[1:], parts[0]]
    line = ", ".join(parts)
    if draw() < share["words_short"]:
        line = shortened(shortened(line, draw), draw)
    return _letters(f"{line}, {country}" if draw() < share["country_added"] else line, draw)


def _without_a_part(parts: list[str], address: Address, draw: Draw) -> list[str]:
    spare = [part for part in parts if address.street not in part and address.place.name not in part]
    lost = spare[int(draw() * len(spare))] if spare else None
    return [part for part in parts if part != lost]


def _letters(line: str, draw: Draw) -> str:
    share = shares().address
    if not line.isascii() and draw() < share["without_marks"]:
        line = without_marks(line)
    if draw() < share["typo"]:
        line = slipped(line, draw)
    return line.upper() if draw() < share["capitals"] else line

"""A name of product families, and where it was found in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from livingproof.core.facts import Family


@dataclass(frozen=True, slots=True)
class Name:
    """One label of one or more families: its stems, the families it names, whether it names the whole family.

    `service` is True when all of them are services, `broad` when all of them are industries.
    """

    stems: tuple[str, ...]
    families: tuple[str, ...]
    whole: bool
    service: bool = False
    broad: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at tokens `start` to `end` (exclusive). `inside` is True when it is only the end of a compound."""

    start: int
    end: int
    name: Name
    inside: bool = False


def name_of(stems: tuple[str, ...], families: Sequence[Family], *, whole: bool) -> Name:
    """The name of these families; `whole` when it names all of one."""
    return Name(
        stems,
        tuple(dict.fromkeys(family.id for family in families)),
        whole,
        service=all(family.kind == "service" for family in families),
        broad=all(family.broad for family in families),
    )

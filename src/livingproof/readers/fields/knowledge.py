"""The tables that the finders look things up in, made once from the catalogue's facts."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from livingproof.catalogue.labels import LabelTable, label_table
from livingproof.core.facts import Facts, Profile
from livingproof.readers.fields.accreditation import AccreditorBook, accreditor_book
from livingproof.readers.fields.bodies import BodyBook, body_book
from livingproof.readers.fields.described import activity_words
from livingproof.readers.fields.standards import Designations, designations


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Labels, standards, bodies, number shapes and the words of activities."""

    labels: LabelTable
    standards: Designations
    bodies: BodyBook
    accreditors: AccreditorBook
    shapes: tuple[re.Pattern[str], ...]
    activities: re.Pattern[str]
    printed: Mapping[str, tuple[str, ...]]
    profiles: Mapping[str, Profile]
    profile: Profile | None = None
    """How the body prints whose certificate is read; None before it is known, and of bodies without a profile."""

    def shapes_of(self, body: str | None) -> tuple[re.Pattern[str], ...]:
        """The number patterns of a body; those that belong to no single body when it is not known or has none."""
        known = self.bodies.bodies.get(body or "")
        own = tuple(re.compile(pattern.pattern) for pattern in known.patterns) if known else ()
        return own or self.shapes

    def of_body(self, body: str | None) -> Knowledge | None:
        """The same tables with the profile of a body; None where it has none."""
        profile = self.profiles.get(body or "")
        if profile is None:
            return None
        return replace(self, labels=label_table(self.printed, profile.labels), profile=profile)


_made: list[tuple[Facts, Knowledge]] = []


def knowledge_of(facts: Facts) -> Knowledge:
    """The tables for these facts; those made last are kept."""
    if not _made or _made[0][0] is not facts:
        labels = label_table(facts.printed_labels)
        made = Knowledge(
            labels=labels,
            standards=designations(facts),
            bodies=body_book(facts, labels),
            accreditors=accreditor_book(facts, labels),
            shapes=tuple(
                re.compile(pattern.pattern) for pattern in facts.patterns if len(pattern.pattern) > 40
            ),  # "any six digits" is no shape
            activities=activity_words(facts),
            printed=facts.printed_labels,
            profiles=facts.profiles,
        )
        _made[:] = [(facts, made)]
    return _made[0][1]

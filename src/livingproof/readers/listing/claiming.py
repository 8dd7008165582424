"""Claims from mentions: what a text says is held becomes a claim at E0, without a document."""

from __future__ import annotations

from collections.abc import Iterable

from livingproof.core.claim import Claim, Field, stated
from livingproof.core.facts import Facts
from livingproof.core.mention import Mention, Stance, Topic


def claims_of(mentions: Iterable[Mention], facts: Facts) -> tuple[Claim, ...]:
    """One claim for each group of held standards that share body and number; empty when no standard is said to be held."""
    groups: dict[tuple[str | None, str | None], list[Mention]] = {}
    for mention in mentions:
        if mention.topic is Topic.STANDARD and mention.stance is Stance.HELD and mention.standard:
            groups.setdefault((mention.body, mention.number), []).append(mention)
    return tuple(_claim(group, facts) for group in groups.values())


def _claim(group: list[Mention], facts: Facts) -> Claim:
    first = group[0]
    standards = tuple(dict.fromkeys(mention.standard for mention in group if mention.standard))
    body = facts.certification_bodies.get(first.body or "")
    printed = first.body_as_printed or first.body
    issued = next((mention.issued_on for mention in group if mention.issued_on), None)
    expires = next((mention.expires_on for mention in group if mention.expires_on), None)
    sure = min(mention.confidence for mention in group)
    return Claim(
        standards=stated(standards, confidence=sure),
        certification_body=stated(printed, normalised=body.id if body else None) if printed else Field(),
        certificate_number=stated(first.number) if first.number else Field(),
        issued_on=stated(issued) if issued else Field(),
        expires_on=stated(expires) if expires else Field(),
    )

"""A mention in words: what it names, and what there is to look at; for every form of output."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from livingproof.core.facts import Facts
from livingproof.core.mention import Mention, Topic

UNSURE = 0.75
"""Below this confidence a person should look."""


def what_of(mention: Mention, facts: Facts, words: Mapping[str, Any]) -> str:
    """What the mention names: a standard with its edition, a mark, or the topic; `words` are the terms of a language."""
    if mention.standard:
        edition = f":{mention.standard.edition}" if mention.standard.edition else ""
        return f"{mention.standard.standard or words['claims']['unknown']}{edition}"
    if mention.topic is Topic.MARK and mention.mark:
        paper = facts.papers.get(mention.mark)
        return re.split(r" \(|, | and ", paper.name)[0] if paper else mention.mark
    return str(words["topics"][mention.topic.value])


def notes_of(mention: Mention, facts: Facts, words: Mapping[str, Any]) -> Iterator[str]:
    """What there is to look at, each in a few words; they may hold what strangers wrote, as it was written."""
    phrases = words["claims"]
    if mention.corrected:
        yield str(phrases["corrected"])
    elif mention.confidence < UNSURE:
        yield str(phrases["unsure"])
    body = facts.certification_bodies.get(mention.body or "")
    details = {
        "body": mention.body_as_printed or (body.name if body else mention.body) or "",
        "number": mention.number or "",
        "issued_on": str(mention.issued_on or ""),
        "expires_on": str(mention.expires_on or mention.expires_year or ""),
    }
    yield from (f"{phrases[name]} {value}" for name, value in details.items() if value)
    yield from (str(words["misuses"][misuse.value]) for misuse in mention.misuses)

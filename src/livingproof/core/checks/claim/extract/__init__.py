"""What the seller's text says about certification, each mention with its stance.

Only what the text says is held is a claim. What is planned, ended, denied, of others, asked of others or explained is told
as such and claims nothing. "ISO certified" without the number of a standard names nothing that could be compared.
"""

from __future__ import annotations

from collections.abc import Iterable

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.mention import Mention, Stance, Topic
from livingproof.core.terms import Axis, Grade, Weight

NAMED = {Topic.STANDARD, Topic.MARK}
"""Topics that name what is held."""

LONGEST_QUOTE = 120


class Text(Reason):
    """What the text claims."""

    CLAIM_READ = Grade.PASS
    CLAIM_VAGUE = Grade.WARN
    NO_CLAIM = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Named things that are held make a claim; failing these, vague words; failing both, there is none."""
    if not case.purchase.listing:
        return not_applicable("no listing text")
    mentions = case.purchase.mentions
    held = [mention for mention in mentions if mention.stance is Stance.HELD]
    named = [mention for mention in held if mention.topic in NAMED]
    vague = [mention for mention in held if mention.topic is Topic.VAGUE]
    rest = [mention for mention in mentions if mention not in named and mention.topic is not Topic.VAGUE]
    reason = Text.CLAIM_READ if named else Text.CLAIM_VAGUE if vague else Text.NO_CLAIM
    return reason.with_facts(
        held=_unique(_name(mention) for mention in named),
        besides=_unique(_noted(mention) for mention in rest) or "nothing",
        corrected=_unique(_name(mention) for mention in named if mention.corrected),
        quotes=_unique(_quote(mention) for mention in named or vague or mentions),
    )


def _noted(mention: Mention) -> str:
    """What is named without being claimed, with the reason: its stance, or that it is a badge."""
    why = mention.topic if mention.topic is Topic.BADGE else mention.stance
    named = f"“{_name(mention)}”" if mention.standard is None else _name(mention)
    return f"{named} ({why.value.replace('_', ' ')})"


def _name(mention: Mention) -> str:
    """The standard by its catalogue name and edition; anything else by the words of the text."""
    ref = mention.standard
    if ref is None or ref.standard is None:
        return ref.as_printed if ref else _quote(mention)
    return f"{ref.standard}:{ref.edition}" if ref.edition else ref.standard


def _quote(mention: Mention) -> str:
    return " ".join(mention.text.split())[:LONGEST_QUOTE]


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


CHECK = Check("claim.extract", Axis.READ, Weight.INFO, Text, judge)

"""The text of a scope between separators, each stretch with the role that the words before or after it give."""

from __future__ import annotations

from collections.abc import Sequence

from livingproof.core.matching.products import Lexicon
from livingproof.core.matching.scope_parts import Role, Segment
from livingproof.core.matching.words import Token

STOPS = frozenset(";.。；！!")
BREAKS = frozenset(",，、/·•–—|+:：")
LIST_SIGNS = frozenset(":：")
OPENING, CLOSING = frozenset("(（[【"), frozenset(")）]】")


def segments_of(tokens: Sequence[Token], lexicon: Lexicon, sentence: int) -> tuple[Segment, ...]:
    """The segments in the order of the text, their sentences counted from `sentence` on."""
    cutter = _Cutter(tokens, lexicon, sentence)
    at = 0
    while at < len(tokens):
        at += cutter.sign(tokens[at]) or cutter.phrase(at) or cutter.keep(at, 1)
    cutter.close(Role.COVERED)
    return tuple(cutter.done)


class _Cutter:
    """The state of one pass: what is done, the segment that is open, and what brackets and list signs have opened."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon, sentence: int) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.done: list[Segment] = []
        self.sentence = sentence
        self.bracket = 0
        self.narrows = False
        self.outer = Role.COVERED
        self.current = Segment([], Role.COVERED, sentence)

    def close(self, role: Role, *, joined: bool = False) -> None:
        """End the open segment and open one of this role."""
        if self.current.tokens:
            self.done.append(self.current)
        self.current = Segment([], role, self.sentence, self.bracket, self.narrows, joined)

    def keep(self, at: int, length: int) -> int:
        """Put tokens into the open segment."""
        self.current.tokens.extend(self.tokens[at : at + length])
        return length

    def sign(self, token: Token) -> int:
        """Handle a sign; 0 when the token is none."""
        role = self.current.role
        if token.text in OPENING:
            self.bracket, self.narrows, self.outer = self.bracket + 1, True, role
            self.close(role)
        elif token.text in CLOSING:
            self.narrows = False
            self.close(self.outer)
        elif token.text in STOPS or (token.text == "\n" and self.lexicon.runs):
            self.sentence, self.narrows, self.outer = self.sentence + 1, False, Role.COVERED
            self.close(Role.COVERED)
        elif token.text in BREAKS:
            self.narrows = self.narrows or token.text in LIST_SIGNS
            self.close(Role.COVERED if role is Role.CONTEXT else role)
        else:
            return 0
        return 1

    def phrase(self, at: int) -> int:
        """Handle a word or phrase that parts segments; 0 when none stands here."""
        tokens, lexicon, role = self.tokens, self.lexicon, self.current.role
        if (length := _deed_length(tokens, at, lexicon)) > 1:
            return self.keep(at, length)
        behind, ahead = lexicon.exclusions_before.at(tokens, at), lexicon.exclusions.at(tokens, at)
        if length := max(behind, ahead):
            standing = bool(self.current.tokens) or lexicon.runs
            self._exclude(role, at + length, before=behind >= ahead and standing)
        elif length := lexicon.lists.at(tokens, at):
            self.narrows = True
            self.close(role)
        elif length := lexicon.contexts_before.at(tokens, at):
            self.current.role = Role.CONTEXT
            self.close(role)
        elif role is Role.COVERED and self.current.tokens and (length := lexicon.contexts.at(tokens, at)):
            self.close(Role.CONTEXT)
        elif length := lexicon.joins.at(tokens, at):
            if _joined_name(tokens, at, lexicon):
                return self.keep(at, 1)
            self.close(role, joined=True)
        return length

    def _exclude(self, role: Role, end: int, *, before: bool) -> None:
        """What stands before the phrase is outside, or what follows it; both where a sign opens a list behind it.

        A phrase that nothing follows ("bolts excepted") speaks of what stands before it.
        """
        listed = end < len(self.tokens) and self.tokens[end].text in LIST_SIGNS
        last = end >= len(self.tokens) or self.tokens[end].text in STOPS | CLOSING
        if before or last:
            self._exclude_before()
        self.close(Role.EXCLUDED if listed or not (before or last) else role)

    def _exclude_before(self) -> None:
        """The open segment is outside, with those joined to it by "and" and, in a bracket, all of the bracket.

        Where the phrase opens its segment ("bolts (excluded)"), the segment before it is meant.
        """
        said = [*self.done, self.current] if self.current.tokens else self.done
        chained = True
        for at in range(len(said) - 1, -1, -1):
            segment = said[at]
            in_bracket = self.bracket and self.narrows and segment.bracket == self.current.bracket
            if chained or in_bracket:
                segment.role = Role.EXCLUDED
            chained = chained and segment.joined


def _deed_length(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """Tokens of the deed that starts here ("research and development"), 0 when none does."""
    return max((forms.at(tokens, at) for *_, forms in lexicon.activities), default=0)


def _joined_name(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether the join stands within one name ("nuts and bolts")."""
    if lexicon.runs or not at:
        return False
    for start in range(max(0, at - 2), at):
        for name in lexicon.names.get(tokens[start].stem, ()):
            if (
                len(name.stems) > at - start
                and tuple(token.stem for token in tokens[start : start + len(name.stems)]) == name.stems
            ):
                return True
    return False

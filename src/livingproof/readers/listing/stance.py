"""What a text means by the things it lists: held, planned, denied, another's, asked for, or only spoken about.

Things listed side by side share their stance. Words before a list reach it unless words of one's own holding stand between;
words behind it count only near by. The reach of each is given in characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from livingproof.core.mention import Stance
from livingproof.readers.listing.book import Cues
from livingproof.readers.listing.sentences import Sentences

REACH_BEFORE = {
    Stance.HELD: 200,
    Stance.PLANNED: 80,
    Stance.DENIED: 40,
    Stance.ENDED: 40,
    Stance.OF_OTHERS: 120,
    Stance.ASKED_FOR: 90,
    Stance.EXPLAINED: 60,
}
REACH_AFTER = {
    Stance.HELD: 14,
    Stance.PLANNED: 45,
    Stance.DENIED: 24,
    Stance.ENDED: 40,
    Stance.OF_OTHERS: 6,
    Stance.ASKED_FOR: 40,
    Stance.EXPLAINED: 12,
}
NEAR = 60
"""So many characters behind a thing are looked at, fewer where the next one begins."""
_AND = 4
"""Behind a plan so few letters only join: "ISO 9001 in progress and ISO 14001"."""
REACH_FOLLOWED = 50
REACH_ANSWER = 60
REACH_CERTIFIED = 70
INHERITED = {Stance.ASKED_FOR: 90, Stance.OF_OTHERS: 90, Stance.EXPLAINED: 60, Stance.PLANNED: 25, Stance.DENIED: 25}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a list of things: the sentence, the text before and behind up to the next things."""

    left: str
    right: str
    start: int
    end: int
    sentence_end: int


def stance_of(
    around: Surroundings, folded: str, sentences: Sentences, cues: Cues, earlier: Stance
) -> tuple[Stance, bool]:
    """The stance, and whether the text merely says that a standard is followed. `earlier` is that of the list before."""
    if sentences.asks(around.sentence_end):
        return _answered(folded, around.sentence_end, cues), False
    before = _before(around.left, cues)
    if before not in {None, Stance.HELD}:
        return before or Stance.HELD, False
    after = _after(around, cues)
    if after:
        return after, False
    if before is None and len(around.left) <= INHERITED.get(earlier, -1):
        return earlier, False
    return Stance.HELD, _followed(around, cues)


def _answered(folded: str, end: int, cues: Cues) -> Stance:
    answer = cues.answer.search(folded, end, end + REACH_ANSWER)
    if answer is None:
        return Stance.EXPLAINED
    return Stance.HELD if answer.lastgroup == "yes" else Stance.DENIED


def _before(left: str, cues: Cues) -> Stance | None:
    found: Stance | None = None
    for match in cues.before.finditer(left):
        stance = Stance(str(match.lastgroup))
        if len(left) - match.end() <= REACH_BEFORE[stance] and not _parted(left[match.end() :], stance):
            found = stance
    return found


def _parted(between: str, stance: Stance) -> bool:
    """Whether a sign ends the reach: "no minimum order, ISO 9001", "item no. 4711"."""
    return stance in {Stance.DENIED, Stance.ENDED} and (
        between[:1] == "." or any(sign in between for sign in ",:;，：、")
    )


def _after(around: Surroundings, cues: Cues) -> Stance | None:
    for match in cues.after.finditer(around.right):
        stance = Stance(str(match.lastgroup))
        if match.start() <= REACH_AFTER[stance] and not _of_the_next(around, match):
            return stance
    return None


def _of_the_next(around: Surroundings, match: re.Match[str]) -> bool:
    """Whether a plan is that of the next thing: "ISO 9001 emitida por SGS y en proceso de obtener ISO 14001"."""
    followed = len(around.right) < NEAR and around.end + len(around.right) < around.sentence_end
    behind = around.right[match.end() :]
    near = followed and len(behind) < match.start() and not {",", ";"} & set(behind)
    return near and match.lastgroup == Stance.PLANNED and len(behind.strip()) > _AND


def _followed(around: Surroundings, cues: Cues) -> bool:
    before = list(cues.follows_before.finditer(around.left))
    near = bool(before) and len(around.left) - before[-1].end() <= REACH_FOLLOWED
    behind = cues.follows_after.search(around.right[: REACH_AFTER[Stance.EXPLAINED] + 16])
    if not near and not (behind and behind.start() <= REACH_AFTER[Stance.EXPLAINED]):
        return False
    return not (cues.certified.search(around.left[-REACH_CERTIFIED:]) or cues.certified.search(around.right))

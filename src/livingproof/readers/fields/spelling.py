"""Words of the form that are spelled wrongly, from good text layers only: recognition of pictures confuses letters by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from livingproof.catalogue.labels import squeeze, vocabulary
from livingproof.catalogue.spelling import fixed_words, near_words
from livingproof.core.claim import Claim
from livingproof.core.matching.letters import distance
from livingproof.core.terms import Source
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.page import Page

MISSPELT = "misspelt"
BECOMES = " → "
_WORD = re.compile(r"[^\W\d_]+")
_HEAD, _TAIL = 2, 3
_FEW = 3
_LIGATURE = re.compile(r"f[fil]")
_PLACES = (
    "holder_name", "holder_name_other", "holder_address", "holder_address_other", "sites", "scope", "scope_other",
    "certification_body", "accreditation_body", "signatories",
)  # fmt: skip
"""What others than the body chose to write, and names, which may be spelled at will."""


def misspelt(sheets: Sequence[Sheet], claim: Claim, pages: Iterable[Page]) -> tuple[tuple[str, str], ...]:
    """("misspelt", "word → expected word") for each word of the form with a wrong letter, each once.

    A word counts beside another word of the form or on a short line, if no language has it and the claim's own texts do not.
    """
    good = {page.number for page in pages if page.layer == "good"}
    lines = [
        line for sheet in sheets if sheet.number in good for line in sheet.lines if line.source is Source.TEXT_LAYER
    ]
    found = {
        (MISSPELT, f"{word}{BECOMES}{expected}"): None
        for line in lines
        for word, expected in _in_line(line)
        if not _explained(word, expected, claim, lines)
    }
    return tuple(found)


def _in_line(line: Line) -> Iterator[tuple[str, str]]:
    words = _WORD.findall(line.text)
    wrong = [(word, expected) for word in words if (expected := _expected(squeeze(word)))]
    if wrong and (len(words) <= _FEW or line.hits or any(squeeze(word) in fixed_words() for word in words)):
        yield from wrong


def _expected(letters: str) -> str | None:
    """The fixed word that these letters miss by one letter in its middle, or by an m for rn; None for a right or strange word."""
    if letters in fixed_words() or len(letters) < _HEAD + _TAIL:
        return None
    for right, word in _by_ends().get((letters[:_HEAD], letters[-_TAIL:]), ()):
        if abs(len(letters) - len(right)) > 1:
            continue
        if distance(letters, right, 1) == 1 or right in _with_rn(letters):
            return word
    return None


@cache
def _by_ends() -> Mapping[tuple[str, str], list[tuple[str, str]]]:
    """The fixed words with their letters, by the first and the last of these."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for right, word in fixed_words().items():
        found.setdefault((right[:_HEAD], right[-_TAIL:]), []).append((right, word))
    return found


def _with_rn(letters: str) -> set[str]:
    return {f"{letters[:at]}rn{letters[at + 1 :]}" for at, letter in enumerate(letters) if letter == "m"}


def _explained(word: str, expected: str, claim: Claim, lines: Sequence[Line]) -> bool:
    """Whether the word is right elsewhere: in a language, in a name or scope; or lacks but a ligature that the font lost."""
    letters = squeeze(word)
    if letters in near_words() or letters in vocabulary():
        return True
    fields = dict(claim.read_fields())
    if any(letters in squeeze(str(fields[name].value)) for name in _PLACES if fields[name]):
        return True
    lost = len(_LIGATURE.findall(letters)) < len(_LIGATURE.findall(squeeze(expected)))
    return lost and sum(len(_LIGATURE.findall(line.text)) for line in lines) < _FEW

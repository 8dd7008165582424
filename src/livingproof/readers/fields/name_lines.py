"""What a line near a name is: a scrap, a sentence, a kind of system, words that point to a name above."""
# ruff: noqa: PLR2004 - lengths in letters and shares of a line stand where they are used

from __future__ import annotations

import re
from collections.abc import Sequence

from livingproof.catalogue.labels import Role, squeeze
from livingproof.readers.fields.labelling import Hit
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import has_legal_form

_DOWN = re.compile(
    r"\b(?:below|following|nachstehend\w*|nachfolgend\w*|folgend\w*|sottostante|seguente|sotto indicata|suivante?|cit[ée]e?|ci-dessous|siguiente|"
    r"abajo indicada|seguinte|onderstaande|hieronder)\b",
    re.IGNORECASE,
)
_LONG = 16  # letters of a kind of system


def points_up(line: Line, hit: Hit) -> bool:
    """Whether the sentence goes on to name an organisation that stands above it."""
    return any(other.has(Role.CERTIFIES_ABOVE) and other.start >= hit.end for other in line.hits)


def is_headed(rest: str, following: Sequence[Hit]) -> bool:
    """Whether what is left of a line behind an anchor is mostly a heading or points up."""
    letters = squeeze(rest)
    return any(hit.has(Role.TITLE, Role.CERTIFIES_ABOVE) and len(hit.letters) > 0.6 * len(letters) for hit in following)


def names_system(lead: Hit) -> bool:
    """Whether the words name a kind of system, as after "the quality management system - requirements for ... of"."""
    return lead.has(Role.TITLE) and len(lead.letters) > _LONG


def is_noise(line: Line) -> bool:
    """Whether a line is a scrap of a logo or of handwriting."""
    letters = [character for character in line.text if character.isalpha()]
    unsure = line.confidence < 0.6 and not has_legal_form(line.text)
    return len(letters) < 3 or unsure


def says_much(text: str) -> bool:
    """Whether a text holds the small letters of a sentence rather than those of a name."""
    return sum(word[:1].islower() and len(word) > 3 for word in text.split()) > 2


def end_of_sentence(sheet: Sheet, line: Line, rest: str) -> Line | None:
    """The last line of a sentence that runs on and speaks of an organisation named below it; None for any other."""
    if not _DOWN.search(rest):
        return None
    for _ in range(3):
        if line.text.rstrip().endswith((".", ":")):
            return line
        following = sheet.next_line(line)
        if following is None:
            break
        line = following
    return line if line.text.rstrip().endswith((".", ":")) else None

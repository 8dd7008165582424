"""Names of organisations compared with reasons: what they share, what only one has, and which of three zones they are in.

`same` needs every word of weight on both sides, in any order, spelled with or without spaces; `other` needs two legal names in
one script without any distinctive part in common. Everything between is `unclear` and says why.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product

from livingproof.core.matching.legal_forms import (
    Forms,
    compatible,
    forms_of,
    makes_legal_name,
    short,
    split_form,
    split_unspaced,
)
from livingproof.core.matching.letters import (
    ALPHABETIC,
    Script,
    alike,
    distance,
    fold,
    loose,
    main_script,
    sound,
    words,
)
from livingproof.core.matching.name_words import GENERIC, HAN_GENERIC, SMALL, written_out
from livingproof.core.matching.places import HAN_PLACES, PLACE_WORDS
from livingproof.core.terms import Zone


class NameReason(StrEnum):
    """Why two names are in their zone, from the nearest to the furthest."""

    EQUAL = "equal"
    TRANSLITERATED = "transliterated"
    LEGAL_FORM_DIFFERS = "legal form differs"
    SPELLING = "spelling differs"
    MORE_WORDS = "one has more words"
    INITIALS = "one is the initials of the other"
    PARTLY = "some distinctive words shared"
    OTHER_SCRIPT = "written in different scripts"
    NO_LEGAL_NAME = "nothing distinctive shared, but not both are legal names"
    NOT_COMPARABLE = "nothing to compare"
    NOTHING_SHARED = "two legal names without a distinctive word in common"


ZONES = {NameReason.EQUAL: Zone.SAME, NameReason.TRANSLITERATED: Zone.SAME, NameReason.NOTHING_SHARED: Zone.OTHER}
"""Every other reason leaves it unclear."""

_ORDER = tuple(NameReason)
MIN_WORD = 4
"""A part of fewer letters inside a longer word says nothing."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Two names side by side. `shared` are the words of weight that both have, `left_only` and `right_only` the others."""

    left: str
    right: str
    reason: NameReason
    shared: tuple[str, ...] = ()
    left_only: tuple[str, ...] = ()
    right_only: tuple[str, ...] = ()
    left_form: str = ""
    right_form: str = ""

    @property
    def zone(self) -> Zone:
        """Same, unclear or other."""
        return ZONES.get(self.reason, Zone.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `core` are its words without legal form, `marks` those of them that tell it from others."""

    text: str
    script: Script | None
    core: tuple[str, ...]
    form: str
    marks: tuple[str, ...]
    joined: str
    """The words without spaces, for names whose spaces were lost or misplaced."""
    weighty: tuple[str, ...]
    """The words in their common form, small ones left out."""


def compare_names(left: str, right: str, legal_forms: tuple[str, ...]) -> NameMatch:
    """The names compared; a name may hold alternatives ("A Ltd (formerly B Ltd)", two scripts): the nearest pair counts."""
    return _nearest(left, right, forms_of(legal_forms))


@lru_cache(maxsize=8192)
def _nearest(left: str, right: str, forms: Forms) -> NameMatch:
    if fold(left).split() == fold(right).split() and words(left):
        form = next((name.form for name in _alternatives(left, forms)), "")
        return NameMatch(left, right, NameReason.EQUAL, words(left), (), (), form, form)
    pairs = [(first, second) for first in _alternatives(left, forms) for second in _alternatives(right, forms)]
    matches = [_compare(first, second, forms) for first, second in pairs]
    if not matches:
        return NameMatch(left, right, NameReason.NOT_COMPARABLE)
    return min(matches, key=lambda match: _ORDER.index(match.reason))


def same_name(left: str, right: str, legal_forms: tuple[str, ...]) -> bool:
    """Whether `compare_names` finds the two the same; it costs a part of that, since how others differ is not looked for."""
    forms = forms_of(legal_forms)
    if fold(left).split() == fold(right).split() and words(left):
        return True
    others = _alternatives(right, forms)
    return any(_are_same(first, second, forms) for first in _alternatives(left, forms) for second in others)


def _are_same(left: Name, right: Name, forms: Forms) -> bool:
    scripts = {left.script, right.script}
    if len(scripts) > 1 and not scripts <= ALPHABETIC:
        return False
    if scripts & {Script.HAN, Script.HANGUL}:
        return left.joined == right.joined and compatible(left.form, right.form)
    return ZONES.get(_equal_words(left, right, forms) or NameReason.PARTLY) is Zone.SAME


def nearest_name(
    lefts: Iterable[str], rights: Iterable[str], legal_forms: tuple[str, ...], *, script_apart: bool = True
) -> NameMatch | None:
    """The nearest pair among the names of two organisations; None when one of them has no name.

    With `script_apart`, one pair in different scripts keeps the whole unclear: it may be the pair that agrees.
    """
    matches: list[NameMatch] = []
    for left, right in product(lefts, rights):
        if left and right:
            matches.append(compare_names(left, right, legal_forms))
            if matches[-1].reason is NameReason.EQUAL:
                return matches[-1]
    if not script_apart:
        comparable = [match for match in matches if match.reason is not NameReason.OTHER_SCRIPT]
        matches = comparable or matches
    return min(matches, key=lambda match: _ORDER.index(match.reason), default=None)


_ASIDE = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]")
_ALSO = re.compile(
    r"\s+[/|]\s+|[;|\n]|\b(?:formerly|trading as|doing business as|t/a|d/b/a|dba|f/k/a|aka|ex\.)(?=\s)", re.IGNORECASE
)
SEVERAL = re.compile(rf"[(\[（【\u3005-\u9fff\uf900-\ufaff\uac00-\ud7af㈱㈲・]|{_ALSO.pattern}", re.IGNORECASE)
"""What a text that holds more than one name must hold: a bracket, a stroke, a word for "formerly", a second script."""

_HOST = re.compile(r"^\s*(?:www\.)?[\w-]+(?:\.[\w-]+)+\s*$")


@lru_cache(maxsize=4096)
def _alternatives(text: str, forms: Forms) -> tuple[Name, ...]:
    return alternatives(text, forms)


def alternatives(text: str, forms: Forms) -> tuple[Name, ...]:
    """Every name that the text holds: the parts on both sides of a stroke, a second legal name in brackets, each script."""
    if not SEVERAL.search(text):
        name = taken_apart(text, forms)
        return (name,) if name.core else ()
    parts: list[str] = []
    for part in _ALSO.split(text):
        asides = [aside for aside in _ASIDE.findall(part) if _legal(aside, forms) or _ALSO.match(aside)]
        for aside in _ASIDE.findall(part):
            if aside in asides or _HOST.match(aside):
                part = re.sub(r"[(\[（【]" + re.escape(aside) + r"[)\]）】]", " ", part)  # noqa: PLW2901 - the part without its aside
        parts += [part, *(piece for aside in asides for piece in _ALSO.split(aside))]
    names = [_taken_apart(piece, forms) for part in parts for piece in _by_script(part)]
    return tuple(dict.fromkeys(name for name in names if name.core))


def _legal(text: str, forms: Forms) -> bool:
    name = _taken_apart(text, forms)
    return bool(name.core) and makes_legal_name(name.form) and bool(name.form)


_HAN_RUN = re.compile(r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af（）()㈱㈲・]+")
MIN_HAN, MIN_LATIN = 4, 8


def _by_script(text: str) -> tuple[str, ...]:
    """A name printed in two scripts side by side, as two names; initials inside a Chinese name stay in it."""
    runs = "".join(_HAN_RUN.findall(text))
    rest = _HAN_RUN.sub(" ", text)
    if len(runs) >= MIN_HAN and sum(map(str.isalpha, rest)) >= MIN_LATIN:
        return runs, rest
    return (text,)


@lru_cache(maxsize=4096)
def _taken_apart(text: str, forms: Forms) -> Name:
    return taken_apart(text, forms)


def taken_apart(text: str, forms: Forms) -> Name:
    """One name by its parts."""
    script = main_script(text)
    if script in {Script.HAN, Script.HANGUL}:
        plain = re.sub(r"[^\w()]+|_", "", fold(text).replace("㈱", "(株)"))
        core, form = split_unspaced(plain, forms)
        core = re.sub(r"[()]", "", core)
        held = (core,) if core else ()
        return Name(text, script, held, form, (_han_marks(core),) if core else (), core, _weighty(held))
    core_words, form = split_form(words(text), forms)
    weighty = _weighty(core_words)
    marks = tuple([word for word in weighty if tells_apart(word)])
    return Name(text, script, core_words, form, marks or weighty, "".join(core_words), weighty)


def tells_apart(word: str) -> bool:
    """Whether a word, in its common form, tells one company from another: no trade, no place, no number, no letter."""
    return len(word) > 1 and word not in COMMON_WORDS and not word.isdigit()


COMMON_WORDS = GENERIC | PLACE_WORDS
"""Words that tell companies apart only where a name has no other."""


def _weighty(core: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([written_out(word) for word in core if word not in SMALL]) or core


def _han_marks(core: str) -> str:
    """What is left of a Chinese, Japanese or Korean name without places and words of trade; all of it when nothing is left."""
    left = core
    for word in (*HAN_PLACES, *HAN_GENERIC):
        left = left.replace(word, "")
    return left or core


def _compare(left: Name, right: Name, forms: Forms) -> NameMatch:
    scripts = {left.script, right.script}
    if len(scripts) > 1 and not scripts <= ALPHABETIC:
        reason = NameReason.OTHER_SCRIPT
    elif scripts & {Script.HAN, Script.HANGUL}:
        reason = _compare_unspaced(left, right)
    else:
        reason = _compare_words(left, right, forms)
    mine, yours = Counter(left.weighty), Counter(right.weighty)
    shared = tuple((mine & yours).elements())
    if ZONES.get(reason) is Zone.SAME:  # Words may differ by spaces and letters only: the longer list shows them all.
        shared, mine, yours = max(left.weighty, right.weighty, key=len), Counter(), Counter()
    only = tuple((mine - yours).elements()), tuple((yours - mine).elements())
    return NameMatch(left.text.strip(), right.text.strip(), reason, shared, *only, left.form, right.form)


def _compare_unspaced(left: Name, right: Name) -> NameReason:
    if left.joined == right.joined:
        return NameReason.EQUAL if compatible(left.form, right.form) else NameReason.LEGAL_FORM_DIFFERS
    if left.joined in right.joined or right.joined in left.joined:
        return NameReason.MORE_WORDS
    if set(left.marks[0]) & set(right.marks[0]):
        return NameReason.PARTLY
    return NameReason.NOTHING_SHARED if left.form and right.form else NameReason.NO_LEGAL_NAME


def _compare_words(left: Name, right: Name, forms: Forms) -> NameReason:
    if equal := _equal_words(left, right, forms):
        return equal
    if alike(left.joined, right.joined):
        return NameReason.SPELLING
    mine, yours = Counter(left.weighty), Counter(right.weighty)
    if not mine - yours or not yours - mine:
        return NameReason.MORE_WORDS
    if _initials(left, right) or _initials(right, left):
        return NameReason.INITIALS
    near = distance("".join(left.marks), "".join(right.marks), 1) <= 1
    if near or any(_near(word, right) for word in left.marks) or any(_near(word, left) for word in right.marks):
        return NameReason.PARTLY
    if left.script != right.script:
        return NameReason.OTHER_SCRIPT
    known = left.script in ALPHABETIC
    legal = makes_legal_name(left.form) and makes_legal_name(right.form)
    return NameReason.NOTHING_SHARED if known and legal else NameReason.NO_LEGAL_NAME


def _equal_words(left: Name, right: Name, forms: Forms) -> NameReason | None:
    """Why the two are equal but for their legal forms; None where they are not."""
    if _same_words(left, right):
        equal = NameReason.EQUAL if left.script == right.script else NameReason.TRANSLITERATED
        return equal if compatible(left.form, right.form) else NameReason.LEGAL_FORM_DIFFERS
    letters = "".join(words(left.text)) == "".join(words(right.text))
    if letters or _form_run_in(left, right, forms) or _form_run_in(right, left, forms):
        return NameReason.EQUAL
    return None


def _same_words(left: Name, right: Name) -> bool:
    if sorted(left.weighty) == sorted(right.weighty) or loose(left.joined) == loose(right.joined):
        return True
    if loose("".join(left.weighty)) == loose("".join(right.weighty)):
        return True
    if left.script == right.script:
        return False
    heard = (sorted(sound(word) for word in name.weighty) for name in (left, right))
    return next(heard) == next(heard) or sound(left.joined) == sound(right.joined)


def _form_run_in(left: Name, right: Name, forms: Forms) -> bool:
    """Whether the left name is the right one with the legal form run into its last word ("NUOVAELETTRONICASRL")."""
    tail = left.joined.removeprefix(right.joined)
    if not tail or tail == left.joined or len(right.joined) < MIN_WORD:
        return False
    known = {short(" ".join(sequence)) for sequence in forms.sequences if "".join(sequence) == tail}
    return any(compatible(f"{form} {left.form}".strip(), right.form) for form in known if right.form)


MIN_INITIALS, MAX_INITIALS = 2, 6


def _initials(left: Name, right: Name) -> bool:
    """Whether the left name begins with the initials of the right one, or is made of the beginnings of two of its words."""
    others = [word for word in right.core if word not in SMALL]
    letters, first = "".join(word[0] for word in others), left.core[0]
    if len(first) >= MIN_INITIALS and MIN_INITIALS <= len(letters) <= MAX_INITIALS and letters.startswith(first):
        return True
    return len(left.core) == 1 and any(_blend(first, one, two) for one, two in combinations(others, 2))


def _blend(word: str, one: str, two: str) -> bool:
    """Whether a word joins the beginnings of two others, a letter in common or not: NIKOMAR of NIKOLAOS and MARIA."""
    cuts = range(MIN_INITIALS, len(word) - 2)
    return any(one.startswith(word[:cut]) and two.startswith((word[cut:], word[cut - 1 :])) for cut in cuts)


def _near(word: str, name: Name) -> bool:
    """Whether the other name has this word, one like it, or holds it inside its run of letters."""
    runs = {"".join(name.core[start:end]) for start in range(len(name.core)) for end in range(start + 1, start + 4)}
    runs |= set(name.marks)
    key = sound(word)
    if word in runs or any(alike(word, run) or (key and key == sound(run)) for run in runs):
        return True
    if len(word) >= MIN_WORD and word in name.joined:
        return True
    return any(len(mark) >= MIN_WORD and mark in word for mark in name.marks)

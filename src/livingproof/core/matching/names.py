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
from livingproof.core.matching.name_slips import other_figures, slips_of_trade
from livingproof.core.matching.name_words import GENERIC, HAN_GENERIC, SMALL, TRADES, written_out
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
    OTHER_TRADE = "distinctive words shared, another trade"
    OTHER_SCRIPT = "written in different scripts"
    NO_LEGAL_NAME = "nothing distinctive shared, but not both are legal names"
    NOT_COMPARABLE = "nothing to compare"
    NOTHING_SHARED = "two legal names without a distinctive word in common"


ZONES = {NameReason.EQUAL: Zone.SAME, NameReason.TRANSLITERATED: Zone.SAME, NameReason.NOTHING_SHARED: Zone.OTHER}
"""Every other reason leaves it unclear."""

_ORDER = tuple(NameReason)
UNSPACED = frozenset({Script.HAN, Script.HANGUL})
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
    """A name taken apart: `core` are its words without legal form, `letters` all its words without spaces."""

    text: str
    script: Script | None
    core: tuple[str, ...]
    form: str
    joined: str
    """The words without spaces, for names whose spaces were lost or misplaced."""
    weighty: tuple[str, ...]
    """The words in their common form, small ones left out."""
    letters: str

    @property
    def marks(self) -> tuple[str, ...]:
        """Those of the words that tell the name from others; all of them where none does."""
        if self.script in UNSPACED:
            return tuple(map(_han_marks, self.core))
        return tuple([word for word in self.weighty if tells_apart(word)]) or self.weighty


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
    if scripts & UNSPACED:
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
    if script in UNSPACED:
        plain = _SIGNS.sub("", fold(text).replace("㈱", "(株)"))
        core, form = split_unspaced(plain, forms)
        core = core.replace("(", "").replace(")", "")
        held = (core,) if core else ()
        return Name(text, script, held, form, core, _weighty(held), core)
    every = words(text)
    core_words, form = split_form(every, forms)
    return Name(text, script, core_words, form, "".join(core_words), _weighty(core_words), "".join(every))


_SIGNS = re.compile(r"[^\w()]+|_")


def tells_apart(word: str) -> bool:
    """Whether a word, in its common form, tells one company from another: no trade, no place, no number, no letter."""
    return len(word) > 1 and word not in COMMON_WORDS and not word.isdigit()


COMMON_WORDS = GENERIC | PLACE_WORDS
"""Words that tell companies apart only where a name has no other."""


def _weighty(core: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([written_out(word) for word in core if word not in SMALL]) or core


@lru_cache(maxsize=4096)
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
    elif scripts & UNSPACED:
        reason = _compare_unspaced(left, right)
    else:
        reason = _compare_words(left, right, forms)
    if ZONES.get(reason) is Zone.SAME:  # Words may differ by spaces and letters only: the longer list shows them all.
        parted: tuple[Words, Words, Words] = max(left.weighty, right.weighty, key=len), (), ()
    else:
        parted = _parted(left.weighty, right.weighty)
    return NameMatch(left.text.strip(), right.text.strip(), reason, *parted, left.form, right.form)


Words = tuple[str, ...]


def _parted(left: Words, right: Words) -> tuple[Words, Words, Words]:
    """The words that both have, those that only the left one has, and those that only the right one has; each as often as it has."""
    mine, yours = set(left), set(right)
    if len(mine) == len(left) and len(yours) == len(right):
        both = tuple([word for word in left if word in yours])
        return both, tuple([word for word in left if word not in yours]), tuple([w for w in right if w not in mine])
    first, second = Counter(left), Counter(right)
    return tuple((first & second).elements()), tuple((first - second).elements()), tuple((second - first).elements())


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
    if alike(left.joined, right.joined) and not other_figures(" ".join(left.weighty), " ".join(right.weighty)):
        return NameReason.SPELLING
    _, mine, yours = _parted(left.weighty, right.weighty)
    if not mine or not yours:
        return NameReason.MORE_WORDS
    if _initials(left, right) or _initials(right, left):
        return NameReason.INITIALS
    if _some_near(left, right):
        trades = not (TRADES.isdisjoint(mine) or TRADES.isdisjoint(yours))
        return NameReason.OTHER_TRADE if trades else NameReason.PARTLY
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
    if left.script == right.script and len(left.weighty) == len(right.weighty) and _slips(left, right):
        return NameReason.EQUAL if compatible(left.form, right.form) else NameReason.LEGAL_FORM_DIFFERS
    if left.letters == right.letters or _form_run_in(left, right, forms) or _form_run_in(right, left, forms):
        return NameReason.EQUAL
    return None


def _same_words(left: Name, right: Name) -> bool:
    if sorted(left.weighty) == sorted(right.weighty) or loose(left.joined) == loose(right.joined):
        return True
    weighty = "".join(left.weighty), "".join(right.weighty)
    if weighty != (left.joined, right.joined) and loose(weighty[0]) == loose(weighty[1]):
        return True
    if left.script == right.script:
        return False
    heard = (sorted(sound(word) for word in name.weighty) for name in (left, right))
    return next(heard) == next(heard) or sound(left.joined) == sound(right.joined)


def _slips(left: Name, right: Name) -> bool:
    shared = not set(left.weighty).isdisjoint(right.weighty)
    return shared and slips_of_trade(_printed(left), _printed(right))


def _printed(name: Name) -> dict[str, str]:
    """The words of weight by their common form, as they are printed."""
    return dict(zip(name.weighty, [word for word in name.core if word not in SMALL] or name.core, strict=True))


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


def _some_near(left: Name, right: Name) -> bool:
    """Whether a mark of one name stands in the other, in letters or in sound, or the marks differ by one letter."""
    mine, yours = left.marks, right.marks
    if distance("".join(mine), "".join(yours), 1) <= 1:
        return True
    return _near(mine, right, yours) or _near(yours, left, mine)


def _near(words_of_one: tuple[str, ...], name: Name, marks: tuple[str, ...]) -> bool:
    """Whether a name with these marks has one of the words, one like it, or holds it inside its run of letters."""
    core = name.core
    runs = {"".join(core[start:end]) for start in range(len(core)) for end in range(start + 1, start + 4)}.union(marks)
    if any(word in runs or (len(word) >= MIN_WORD and word in name.joined) for word in words_of_one):
        return True
    if any(len(mark) >= MIN_WORD and mark in word for mark in marks for word in words_of_one):
        return True
    if any(alike(word, run) for word in words_of_one for run in runs):
        return True
    return not {key for word in words_of_one if (key := sound(word))}.isdisjoint(map(sound, runs))

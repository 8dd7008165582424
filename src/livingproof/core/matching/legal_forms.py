"""Legal forms found in a name: a name that carries one is taken for a legal name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from livingproof.core.matching.letters import Script, fold, listed, main_script, words

_SHORT = """
limited ltd
company co
corporation corp
incorporated inc
private pvt
proprietary pty
sirketi sti
aktiengesellschaft ag
aktiebolag ab
aktieselskab as
aksjeselskap as
anpartsselskab aps
osakeyhtio oy
osauhing ou
limitada ltda
berhad bhd
sendirian sdn
limitee ltee
teoranta teo
kommanditgesellschaft kg
ges.m.b.h gmbh
gesmbh gmbh
"""
_PHRASES = """
gesellschaft mit beschrankter haftung|gmbh
gesellschaft mbh|gmbh
spolka z ograniczona odpowiedzialnoscia|sp zoo
spolka akcyjna|sa
obshchestvo s ogranichennoi otvetstvennostyu|ooo
tovarystvo z obmezhenoyu vidpovidalnistyu|tov
aktsionernoe obshchestvo|ao
anonim sti|as
sociedad anonima de capital variable|sa de cv
sociedad anonima cerrada|sac
sociedad anonima|sa
sociedade anonima|sa
sociedad limitada|sl
societe anonyme|sa
societe par actions simplifiee|sas
societe a responsabilite ltee|sarl
societa per azioni|spa
societa a responsabilita limitata|srl
anonymi etaireia|ae
idiotiki kefalaiouchiki etaireia|ike
joint stock co|jsc
ltd liability co|llc
ltd liability partnership|llp
public ltd co|plc
public co ltd|pcl
korlatolt felelossegu tarsasag|kft
kabushiki kaisha|kk
kabushiki gaisha|kk
"""
_PAIRS = dict(line.split() for line in _SHORT.strip().splitlines())
_LONG = tuple(tuple(line.split("|")) for line in _PHRASES.strip().splitlines())

_NEUTRAL = listed(
    "co pvt p m s and the public group mtv one member san ve tic ticaret sanayi dis ic ev publ semplificata unipersonale ms"
)
"""Parts of a legal form that come and go in use without meaning another company."""

_BESIDE = {
    "ltd": frozenset({"sti"}),
    "pt": frozenset({"ltd", "tbk"}),
    "srl": frozenset({"sc"}),
    "sa": frozenset({"sc", "de", "cv"}),
    "rl": frozenset({"cv"}),
}
"""Words that come and go beside another: Turkish "Ltd. Şti.", Indonesian "PT … Ltd", Romanian "S.C. … S.R.L.", "S.A. de C.V."."""

_WEAK = frozenset(
    {"", "co", "and co", "ms", "me", "pr", "sb", "ps", "ik", "od", "est", "firma", "cong ty", "co phan", "group"}
)
"""Forms that a trade name carries as well: they do not make a legal name."""

_IN_FRONT = listed(
    "pt cv ud ooo oao zao pao ao nao too ip fgup sc uab sia as ab tov pp fop ms zpuh pphu fhu phu dptu kk"
)
"""Forms that stand before the name."""

_UNMISTAKABLE = listed(
    "ltd limited gmbh inc llc corp corporation srl srls ooo dooel doo eood ood sro kft zrt sarl ltda pte pty plc bvba"
)
"""Single words that are a legal form wherever they stand; others are one only at an end of the name."""

_HAN_SAME = (
    ("有限责任公司", "有限公司"),
    ("责任有限公司", "有限公司"),
    ("企业有限公司", "有限公司"),
    ("(株)", "株式会社"),
    ("(有)", "有限会社"),
    ("(주)", "주식회사"),
    ("(유)", "유한회사"),
)


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """Legal forms made ready for finding: as word sequences by their length, and as strings for scripts without spaces.

    `by_last` and `by_first` are the lengths of the sequences, longest first, by their last and first word. `endings` is what
    a name without spaces that has a form ends with, where it does not begin with one.
    """

    sequences: frozenset[tuple[str, ...]]
    unspaced: tuple[str, ...]
    by_last: Mapping[str, tuple[int, ...]]
    by_first: Mapping[str, tuple[int, ...]]
    endings: tuple[str, ...]

    def at_end(self, sequence: tuple[str, ...]) -> int:
        """How many of the last words are a legal form; 0 for none."""
        if not sequence:
            return 0
        for size in self.by_last.get(_readable_word(sequence[-1]), ()):
            if _readable(sequence[-size:]) in self.sequences:
                return size
        return 0

    def at(self, sequence: tuple[str, ...], start: int) -> int:
        """How many words from there are a form that stands in the middle of a name; 0 for none."""
        for size in self.by_first.get(_readable_word(sequence[start]), ()):
            found = _readable(sequence[start : start + size])
            if found in self.sequences and (size > 1 or found[0] in _UNMISTAKABLE):
                return size
        return 0


_MADE: list[tuple[tuple[str, ...], Forms]] = []
"""The last catalogue's forms: one tuple serves every comparison, and hashing it would cost more than a comparison."""


def forms_of(legal_forms: tuple[str, ...]) -> Forms:
    """The forms of a catalogue made ready."""
    if _MADE and _MADE[-1][0] is legal_forms:
        return _MADE[-1][1]
    made = _forms_of(legal_forms)
    _MADE[:] = [(legal_forms, made)]
    return made


@lru_cache(maxsize=8)
def _forms_of(legal_forms: tuple[str, ...]) -> Forms:
    alphabetic = {words(form) for form in legal_forms if main_script(form) not in {Script.HAN, Script.HANGUL}}
    unspaced = {fold(form).replace(" ", "") for form in legal_forms if main_script(form) in {Script.HAN, Script.HANGUL}}
    sequences = frozenset(sequence for sequence in alphabetic if sequence)
    bare = {form.strip("()") for form in unspaced}
    return Forms(
        sequences,
        tuple(sorted(unspaced, key=lambda form: (-len(form), form))),
        _lengths((sequence[-1], len(sequence)) for sequence in sequences),
        _lengths((sequence[0], len(sequence)) for sequence in sequences),
        tuple(unspaced | bare),
    )


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word, length in pairs:
        found.setdefault(word, set()).add(length)
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


def split_form(sequence: tuple[str, ...], forms: Forms) -> tuple[tuple[str, ...], str]:
    """The words without legal form, and the form in short words ("co ltd"); a name that is nothing but a form keeps it."""
    rest = sequence
    found: list[str] = []
    while len(rest) > 1 and (size := forms.at_end(rest)) and size < len(rest):
        found.insert(0, " ".join(_readable(rest[-size:])))
        rest = rest[:-size]
    start = 1
    while start < len(rest):
        size = forms.at(rest, start) if _readable_word(rest[start]) in forms.by_first else 0
        if size:
            found.append(" ".join(_readable(rest[start : start + size])))
            rest = rest[:start] + rest[start + size :]
        else:
            start += 1
    while len(rest) > 1 and rest[0] in _IN_FRONT and (rest[0],) in forms.sequences:
        found.append(rest[0])
        rest = rest[1:]
    return rest, short(" ".join(found))


def split_unspaced(text: str, forms: Forms) -> tuple[str, str]:
    """The same for a name written without spaces, Chinese, Japanese or Korean; brackets are kept out."""
    if not (text.endswith(forms.endings) or text.startswith(forms.unspaced)):
        return text, ""
    for form in forms.unspaced:
        bare = form.strip("()")
        if len(text) > len(form) and text.startswith(form):
            return text[len(form) :], _same_han(form)
        if len(text) > len(form) and text.endswith(form):
            return text[: -len(form)], _same_han(form)
        if len(bare) > 1 and len(text) > len(bare) and text.endswith(bare):
            return text[: -len(bare)], _same_han(bare)
    return text, ""


@lru_cache(maxsize=4096)
def short(form: str) -> str:
    """A legal form in its short words: "Company Limited" is "co ltd"."""
    text = " ".join(_PAIRS.get(word, word) for word in form.split())
    for long, brief in _LONG:
        text = text.replace(long, brief)
    return text


def makes_legal_name(form: str) -> bool:
    """Whether a name with this form is a legal name; "& Co." alone is not enough."""
    return form not in _WEAK


def compatible(left: str, right: str) -> bool:
    """Whether two forms may be those of one company: equal in substance, or one of them left out."""
    first, second = _substance(left), _substance(right)
    return not first or not second or first == second


@lru_cache(maxsize=4096)
def _substance(form: str) -> frozenset[str]:
    """The words of a short form that tell companies apart: without those that come and go beside another one."""
    told = frozenset(form.split()) - _NEUTRAL
    return told.difference(*(_BESIDE[word] for word in told if word in _BESIDE))


@lru_cache(maxsize=4096)
def distinctive_form(form: str) -> str:
    """What of a short form tells companies apart, in one order: two that differ are not compatible. "" for nothing."""
    return " ".join(sorted(_substance(form)))


def _readable(sequence: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_readable_word, sequence))


def _readable_word(word: str) -> str:
    """Zeros read for the letter o ("d.0.0.") are put right inside short words."""
    return word.replace("0", "o") if "0" in word and len(word) < 5 else word  # noqa: PLR2004 - a legal form's initials


def _same_han(form: str) -> str:
    for long, brief in _HAN_SAME:
        form = form.replace(long, brief)
    return form

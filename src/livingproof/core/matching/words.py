"""Words of many languages made comparable: letters folded, tokens cut, endings taken off, forms of a table found again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MARKS = dict.fromkeys((*range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0640, 0x200B, 0x00AD))
LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه"}
)
RUN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
"""The signs of scripts that put no space between words: Han, kana and Hangul."""

TOKEN = re.compile(rf"[A-Za-z0-9]*[{RUN}][{RUN}A-Za-z0-9]*|\d+(?:[.,]\d+)*[^\W_{RUN}]*|[^\W_{RUN}]+|[^\w\s]|\n|_")
KANA, HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7af]")
IS_RUN = re.compile(f"[{RUN}]")
SCRIPTS = {
    "latin": (range(0x0250), range(0x1E00, 0x1F00)),
    "cyrillic": (range(0x0400, 0x0530),),
    "greek": (range(0x0370, 0x0400), range(0x1F00, 0x2000)),
    "arabic": (range(0x0600, 0x0780),),
}
"""The blocks of letters by script; the first is taken for a text without letters."""

MIN_STEM = 3
"""Letters that must stay when an ending is taken off; shorter words are left as they are."""


def fold(text: str) -> str:
    """The text in small letters without accents; Hangul and kana stay whole, look-alike letters of Arabic are joined."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(MARKS)
    return unicodedata.normalize("NFC", decomposed).translate(LETTERS)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a text: as it stands there, folded, and as a stem of its language."""

    raw: str
    text: str
    stem: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word or number and no punctuation."""
        return self.text[:1].isalnum()


@dataclass(frozen=True, slots=True)
class Forms:
    """A list of forms compiled: single words, beginnings of words (form*), and phrases of several words."""

    words: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...]

    def at(self, tokens: Sequence[Token], start: int) -> int:
        """How many tokens from `start` on one of the forms takes; 0 when none stands there. The longest wins."""
        text = tokens[start].text
        longest = 1 if text in self.words or (self.beginnings and text.startswith(self.beginnings)) else 0
        for phrase in self.phrases:
            if phrase[0] == text and len(phrase) > longest and _stands(phrase, tokens, start):
                longest = len(phrase)
        return longest

    def anywhere(self, tokens: Sequence[Token]) -> bool:
        """Whether one of the forms stands at any of the tokens."""
        return any(self.at(tokens, at) for at in range(len(tokens)))


def _stands(phrase: tuple[str, ...], tokens: Sequence[Token], start: int) -> bool:
    if start + len(phrase) > len(tokens):
        return False
    return all(
        token.text.startswith(part[:-1]) if part.endswith("*") else token.text == part
        for part, token in zip(phrase, tokens[start : start + len(phrase)], strict=True)
    )


def compile_forms(forms: Iterable[str], spellings: Sequence[tuple[str, str]] = ()) -> Forms:
    """The forms of a table, folded and ready to be found in tokens."""
    words, beginnings, phrases = set(), set(), set()
    for form in forms:
        parts = cut(spell(fold(form.replace("*", "")), spellings))
        if len(parts) > 1:
            phrases.add((*parts[:-1], parts[-1] + "*" * form.endswith("*")))
        elif form.endswith("*"):
            beginnings.add(parts[0])
        elif parts:
            words.add(parts[0])
    return Forms(frozenset(words), tuple(sorted(beginnings)), tuple(sorted(phrases)))


def cut(text: str) -> list[str]:
    """The words and signs of a text in order; a line break is a sign, other space is none."""
    return TOKEN.findall(text)


def spell(text: str, spellings: Sequence[tuple[str, str]]) -> str:
    """The text with the spellings of one word brought to one (tyre, tire)."""
    for other, one in spellings:
        if other in text:
            text = text.replace(other, one)
    return text


def stem(word: str, endings: Sequence[tuple[str, str]], rounds: int = 1) -> str:
    """The word without its ending; the first ending of the list that fits is taken, at most `rounds` times."""
    for _ in range(rounds):
        for ending, kept in endings:
            if word.endswith(ending) and len(word) - len(ending) + len(kept) >= MIN_STEM:
                word = word[: len(word) - len(ending)] + kept
                break
        else:
            return word
    return word


def script_of(text: str) -> str:
    """The script that most letters of the text belong to; kana makes a text Japanese, Hangul Korean."""
    if HANGUL.search(text):
        return "hangul"
    if KANA.search(text):
        return "kana"
    if IS_RUN.search(text):
        return "han"
    letters = [ord(letter) for letter in text if letter.isalpha()]
    return max(SCRIPTS, key=lambda name: sum(any(code in span for span in SCRIPTS[name]) for code in letters))

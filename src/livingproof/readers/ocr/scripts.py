"""Lines in scripts that PP-OCR cannot read: found by what it leaves out, read again with Tesseract where its data is.

PP-OCR drops the letters it does not know. A line of Latin or Chinese print gives at least one character per line height
of length (measured on 315 lines), one of Cyrillic print less than two thirds of one; Greek letters it knows in part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from livingproof.readers.ocr import tesseract
from livingproof.readers.ocr.line import Line, Picture, Quad, extent
from livingproof.readers.ocr.recognition import Reading

UNKNOWN = "unknown"


class Script(NamedTuple):
    """A script that PP-OCR cannot read: Tesseract's data for it, the best first, and the Debian package to name."""

    unicode_name: str
    data: tuple[str, ...]
    package: str


SCRIPTS: Mapping[str, Script] = {
    "Cyrillic": Script(
        "CYRILLIC", ("rus", "ukr", "bul", "srp", "mkd", "bel", "kaz", "script/Cyrillic"), "tesseract-ocr-rus"
    ),
    "Greek": Script("GREEK", ("ell", "script/Greek"), "tesseract-ocr-ell"),
    "Hangul": Script("HANGUL", ("kor", "script/Hangul"), "tesseract-ocr-kor"),
    "Thai": Script("THAI", ("tha", "script/Thai"), "tesseract-ocr-tha"),
    "Arabic": Script("ARABIC", ("ara", "fas", "script/Arabic"), "tesseract-ocr-ara"),
    "Hebrew": Script("HEBREW", ("heb", "script/Hebrew"), "tesseract-ocr-heb"),
    "Devanagari": Script("DEVANAGARI", ("hin", "script/Devanagari"), "tesseract-ocr-hin"),
    "Georgian": Script("GEORGIAN", ("kat", "script/Georgian"), "tesseract-ocr-kat"),
    "Armenian": Script("ARMENIAN", ("hye", "script/Armenian"), "tesseract-ocr-hye"),
}

_SPARSE = 0.75  # characters per line height of length, below which letters were left out
_LONG = 5.0  # length against height of a line that tells something
_STRAY = 4  # letters in a line that may be lookalikes; letterspaced Latin print has more
_FOREIGN_LINES = 3
_SAMPLE = 3
_ACCEPTED = 0.5  # Tesseract's confidence from which its reading of a line is taken
_CHOSEN = 0.6  # mean confidence on the sample from which a script is believed
_SURELY_LATIN = 0.95  # PP-OCR's score
_WITHOUT_DOUBT = 0.98
_DENSE = 1.5  # characters per line height of length
_TELLING = 12  # letters
_MOSTLY = 0.8
_OWN_LETTERS = 3  # letters that no other script has in this form
_LOOKALIKES = frozenset("ABCEHIKMOPSTXYZacehijkmnoprstuvxy")  # letters that Cyrillic or Greek print shares with Latin

Read = tuple[Quad, Reading]


def reread(image: Picture, lines: Sequence[Read]) -> tuple[Mapping[Quad, Line], tuple[str, ...]]:
    """New readings for the lines in other scripts, by box, and the scripts that could not be read.

    On a page with fewer than three such lines nothing is done: ornaments and seals look like that too.
    """
    sparse = [line for line in lines if _is_sparse(line)]
    greek = [line for line in lines if _greek_letters(line[1].text) > 1]
    if len(sparse) + len(greek) < _FOREIGN_LINES:
        return {}, ()
    mostly_greek = len(greek) > len(sparse) / 2
    sample = sorted(greek if mostly_greek else sparse, key=_size, reverse=True)[:_SAMPLE]
    name, data = _script(image, sample, mostly_greek=mostly_greek)
    doubtful = [line for line in lines if not _surely_latin(line)]
    if data is None:
        return {}, (_guessed(doubtful) if name == UNKNOWN else name,)
    again = ((quad, tesseract.read(image, quad, data)) for quad, _ in doubtful)
    return {quad: line for quad, line in again if line.confidence >= _ACCEPTED and _has(name, line.text)}, ()


def package(script: str) -> str | None:
    """The Debian package with the data for a script; None for one that is not known."""
    return SCRIPTS[script].package if script in SCRIPTS else None


def _script(image: Picture, sample: Sequence[Read], *, mostly_greek: bool) -> tuple[str, str | None]:
    """The script of the sample and the data to read it with; None when no installed data reads it."""
    seen = "Greek" if mostly_greek else tesseract.script_of([tesseract.strip(image, quad) for quad, _ in sample])
    found = [
        (_confidence(image, sample, name, data), name, data)
        for name in SCRIPTS
        if seen not in SCRIPTS or name == seen
        for data in tesseract.installed(SCRIPTS[name].data)
    ]
    confidence, name, data = max(found, default=(0.0, "", ""))
    return (name, data) if confidence >= _CHOSEN else (seen or UNKNOWN, None)


def _guessed(doubtful: Sequence[Read]) -> str:
    """The script without any data: Cyrillic leaves the letters that look like Latin ones, the others leave none."""
    letters = [letter for _, reading in doubtful for letter in reading.text if letter.isalpha()]
    alike = sum(letter in _LOOKALIKES for letter in letters)
    return "Cyrillic" if len(letters) >= _TELLING and alike >= _MOSTLY * len(letters) else UNKNOWN


def _confidence(image: Picture, sample: Sequence[Read], name: str, data: str) -> float:
    """How well some data reads the sample; a line without a letter of the script counts nothing."""
    lines = [tesseract.read(image, quad, data, latin=False) for quad, _ in sample]
    return sum(line.confidence for line in lines if _has(name, line.text)) / len(lines)


def _is_sparse(line: Read) -> bool:
    quad, reading = line
    length, height = extent(quad)
    count = sum(not letter.isspace() for letter in reading.text)
    letters = sum(letter.isalpha() for letter in reading.text)
    if not reading.glyphs or letters > _STRAY or any(letter >= "\u2e80" for letter in reading.text):
        return False
    return length > _LONG * height and count < _SPARSE * length / height


def _greek_letters(text: str) -> int:
    return sum("\u0370" <= letter <= "\u03ff" for letter in text)


def _surely_latin(line: Read) -> bool:
    """Whether PP-OCR's reading stands: nothing left out, and read without doubt or with letters that only Latin has."""
    quad, reading = line
    length, height = extent(quad)
    if _is_sparse(line) or reading.score < _SURELY_LATIN or _greek_letters(reading.text):
        return False
    letters = [letter for letter in reading.text if letter.isalpha()]
    if len(reading.text) > _DENSE * length / height and reading.score > _WITHOUT_DOUBT:
        return True
    return sum(letter not in _LOOKALIKES for letter in letters) >= max(1, min(_OWN_LETTERS, len(letters)))


def _size(line: Read) -> float:
    length, height = extent(line[0])
    return length * height


def _has(name: str, text: str) -> bool:
    return any(
        unicodedata.name(letter, "").startswith(SCRIPTS[name].unicode_name) for letter in text if letter.isalpha()
    )

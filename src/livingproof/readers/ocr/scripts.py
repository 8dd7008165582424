"""Lines in scripts that PP-OCR cannot read: found by how poorly it reads them, read again with Tesseract where its data is.

PP-OCR drops the letters it does not know, or takes them for others with little certainty. Measured on 22 pages of Latin,
Chinese and Japanese print: at most one line of a page is read with a score below 0.8; on pages of other scripts four to
twelve are. A line of Latin or Chinese print gives at least one character per line height of length (measured on 315
lines), one of Cyrillic print less than two thirds of one; Greek letters it knows in part.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from livingproof.readers.ocr import tesseract
from livingproof.readers.ocr.line import Line, Picture, Quad, extent
from livingproof.readers.ocr.lookalikes import in_one_script
from livingproof.readers.ocr.recognition import Reading

UNKNOWN = "unknown"


class Script(NamedTuple):
    """A script that PP-OCR cannot read: Tesseract's data for it, the best first, and the Debian package to name.

    `growth` is the share of a line's height that its marks need above and below the box (measured: Arabic 5.6 per cent
    wrong characters without, 2.9 with; the others are not better). `own` are letters of one language by which its data
    is preferred. `own_digits` says that the script has digits of its own that Tesseract confuses: of Arabic and Persian
    ones a tenth to a third was wrong, read with confidence.
    """

    unicode_name: str
    data: tuple[str, ...]
    package: str
    growth: float = 0.0
    own: tuple[str, str] = ("", "")
    own_digits: bool = False


SCRIPTS: Mapping[str, Script] = {
    "Cyrillic": Script(
        "CYRILLIC", ("rus", "ukr", "bul", "srp", "mkd", "bel", "kaz", "script/Cyrillic"), "tesseract-ocr-rus"
    ),
    "Greek": Script("GREEK", ("ell", "script/Greek"), "tesseract-ocr-ell"),
    "Hangul": Script("HANGUL", ("kor", "script/Hangul"), "tesseract-ocr-kor"),
    "Thai": Script("THAI", ("tha", "script/Thai"), "tesseract-ocr-tha"),
    "Arabic": Script(
        "ARABIC",
        ("ara", "fas", "script/Arabic"),
        "tesseract-ocr-ara",
        0.1,
        ("fas", "\u067e\u0686\u0698\u06af"),
        own_digits=True,
    ),
    "Hebrew": Script("HEBREW", ("heb", "script/Hebrew"), "tesseract-ocr-heb"),
    "Devanagari": Script("DEVANAGARI", ("hin", "mar", "nep", "script/Devanagari"), "tesseract-ocr-hin"),
    "Georgian": Script("GEORGIAN", ("kat", "script/Georgian"), "tesseract-ocr-kat"),
    "Armenian": Script("ARMENIAN", ("hye", "script/Armenian"), "tesseract-ocr-hye"),
    "Bengali": Script("BENGALI", ("ben", "script/Bengali"), "tesseract-ocr-ben"),
    "Gujarati": Script("GUJARATI", ("guj", "script/Gujarati"), "tesseract-ocr-guj"),
    "Gurmukhi": Script("GURMUKHI", ("pan", "script/Gurmukhi"), "tesseract-ocr-pan"),
    "Kannada": Script("KANNADA", ("kan", "script/Kannada"), "tesseract-ocr-kan"),
    "Khmer": Script("KHMER", ("khm", "script/Khmer"), "tesseract-ocr-khm"),
    "Lao": Script("LAO", ("lao", "script/Lao"), "tesseract-ocr-lao"),
    "Malayalam": Script("MALAYALAM", ("mal", "script/Malayalam"), "tesseract-ocr-mal"),
    "Myanmar": Script("MYANMAR", ("mya", "script/Myanmar"), "tesseract-ocr-mya"),
    "Sinhala": Script("SINHALA", ("sin", "script/Sinhala"), "tesseract-ocr-sin"),
    "Tamil": Script("TAMIL", ("tam", "script/Tamil"), "tesseract-ocr-tam"),
    "Telugu": Script("TELUGU", ("tel", "script/Telugu"), "tesseract-ocr-tel"),
}

_WORDS = {"Korean": "Hangul"}  # where Tesseract has another word
_READ_BY_PADDLE = frozenset({"Latin", "Fraktur", "Han", "Japanese", "Hiragana", "Katakana"})
_SPARSE = 0.75  # characters per line height of length, below which letters were left out
_POOR = 0.8  # PP-OCR's score of a line that it could not read
_LONG = 4.0  # length against height of a line that tells something
_STRAY = 4  # letters in a line that may be lookalikes; letterspaced Latin print has more
_FOREIGN_LINES = 3
_FOREIGN_SHARE = 0.12  # of the length of all lines, from which a script without data is named
_SCRIPTS_OF_A_PAGE = 2
_WITNESSES = 8  # lines by which Tesseract tells the script
_SAMPLE = 5  # lines by which the data is chosen
_OWN = 3  # letters of its own in the sample by which a language is told
_DOUBTED = 0.5  # confidence of a line whose digits may be others
_SURE_GLYPH = 0.8
_WORD = 2  # letters
_ACCEPTED = 0.5  # Tesseract's confidence from which its reading of a line is taken
_CHOSEN = 0.6  # mean confidence on the sample from which a script is believed
_SURE_SCRIPT = 1.0  # Tesseract's script score; a wrong script on stacked lines scores less
_SURELY_KNOWN = 0.95  # PP-OCR's score
_WITHOUT_DOUBT = 0.98
_DENSE = 1.5  # characters per line height of length
_TELLING = 12  # letters
_MOSTLY = 0.8
_OWN_LETTERS = 3  # letters that no other script has in this form
_LOOKALIKES = frozenset("ABCEHIKMOPSTXYZacehijkmnoprstuvxy")  # letters that Cyrillic or Greek print shares with Latin

Read = tuple[Quad, Reading]


def reread(image: Picture, lines: Sequence[Read]) -> tuple[Mapping[Quad, Line], tuple[str, ...]]:
    """New readings for the lines in other scripts, by box, and the scripts that could not be read.

    With fewer than three such lines on a page nothing is done: ornaments and seals look like that too.
    """
    found: dict[Quad, Line] = {}
    tried: list[str] = []
    for _ in range(_SCRIPTS_OF_A_PAGE):
        left = [line for line in lines if line[0] not in found]
        strange = [line for line in left if _is_strange(line)]
        if len(strange) < _FOREIGN_LINES:
            break
        name, data = _script(image, strange, tried)
        if data is None:
            named = name and (not tried or _length(strange) > _FOREIGN_SHARE * _length(lines))
            return found, (name,) if named else ()
        tried.append(name)
        found |= _read_again(image, left, name, data)
    return found, ()


def package(script: str) -> str | None:
    """The Debian package with the data for a script; None for one that is not known."""
    return SCRIPTS[script].package if script in SCRIPTS else None


def _read_again(image: Picture, lines: Iterable[Read], name: str, data: str) -> dict[Quad, Line]:
    """The lines that PP-OCR may have read wrongly, where Tesseract is sure to see the script."""
    found: dict[Quad, Line] = {}
    for quad, reading in lines:
        if _stands((quad, reading), name):
            continue
        again = _read_line(image, quad, reading, name, data)
        if again.confidence >= _ACCEPTED and _letters_of(name, again.text):
            doubted = SCRIPTS[name].own_digits and _digits(again.text) != _digits(reading.text)
            confidence = min(again.confidence, _DOUBTED) if doubted else again.confidence
            found[quad] = Line(in_one_script(again.text), quad, confidence)
    return found


def _read_line(image: Picture, quad: Quad, reading: Reading, name: str, data: str) -> Line:
    """The line by Tesseract; Latin words that PP-OCR did not see must be read more surely than the line without them."""
    growth, expected = SCRIPTS[name].growth, _has_latin(reading)
    if SCRIPTS[name].own_digits and not expected:
        return tesseract.read(image, quad, data, latin=False, growth=growth)
    line = tesseract.read(image, quad, data, growth=growth)
    if expected or not any(letter.isascii() and letter.isalpha() for letter in line.text):
        return line
    plain = tesseract.read(image, quad, data, latin=False, growth=growth)
    return plain if plain.confidence >= line.confidence else line


def _has_latin(reading: Reading) -> bool:
    """Whether PP-OCR saw a Latin word in a line: else Tesseract makes one of Arabic digits."""
    return (
        sum(glyph.text.isascii() and glyph.text.isalpha() and glyph.score > _SURE_GLYPH for glyph in reading.glyphs)
        >= _WORD
    )


def _digits(text: str) -> list[str]:
    return sorted(letter for letter in text if letter.isdigit())


def _script(image: Picture, strange: Sequence[Read], tried: Collection[str]) -> tuple[str, str | None]:
    """The script of some lines and the data to read it with; no data when none that is installed reads it.

    The name is empty for lines that are only poorly printed.
    """
    largest = sorted(strange, key=_size, reverse=True)[:_WITNESSES]
    look = tesseract.look([tesseract.strip(image, quad) for quad, _ in largest])
    seen = _WORDS.get(look.script, look.script) if look is not None else ""
    if look is not None and (seen in tried or (seen in _READ_BY_PADDLE and look.confidence >= _SURE_SCRIPT)):
        return "", None
    sample = largest[:_SAMPLE]
    dropped = sum(_is_dropped(line) for line in strange) >= _FOREIGN_LINES
    others = [name for name in SCRIPTS if name not in tried and name != seen] if look is None or dropped else []
    data = (_data(image, sample, [seen]) if seen in SCRIPTS else None) or _data(image, sample, others)
    if data is not None:
        return data
    if look is not None and seen in SCRIPTS and (look.confidence >= _SURE_SCRIPT or seen in _WORDS.values()):
        return seen, None
    return (_guessed(strange) if not tried and (look is None or dropped) else ""), None


def _data(image: Picture, sample: Sequence[Read], names: Sequence[str]) -> tuple[str, str] | None:
    """The script and the installed data that read the sample best, when they read it well."""
    found = [
        (*_fitness(image, sample, name, data), name, data)
        for name in names
        for data in tesseract.installed(SCRIPTS[name].data)
    ]
    _, confidence, name, data = max(found, default=(False, 0.0, "", ""))
    return (name, data) if confidence >= _CHOSEN else None


def _guessed(strange: Sequence[Read]) -> str:
    """The script without any data: Cyrillic leaves the letters that look like Latin ones, the others leave none."""
    letters = [letter for _, reading in strange for letter in reading.text if letter.isalpha()]
    alike = sum(letter in _LOOKALIKES for letter in letters)
    return "Cyrillic" if len(letters) >= _TELLING and alike >= _MOSTLY * len(letters) else UNKNOWN


def _fitness(image: Picture, sample: Sequence[Read], name: str, data: str) -> tuple[bool, float]:
    """Whether some data sees letters that only its language has, and the median of how surely it reads the sample.

    A line without a letter of the script counts nothing.
    """
    lines = [tesseract.read(image, quad, data, latin=False, growth=SCRIPTS[name].growth) for quad, _ in sample]
    language, letters = SCRIPTS[name].own
    own = sum(letter in letters for line in lines for letter in line.text)
    confidence = median(line.confidence if _letters_of(name, line.text) else 0.0 for line in lines)
    return data == language and own >= _OWN and confidence >= _CHOSEN, confidence


def _is_strange(line: Read) -> bool:
    """Whether a long line was read poorly, or is too long for what was read of it, or has Greek letters."""
    quad, reading = line
    length, height = extent(quad)
    if length < _LONG * height:
        return False
    return reading.score < _POOR or _is_sparse(line) or _letters_of("Greek", reading.text) > 1


def _is_dropped(line: Read) -> bool:
    """Whether letters were left out of a line, not only read poorly: print that is blurred is read all the same."""
    return not line[1].text.strip() or _is_sparse(line)


def _is_sparse(line: Read) -> bool:
    quad, reading = line
    length, height = extent(quad)
    count = sum(not letter.isspace() for letter in reading.text)
    letters = sum(letter.isalpha() for letter in reading.text)
    if not reading.glyphs or letters > _STRAY or any(letter >= "\u2e80" for letter in reading.text):
        return False
    return length > _LONG * height and count < _SPARSE * length / height


def _stands(line: Read, name: str) -> bool:
    """Whether PP-OCR's reading stands: nothing left out, and read without doubt or with letters of its own scripts.

    On a Korean page Chinese characters are no letters of its own: PP-OCR takes Hangul for them.
    """
    quad, reading = line
    length, height = extent(quad)
    if _is_sparse(line) or reading.score < _SURELY_KNOWN or _letters_of("Greek", reading.text):
        return False
    letters = [letter for letter in reading.text if letter.isalpha()]
    if name == "Hangul" and any(letter >= "\u2e80" for letter in letters):
        return reading.score > _WITHOUT_DOUBT and len(letters) >= _MOSTLY * length / height
    if len(reading.text) > _DENSE * length / height and reading.score > _WITHOUT_DOUBT:
        return True
    return sum(letter not in _LOOKALIKES for letter in letters) >= max(1, min(_OWN_LETTERS, len(letters)))


def _size(line: Read) -> float:
    length, height = extent(line[0])
    return length * height


def _length(lines: Iterable[Read]) -> float:
    return sum(extent(quad)[0] for quad, _ in lines)


def _letters_of(name: str, text: str) -> int:
    """How many letters of a script a text has."""
    start = SCRIPTS[name].unicode_name
    return sum(unicodedata.name(letter, "").startswith(start) for letter in text if letter.isalpha())

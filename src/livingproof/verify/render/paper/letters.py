"""Which fonts draw the text of a document, and what is said of letters that none of them draws.

Latin, Greek, Cyrillic and Hebrew come with typst, or from the wheel of Noto Sans where that is installed; Chinese, Japanese
and Korean from the wheel of Noto Sans CJK; other scripts from the Noto fonts of the system.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from livingproof.catalogue.words import terms
from livingproof.readers.fonts import cjk_font, script_fonts
from livingproof.verify.render.paper.plain import Plain, told_by

SANS_WHEEL = "fontpkg_noto_sans"
CARRIED, FIXED = "Libertinus Serif", "DejaVu Sans Mono"
"""Fonts that typst carries: the first for text, the second for what all others lack."""

UNDRAWN = "\ufffd"
CJK = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH"})
SYMBOLS = "SYMBOLS"
_CJK_PACKAGE, _PACKAGE = "fonts-noto-cjk", "fonts-noto-core"
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


@dataclass(frozen=True, slots=True)
class Letters:
    """The fonts of a document: their families in the order in which they are asked, and the fonts as typst holds them."""

    families: tuple[str, ...]
    fonts: Any


def letters_for(missing: AbstractSet[str]) -> Letters:
    """The fonts that are shipped; for letters that these lack, also the fonts of the system for their scripts."""
    import typst

    scripts = sorted({script_of(letter) for letter in missing})
    shipped = (*_sans(), None, *filter(None, (cjk_font(),)))
    files = (*shipped, *(path for script in scripts for path in _files(script)))
    folders = dict.fromkeys(str(path.parent) for path in files if path)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(folders))
    named = {font.path: font.family for font in fonts.fonts() if font.path}
    families = [named.get(str(path)) if path else CARRIED for path in files]
    last = [FIXED] if missing else []
    return Letters(tuple(dict.fromkeys([family for family in families if family] + last)), fonts)


def undrawn_in(diagnostic: str) -> frozenset[str]:
    """The letters that typst names as having no glyph; none where it complains of something else."""
    named = "".join(_NO_GLYPH.findall(diagnostic))
    said = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), named)
    return frozenset(letter for letter in said if not letter.isascii())


def drawable(content: Plain, undrawn: AbstractSet[str], language: str) -> Plain:
    """The content with U+FFFD for each of these letters, and a sentence about them among the limits."""
    if not undrawn:
        return content
    table = str.maketrans(dict.fromkeys(undrawn, UNDRAWN))
    drawn: Plain = told_by(content, lambda words: words.translate(table))
    said = _about(sorted({script_of(letter) for letter in undrawn}), terms(language)["limits"])
    for sheet in drawn["sheets"]:
        sheet["limits"]["rows"].append(said)
    return drawn


def script_of(letter: str) -> str:
    """The script of a letter by the first word of its Unicode name ("THAI"); symbols and letters without a name are "SYMBOLS"."""
    if unicodedata.category(letter).startswith(("S", "C")):
        return SYMBOLS
    return unicodedata.name(letter, SYMBOLS).partition(" ")[0]


def _files(script: str) -> tuple[Path, ...]:
    names = (script, f"{script}2") if script == SYMBOLS else (script,)
    return tuple(path for name in names for path in script_fonts(name))


def _about(scripts: Sequence[str], words: Mapping[str, str]) -> str:
    """Which letters have no font, and which packages would bring one that is not there yet."""
    said = words["undrawn"].format(sign=UNDRAWN, scripts=", ".join(script.title() for script in scripts))
    packages = sorted({_CJK_PACKAGE if script in CJK else _PACKAGE for script in scripts if not _files(script)})
    return f"{said} {words['undrawn_package'].format(packages=', '.join(packages))}" if packages else said


@cache
def _sans() -> tuple[Path, ...]:
    """The upright face of Noto Sans from its wheel; empty where that is not installed."""
    spec = find_spec(SANS_WHEEL)
    folders = spec.submodule_search_locations if spec is not None else None
    found = (path for folder in folders or () for path in sorted(Path(folder).rglob("*.ttf")))
    return tuple(path for path in found if "Italic" not in path.name)

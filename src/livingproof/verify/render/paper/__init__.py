"""A verdict as a document to print and to keep: PDF/A-2b, set from plain data by one template, in which no text is markup."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from livingproof.core.facts import Facts
from livingproof.verify.render.languages import ENGLISH, Languages
from livingproof.verify.render.page.shown import Sheet
from livingproof.verify.render.paper.content import content_of
from livingproof.verify.render.paper.letters import Letters, drawable, letters_for, undrawn_in
from livingproof.verify.render.paper.plain import Plain

__all__ = ["PAGES_SHOWN", "Sheet", "paper_of"]

PAGES_SHOWN = 3
"""So many pages of one certificate are shown."""
STANDARD: Final = "a-2b"
_TEMPLATE = Path(__file__).parent / "template.typ"
_TRIES = 3


def paper_of(
    sheets: Sequence[Sheet], facts: Facts, as_of: date, *, nothing: str = "", languages: Languages = ENGLISH
) -> bytes:
    """The document of these verdicts, one section each; `nothing` is what is said where there is none.

    It is dated `as_of`, so that the same verdicts with the same fonts give the same bytes.
    """
    content = content_of(sheets, facts, as_of, nothing=nothing, languages=languages)
    pictures = {
        f"{place}-{picture.number}.jpg": picture.content
        for place, sheet in enumerate(sheets, start=1)
        for picture in sheet.pictures
    }
    return _drawn(content, pictures, as_of, languages.reader)


def _drawn(content: Plain, pictures: Mapping[str, bytes], as_of: date, language: str) -> bytes:
    """The document with the fonts that are shipped; if letters stay empty with those of the system too, else with a sign for each.

    PDF/A forbids glyphs that show nothing, so typst names the letters that its fonts do not draw.
    """
    from typst import TypstError

    letters, undrawn = letters_for(frozenset()), frozenset[str]()
    for attempt in range(_TRIES):
        try:
            return _set(drawable(content, undrawn, language), pictures, letters, as_of)
        except TypstError as problem:
            found = undrawn_in(problem.diagnostic)
            if not found:
                raise
        if attempt == 0:
            letters = letters_for(found)
        else:
            undrawn |= found
    return _set(drawable(content, undrawn, language), pictures, letters, as_of)


def _set(content: Plain, pictures: Mapping[str, bytes], letters: Letters, as_of: date) -> bytes:
    """The document as typst sets it: template and data go in apart, and nothing else can be reached."""
    import typst

    with TemporaryDirectory(prefix="livingproof-") as folder:
        for name, picture in pictures.items():
            (Path(folder) / name).write_bytes(picture)
        compiler = typst.Compiler(
            _TEMPLATE.read_bytes(),
            root=folder,
            font_paths=letters.fonts,
            sys_inputs={"content": json.dumps(content | {"families": letters.families}, ensure_ascii=False)},
        )
        day = datetime.combine(as_of, time(), UTC)
        done: Any = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=day)
        return bytes(done)

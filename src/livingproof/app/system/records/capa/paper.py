"""The 8D report as PDF/A-2b: one template, plain data, no file or net reached from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from livingproof.app.system.records.capa.eight_d import Report
from livingproof.verify.render.paper.letters import UNDRAWN, Letters, letters_for, undrawn_in
from livingproof.verify.render.paper.plain import harmless, told_by

STANDARD: Final = "a-2b"
_TEMPLATE: Final = Path(__file__).parent / "eight_d.typ"


def paper_of(report: Report) -> bytes:
    """The report as a PDF, dated its day: the same record gives the same bytes with the same fonts.

    PDF/A forbids glyphs that show nothing: letters of no shipped font are drawn with those of the system, else as U+FFFD.
    """
    content: dict[str, Any] = told_by(asdict(report) | {"day": None}, harmless)
    content |= {
        "day": (report.day.year, report.day.month, report.day.day),
        "lang": report.language.split("-")[0],
    }
    shipped = _shipped()
    missing = _undrawn(content, shipped, report.day)
    if isinstance(missing, bytes):
        return missing
    every = letters_for(missing)
    lost = _undrawn(content, every, report.day)
    if isinstance(lost, bytes):
        return lost
    table = str.maketrans(dict.fromkeys(missing | lost, UNDRAWN))
    return _set(told_by(content, lambda words: words.translate(table)), every, report.day)


@cache
def _shipped() -> Letters:
    return letters_for(frozenset())


def _undrawn(content: Mapping[str, Any], letters: Letters, day: date) -> bytes | frozenset[str]:
    """The document; or the letters that these fonts do not draw."""
    from typst import TypstError

    try:
        return _set(content, letters, day)
    except TypstError as problem:
        found = undrawn_in(problem.diagnostic)
        if not found:
            raise
        return found


def _set(content: Mapping[str, Any], letters: Letters, day: date) -> bytes:
    import typst

    with TemporaryDirectory(prefix="livingproof-") as folder:
        compiler = typst.Compiler(
            _TEMPLATE.read_bytes(),
            root=folder,
            font_paths=letters.fonts,
            sys_inputs={"content": json.dumps({**content, "families": letters.families}, ensure_ascii=False)},
        )
        done: Any = compiler.compile(
            format="pdf", pdf_standards=[STANDARD], timestamp=datetime.combine(day, time(), UTC)
        )
        return bytes(done)

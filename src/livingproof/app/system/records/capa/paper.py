"""The 8D report as a PDF: one template, plain data, no file or net reached from it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from livingproof.app.system.records.capa.eight_d import Report
from livingproof.readers.fonts import cjk_font

_TEMPLATE = Path(__file__).parent / "eight_d.typ"
_CARRIED = ("Libertinus Serif", "DejaVu Sans Mono")
"""Fonts that typst brings; the second draws what the first lacks."""


def paper_of(report: Report) -> bytes:
    """The report as a PDF, dated its day: the same record gives the same bytes with the same fonts."""
    import typst

    families, fonts = _letters()
    content = asdict(report) | {
        "families": families,
        "day": (report.day.year, report.day.month, report.day.day),
        "lang": report.language.split("-")[0],
    }
    with TemporaryDirectory(prefix="livingproof-") as folder:
        compiler = typst.Compiler(
            _TEMPLATE.read_bytes(),
            root=folder,
            font_paths=fonts,
            sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        )
        done: Any = compiler.compile(format="pdf", timestamp=datetime.combine(report.day, time(), UTC))
        return bytes(done)


@cache
def _letters() -> tuple[tuple[str, ...], Any]:
    """Families in the order in which they are asked, and the fonts as typst holds them."""
    import typst

    cjk = cjk_font()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(cjk.parent)] if cjk else [])
    named = [font.family for font in fonts.fonts() if cjk and font.path == str(cjk)]
    return (_CARRIED[0], *dict.fromkeys(named), _CARRIED[1]), fonts

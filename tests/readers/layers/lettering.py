"""PDFs whose text layer says any characters that are wanted, whatever the page shows."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf

from tests.readers.making import A4

_START = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
_SPAN = "1 begincodespacerange <00> <FF> endcodespacerange\n"
_END = "endcmap end end"


def lettered(lines: tuple[str, ...], said: Callable[[str], str] = str, size: int = 11) -> bytes:
    """A page that shows these lines of ASCII; its font's table of characters gives `said(character)` for each."""
    used = sorted({letter for line in lines for letter in line})
    return _made(lines, {letter: ord(letter) for letter in used}, {ord(letter): said(letter) for letter in used}, size)


def saying(lines: tuple[str, ...], size: int = 11) -> bytes:
    """A page whose layer says these lines in any script; what it shows are other signs."""
    used = sorted({letter for line in lines for letter in line if letter != " "})
    codes = {" ": 32} | {letter: 33 + number for number, letter in enumerate(used)}
    return _made(lines, codes, {code: letter for letter, code in codes.items()}, size)


def _made(lines: tuple[str, ...], codes: dict[str, int], meanings: dict[int, str], size: int) -> bytes:
    document = pikepdf.new()
    page = document.add_blank_page(page_size=A4)
    table = [
        f"<{code:02X}> <{said.encode('utf-16-be').hex().upper()}>" for code, said in sorted(meanings.items()) if said
    ]
    blocks = [table[start : start + 100] for start in range(0, len(table), 100)]
    mapping = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        ToUnicode=document.make_stream(f"{_START}{_SPAN}{mapping}\n{_END}".encode()),
    )  # fmt: skip
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    rows = "".join(
        f"BT /F1 {size} Tf 60 {A4[1] - 90 - 26 * row} Td <{bytes(codes[letter] for letter in line).hex()}> Tj ET\n"
        for row, line in enumerate(lines)
    )
    page.obj.Contents = document.make_stream(rows.encode())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

"""Lines of a terminal: words are kept whole, addresses of the web are never broken, letters of East Asia are two columns wide."""

from __future__ import annotations

import re

ADDRESS = r"https?://[^\s()<>\"'，。；、）]+"
EAST = r"[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uffef]"
PIECE = re.compile(rf"{ADDRESS}|\s+|{EAST}|(?:(?!{EAST})(?!https?://)\S)+|\S")
NOT_FIRST = frozenset("，。；：、！？）」』”’〉》〕,.;:!?)]")
"""Signs that never begin a line."""
NOT_LAST = frozenset("（「『“‘〈《〔([")
"""Signs that never end a line."""


def columns(text: str) -> int:
    """How many columns of a terminal the text takes."""
    from rich.cells import cell_len  # its tables load slowly: only where something is printed

    return cell_len(text)


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; a word that is longer stands whole on a line of its own."""
    return [line for paragraph in text.split("\n") for line in _folded(paragraph, max(8, width))]


def _folded(text: str, width: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text):
        if line and columns((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line = (line + piece).lstrip() if not line else line + piece
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """What is kept together: a word with the signs that belong to it, or one letter of East Asia with them."""
    pieces: list[str] = []
    for piece in PIECE.findall(text):
        joins = bool(pieces) and not pieces[-1][-1:].isspace() and not piece.isspace()
        glued = joins and (piece[0] in NOT_FIRST or pieces[-1][-1] in NOT_LAST)
        if piece.isspace() and pieces:
            pieces[-1] += " "
        elif glued or (joins and not _is_east(piece) and not _is_east(pieces[-1])):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _is_east(piece: str) -> bool:
    return re.search(EAST, piece.rstrip()[-1:]) is not None

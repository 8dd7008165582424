"""Programs that files are made with, by what they do: hints about how a file came to be, never evidence of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from livingproof.core.facts.provenance import Provenance


class ProgramKind(StrEnum):
    """What a program does when it writes a file."""

    WORD_PROCESSOR = "word processor"
    DRAWING = "drawing program"
    REPORT = "report generator"
    LIBRARY = "library for programs"
    DRIVER = "virtual printer"
    BROWSER = "browser"
    SCANNER = "scanner"
    PDF_TOOL = "PDF tool"
    IMAGE_EDITOR = "image editor"


REWRITES = frozenset({ProgramKind.DRIVER, ProgramKind.BROWSER, ProgramKind.SCANNER, ProgramKind.PDF_TOOL})
"""Kinds that write a new file from another one or from paper: what was done before is not kept, and any day is usual."""

AUTHORS = frozenset({ProgramKind.WORD_PROCESSOR, ProgramKind.DRAWING})
"""Kinds in which somebody writes a document by hand."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program or family of programs. `words` are runs of whole words by which a file names it, compared without case."""

    id: str
    kind: ProgramKind
    words: tuple[str, ...]
    provenance: Provenance

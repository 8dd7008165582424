"""Verdicts as a page to keep and to share: the files are kept while they are read, so that their pages can be shown."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import typer

from livingproof.core.errors import UnreadableFile
from livingproof.readers.limits import Limits
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.verdict import Verdict
    from livingproof.readers.pictures import Pose
    from livingproof.verify import Question
    from livingproof.verify.render.languages import Languages
    from livingproof.verify.render.page import Sheet

MOST_PAGES = 6
"""So many pages of one certificate are shown."""
LEAST_BYTES = 40_000
"""What the pictures of one certificate may weigh however many stand on the page."""
PRINTED_BYTES = 1_500_000
"""What the pictures of a document on paper may weigh together: a scan is to be read there."""

Told = Sequence[tuple[str | None, "Verdict"]]
"""Verdicts with the name of their file, None for the text of the purchase alone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as it was read: its bytes, how its pages stood, and why it could not be read ("" when it could)."""

    content: bytes
    poses: tuple[Pose, ...] = ()
    problem: str = ""


def html_of(told: Told, question: Question, kept: Mapping[str, Kept], limits: Limits, languages: Languages) -> str:
    """The page of these verdicts, with the pages of their files."""
    from livingproof.readers.pictures import BYTES
    from livingproof.verify.render.page import page_of

    most = max(LEAST_BYTES, BYTES // max(1, len(told)))
    sheets = [_sheet(verdict, file, kept.get(file or ""), limits, most) for file, verdict in told]
    return page_of(sheets, question.facts, nothing=_nothing(question, languages), languages=languages)


def pdf_of(told: Told, question: Question, kept: Mapping[str, Kept], limits: Limits, languages: Languages) -> bytes:
    """The document of these verdicts, PDF/A, with the first pages of their files."""
    from livingproof.verify.render.paper import PAGES_SHOWN, paper_of

    most = max(LEAST_BYTES, PRINTED_BYTES // max(1, len(told)))
    sheets = [
        _sheet(verdict, file, kept.get(file or ""), limits, most, pages=PAGES_SHOWN, form="JPEG")
        for file, verdict in told
    ]
    return paper_of(sheets, question.facts, question.as_of, nothing=_nothing(question, languages), languages=languages)


def write(page: str | bytes, out: Path | None) -> None:
    """Print the page, or write it to a file: the file is replaced whole or not at all."""
    content = page.encode() if isinstance(page, str) else page
    if out is None:
        sys.stdout.buffer.write(content)
        return
    name = visible(str(out))
    try:
        if out.exists() and not out.is_file():
            raise typer.BadParameter(f"{name}: is no file; name the file to write.", param_hint="--out")
        unfinished = out.with_name(f".{out.name}.part")
        unfinished.write_bytes(content)
        unfinished.replace(out)
    except OSError as problem:
        raise typer.BadParameter(f"{name}: cannot be written: {problem.strerror}.", param_hint="--out") from None
    sys.stderr.write(f"livingproof: the report is in {name}\n")


def _sheet(
    verdict: Verdict,
    file: str | None,
    kept: Kept | None,
    limits: Limits,
    most: int,
    *,
    pages: int = MOST_PAGES,
    form: str = "WEBP",
) -> Sheet:
    from livingproof.readers.pictures import pictures_apart
    from livingproof.verify.render.page import Sheet, pages_marked

    shown = PurePath(file).name if file is not None else None  # a page that is sent on tells nothing of folders
    if kept is None or not kept.poses:
        return Sheet(verdict, shown, problem=kept.problem if kept else "")
    wanted = pages_marked(verdict.claim, pages)
    poses = [pose for pose in kept.poses if pose.number in wanted]
    try:
        return Sheet(verdict, shown, pictures_apart(kept.content, limits, poses, most, form))
    except UnreadableFile as problem:
        return Sheet(verdict, shown, problem=str(problem))


def _nothing(question: Question, languages: Languages) -> str:
    """What is said where there is no verdict: the text claims nothing."""
    from livingproof.verify.telling import nothing_claimed

    return nothing_claimed(question.purchase.mentions, languages.reader)

"""Verdicts as a page to keep and to share: the files are kept while they are read, so that their pages can be shown."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import typer

from livingproof.cli.languages import Languages
from livingproof.core.errors import UnreadableFile
from livingproof.readers.limits import Limits
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.cli.render.page import Sheet
    from livingproof.core.verdict import Verdict
    from livingproof.readers.pictures import Pose
    from livingproof.verify import Question

MOST_PAGES = 6
"""So many pages of one certificate are shown."""
LEAST_BYTES = 40_000
"""What the pictures of one certificate may weigh however many stand on the page."""

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
    from livingproof.cli.render.page import page_of
    from livingproof.readers.pictures import BYTES

    most = max(LEAST_BYTES, BYTES // max(1, len(told)))
    sheets = [_sheet(verdict, file, kept.get(file or ""), limits, most) for file, verdict in told]
    return page_of(sheets, question.facts, nothing=_nothing(question, languages), languages=languages)


def write(page: str, out: Path | None) -> None:
    """Print the page, or write it to a file: the file is replaced whole or not at all."""
    if out is None:
        sys.stdout.write(page)
        return
    name = visible(str(out))
    try:
        if out.exists() and not out.is_file():
            raise typer.BadParameter(f"{name}: is no file; name the file to write.", param_hint="--out")
        unfinished = out.with_name(f".{out.name}.part")
        unfinished.write_text(page, encoding="utf-8")
        unfinished.replace(out)
    except OSError as problem:
        raise typer.BadParameter(f"{name}: cannot be written: {problem.strerror}.", param_hint="--out") from None
    sys.stderr.write(f"livingproof: the page is in {name}\n")


def _sheet(verdict: Verdict, file: str | None, kept: Kept | None, limits: Limits, most: int) -> Sheet:
    from livingproof.cli.render.page import Sheet, pages_marked
    from livingproof.readers.pictures import pictures_apart

    shown = PurePath(file).name if file is not None else None  # a page that is sent on tells nothing of folders
    if kept is None or not kept.poses:
        return Sheet(verdict, shown, problem=kept.problem if kept else "")
    wanted = pages_marked(verdict.claim, MOST_PAGES)
    poses = [pose for pose in kept.poses if pose.number in wanted]
    try:
        return Sheet(verdict, shown, pictures_apart(kept.content, limits, poses, most))
    except UnreadableFile as problem:
        return Sheet(verdict, shown, problem=str(problem))


def _nothing(question: Question, languages: Languages) -> str:
    """What is said where there is no verdict: the text claims nothing."""
    from livingproof.verify.telling import nothing_claimed

    return nothing_claimed(question.purchase.mentions, languages.reader)

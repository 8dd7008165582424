"""Files given on the command line: refused where a name is none, read apart, kept for reports."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.report import Kept
from livingproof.core.errors import UnreadableFile, unopened
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.claim import Claim
    from livingproof.core.facts import Facts
    from livingproof.readers.limits import Limits


@dataclass(frozen=True, slots=True)
class Given:
    """What is given along with the certificate and how files are read, as options."""

    with_: Annotated[
        list[Path] | None,
        typer.Option(
            "--with",
            metavar="FILE",
            help="What else is in hand: other certificates, annexes, product papers; may be repeated.",
        ),
    ] = None
    field: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=VALUE",
            help="A field of the certificate as you read it yourself, such as expires_on=2028-08-04; may be repeated.",
        ),
    ] = None
    pages: Annotated[int, typer.Option(min=1, metavar="N", help="Read at most so many pages of a file.")] = 30
    ocr: Annotated[bool, typer.Option(help="Read pictures too (OCR).")] = True


@dataclass(frozen=True, slots=True)
class Reader:
    """How files are read, and what is kept of them: by name for reports, names by digest, why a file was not read."""

    limits: Limits
    overlay: Path | None
    ocr: bool = True
    kept: dict[str, Kept] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def problem(self, name: str | None) -> str:
        """Why the file could not be read; "" when it could."""
        kept = self.kept.get(name or "")
        return kept.problem if kept else ""

    def read(self, files: Iterable[Path]) -> Iterator[tuple[str, tuple[Claim, ...]]]:
        """Each file with its claims; one that cannot be read gives one line on standard error and one empty claim."""
        named = tuple(files)
        for place, path in enumerate(named, start=1):
            name = visible(str(path))
            if sys.stderr.isatty():
                counted = f"{place} of {len(named)}: " if len(named) > 1 else ""
                sys.stderr.write(f"reading {counted}{name} ...\r")
            claims, self.kept[name] = self._claims(path, name)
            self.names.update((claim.document.sha256, name) for claim in claims if claim.document)
            if sys.stderr.isatty():
                sys.stderr.write("\x1b[2K")
            yield name, claims

    def _claims(self, path: Path, name: str) -> tuple[tuple[Claim, ...], Kept]:
        from livingproof.readers.apart import nothing_read, pages_apart
        from livingproof.readers.intake import content_of
        from livingproof.readers.pictures import poses_of

        content = b""
        try:
            content = content_of(path, self.limits)
            reading = pages_apart(content, self.limits, self.overlay, ocr=self.ocr)
        except (UnreadableFile, OSError) as problem:
            why = str(problem) if isinstance(problem, UnreadableFile) else f"{unopened(problem)}."
            sys.stderr.write(f"livingproof: {name}: {why}\n")
            return nothing_read(content), Kept(content, problem=why)
        return reading.claims, Kept(content, poses_of(reading.pages))


def refuse_no_files(files: Iterable[Path], option: str) -> None:
    """End the command where one of the names is no file."""
    for path in files:
        if why := no_file(path):
            raise typer.BadParameter(f"{visible(str(path))}: {why}.", param_hint=option)


def no_file(path: Path) -> str | None:
    """Why a name is no file; None for what may be one, even if the system does not give it."""
    try:
        return "this is a folder; name the files in it" if stat.S_ISDIR(path.stat().st_mode) else None
    except (FileNotFoundError, NotADirectoryError):
        return "no such file; look at its name and folder"
    except ValueError:  # a zero byte
        return unopened(ValueError())
    except OSError:
        return None


def typed_fields(given: Iterable[str], facts: Facts) -> tuple[tuple[str, str], ...]:
    """Names and values of fields that a person read, written NAME=VALUE; what cannot be taken is told before a file is read."""
    from livingproof.core.claim import Claim
    from livingproof.readers.typed import NotTypedError, with_typed

    pairs = []
    for text in given:
        name, sign, value = text.partition("=")
        if not (sign and name.strip()):
            raise typer.BadParameter(
                f"{visible(text)!r}: write NAME=VALUE, for example expires_on=2028-08-04.", param_hint="--field"
            )
        pairs.append((name.strip(), value))
    try:
        with_typed(Claim(), pairs, facts)
    except NotTypedError as problem:
        raise typer.BadParameter(str(problem), param_hint="--field") from None
    return tuple(pairs)


def with_typed_fields(
    read: Iterable[tuple[str, tuple[Claim, ...]]], typed: tuple[tuple[str, str], ...], facts: Facts
) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """The claims of one file with the fields that a person read on it."""
    from livingproof.readers.typed import with_typed

    for name, claims in read:
        if len(claims) > 1:
            raise typer.BadParameter(
                f"{name} holds {len(claims)} certificates; give each as a file of its own.", param_hint="--field"
            )
        yield name, tuple(with_typed(claim, typed, facts) for claim in claims)

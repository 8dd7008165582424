"""The programs that a file names as its makers, found among those that the catalogue knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from livingproof.core.claim import Origin
from livingproof.core.facts import Program
from livingproof.core.matching.letters import words


def programs_of(origin: Origin, programs: Mapping[str, Program]) -> tuple[Program, ...]:
    """The programs that producer and creator name; empty when none is named or none is known."""
    named = f" {_run(origin.creator or '')} {_run(origin.producer or '')} "
    return tuple(
        program for program in programs.values() if any(f" {_run(word)} " in named for word in program.words if word)
    )


@lru_cache(maxsize=4096)
def _run(text: str) -> str:
    return " ".join(words(text))

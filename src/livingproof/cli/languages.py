"""The languages of a command: that of the reader, and that of the messages which the reader sends on."""

from __future__ import annotations

from dataclasses import dataclass

import typer


@dataclass(frozen=True, slots=True)
class Languages:
    """Two of the languages that sentences are told in; a buyer and a supplier may read different ones."""

    reader: str = "en"
    messages: str = "en"


ENGLISH = Languages()
"""What is told where no language is asked for."""


def languages_of(reader: str, messages: str | None = None) -> Languages:
    """Both languages, the second that of the reader if it is None; an unknown one ends the command with the known ones."""
    return Languages(known(reader, "--language"), known(messages or reader, "--message-language"))


def known(language: str, option: str = "--language") -> str:
    """The language, if there are words in it."""
    from livingproof.catalogue.words import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r}: choose one of {', '.join(LANGUAGES)}.", param_hint=option)
    return language

"""The languages of a command, as options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from livingproof.verify.render.languages import Languages


def languages_of(reader: str, messages: str | None = None) -> Languages:
    """Both languages, the second that of the reader if it is None; an unknown one ends the command with the known ones."""
    from livingproof.verify.render.languages import Languages

    return Languages(known(reader, "--language"), known(messages or reader, "--message-language"))


def known(language: str, option: str = "--language") -> str:
    """The language, if there are words in it."""
    from livingproof.catalogue.words import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r}: choose one of {', '.join(LANGUAGES)}.", param_hint=option)
    return language

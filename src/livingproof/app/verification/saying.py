"""Codes in the words of the reader: reasons of checks without the facts of any one certificate, verdicts, decisions."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from livingproof.catalogue.words import pattern, terms, words_of
from livingproof.core.checks import every_check
from livingproof.core.terms import Decision

_ASIDE: Final = re.compile(r"\s?[(（][^()（）]*<[^()（）]*[)）]")
_FACT: Final = re.compile(r"<[^<>]*>")


@cache
def said_of(name: str, language: str) -> str:
    """The sentence of "check CODE" with dots for its facts; the name itself where no check answers so any more."""
    check, _sep, code = name.partition(" ")
    known = {one.id for one in every_check()}
    told = words_of(check, language).reasons.get(code) if check in known else None
    return _FACT.sub("…", _ASIDE.sub("", pattern(told.text, language))).replace("….", "…") if told else name


def reader_language() -> str:
    """The language of words about verdicts that stands for that of the page."""
    return (get_language() or "en").partition("-")[0]


def headlines() -> list[tuple[str, str]]:
    """Every verdict with its tag."""
    words = terms(reader_language())["headlines"]
    return [*((code, str(entry["tag"])) for code, entry in words.items()), ("NOTHING_CLAIMED", _("Nothing claimed"))]


def decisions() -> list[tuple[str, str]]:
    """Every decision with its word."""
    words = terms(reader_language())["sheet"]
    return [(one.value, str(words[one.value])) for one in Decision]

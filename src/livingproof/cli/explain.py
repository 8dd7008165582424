"""`livingproof explain`: what a reason code says, what a check asks, which principles they serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated, Any

import typer

from livingproof.cli.languages import known
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.check import Check, Reason

WIDTH = 100
PRINCIPLES = "principles"
PARTS = ("text", "innocent", "next", "supplier", "body")


def explain(
    word: Annotated[
        str | None,
        typer.Argument(metavar="[CODE|CHECK|principles]", help="A reason code, a check's id, or the word principles."),
    ] = None,
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="en, de, zh or es.")] = "en",
) -> None:
    """Explain a reason code, a check or the principles; alone, list the checks by family."""
    known(language)
    asked = visible(word or "").strip()
    for line in _lines(asked, language):
        print(line)


def _lines(asked: str, language: str) -> Iterable[str]:
    if not asked:
        return _families(language)
    if asked.lower() == PRINCIPLES:
        return _principles(language)
    check = _checks().get(asked.lower())
    if check:
        return _check(check, language)
    code = asked.upper().replace("-", "_")
    if code in _codes():
        return _code(code, language)
    near = get_close_matches(asked.lower(), [*_checks(), PRINCIPLES], n=3) + get_close_matches(code, _codes(), n=3)
    hint = f"did you mean {', '.join(near)}?" if near else "`livingproof explain` alone lists the checks."
    raise typer.BadParameter(f"no check and no reason code {asked!r}; {hint}", param_hint="WORD")


@cache
def _checks() -> dict[str, Check]:
    from livingproof.core.checks import every_check

    return {check.id: check for check in every_check()}


@cache
def _codes() -> dict[str, tuple[tuple[str, Reason], ...]]:
    """Every code with the checks that give it; a reason that each check may have stands under all."""
    from livingproof.core.check import Common

    codes: dict[str, tuple[tuple[str, Reason], ...]] = {}
    for check in _checks().values():
        for reason in (*check.reasons, *Common):
            if reason.code not in check.reasons.__members__ or reason in check.reasons:
                codes[reason.code] = (*codes.get(reason.code, ()), (check.id, reason))
    return codes


def _families(language: str) -> Iterator[str]:
    from livingproof.catalogue.words import words_of

    words = _terms(language)
    for family, name in words["families"].items():
        checks = [check for check in _checks().values() if check.group == family]
        if checks:
            yield f"{family}{words['values']['colon']}{name}"
            yield from (f"  {check.id:<22} {words_of(check.id, language).question}" for check in checks)
    yield ""
    yield from _wrapped(words["explain"]["more"])


def _check(check: Check, language: str) -> Iterator[str]:
    from livingproof.catalogue.words import words_of

    words, told = _terms(language), words_of(check.id, language)
    labels, colon = words["explain"], words["values"]["colon"]
    yield check.id
    yield from _wrapped(told.question)
    fields = ", ".join(words["fields"].get(name, name) for name in check.reads) or labels["no_fields"]
    yield from _wrapped(f"{labels['axis']}{colon}{words['axes'][check.axis.value]['name']}")
    yield from _wrapped(
        f"{labels['weight']}{colon}{words['weights'][check.weight.value]}. {labels[check.weight.value]}"
    )
    yield from _wrapped(f"{labels['reads']}{colon}{fields}")
    yield from _wrapped(f"{labels['source']}{colon}{told.source}")
    yield ""
    for reason in check.reasons:
        yield f"  {reason.code} ({words['grades'][reason.grade.value]})"
        yield from _wrapped(told.reasons[reason.code].text, 4)


def _code(code: str, language: str) -> Iterator[str]:
    from livingproof.catalogue.words import words_of
    from livingproof.core.check import Common

    words = _terms(language)
    labels, colon = words["explain"], words["values"]["colon"]
    given = _codes()[code]
    yield code
    if code in Common.__members__ and len(given) > 1:
        yield from _wrapped(labels["by_every_check"])
        given = tuple(pair for pair in given if pair[1] not in Common) or given[:1]
    for check, reason in given:
        told = words_of(check, language)
        sentences = told.reasons[code]
        yield ""
        yield from _wrapped(f"{labels['given_by']}{colon}{check}. {told.question}")
        yield from _wrapped(f"{labels['grade']}{colon}{words['grades'][reason.grade.value]}")
        for part in PARTS:
            if said := getattr(sentences, part):
                yield from _wrapped(f"{labels[part]}{colon}{said}")
        yield from _wrapped(f"{labels['source']}{colon}{told.source}")


def _principles(language: str) -> Iterator[str]:
    from livingproof.catalogue.principles import principles

    words, held = _terms(language), principles()
    labels, colon = words["explain"], words["values"]["colon"]
    for principle in held.principles.values():
        yield principle.name[language]
        yield from _wrapped(principle.serves[language])
        yield from _wrapped(f"{labels['checks']}{colon}{', '.join(principle.checks)}")
        records = ", ".join(held.records[record][language] for record in principle.records)
        yield from _wrapped(f"{labels['records']}{colon}{records}")
        yield ""
    yield from _wrapped(f"{labels['source']}{colon}{held.source}")


def _terms(language: str) -> Any:
    from livingproof.catalogue.words import terms

    return terms(language)


def _wrapped(text: str, by: int = 2) -> list[str]:
    indent = " " * by
    return wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]

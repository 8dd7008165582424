"""`livingproof explain`: what a reason code says, what a check asks, what the words of a verdict mean, which principles they serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
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
        typer.Argument(
            metavar="[WORD]",
            help="A reason code, a check's id, a headline, question, grade, decision or policy, or principles.",
        ),
    ] = None,
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="en, de, zh or es.")] = "en",
) -> None:
    """Explain a reason code, a check, a word of a verdict or the principles; alone, list the checks by family."""
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
    if said := _vocabulary(asked, language):
        return said
    near = get_close_matches(asked.lower(), [*_checks(), PRINCIPLES], n=3) + get_close_matches(code, _known(), n=3)
    hint = f"did you mean {', '.join(near)}?" if near else "`livingproof explain` alone lists the checks."
    raise typer.BadParameter(f"no check, reason code or word of a verdict {asked!r}; {hint}", param_hint="WORD")


def _vocabulary(asked: str, language: str) -> list[str]:
    """What a headline, a question, a rung, a grade, a decision, a weight or a policy means; nothing for other words."""
    from livingproof.cli.render.vocabulary import explained

    return [line for by, said in explained(asked.replace("-", "_"), language) for line in _wrapped(said, by)]


def _known() -> list[str]:
    from livingproof.cli.render.vocabulary import vocabulary

    return [*_codes(), *vocabulary()]


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
    from livingproof.catalogue.words import pattern, words_of

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
        yield from _wrapped(pattern(told.reasons[reason.code].text, language), 4)


def _code(code: str, language: str) -> Iterator[str]:
    from livingproof.catalogue.words import pattern, words_of
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
                yield from _wrapped(f"{labels[part]}{colon}{pattern(said, language)}")
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
    from livingproof.cli.render.lines import folded

    return [" " * by + line for line in folded(text, WIDTH - by)]

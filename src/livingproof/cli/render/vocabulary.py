"""The words of a verdict, explained: headlines, questions, rungs of evidence, grades, decisions, weights and policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from livingproof.catalogue.words import fill, pattern, terms
from livingproof.core.terms import Axis, Decision, Evidence, Grade, Headline, Weight

if TYPE_CHECKING:
    from livingproof.core.policy import Policy

Lines = Iterator[tuple[int, str]]
"""Lines with the columns by which they are indented."""


def vocabulary() -> tuple[str, ...]:
    """Every word that is explained here, as it stands in a verdict."""
    from livingproof.catalogue.policies import shipped_policies

    kinds = (Headline, Axis, Evidence, Grade, Decision, Weight)
    return (*(member.value for kind in kinds for member in kind), *shipped_policies())


def explained(word: str, language: str) -> Lines:
    """What a word of a verdict means; nothing for any other word."""
    for kind, told in _TOLD.items():
        for member in kind:
            if member.value.lower() == word.lower():
                yield from told(member, language)
                return
    yield from _policy(word.lower(), language)


def _headline(headline: Headline, language: str) -> Lines:
    words = terms(language)
    entry, own, colon = words["headlines"][headline.value], words["explained"], words["values"]["colon"]
    yield 0, f"{headline.value} ({own['kinds']['headline']})"
    yield 2, f"{entry['tag']}. {own['headlines'][headline.value]}"
    yield 2, f"{own['decides']}{colon}{pattern(entry['decision'], language)}"


def _axis(axis: Axis, language: str) -> Lines:
    from livingproof.core.checks import every_check

    words = terms(language)
    own, colon = words["explained"], words["values"]["colon"]
    entry = words["axes"][axis.value]
    yield 0, f"{axis.value} ({own['kinds']['axis']})"
    yield 2, f"{entry['name']}{colon}{entry['question']}"
    checks = (check.id for check in every_check() if check.axis is axis)
    yield 2, f"{own['answered_by']}{colon}{', '.join(checks)}"


def _evidence(rung: Evidence, language: str) -> Lines:
    words = terms(language)
    own = words["explained"]
    yield 0, f"{rung.value} ({own['kinds']['evidence']})"
    yield 2, f"{own['ladder']}{words['values']['colon']}".rstrip()
    yield from ((4, f"{other.value} {words['evidence'][other.value]}") for other in Evidence)


def _grade(grade: Grade, language: str) -> Lines:
    words = terms(language)
    own = words["explained"]
    yield 0, f"{grade.value} ({own['kinds']['grade']})"
    yield 2, f"{words['grades'][grade.value]}{words['values']['colon']}{own['grades'][grade.value]}"


def _decision(decision: Decision, language: str) -> Lines:
    words = terms(language)
    own = words["explained"]
    yield 0, f"{decision.value} ({own['kinds']['decision']})"
    yield 2, f"{words['decisions'][decision.value]} {own['decisions'][decision.value]}"


def _weight(weight: Weight, language: str) -> Lines:
    words = terms(language)
    yield 0, f"{weight.value} ({words['explained']['kinds']['weight']})"
    yield 2, f"{words['weights'][weight.value]}{words['values']['colon']}{words['explain'][weight.value]}"


def _policy(name: str, language: str) -> Lines:
    from livingproof.catalogue.policies import policy_named, shipped_policies

    if name not in shipped_policies():
        return
    words = terms(language)
    policy, own, colon = policy_named(name), words["explained"], words["values"]["colon"]
    yield 0, f"{name} ({own['kinds']['policy']})"
    yield 2, f"{own['demands']}{colon}".rstrip()
    yield from ((4, demand) for demand in _demands(policy, words))


def _demands(policy: Policy, words: Mapping[str, Any]) -> Iterator[str]:
    own = words["explained"]
    evidence = f"{policy.evidence.value} ({words['evidence'][policy.evidence.value]})"
    yield fill(own["evidence_asked"], evidence=evidence, days=policy.fresh_days)
    yield own["reading"].format(least=policy.reading_confidence)
    if policy.sector_standard:
        yield own["sector"]
    yield own["unrecognised"].format(decision=words["sheet"][policy.unrecognised.value])
    if policy.acceptable_limits:
        yield own["limits"].format(checks=words["values"]["between"].join(policy.acceptable_limits))


_TOLD: Mapping[Any, Callable[[Any, str], Lines]] = {
    Headline: _headline,
    Axis: _axis,
    Evidence: _evidence,
    Grade: _grade,
    Decision: _decision,
    Weight: _weight,
}

"""The headline as a sentence: what holds, by the facts of the finding that decides it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from livingproof.catalogue.words import Sentences, fill, phrase, show, terms
from livingproof.core.check import Finding
from livingproof.core.facts import Facts
from livingproof.core.terms import Axis, Decision, Evidence, Grade, Headline, Weight
from livingproof.core.verdict import Verdict

DECIDED_ON: Mapping[Headline, tuple[Axis, ...]] = {
    Headline.CONTRADICTED: (Axis.GENUINE, Axis.CONSISTENT),
    Headline.NOT_IN_FORCE: (Axis.STANDING,),
    Headline.DOES_NOT_COVER: (Axis.COVERS,),
    Headline.CHAIN_NOT_RECOGNISED: (Axis.RECOGNISED,),
}

RENEWAL_IN_HAND = "RENEWAL_IN_HAND"
"""The reason by which a certificate has ended and the one that follows it is in hand."""

Told = tuple[tuple[Finding, Sentences], ...]


def headline_of(verdict: Verdict, facts: Facts, told: Told, language: str = "en") -> tuple[str, str, str]:
    """The tag, the sentence and the decision line of a verdict."""
    words = terms(language)
    entry = words["headlines"][verdict.headline.value]
    about = _about(verdict, facts, told, language)
    sentence = entry["sentence"]
    if verdict.headline is Headline.NOT_CONFIRMED and text_alone(verdict):
        sentence = entry["sentence_text_only"]
    elif verdict.headline is Headline.NOT_CONFIRMED and _signs(verdict):
        sentence = entry["sentence_with_signs"]
    return entry["tag"], fill(sentence, **about), _decision_line(verdict, words, about, told)


def deciding(headline: Headline, told: Told) -> tuple[tuple[Finding, Sentences], ...]:
    """The decisive fails behind a headline of rank 3 to 6, with their sentences."""
    axes = DECIDED_ON.get(headline, ())
    return tuple(
        (finding, sentences)
        for finding, sentences in told
        if finding.weight is Weight.DECISIVE and finding.grade is Grade.FAIL and finding.axis in axes
    )


def _decision_line(verdict: Verdict, words: Mapping[str, Any], about: Mapping[str, str], told: Told) -> str:
    if verdict.headline is Headline.CONFIRMED_WITH_LIMITS and verdict.decision is Decision.RELY:
        return str(words["decisions"]["rely"])
    entry = words["headlines"][verdict.headline.value]
    line = entry.get("decision_text_only") if text_alone(verdict) else None
    document = verdict.claim.document
    if verdict.headline is Headline.UNREADABLE and document and not document.pictures_read:
        line = entry.get("decision_not_looked")
    if {finding.code for finding, _ in deciding(verdict.headline, told)} == {RENEWAL_IN_HAND}:
        line = entry.get("decision_renewed")
    return fill(line or entry["decision"], **about)


def text_alone(verdict: Verdict) -> bool:
    """Whether nothing but words stands behind the claim: no document, and no register that shows it."""
    return verdict.claim.document is None and verdict.axes[Axis.GENUINE].evidence is Evidence.E0


def _signs(verdict: Verdict) -> bool:
    return any(finding.weight is Weight.STRONG and finding.grade is Grade.FAIL for finding in verdict.findings)


def _about(verdict: Verdict, facts: Facts, told: Told, language: str) -> dict[str, str]:
    words = terms(language)
    claim, document = verdict.claim, verdict.claim.document
    decisive = deciding(verdict.headline, told)
    cover = next((finding.check for finding, _ in decisive), "otherwise")
    settled = all(verdict.axes[axis].grade is Grade.PASS for axis in (Axis.STANDING, Axis.RECOGNISED))
    return {
        "as_of": verdict.as_of.isoformat(),
        "valid_until": show(verdict.valid_until, language),
        "kind": words["kinds"][document.kind.value if document else "unclear"],
        "unread": str(words["values"]["between"]).join(
            words["fields"][name] for name in verdict.axes[Axis.READ].because
        ),
        "number": show(claim.certificate_number.value, language),
        "holder": show(claim.holder_name.value, language),
        "product": verdict.purchase.product or words["chain"]["product"],
        "register": phrase(_register(verdict, facts), language),
        "open_count": str(len(verdict.limits)),
        "deciding": next((sentences.text for _, sentences in decisive), ""),
        "cover": words["covers"].get(cover, words["covers"]["otherwise"]),
        "lead": words["leads"]["in_force" if settled else "otherwise"],
    }


def _register(verdict: Verdict, facts: Facts) -> str:
    asked = max(verdict.lookups, key=lambda lookup: lookup.speaks_of, default=None)
    if asked is None:
        return ""
    known = facts.registers.get(asked.register)
    return known.name if known else asked.register

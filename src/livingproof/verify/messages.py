"""The open questions as ready messages: one to the supplier, one to the certification body.

The address of the body comes from the catalogue, never from the document: whoever alters a document can print a telephone
number on it too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from livingproof.catalogue.words import Sentences, terms
from livingproof.core.check import Finding
from livingproof.core.facts import Facts
from livingproof.core.terms import Grade, Headline, Weight
from livingproof.core.verdict import Verdict

OPEN = {Grade.WARN, Grade.FAIL, Grade.UNDETERMINED}
ORDER = {Weight.DECISIVE: 0, Weight.STRONG: 1, Weight.WEAK: 2, Weight.INFO: 3}
ABOUT_THE_DOCUMENT = "doc"
"""The group of checks whose questions are all that is asked when nothing else can be said."""

NOTHING_TO_CONFIRM = {Headline.NOT_THE_RIGHT_DOCUMENT, Headline.UNREADABLE}


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to send. `to` is a role ("supplier", "certification_body"), `where` how to reach it.

    `asks` are the single questions in the order of their weight, `because` the checks that raise them, `message` the whole
    text.
    """

    to: str
    where: str
    subject: str
    asks: tuple[str, ...]
    because: tuple[str, ...]
    message: str


def messages_of(
    verdict: Verdict, facts: Facts, told: Iterable[tuple[Finding, Sentences]], language: str = "en"
) -> tuple[Message, ...]:
    """What to ask whom; the certification body is asked for confirmation until a source independent of the seller has."""
    words = terms(language)["messages"]
    open_ones = sorted(
        ((finding, sentences) for finding, sentences in told if finding.grade in OPEN),
        key=lambda pair: (ORDER[pair[0].weight], pair[0].check),
    )
    about = _about(verdict, words)
    messages = []
    silent = verdict.headline in NOTHING_TO_CONFIRM
    supplier = [
        (finding.check, sentences.supplier)
        for finding, sentences in open_ones
        if sentences.supplier and (finding.group == ABOUT_THE_DOCUMENT or not silent)
    ]
    if supplier:
        messages.append(_message("supplier", supplier, words["supplier"], about, words["supplier"]["where"]))
    if not silent and verdict.headline is not Headline.CONFIRMED:
        body = [("cb.answer", words["body"]["always"])]
        body += [(finding.check, sentences.body) for finding, sentences in open_ones if sentences.body]
        messages.append(_message("certification_body", body, words["body"], about, _where(verdict, facts, words)))
    return tuple(messages)


def _message(to: str, asked: list[tuple[str, str]], words: Any, about: dict[str, str], where: str) -> Message:
    asks = tuple(dict.fromkeys(ask for _, ask in asked))
    numbered = "\n".join(f"{number}. {ask}" for number, ask in enumerate(asks, start=1))
    parts = (words["greeting"], words["opening"].format_map(about), numbered, words["closing"])
    return Message(
        to=to,
        where=where,
        subject=words["subject"].format_map(about),
        asks=asks,
        because=tuple(dict.fromkeys(check for check, _ in asked)),
        message="\n\n".join(parts),
    )


def _about(verdict: Verdict, words: Any) -> dict[str, str]:
    claim, unknown = verdict.claim, words["unknown"]
    expires_on = claim.expires_on.value
    return {
        "number": claim.certificate_number.value or unknown,
        "holder": claim.holder_name.value or unknown,
        "standard": ", ".join(ref.as_printed for ref in claim.standards.value or ()) or unknown,
        "body": claim.certification_body.value or unknown,
        "expires_on": expires_on.isoformat() if expires_on else unknown,
    }


def _where(verdict: Verdict, facts: Facts, words: Any) -> str:
    """Where to reach the certification body, from the catalogue only."""
    known = facts.certification_bodies.get(verdict.claim.certification_body.normalised or "")
    if known and known.lookup:
        return str(words["body"]["where_known"].format(lookup=known.lookup))
    if known and known.domains:
        return str(words["body"]["where_domain"].format(domain=known.domains[0]))
    accreditor = facts.accreditation_bodies.get(verdict.claim.accreditation_body.normalised or "")
    named = accreditor.name if accreditor else words["any_accreditation_body"]
    return str(words["body"]["where_unknown"].format(accreditation_body=named))

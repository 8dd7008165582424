"""The open questions as ready messages: one to the supplier, one to the certification body.

The address of the body comes from the catalogue, never from the document: whoever alters a document can print a telephone
number on it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from livingproof.catalogue.words import Sentences, terms
from livingproof.core.check import Finding
from livingproof.core.facts import Facts
from livingproof.core.matching.bodies import shown
from livingproof.core.terms import Grade, Headline, Weight
from livingproof.core.verdict import Verdict

OPEN = (Grade.FAIL, Grade.WARN, Grade.UNDETERMINED)
ORDER = {Weight.DECISIVE: 0, Weight.STRONG: 1, Weight.WEAK: 2, Weight.INFO: 3}
MOST_ASKED = 6
"""Longer lists are not answered; the questions that weigh least are left out."""

ASKED_ONCE = (
    ("ab.lookalike", "ab.signatory", "ab.territory"),
    ("ab.named", "cb.unaccredited", "cb.accredited", "mark.number"),
    ("cb.identify", "cb.accredited"),
    ("id.name", "id.group"),
    ("scope.product", "scope.words"),
)
"""Checks whose questions one answer settles: of each row only the first that is open is asked, and every fail."""

FIRST_OF_ALL = {
    Headline.NOT_THE_RIGHT_DOCUMENT: frozenset({"doc.type"}),
    Headline.UNREADABLE: frozenset({"doc.readable"}),
}
"""The checks whose questions are all that is asked when nothing else can be said."""

ABOUT_PICTURES = frozenset({"doc.type", "doc.readable", "doc.complete", "doc.pages", "pdf.text-vs-image"})
"""Checks whose questions the file itself may answer where its pictures were not to be read: then nobody is asked."""

ABOUT_THE_TEXT = "claim"
"""The group of checks that asks for the document where only a text was given."""

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
        key=lambda pair: place(pair[0]),
    )
    about = _about(verdict, words)
    messages = []
    supplier = _once((finding, sentences.supplier) for finding, sentences in open_ones if _is_asked(finding, verdict))
    if supplier:
        told_to = _worded(words["supplier"], verdict)
        messages.append(_message("supplier", supplier, told_to, about, told_to["where"]))
    if _body_can_answer(verdict):
        body = [("cb.answer", words["body"]["always"])]
        body += _once(
            (finding, sentences.body)
            for finding, sentences in open_ones
            if verdict.claim.document or finding.grade is Grade.FAIL
        )
        where = _where(verdict, facts, words)
        messages.append(_message("certification_body", body, _worded(words["body"], verdict), about, where))
    return tuple(messages)


def place(finding: Finding) -> tuple[bool, bool, int, int, str]:
    """What does not fit first; of what can decide the notes, then what is open, by weight; what never decides last."""
    fits, small = finding.grade is not Grade.FAIL, finding.weight in {Weight.WEAK, Weight.INFO}
    grade = OPEN.index(finding.grade) if finding.grade in OPEN else len(OPEN)
    return fits, small, grade, ORDER[finding.weight], finding.check


def _is_asked(finding: Finding, verdict: Verdict) -> bool:
    """Whether the supplier is asked this now: the right document comes first, whatever else is open.

    What was read surely on an unreadable document and does not fit is asked beside it: it may have expired.
    """
    document = verdict.claim.document
    if document and not document.pictures_read and finding.check in ABOUT_PICTURES:
        return False
    if verdict.headline in FIRST_OF_ALL:
        known = verdict.headline is Headline.UNREADABLE and finding.grade is Grade.FAIL
        return known or finding.check in FIRST_OF_ALL[verdict.headline]
    return verdict.claim.document is not None or finding.group == ABOUT_THE_TEXT or finding.grade is Grade.FAIL


def _body_can_answer(verdict: Verdict) -> bool:
    """Whether there is something that the certification body can confirm: of a text, a body named and a number or a holder."""
    if verdict.headline in NOTHING_TO_CONFIRM or verdict.headline is Headline.CONFIRMED:
        return False
    claim = verdict.claim
    named = claim.certificate_number or claim.holder_name or verdict.purchase.seller
    return claim.document is not None or bool(claim.certification_body and named)


def _worded(words: Mapping[str, str], verdict: Verdict) -> Mapping[str, str]:
    """The words of a message; where no document was given, those that thank for none."""
    if verdict.claim.document is not None:
        return words
    ending = "_text_only"
    return {**words, **{name.removesuffix(ending): said for name, said in words.items() if name.endswith(ending)}}


def _message(to: str, asked: list[tuple[str, str]], words: Any, about: dict[str, str], where: str) -> Message:
    asks = tuple(dict.fromkeys(ask for _, ask in asked))[:MOST_ASKED]
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


def _once(asked: Iterable[tuple[Finding, str]]) -> list[tuple[str, str]]:
    """The checks that ask, each with its question, without those that another question answers too."""
    asked = [(finding, ask) for finding, ask in asked if ask]
    checks = {finding.check for finding, _ in asked}
    spared = {later for row in ASKED_ONCE for later in [check for check in row if check in checks][1:]}
    return [
        (finding.check, ask) for finding, ask in asked if finding.check not in spared or finding.grade is Grade.FAIL
    ]


def _about(verdict: Verdict, words: Any) -> dict[str, str]:
    claim = verdict.claim
    unknown = words["unknown" if claim.document else "not_stated"]
    said_by = None if claim.document else verdict.purchase.seller
    expires_on = claim.expires_on.value
    return {
        "number": claim.certificate_number.value or unknown,
        "holder": claim.holder_name.value or said_by or unknown,
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
    field = verdict.claim.accreditation_body
    accreditor = facts.accreditation_bodies.get(field.normalised or "") if shown(field) else None
    recognised = accreditor and not accreditor.outside and (accreditor.groups or accreditor.recognitions)
    named = accreditor.name if accreditor and recognised else words["any_accreditation_body"]
    return str(words["body"]["where_unknown"].format(accreditation_body=named))

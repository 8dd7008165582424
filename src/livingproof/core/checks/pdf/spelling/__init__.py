"""The words of the form are spelled correctly: certificate, management system, accreditation, and the like.

Only a text layer of good quality is looked at, for recognition of pictures confuses letters by itself. Names, addresses and scopes are
left out: holders write them as they like. A misspelt word is a hint, and bodies make such errors too.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.terms import Axis, Grade, Weight

PDF = "application/pdf"
TOPIC, BECOMES = "misspelt", " → "
GOOD = "good"


class Spelling(Reason):
    """How the words of the form are spelled."""

    PHRASES_OK = Grade.PASS
    PHRASE_MISSPELT = Grade.WARN
    OCR_TOO_POOR = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Tell the words that were found misspelt; without a good text layer nothing can be said."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    if document.media_type and document.media_type != PDF:
        return not_applicable("no PDF")
    found = [quote.partition(BECOMES) for topic, quote in document.phrases if topic == TOPIC]
    if found:
        words = tuple(word for word, _, _ in found)
        return Spelling.PHRASE_MISSPELT.with_facts(words=words, expected=tuple(right for _, _, right in found))
    reason = Spelling.PHRASES_OK if document.text_layer == GOOD else Spelling.OCR_TOO_POOR
    return reason.with_facts(text_layer=document.text_layer)


CHECK = Check("pdf.spelling", Axis.GENUINE, Weight.WEAK, Spelling, judge)

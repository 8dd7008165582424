"""The text layer of the PDF says the same as the picture that a person sees.

Two kinds of difference are looked at: text that lies covered under a later shape, and a text layer, seen or invisible,
that differs from the rendered page. A difference in a deciding field or a date of the certificate fails when the reader is sure of it and a misreading does not explain it.
Words that only one of the two layers holds, pieces of a field, and likenesses are minor: templates, logos and
recognition make them.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import DECIDING_FIELDS, Document, LayerDifference
from livingproof.core.matching.numbers import confusion_key, fold
from livingproof.core.terms import Axis, Grade, Weight

PDF = "application/pdf"
SURE = 0.8
WORDED = {"holder_name", "certification_body"}
DATES = {"expires_on", "issued_on", "valid_from", "decision_on", "first_certified_on"}
WEIGHTY = DATES | set(DECIDING_FIELDS)
"""Fields whose change changes the verdict: those that decide, and the dates from which a term and an edition count."""
LIKE = 0.75
"""Names that share this much of their letters may be one name in two readings."""
PIECE = 0.5
"""A text of less than half the length of the other is a piece of it."""


class Layers(Reason):
    """Whether text layer and picture agree."""

    LAYERS_AGREE = Grade.PASS
    LAYERS_DIFFER_MINOR = Grade.WARN
    LAYERS_DIFFER = Grade.FAIL
    NO_TEXT_LAYER = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Weigh each difference that the reader found; none found counts only when the layers were compared."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    if document.media_type and document.media_type != PDF:
        return not_applicable("no PDF")
    weighty = [difference for difference in document.differences if _weighs(difference)]
    for reason, found in ((Layers.LAYERS_DIFFER, weighty), (Layers.LAYERS_DIFFER_MINOR, document.differences)):
        if found:
            first = found[0]
            fields = tuple(dict.fromkeys(difference.field for difference in found))
            return reason.with_facts(
                field=first.field, hidden=first.hidden, visible=first.visible, page=first.page, fields=fields
            )
    why = _not_compared(document)
    return Layers.NO_TEXT_LAYER.with_facts(why=why) if why else Layers.LAYERS_AGREE.with_facts()


def _not_compared(document: Document) -> str | None:
    if document.text_layer == "none":
        return "the PDF holds no text layer"
    if document.text_layer == "garbled":
        return "the text layer cannot be read as text"
    return None if document.layers_compared else "text layer and picture were not compared"


def _weighs(difference: LayerDifference) -> bool:
    if difference.field not in WEIGHTY or difference.confidence < SURE:
        return False
    hidden, visible = fold(difference.hidden), fold(difference.visible)
    if not hidden or not visible or confusion_key(hidden) == confusion_key(visible):
        return False
    if difference.field in DATES:
        return bool(set(re.findall(r"\d+", difference.hidden)) - set(re.findall(r"\d+", difference.visible)))
    if min(len(hidden), len(visible)) < PIECE * max(len(hidden), len(visible)):
        return False
    return difference.field not in WORDED or SequenceMatcher(None, hidden, visible).ratio() < LIKE


CHECK = Check("pdf.text-vs-image", Axis.GENUINE, Weight.STRONG, Layers, judge)

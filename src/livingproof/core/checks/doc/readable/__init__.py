"""Every field on which the answer rests was read, and read surely enough.

The fields are standard, certificate number, holder, expiry and certification body. A field that is not there is told
apart from one that could not be read: the second is said when something on the page stayed unread, or was read badly. Where
pictures were not to be read, nobody but the reader of the verdict has to do anything about it.
Which confidence a buyer asks for is the policy's business; this check uses one comfortable value for everybody.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import DECIDING_FIELDS, Document
from livingproof.core.terms import Axis, Grade, Weight

COMFORTABLE = 0.8
"""Of readings with this confidence or more, about 98 of 100 were right on real certificates."""


class Reading(Reason):
    """How well the deciding fields were read."""

    FIELDS_READ = Grade.PASS
    FIELD_LOW_CONFIDENCE = Grade.WARN
    FIELD_UNREADABLE = Grade.UNDETERMINED
    PICTURES_NOT_READ = Grade.UNDETERMINED
    FIELD_ABSENT = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Look at each deciding field: missing, weakly read, or read."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    fields = {name: field for name, field in case.claim.read_fields() if name in DECIDING_FIELDS}
    missing = tuple(name for name in DECIDING_FIELDS if not fields[name])
    weak = tuple(name for name in DECIDING_FIELDS if fields[name] and fields[name].confidence < COMFORTABLE)
    least = min((field.confidence for field in fields.values() if field), default=0.0)
    if missing and not document.pictures_read:
        return Reading.PICTURES_NOT_READ.with_facts(fields=missing)
    if missing and (weak or _left_unread(document)):
        return Reading.FIELD_UNREADABLE.with_facts(fields=missing, scripts=document.unread_scripts)
    if missing:
        return Reading.FIELD_ABSENT.with_facts(fields=missing)
    if weak:
        return Reading.FIELD_LOW_CONFIDENCE.with_facts(fields=weak, least=round(least, 2), needed=COMFORTABLE)
    return Reading.FIELDS_READ.with_facts(fields=DECIDING_FIELDS, least=round(least, 2))


def _left_unread(document: Document) -> bool:
    return bool(document.unread_scripts) or document.pages.read < document.pages.in_file


CHECK = Check("doc.readable", Axis.READ, Weight.INFO, Reading, judge, cause="reading")

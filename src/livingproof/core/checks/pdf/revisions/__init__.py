"""The file was written once and not changed on top of that.

A PDF that is changed and saved on top of itself keeps every save (ISO 32000, incremental updates). A save that only an intact
signature follows, and that it permits, is explained by it. A file that was scanned, printed or written anew by another tool has
one save, whatever was done before: it has no history to look at.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import Document
from livingproof.core.facts.programs import REWRITES
from livingproof.core.matching.programs import programs_of
from livingproof.core.terms import Axis, Grade, Weight

PDF = "application/pdf"
COVERED = "covered"


class History(Reason):
    """What the file's own history shows."""

    PDF_SINGLE_REVISION = Grade.PASS
    PDF_CHANGED_AFTER_CREATION = Grade.WARN
    PDF_REWRITTEN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Count the saves that no signature explains; a single one says something only if the file was not written anew."""
    document = case.claim.document
    if document is None:
        return not_applicable("no document")
    if document.media_type and document.media_type != PDF:
        return not_applicable("no PDF")
    origin = document.origin
    covered = tuple(
        dict.fromkeys(difference.field for difference in document.differences if difference.kind == COVERED)
    )
    facts: dict[str, Plain] = {
        "saves": origin.revisions,
        "modified_on": origin.modified_on,
        "fields": covered or "none",
    }
    if origin.revisions is None:
        return History.PDF_REWRITTEN.with_facts(**facts, why="the order of its saves cannot be followed")
    if origin.revisions > 1 and not _signed(document):
        return History.PDF_CHANGED_AFTER_CREATION.with_facts(**facts)
    anew = sorted(str(one.kind) for one in programs_of(origin, case.facts.programs) if one.kind in REWRITES)
    if anew:
        return History.PDF_REWRITTEN.with_facts(**facts, why=f"it was written by a {anew[0]}")
    if origin.created_on and origin.modified_on and origin.modified_on > origin.created_on and not _signed(document):
        return History.PDF_REWRITTEN.with_facts(**facts, why=f"it was written anew on {origin.modified_on}")
    return History.PDF_SINGLE_REVISION.with_facts(**facts, signatures=len(document.signatures))


def _signed(document: Document) -> bool:
    """Whether all signatures are intact and permit what was saved after them; False without a signature."""
    return bool(document.signatures) and all(
        signature.intact and signature.change_permitted for signature in document.signatures
    )


CHECK = Check("pdf.revisions", Axis.GENUINE, Weight.WEAK, History, judge, cause="saving")

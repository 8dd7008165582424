"""The standard named on the document is one to which organisations can be certified, and it is named with its edition.

Guidance and vocabulary cannot be certified to; some standards were withdrawn and have no successor of the same number.
A document that also names such a standard beside a certifiable one is not held against it: bodies quote their rules. The
list of standards, with the source of each entry, is the catalogue's.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.facts import Standard
from livingproof.core.terms import Axis, Grade, Weight


class Known(Reason):
    """Whether the standard can be certified to."""

    STANDARD_OK = Grade.PASS
    STANDARD_NO_EDITION = Grade.WARN
    STANDARD_NOT_CERTIFIABLE = Grade.FAIL
    STANDARD_OBSOLETE = Grade.FAIL
    STANDARD_UNKNOWN = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """Sort the standards named into certifiable, not certifiable and unknown ones, and answer with the first that matters."""
    refs = case.claim.standards.value or ()
    known = case.standards
    good = tuple(standard for standard in known if standard.certifiable and not standard.obsolete)
    if known and not good:
        return _refused(known)
    unknown = tuple(ref.as_printed for ref in refs if ref.standard not in case.facts.standards)
    if unknown or not good:
        return Known.STANDARD_UNKNOWN.with_facts(printed=unknown)
    named = tuple(dict.fromkeys(standard.id for standard in good))
    dated = {ref.standard for ref in refs if ref.edition}
    undated = tuple(name for name in named if name not in dated)
    provenances = [standard.provenance for standard in good]
    if undated:
        return Known.STANDARD_NO_EDITION.with_facts(standards=undated)
    return Known.STANDARD_OK.with_facts(standards=named).resting_on(*provenances)


def _refused(known: tuple[Standard, ...]) -> Judgement:
    obsolete = tuple(standard for standard in known if standard.obsolete)
    reason = Known.STANDARD_OBSOLETE if obsolete else Known.STANDARD_NOT_CERTIFIABLE
    told = obsolete or known
    facts = reason.with_facts(standards=tuple(standard.id for standard in told), title=told[0].title)
    return facts.resting_on(*(standard.provenance for standard in told))


CHECK = Check("std.known", Axis.CONSISTENT, Weight.STRONG, Known, judge, reads=("standards",))

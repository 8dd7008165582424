"""An accredited certificate to this edition was possible when it was issued and is possible on the day asked about.

Each edition has a day of publication, and, once a new one has followed, a last day for new initial certificates and a last
day on which any certificate to it may stand. These days are data of the catalogue with their sources; dates that are only
derived from the usual pattern never decide. A certificate to an edition in its transition period is as good as any other.
A printed start before publication condemns only when it is the start of this cycle, not the first issue of a long history.
"""

from __future__ import annotations

from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.claim import Claim
from livingproof.core.days import add_months
from livingproof.core.facts import Edition
from livingproof.core.terms import Axis, Grade, Weight

LONGEST_MONTHS = 42
"""Three years and the half year that a renewal may add."""
NOTICE_MONTHS = 12


class Transition(Reason):
    """Whether the edition carries a certificate."""

    EDITION_CURRENT = Grade.PASS
    EDITION_ENDS_BEFORE_EXPIRY = Grade.WARN
    EDITION_TRANSITION_DUE = Grade.WARN
    EDITION_ENDED = Grade.FAIL
    EDITION_NOT_YET_PUBLISHED = Grade.FAIL
    TRANSITION_UNKNOWN = Grade.UNDETERMINED


KINDEST = (
    Transition.EDITION_CURRENT,
    Transition.EDITION_TRANSITION_DUE,
    Transition.EDITION_ENDS_BEFORE_EXPIRY,
    Transition.TRANSITION_UNKNOWN,
    Transition.EDITION_NOT_YET_PUBLISHED,
    Transition.EDITION_ENDED,
)


def judge(case: Case) -> Judgement:
    """Judge each standard by its best edition on the document; the standard that stands worst answers."""
    standards = tuple(dict.fromkeys(ref.standard for ref in case.claim.standards.value or ()))
    if not standards:
        return Transition.TRANSITION_UNKNOWN.with_facts(why="no standard was read")
    judged = []
    for name in standards:
        editions = [edition for edition in case.editions if edition.standard == name]
        found = [_transition(case, edition) for edition in editions] or [_unknown(name)]
        judged.append(min(found, key=_rank))
    return max(judged, key=_rank)


def _rank(judgement: Judgement) -> int:
    return next(place for place, reason in enumerate(KINDEST) if reason is judgement.reason)


def _unknown(name: str | None) -> Judgement:
    why = f"no edition of {name} that the catalogue knows was read" if name else "a standard is not known"
    return Transition.TRANSITION_UNKNOWN.with_facts(why=why)


def _transition(case: Case, edition: Edition) -> Judgement:
    """The dates of one edition against start, expiry and the day asked about."""
    starts, ends = _starts(case.claim), case.claim.expires_on.readings
    facts: dict[str, Plain] = {
        "edition": f"{edition.standard}:{edition.edition}"
        if edition.edition.isdigit()
        else f"{edition.standard} {edition.edition}",
        "ends_on": edition.ends_on,
        "last_initial_on": edition.last_initial_on,
        "superseded_by": edition.superseded_by,
    }
    over = edition.ends_on is not None and case.as_of > edition.ends_on
    reason, why = Transition.EDITION_CURRENT, _open(edition, dated=over or bool(starts))
    if why:
        return Transition.TRANSITION_UNKNOWN.with_facts(**facts, why=why).resting_on(edition.provenance)
    if edition.ends_on and (over or (starts and min(starts) > edition.ends_on)):
        reason = Transition.EDITION_ENDED
        facts["superseded_by"] = _standing(case, edition)
    elif _too_early(case.claim, edition):
        reason = Transition.EDITION_NOT_YET_PUBLISHED
        facts |= {"published_on": edition.published_on, "starts_on": max(_printed(case.claim))}
    elif edition.ends_on and ends and min(ends) > edition.ends_on:
        reason = Transition.EDITION_ENDS_BEFORE_EXPIRY
        facts["expires_on"] = min(ends)
    elif edition.ends_on and (add_months(case.as_of, NOTICE_MONTHS) >= edition.ends_on or _late_initial(case, edition)):
        reason = Transition.EDITION_TRANSITION_DUE
    judgement = reason.with_facts(**facts).resting_on(edition.provenance)
    return judgement.reading("standards") if over else judgement  # on that day no date of the document matters


def _standing(case: Case, edition: Edition) -> str | None:
    """The first of the editions that followed whose end the day asked about has not passed; the last one known otherwise."""
    standard = case.facts.standards.get(edition.standard)
    named = {f"{one.standard}:{one.edition}": one for one in standard.editions} if standard else {}
    name, passed = edition.superseded_by, {edition.superseded_by}
    while name in named and (ends_on := named[name].ends_on) and ends_on < case.as_of:
        following = named[name].superseded_by
        if following is None or following in passed:
            break
        passed.add(following)
        name = following
    return name


def _open(edition: Edition, *, dated: bool) -> str | None:
    """Why the catalogue cannot tell, None when it can; `dated` says that a date of the document, or its end, is known."""
    if edition.predicted:
        return "the dates of this edition are predicted from the usual pattern, not published"
    if edition.published_on is None:
        return "the day of publication is not known to the catalogue"
    if edition.superseded_by and edition.ends_on is None:
        return "the last day of certificates to this edition is not known to the catalogue"
    return None if dated else "no date of decision, issue, start or expiry was read"


def _printed(claim: Claim) -> tuple[date, ...]:
    return (*claim.decision_on.readings, *claim.issued_on.readings, *claim.valid_from.readings)


def _starts(claim: Claim) -> tuple[date, ...]:
    """The printed starts, or the earliest that the expiry allows."""
    return _printed(claim) or tuple(add_months(day, -LONGEST_MONTHS) for day in claim.expires_on.readings)


def _too_early(claim: Claim, edition: Edition) -> bool:
    starts, published = _printed(claim), edition.published_on
    if not starts or published is None or max(starts) >= published:
        return False
    ends = claim.expires_on.readings
    return not ends or min(ends) <= add_months(max(starts), LONGEST_MONTHS)


def _late_initial(case: Case, edition: Edition) -> bool:
    """Whether the first certification of all is later than new initial certificates to this edition were given."""
    first = case.claim.first_certified_on.readings
    return bool(first and edition.last_initial_on and min(first) > edition.last_initial_on)


CHECK = Check(
    "std.transition",
    Axis.STANDING,
    Weight.DECISIVE,
    Transition,
    judge,
    reads=("standards", "decision_on", "issued_on", "valid_from"),
)

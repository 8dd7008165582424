"""The register shows the certificate in force on the day asked about.

Suspended, withdrawn, cancelled and expired are different states; a reduced scope is in force. A state that began after the day
asked about says nothing for that day. A page that the seller runs is no register and lends no state.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason
from livingproof.core.facts import Provenance
from livingproof.core.matching.registers import name_of_register, own_record, register_of, why_no_record
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Axis, Grade, Operator, State, Weight


class Status(Reason):
    """The state that the register shows."""

    REG_ACTIVE = Grade.PASS
    REG_STATUS_UNMAPPED = Grade.WARN
    REG_SUSPENDED = Grade.FAIL
    REG_WITHDRAWN = Grade.FAIL
    REG_CANCELLED = Grade.FAIL
    REG_EXPIRED = Grade.FAIL
    REG_NO_STATUS = Grade.UNDETERMINED


BY_STATE = {
    State.ACTIVE: Status.REG_ACTIVE,
    State.REDUCED: Status.REG_ACTIVE,
    State.SUSPENDED: Status.REG_SUSPENDED,
    State.WITHDRAWN: Status.REG_WITHDRAWN,
    State.CANCELLED: Status.REG_CANCELLED,
    State.EXPIRED: Status.REG_EXPIRED,
    State.TRANSFERRED: Status.REG_STATUS_UNMAPPED,
    State.UNKNOWN: Status.REG_STATUS_UNMAPPED,
}
"""A transferred certification lives on under another body's number: what that means for this one is for a person to see."""


def judge(case: Case) -> Judgement:
    """The state of the chosen record, for the day asked about."""
    record = own_record(case.claim, case.record, case.lookup, case.facts)
    if record is None or case.lookup is None:
        return Status.REG_NO_STATUS.with_facts(why=why_no_record(case.lookups, case.facts))
    register = register_of(case.lookup, case.facts)
    if register and register.operator is Operator.SELLER:
        return Status.REG_NO_STATUS.with_facts(why="the only record comes from a register that the seller runs")
    rests_on = (
        register.provenance if register else Provenance(f"register {case.lookup.register}, unknown to the catalogue")
    )
    return _judged(case, record, case.lookup).resting_on(rests_on)


def _judged(case: Case, record: Record, lookup: Lookup) -> Judgement:
    facts = {
        "register": name_of_register(lookup, case.facts),
        "state": record.status.value if record.status else None,
        "word": record.status_raw,
        "since": record.status_since,
        "expires_on": record.expires_on,
        "speaks_of": lookup.speaks_of,
    }
    if record.status is None and not record.status_raw and not _renewed_since(case, record, lookup):
        if record.expires_on and record.expires_on < case.as_of:
            return Status.REG_EXPIRED.with_facts(**facts)
        return Status.REG_NO_STATUS.with_facts(**facts, why="the register shows no state")
    if _renewed_since(case, record, lookup):
        return Status.REG_NO_STATUS.with_facts(**facts, why="the answer is older than the certificate in hand")
    state = record.status or State.UNKNOWN
    if record.status_since and record.status_since > case.as_of:
        return Status.REG_NO_STATUS.with_facts(**facts, why="the state shown began after the day asked about")
    reason = BY_STATE[state]
    if reason is Status.REG_ACTIVE and record.expires_on and record.expires_on < case.as_of:
        shown_after = lookup.speaks_of > record.expires_on
        return (Status.REG_STATUS_UNMAPPED if shown_after else Status.REG_EXPIRED).with_facts(**facts)
    return reason.with_facts(**facts)


def _renewed_since(case: Case, record: Record, lookup: Lookup) -> bool:
    """Whether the document in hand began after the day to which the answer speaks: it may be the renewal of what is shown."""
    starts = case.claim.starts.readings
    later = bool(starts) and min(starts) > lookup.speaks_of
    return later and (record.issued_on is None or min(starts) > record.issued_on)


CHECK = Check("reg.status", Axis.STANDING, Weight.DECISIVE, Status, judge, reads=("certificate_number",))

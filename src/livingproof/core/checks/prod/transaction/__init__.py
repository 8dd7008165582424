"""Chain-of-custody schemes: a transaction certificate or claim for these goods is in hand, and not only the scope certificate.

A scope certificate says that an organisation may handle such goods; only a transaction certificate or the claim on an invoice links it to
a delivery. The catalogue knows which standards are of this kind.
"""

from __future__ import annotations

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.matching.replies import facts_told, newest_reply
from livingproof.core.terms import Axis, Grade, Weight

CUSTODY = "chain of custody"
"""The area of such standards in the catalogue."""


class Transaction(Reason):
    """Whether these goods were linked to the scheme."""

    TRANSACTION_SHOWN = Grade.PASS
    SCOPE_CERTIFICATE_ONLY = Grade.WARN
    TRANSACTION_OTHER_GOODS = Grade.FAIL
    NOT_A_CUSTODY_SCHEME = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """What a person was shown for the delivery; without it only the scope certificate is in hand."""
    named = tuple(ref.as_printed for ref in case.claim.standards.value or ())
    schemes = tuple(standard.id for standard in case.standards if standard.area == CUSTODY)
    if not schemes:
        if named and not case.standards:
            return Transaction.NOT_A_CUSTODY_SCHEME.with_facts(standard=named)
        return not_applicable("no chain-of-custody scheme")
    reply = newest_reply(case.replies, CHECK.id, BROUGHT)
    if reply is None:
        return Transaction.SCOPE_CERTIFICATE_ONLY.with_facts(standard=schemes, source=None, told_on=None)
    return Transaction[reply.code].with_facts(**{**facts_told(reply, case.replies), "standard": schemes})


BROUGHT = ("TRANSACTION_SHOWN", "SCOPE_CERTIFICATE_ONLY", "TRANSACTION_OTHER_GOODS")
"""Answers that a person can bring."""

CHECK = Check(
    "prod.transaction", Axis.FITNESS, Weight.STRONG, Transaction, judge, reads=("standards",), answers=BROUGHT
)

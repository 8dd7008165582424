"""The verification case: asked, read, judged; corrected, answered and overridden by persons; closed, or withdrawn.

asked → reading → judged → closed → judged again; asked or judged → withdrawn. The verdict is the machine's and is never edited: persons
add what they read, what they were told and what they hold otherwise, each in their own name, and the case is judged again with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from livingproof.core.system.machine import ANYONE, CLOCK, PARTY, Act, Blocked, Gate, Machine, Moment, PersonId
from livingproof.core.system.parts import parts
from livingproof.core.system.roles import QUALITY_MANAGER, QUALITY_PEOPLE
from livingproof.core.terms import Activity, Grade

ASKED, READING, JUDGED, CLOSED, WITHDRAWN = "asked", "reading", "judged", "closed", "withdrawn"
BUYER: Final = "buyer"
CODE_LENGTH: Final = 2
LONGEST: Final = 10_000
CONCLUSIONS: Final = ("relied_on", "not_relied_on", "not_needed")
"""How a buyer ends a case: the certificate is relied on, is not, or the question has gone."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of the file: the evidence that holds it, how many certificates the file has, why it could not be read ("")."""

    evidence: tuple[str, ...]
    certificates: int = 1
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """One verdict: when, as of which day, what for, what it says, and the evidence that holds its statement.

    `why` is "asked", "changed" (a person added something), "beside" (a file of the same upload was read), or the turn of the watch. `with_overrides` is the headline
    that the overrides would give, "" where there are none. `codes` are the findings that read otherwise than before.
    """

    at: str
    as_of: date
    why: str
    headline: str
    decision: str
    digest: str
    evidence: tuple[str, ...]
    with_overrides: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A field as a person read it on the document; what the machine read stays beside it in the statement."""

    field: str
    value: str
    person: PersonId
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A finding that a person holds otherwise: the machine's code and grade as they were, the person's grade, and why.

    `grade` empty takes an earlier override of the check back.
    """

    check: str
    code: str
    machine: str
    grade: str
    why: str
    person: PersonId
    on: date
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """An answer that a person brought: for which check, from whom or where, on which day, with which code, record and capture.

    `record` are NAME=VALUE, what a register or a page shows. `address_from` says where the address asked came from.
    """

    check: str
    source: str
    on: date
    person: PersonId
    says: str = ""
    record: tuple[str, ...] = ()
    address_from: str = ""
    note: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyReply:
    """What the supplier answered to a finding ("": to the whole), by a link. It stands beside the statement and changes nothing in it."""

    finding: str
    text: str
    by: str
    on: date
    evidence: tuple[str, ...] = ()


def _only_added(name: str, kind: type[Any]) -> Gate:
    """Something is added, and nothing that was said before is left out or changed: `about` holds what the record had."""

    def gate(moment: Moment) -> Iterator[Blocked]:
        before = parts(kind, moment.about.get(f"{name}_before"))
        after = parts(kind, moment.record.get(name))
        if after[: len(before)] != before:
            yield Blocked("only_added", {"field": name})
        elif len(after) == len(before):
            yield Blocked("not_filled", {"field": name})

    return gate


def _new(name: str, kind: type[Any], moment: Moment) -> tuple[Any, ...]:
    return parts(kind, moment.record.get(name))[len(moment.about.get(f"{name}_before") or ()) :]


def _in_own_name(name: str, kind: type[Any]) -> Gate:
    """What is added stands in the name of whoever adds it, and on no later day."""

    def gate(moment: Moment) -> Iterator[Blocked]:
        for one in _new(name, kind, moment):
            if one.person != moment.actor:
                yield Blocked("not_in_own_name", {"field": name})
            if one.on > moment.day:
                yield Blocked("day_lies_ahead", {"field": name, "on": one.on.isoformat()})

    return gate


def something_is_asked(moment: Moment) -> Iterator[Blocked]:
    """A file, or the seller's text."""
    if not moment.record.get("evidence") and not str(moment.record.get("listing") or "").strip():
        yield Blocked("nothing_to_verify")


def the_need_is_known(moment: Moment) -> Iterator[Blocked]:
    """Markets are codes, needs are activities that the core knows, the policy is a shipped one."""
    for market in moment.record.get("markets") or ():
        if len(market) != CODE_LENGTH or not market.isalpha() or not market.isupper():
            yield Blocked("market_unknown", {"market": market[:40]})
    for need in moment.record.get("needs") or ():
        if need not in {activity.value for activity in Activity}:
            yield Blocked("need_unknown", {"need": need[:40]})
    policies = moment.about.get("policies") or ()
    if policies and moment.record.get("policy") not in policies:
        yield Blocked("policy_unknown", {"policy": moment.record.get("policy"), "known": tuple(policies)})


def corrections_can_be_taken(moment: Moment) -> Iterator[Blocked]:
    """Each field is one that a person can type, and its value can be understood: the caller tried."""
    problem = moment.about.get("correction_problem")
    if problem:
        yield Blocked("correction_not_understood", {"problem": problem})


def answers_can_be_taken(moment: Moment) -> Iterator[Blocked]:
    """Each answer is one that its check knows: the caller tried."""
    problem = moment.about.get("answer_problem")
    if problem:
        yield Blocked("answer_not_understood", {"problem": problem})


def a_register_is_shown(moment: Moment) -> Iterator[Blocked]:
    """What somebody saw in a register or on a page comes with a capture of it."""
    for one in _new("answers", Brought, moment):
        if one.check in {"reg.found", "link.record"} and not one.evidence:
            yield Blocked("capture_missing", {"source": one.source})


def overrides_rest_on_findings(moment: Moment) -> Iterator[Blocked]:
    """An override names a finding as it stands, another grade, and a reason."""
    findings = moment.about.get("findings") or {}
    for one in _new("overrides", Override, moment):
        if one.check not in findings:
            yield Blocked("finding_unknown", {"check": one.check})
            continue
        code, grade = findings[one.check]
        if (one.code, one.machine) != (code, grade):
            yield Blocked("finding_changed", {"check": one.check, "code": code})
        if one.grade and one.grade not in {each.value for each in Grade}:
            yield Blocked("grade_unknown", {"grade": one.grade})
        if one.grade == grade:
            yield Blocked("override_says_the_same", {"check": one.check})
        if not one.why.strip():
            yield Blocked("override_without_reason", {"check": one.check})


def replies_say_something(moment: Moment) -> Iterator[Blocked]:
    """A reply has words and is not endless; it names a finding of the verdict, or none."""
    findings = moment.about.get("findings") or {}
    for one in _new("replies", PartyReply, moment):
        if not one.text.strip() or len(one.text) > LONGEST:
            yield Blocked("reply_empty_or_long", {"most": LONGEST})
        if one.finding and one.finding not in findings:
            yield Blocked("finding_unknown", {"check": one.finding})


def a_reason_goes_with_it(moment: Moment) -> Iterator[Blocked]:
    """Whoever relies on a certificate against the verdict says why."""
    against = moment.record.get("conclusion") == "relied_on" and moment.record.get("decision") != "rely"
    if against and not str(moment.record.get("conclusion_because") or "").strip():
        yield Blocked("relied_on_without_reason", {"decision": moment.record.get("decision")})


WANTED: Final = ("product", "seller", "seller_ids", "site", "needs", "markets", "delivery_on", "policy")
"""What the certificate is to carry."""
FOUND: Final = (
    "readings",
    "judgements",
    "headline",
    "decision",
    "certificate",
    "holder",
    "standard",
    "body",
    "expires_on",
    "valid_until",
    "turns_on",
    "known",
)
"""What reading and judging fill."""
_BUYERS: Final = (BUYER, *QUALITY_PEOPLE)
_FILE: Final = ("evidence", "file_name", "listing", "owner", "upload")


def _adds(name: str, kind: type[Any], *gates: Callable[[Moment], Iterator[Blocked]]) -> tuple[Gate, ...]:
    return (_only_added(name, kind), _in_own_name(name, kind), *gates)


VERIFICATION: Final = Machine(
    name="verification",
    stages=(ASKED, READING, JUDGED, CLOSED, WITHDRAWN),
    final=(CLOSED, WITHDRAWN),
    achieved=(CLOSED,),
    acts=(
        Act("ask", (), ASKED, (ANYONE,), (*_FILE, *WANTED), gates=(something_is_asked, the_need_is_known)),
        Act("ask_further", (), READING, (CLOCK,), (*_FILE, *WANTED, "place", "readings")),
        Act("begin", (ASKED,), READING, (CLOCK,)),
        Act("judge", (READING,), JUDGED, (CLOCK,), FOUND, ("judgements",)),
        Act("judge_again", (JUDGED, CLOSED), None, (CLOCK,), FOUND[1:], ("judgements",)),
        Act("want", (JUDGED,), None, (ANYONE,), WANTED, gates=(the_need_is_known,)),
        Act(
            "correct",
            (JUDGED,),
            None,
            (ANYONE,),
            ("corrections",),
            ("corrections",),
            gates=_adds("corrections", Correction, corrections_can_be_taken),
        ),
        Act(
            "answer",
            (JUDGED,),
            None,
            (ANYONE,),
            ("answers",),
            ("answers",),
            gates=_adds("answers", Brought, a_register_is_shown, answers_can_be_taken),
        ),
        Act(
            "override",
            (JUDGED,),
            None,
            (QUALITY_MANAGER,),
            ("overrides",),
            ("overrides",),
            gates=_adds("overrides", Override, overrides_rest_on_findings),
        ),
        Act(
            "reply",
            (JUDGED, CLOSED),
            None,
            (PARTY,),
            ("replies",),
            ("replies",),
            gates=(_only_added("replies", PartyReply), replies_say_something),
        ),
        Act("watch", (JUDGED, CLOSED), None, (ANYONE,), ("watched",)),
        Act("hand_over", (JUDGED, CLOSED), None, (ANYONE,), ("owner",), ("owner",)),
        Act(
            "close",
            (JUDGED,),
            CLOSED,
            _BUYERS,
            ("conclusion", "conclusion_because"),
            ("conclusion",),
            gates=(a_reason_goes_with_it,),
        ),
        Act("reopen", (CLOSED,), JUDGED, _BUYERS, ("reopened_because",), ("reopened_because",), renews=True),
        Act("withdraw", (ASKED, READING, JUDGED), WITHDRAWN, _BUYERS, ("withdrawn_because",), ("withdrawn_because",)),
    ),
)

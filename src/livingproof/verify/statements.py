"""Statements read back: their digest and verdict made again from what they state, and answers attached beside them.

A statement is what `verify --format json` prints. Everything that the verdict rests on is in it: claim, purchase, answers of
registers, the other documents in hand, policy, catalogue, version of the program. A reply stands beside it, outside the digest, and changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from livingproof.core import record
from livingproof.core.check import Finding, Plain
from livingproof.core.claim import Claim
from livingproof.core.decision import limits_of
from livingproof.core.errors import StatementError, unopened
from livingproof.core.facts import Facts
from livingproof.core.policy import Policy
from livingproof.core.purchase import Purchase
from livingproof.core.record import Event, Lookup, Record
from livingproof.core.statement import LATER, PROSE, STATED, digest_of, plain, statement_of
from livingproof.core.terms import Asker, Axis, Decision, Evidence, Grade, Headline, Weight
from livingproof.core.verdict import AxisGrade, Verdict
from livingproof.verify.differences import Difference, changed_sentences, differences, unknown_keys
from livingproof.verify.verification import Question, judged, with_answers

LARGEST = 50_000_000
LONGEST_REPLY = 10_000
_CLAIM = TypeAdapter(Claim)
_PURCHASE = TypeAdapter(Purchase)
_LOOKUPS = TypeAdapter(tuple[Lookup, ...])
_KIN = TypeAdapter(tuple[Record, ...])
_HISTORY = TypeAdapter(tuple[Event, ...])
_ANSWERS = TypeAdapter(tuple[record.Reply, ...])

Entry = dict[str, Any]
"""One statement in its plain form, with the words and replies beside it."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file given with a reply: its name, digest and type. The file itself is kept by whoever replied."""

    name: str
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to one finding. `by` is who answered, as given; None when nobody was named."""

    finding: str
    text: str
    on: date
    by: str | None = None
    attachment: Attachment | None = None


class Standing(StrEnum):
    """What checking a statement shows."""

    HOLDS = "holds"
    ALTERED = "altered"  # the digest does not fit, or the verdict does not follow from what is stated
    OTHER_FACTS = (
        "other_facts"  # made with another catalogue or program, with which the verdict cannot be made again here
    )
    OTHER_WORDS = "other_words"  # codes and facts hold, sentences differ from those told of them


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking one statement.

    `digest_holds`: its digest is that of its content. `same_catalogue`: the facts it was made with are those in use here;
    `same_program`: so are the rules.
    `differs` are the keys that another verdict gives now, with both values; `words` the sentences that are not those told of
    what is stated; `unknown` the keys that no statement has. Each empty when there are none.
    """

    digest_holds: bool
    same_catalogue: bool
    same_program: bool
    differs: tuple[Difference, ...]
    words: tuple[Difference, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def standing(self) -> Standing:
        """The worst that was found; under other facts or rules a verdict that differs proves no change."""
        if not self.digest_holds or (self.differs and self.same_catalogue and self.same_program):
            return Standing.ALTERED
        if self.differs:
            return Standing.OTHER_FACTS
        return Standing.OTHER_WORDS if self.words or self.unknown else Standing.HOLDS


def read_statements(path: Path) -> tuple[list[Entry], bool]:
    """The statements of a file and whether it holds a list of them; StatementError says what is wrong with it."""
    try:
        if path.stat().st_size > LARGEST:
            raise StatementError(
                f"{path}: is longer than {LARGEST:,} bytes; give the output of `verify --format json`."
            )
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise StatementError(f"{path}: {unopened(problem)}.") from problem
    except (ValueError, RecursionError) as problem:
        raise StatementError(f"{path}: is no JSON; give the output of `verify --format json`.") from problem
    entries = content if isinstance(content, list) else [content]
    if not entries:
        raise StatementError(f"{path}: holds no statement; give the output of `verify --format json`.")
    for place, entry in enumerate(entries, start=1):
        _refuse_another_form(entry, f"{path}: statement {place}")
    return entries, isinstance(content, list)


def _refuse_another_form(entry: Any, where: str) -> None:
    if not isinstance(entry, dict):
        raise StatementError(f"{where} is no object; give the output of `verify --format json`.")
    missing = [key for key in (*STATED, "digest") if key not in entry and key not in LATER]
    if missing:
        raise StatementError(f"{where} lacks `{missing[0]}`; give the whole output of `verify --format json`.")


def question_in(entry: Mapping[str, Any], facts: Facts, policy: Policy) -> Question:
    """What the statement was asked, with these facts under this policy."""
    try:
        return Question(
            as_of=date.fromisoformat(entry["as_of"]),
            policy=policy,
            facts=facts,
            purchase=_PURCHASE.validate_python(entry["purchase"]),
            lookups=_LOOKUPS.validate_python(entry["records"]),
            kin=_KIN.validate_python(entry.get("kin", ())),
            history=_HISTORY.validate_python(entry.get("history", ())),
            replies=_ANSWERS.validate_python(entry.get("answers", ())),
        )
    except (ValidationError, ValueError, TypeError) as problem:
        raise _damaged(problem) from problem


def asked_again(entry: Entry, question: Question) -> Verdict:
    """The verdict on the claim of a statement as of another question.

    What registers said then is asked anew; what persons gave or were told stays.
    """
    stated = question_in(entry, question.facts, question.policy)
    given = tuple(lookup for lookup in stated.lookups if lookup.asked_by is not Asker.ENGINE)
    claim = claim_in(entry["claim"], entry["document"])
    question = replace(question, purchase=stated.purchase, lookups=given, replies=stated.replies)
    return judged(claim, beside_in(entry), with_answers(claim, question))


def claim_in(claim: Mapping[str, Any], document: Any) -> Claim:
    """A claim from its plain form."""
    try:
        return _CLAIM.validate_python({**claim, "document": document})
    except (ValidationError, TypeError) as problem:
        raise _damaged(problem) from problem


def beside_in(entry: Mapping[str, Any]) -> tuple[Claim, ...]:
    """The claims of the other documents in hand."""
    try:
        return tuple(claim_in(other, other.get("document")) for other in entry["beside"])
    except (AttributeError, TypeError) as problem:
        raise _damaged(problem) from problem


def check(entry: Entry, facts: Facts, policy: Policy) -> Checked:
    """Make digest, verdict and sentences of a statement again, from what it states itself."""
    try:
        return _checked(entry, facts, policy)
    except RecursionError as problem:
        raise StatementError("the statement is nested too deeply; ask for it again, whole.") from problem


def _checked(entry: Entry, facts: Facts, policy: Policy) -> Checked:
    claim = claim_in(entry["claim"], entry["document"])
    again = statement_of(judged(claim, beside_in(entry), question_in(entry, facts, policy)))
    _by_check(entry)
    return Checked(
        digest_holds=_digest_of(entry) == entry["digest"],
        same_catalogue=entry["catalogue"] == facts.version,
        same_program=program_of(entry) == again["program"],
        differs=tuple(_differs(entry, again)),
        words=_words(entry, facts, policy),
        unknown=unknown_keys(entry),
    )


def _differs(entry: Entry, again: Entry) -> Iterator[Difference]:
    """What is stated otherwise than it is made again; the versions of catalogue and program are told apart."""
    for key in STATED:
        if key == "findings":
            yield from differences(_by_check(entry), _by_check(again), key)
            yield from differences(_twice(entry), [], f"{key} told twice")
        elif key not in {"catalogue", "program"}:
            yield from differences(entry.get(key, LATER[key]) if key in LATER else entry[key], again[key], key)


def program_of(entry: Mapping[str, Any]) -> str:
    """The version of the program that made a statement; "" where it does not tell."""
    return str(entry.get("program", LATER["program"]))


def _words(entry: Entry, facts: Facts, policy: Policy) -> tuple[Difference, ...]:
    """The sentences that are not those told of what is stated."""
    try:
        return changed_sentences(entry, verdict_in(entry, policy), facts)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise _damaged(problem) from problem


def _digest_of(entry: Entry) -> str:
    try:
        return digest_of(entry)
    except (TypeError, ValueError, AttributeError) as problem:
        raise _damaged(problem) from problem


def _by_check(entry: Entry) -> dict[str, Entry]:
    try:
        return {
            finding["check"]: {key: value for key, value in finding.items() if key not in PROSE}
            for finding in entry["findings"]
        }
    except (KeyError, TypeError, AttributeError) as problem:
        raise _damaged(problem) from problem


def _twice(entry: Entry) -> list[str]:
    checks = [finding["check"] for finding in entry["findings"]]
    return sorted({check for check in checks if checks.count(check) > 1})


def verdict_in(entry: Entry, policy: Policy) -> Verdict:
    """The verdict as it is stated, not made again: what a reader is shown. The policy only tells which points are open."""
    try:
        findings = tuple(_finding(finding) for finding in entry["findings"])
        return Verdict(
            headline=Headline(entry["verdict"]),
            also=tuple(Headline(also) for also in entry["also"]),
            decision=Decision(entry["decision"]),
            axes={Axis(name): _axis(grade) for name, grade in entry["axes"].items()},
            claim=claim_in(entry["claim"], entry["document"]),
            purchase=_PURCHASE.validate_python(entry["purchase"]),
            findings=findings,
            limits=limits_of(findings, policy),
            as_of=date.fromisoformat(entry["as_of"]),
            valid_until=date.fromisoformat(entry["valid_until"]) if entry["valid_until"] else None,
            policy=str(entry["policy"]),
            catalogue=str(entry["catalogue"]),
            program=program_of(entry),
            lookups=_LOOKUPS.validate_python(entry["records"]),
            beside=beside_in(entry),
            kin=_KIN.validate_python(entry.get("kin", ())),
            history=_HISTORY.validate_python(entry.get("history", ())),
            replies=_ANSWERS.validate_python(entry.get("answers", ())),
        )
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise _damaged(problem) from problem


def _finding(entry: Mapping[str, Any]) -> Finding:
    return Finding(
        check=str(entry["check"]),
        grade=Grade(entry["grade"]),
        code=str(entry["code"]),
        axis=Axis(entry["axis"]),
        weight=Weight(entry["weight"]),
        facts={name: _fact(value) for name, value in entry["facts"].items()},
        sources=tuple(entry["sources"]),
        lowered_by=tuple(entry["lowered_by"]),
    )


def _fact(value: Any) -> Plain:
    match value:
        case list():
            return tuple(_fact(item) for item in value)
        case dict():
            return {name: _fact(item) for name, item in value.items()}
        case str() | int() | float() | bool() | None:
            return value
        case _:
            raise TypeError(type(value).__name__)


def _axis(grade: Mapping[str, Any]) -> AxisGrade:
    evidence = grade.get("evidence")
    return AxisGrade(
        Grade(grade["grade"]),
        Evidence(evidence) if evidence else None,
        tuple(str(name) for name in grade.get("because", ())),
    )


def with_reply(entry: Entry, reply: Reply) -> Entry:
    """The statement with one more reply beside it; earlier replies stay, and nothing that is stated changes.

    Raises StatementError for a finding that the statement does not have, for an empty answer and for a damaged statement.
    """
    known = sorted(_by_check(entry))
    if reply.finding not in known:
        near = get_close_matches(reply.finding, known, n=3, cutoff=0.4)
        hint = f"Near to it: {', '.join(near)}." if near else "`livingproof explain` lists the checks."
        raise StatementError(f"no finding {reply.finding!r} in this statement. {hint}")
    if not reply.text.strip():
        raise StatementError("the reply is empty; say in --text what you answer.")
    if len(reply.text) > LONGEST_REPLY:
        raise StatementError(f"the reply is longer than {LONGEST_REPLY:,} characters; attach a document with --file.")
    if _digest_of(entry) != entry["digest"]:
        raise StatementError("the digest of this statement does not fit its content; ask for it again, whole.")
    return {**entry, "replies": [*replies_in(entry), plain(reply)]}


def replies_in(entry: Mapping[str, Any]) -> list[Entry]:
    """The replies beside a statement, oldest first."""
    replies = entry.get("replies", [])
    if not isinstance(replies, list) or not all(isinstance(reply, dict) for reply in replies):
        raise StatementError("`replies` is no list of replies; ask for the statement again, whole.")
    return list(replies)


def _damaged(problem: Exception) -> StatementError:
    first = problem.errors()[0] if isinstance(problem, ValidationError) else None
    where = ".".join(str(part) for part in first["loc"]) if first else " ".join(str(problem).split())[:80]
    return StatementError(f"the statement is damaged ({where}); ask for it again, whole.")

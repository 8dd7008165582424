"""One chunk of rows judged: the same claims, the same answers of registers and the same checks as `verify` has for one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ParamSpec, TypeVar

from livingproof.bulk.parts import Answer
from livingproof.bulk.plan import Settings
from livingproof.bulk.rows import Asked, Row, RowProblem, asked_in
from livingproof.catalogue import load
from livingproof.catalogue.policies import policy_named
from livingproof.core.check import by_grade
from livingproof.core.claim import Claim
from livingproof.core.errors import BulkError, LivingProofError, UnreadableFile, unopened
from livingproof.core.facts import Facts
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.matching.registers import registers_that_can_hold
from livingproof.core.policy import Policy
from livingproof.core.statement import statement_of
from livingproof.core.terms import Coverage, Grade, Zone
from livingproof.core.verdict import Verdict
from livingproof.readers.apart import pages_apart
from livingproof.readers.intake import content_of
from livingproof.readers.limits import Limits
from livingproof.register.matching import Match
from livingproof.register.store import Store
from livingproof.verify import Question, verify
from livingproof.verify.lookup import Registers, facts_of
from livingproof.verify.verification import Answers

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Judge:
    """All that judging a row needs, opened once for each process. `registers` None: no data directory, nothing is searched."""

    settings: Settings
    facts: Facts
    policy: Policy
    registers: Registers | None

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The ids of the snapshots that are searched."""
        return self.registers.snapshots if self.registers else ()

    def judge(self, rows: Sequence[Row]) -> list[Answer]:
        """One answer for each row, in their order; a row that cannot be judged has its reason in `error`.

        BulkError and RegisterError mean that no row can be judged.
        """
        asked = [_guarded(self._asked, row) for row in rows]
        found = self._found([one for one in asked if isinstance(one, Asked)])
        told = [
            one if isinstance(one, str) else _guarded(self._answer, row, one, found)
            for row, one in zip(rows, asked, strict=True)
        ]
        return [
            Answer(row.claim_id, error=one) if isinstance(one, str) else one
            for row, one in zip(rows, told, strict=True)
        ]

    def _asked(self, row: Row) -> Asked | str:
        """What the row asks, or why it cannot be understood."""
        try:
            return asked_in(row, self.settings.as_of, self.facts, self._read)
        except RowProblem as problem:
            return str(problem)
        except UnreadableFile as problem:
            return f"file: {problem}"
        except (OSError, ValueError) as problem:
            return f"file: {unopened(problem)}"

    def _read(self, name: Path) -> tuple[Claim, ...]:
        """The claims of a file that a row names, beside the file of claims or by its whole name."""
        limits = Limits()
        content = content_of(self.settings.claims.parent / name, limits)
        return pages_apart(content, limits, self.settings.overlay, ocr=self.settings.ocr).claims

    def _found(self, asked: Sequence[Asked]) -> dict[int, Answers]:
        """What the registers answer about every claim, searched for together, by the claim's identity."""
        claims = [claim for one in asked for claim in one.claims]
        return dict(zip(map(id, claims), self._searched(claims), strict=True))

    def _searched(self, claims: Sequence[Claim]) -> list[Answers]:
        return self.registers.answers_many(claims) if self.registers else [Answers()] * len(claims)

    def _answer(self, row: Row, asked: Asked, found: Mapping[int, Answers]) -> Answer:
        """The answer of a row: that on the one claim among its claims that it names."""
        given: list[Answers] = []

        def ask(claim: Claim) -> Answers:
            given.append(found.get(id(claim)) or self._searched([claim])[0])
            return given[-1]

        question = Question(as_of=asked.as_of, policy=self.policy, facts=self.facts, purchase=asked.purchase, asked=ask)
        verdicts = verify(asked.claims, question)
        place = _place(verdicts, asked)
        return self._told(row, verdicts[place], given[place])

    def _told(self, row: Row, verdict: Verdict, answers: Answers) -> Answer:
        return replace(
            self._matched(row.claim_id, answers),
            headline=verdict.headline.value,
            decision=verdict.decision.value,
            codes=";".join(_codes(verdict)),
            reach=self._reach(verdict, answers),
            statement=json.dumps({"claim_id": row.claim_id, **statement_of(verdict)}, ensure_ascii=False)
            if self.settings.statements
            else None,
        )

    def _matched(self, claim_id: str, answers: Answers) -> Answer:
        """What the register that is surest matched the claim with."""
        leading = _leading(answers)
        if leading is None or self.registers is None:
            return Answer(claim_id)
        snapshot, match = leading
        return Answer(
            claim_id,
            match=match.answer.value,
            record_id=self.registers.name_of(snapshot, match.row),
            probability=match.probability,
            runner_up_record_id=self.registers.name_of(snapshot, match.runner_up_row),
            runner_up_probability=match.runner_up_probability,
        )

    def _reach(self, verdict: Verdict, answers: Answers) -> str:
        """What the registers at hand could say about the claim; see `Summary.reach`."""
        if not answers.lookups:
            return "none"
        if any(lookup.records for lookup in answers.lookups):
            return "record"
        standards = tuple(ref.standard for ref in verdict.claim.standards.value or () if ref.standard)
        asked = {lookup.register for lookup in answers.lookups}
        complete = any(
            one.rule.coverage is Coverage.COMPLETE_BY_RULE and one.register.id in asked
            for one in registers_that_can_hold(verdict.claim, standards, self.facts)
        )
        return "telling" if complete else "silent"


def _guarded(step: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | str:
    """What the step gives; an error of this program in one row, and in no other, becomes the text of that row."""
    try:
        return step(*args, **kwargs)
    except (LivingProofError, MemoryError, OSError):
        raise
    except Exception as problem:  # noqa: BLE001 - the outermost shell of a row: a million others wait behind it
        return (
            f"this program could not judge the row ({type(problem).__name__}: {problem}); please report it with the row"
        )


def judge_for(settings: Settings) -> Judge:
    """The judge of a run, with everything opened that it needs; BulkError where a register cannot be searched."""
    store = Store(settings.data) if settings.data else None
    shipped = load(settings.overlay)
    facts = facts_of(shipped, store) if store else shipped
    registers = None
    if store and store.present():
        registers = Registers(store, facts, settings.asked_on, load(), _stop)
        registers.hold()
    return Judge(settings, facts, policy_named(settings.policy), registers)


def _stop(line: str) -> None:
    """A register that is at hand and cannot be searched would leave every row open for a wrong reason."""
    raise BulkError(line)


def _place(verdicts: Sequence[Verdict], asked: Asked) -> int:
    """Which of several verdicts the row asks for: that of its number, else of its standard, else the first."""
    claims = [verdict.claim for verdict in verdicts]
    if asked.number:
        zones = [
            {compare_numbers(asked.number, one) for one in claim.certificate_number.readings if one} for claim in claims
        ]
        for wanted in (Zone.SAME, Zone.UNCLEAR):
            if fitting := [place for place, found in enumerate(zones) if wanted in found]:
                return fitting[0]
    if asked.standard:
        for place, claim in enumerate(claims):
            if any(ref.standard == asked.standard for ref in claim.standards.value or ()):
                return place
    return 0


def _leading(answers: Answers) -> tuple[str, Match] | None:
    """The snapshot that is surest of its record, and its match."""
    return max(answers.matches, key=lambda one: (one[1].row is not None, one[1].probability), default=None)


def _codes(verdict: Verdict) -> list[str]:
    """The codes that matter, the worst first: fails, warns, then what is open and limits the verdict."""
    limits, graded = set(verdict.limits), by_grade(verdict.findings)
    open_ones = [finding for finding in graded[Grade.UNDETERMINED] if finding.check in limits]
    told = (*graded[Grade.FAIL], *graded[Grade.WARN], *open_ones)
    return [f"{finding.check}:{finding.code}" for finding in told]

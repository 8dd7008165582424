"""A case judged: its claim with what persons read and were told, put to the registers, decided under its policy. Changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from livingproof.app.ledger import evidence as store
from livingproof.app.ledger.models import Evidence
from livingproof.app.verification import registers
from livingproof.app.verification.models import Case
from livingproof.catalogue.policies import policy_named
from livingproof.core.claim import Claim, Identifier
from livingproof.core.decision import decide
from livingproof.core.facts import Facts
from livingproof.core.matching.names import nearest_name
from livingproof.core.purchase import Purchase
from livingproof.core.record import Lookup, Reply
from livingproof.core.statement import claim_of, plain
from livingproof.core.system.parts import parts
from livingproof.core.system.verification import WITHDRAWN, Brought, Correction, Override
from livingproof.core.terms import Activity, Grade, Zone
from livingproof.core.verdict import Verdict
from livingproof.readers.listing import claims_of, read_listing
from livingproof.readers.pictures import Pose
from livingproof.readers.typed import with_typed
from livingproof.verify import Question, verify
from livingproof.verify.answering import Told, evidence_of
from livingproof.verify.beside import Taken, taken_beside
from livingproof.verify.in_hand import in_hand_for, of_another
from livingproof.verify.selection import select
from livingproof.verify.statements import claim_in, verdict_in

_POSES = TypeAdapter(tuple[Pose, ...])


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a file: its claims, how its pages stood, and why it could not be read ("" when it could)."""

    claims: tuple[Claim, ...]
    poses: tuple[Pose, ...] = ()
    problem: str = ""

    def as_bytes(self) -> bytes:
        """As evidence keeps it."""
        claims = [{"claim": claim_of(claim), "document": plain(claim.document)} for claim in self.claims]
        body = {"claims": claims, "poses": [plain(pose) for pose in self.poses], "problem": self.problem}
        return json.dumps(body, ensure_ascii=False, sort_keys=True).encode()


def read_back(content: bytes) -> Read:
    """What was read, as it was kept."""
    body = json.loads(content)
    claims = tuple(claim_in(one["claim"], one["document"]) for one in body["claims"])
    return Read(claims, _POSES.validate_python(body["poses"]), body["problem"])


def content_of(case: Case, key: str) -> bytes:
    """The bytes of a piece of evidence of the case's organisation; EvidenceError where they are gone."""
    row = Evidence.objects.select_related("organisation").get(organisation_id=case.organisation_id, pk=key)
    return store.path_of(row).read_bytes()


def reading_of(case: Case) -> Read:
    """What was read of the case's file, or what its text claims."""
    if case.readings:
        return read_back(content_of(case, case.readings[-1]["evidence"][0]))
    return Read(())


def purchase_of(case: Case, facts: Facts) -> Purchase:
    """What the certificate is to carry."""
    pairs = (text.partition(":") for text in case.seller_ids)
    return Purchase(
        product=case.product or None,
        site=case.site or None,
        seller=case.seller or None,
        seller_ids=tuple(
            Identifier(scheme.strip().upper(), value.strip()) for scheme, _, value in pairs if value.strip()
        ),
        markets=tuple(case.markets),
        needs=tuple(Activity(need) for need in case.needs),
        delivery_on=case.delivery_on,
        listing=case.listing or None,
        mentions=read_listing(case.listing, facts) if case.listing else (),
    )


def claims_by(case: Case, read: Read, facts: Facts) -> tuple[Claim, ...]:
    """The claims of the file, that of the case with what persons read on it; of a text what it claims."""
    claims = read.claims or claims_of(read_listing(case.listing, facts), facts)
    return tuple(
        corrected(claim, case.corrections, facts) if place == case.place else claim
        for place, claim in enumerate(claims)
    )


def corrected(claim: Claim, corrections: Iterable[Mapping[str, Any]], facts: Facts) -> Claim:
    """The claim as persons read it; of a field that was corrected twice the later value counts. Raises NotTypedError."""
    newest = {one.field: one.value for one in parts(Correction, corrections)}
    typed = [(name, line) for name, value in newest.items() for line in value.splitlines() if line.strip()]
    return with_typed(claim, typed, facts) if typed else claim


def told_by(case: Case, claim: Claim, facts: Facts) -> tuple[Lookup | Reply, ...]:
    """What persons brought, as evidence. Raises RecordError for an answer that is not understood."""
    return tuple(evidence_of(told_of(one, case), claim, facts) for one in parts(Brought, case.answers))


def told_of(one: Brought, case: Case) -> Told:
    """An answer as the core takes it; the capture by its digest."""
    digest = None
    if one.evidence:
        row = Evidence.objects.filter(organisation_id=case.organisation_id, pk=one.evidence[0]).first()
        digest = row.sha256 if row else None
    pairs = (text.partition("=") for text in one.record)
    return Told(
        check=one.check,
        source=one.source,
        on=one.on,
        code=one.says or None,
        record=tuple((name.strip(), value.strip()) for name, _, value in pairs if value.strip()),
        address_from=one.address_from or None,
        person=str(one.person),
        note=one.note or None,
        digest=digest,
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, and what each file of the same upload was taken for beside it."""

    verdict: Verdict
    beside: tuple[Taken, ...] = ()


def judged(case: Case, read: Read, on: date) -> Judged | None:
    """The verdict as of a day; None where a text claims nothing."""
    facts = registers.facts_here()
    claims = claims_by(case, read, facts)
    if case.place >= len(claims):
        return None
    claim = claims[case.place]
    question = _question(case, claim, facts, on)
    verdict = verify(claims, question)[case.place]
    return Judged(verdict, taken_beside(claim, verdict, question, _names(case)) if question.in_hand else ())


def _question(case: Case, claim: Claim, facts: Facts, on: date) -> Question:
    told = told_by(case, claim, facts)
    return Question(
        as_of=on,
        policy=policy_named(case.policy),
        facts=facts,
        purchase=purchase_of(case, facts),
        lookups=tuple(one for one in told if isinstance(one, Lookup)),
        replies=tuple(one for one in told if isinstance(one, Reply)),
        in_hand=in_hand(case, claim, facts),
        asked=registers.asked(facts, on),
    )


def in_hand(case: Case, claim: Claim, facts: Facts) -> tuple[Claim, ...]:
    """What was read of the other files of the case's upload, as far as it concerns the claim.

    Where certificates of several holders were given together, papers that do not name this holder are left out: they are another's.
    """
    others = tuple(one for other in of_upload(case) for one in _read_of(other, facts))
    near = in_hand_for(claim, others, facts)
    if not any(of_another(claim, one, facts) for one in others):
        return near
    return tuple(one for one in near if _names_the_holder(one, claim, facts))


def of_upload(case: Case) -> tuple[Case, ...]:
    """A case of each other file that was given together with that of the case."""
    if not case.upload:
        return ()
    together = Case.objects.filter(organisation_id=case.organisation_id, upload=case.upload, place=0)
    rest = together.exclude(stage=WITHDRAWN).exclude(pk=case.pk).select_related("organisation").order_by("number")
    return tuple(one for one in rest if one.evidence != case.evidence)


def _read_of(other: Case, facts: Facts) -> tuple[Claim, ...]:
    try:
        return claims_by(other, reading_of(other), facts) if other.readings else ()
    except store.EvidenceError:
        return ()


def _names_the_holder(other: Claim, claim: Claim, facts: Facts) -> bool:
    paper = other.document.paper if other.document else None
    if paper is None:
        return True
    holders = tuple(name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name)
    match = nearest_name(holders, (paper.holder,), facts.wording.legal_forms) if paper.holder else None
    return match is not None and match.zone is not Zone.OTHER


def _names(case: Case) -> dict[str, str]:
    """The names of the upload's files by their digest."""
    keys = [one.evidence[0] for one in of_upload(case) if one.evidence]
    rows = Evidence.objects.filter(organisation_id=case.organisation_id, pk__in=keys)
    return dict(rows.values_list("sha256", "name"))


def with_overrides(case: Case, verdict: Verdict) -> Verdict | None:
    """What the verdict would be if the findings were as persons hold them; None where nobody holds one otherwise."""
    held = overrides_in_force(case)
    if not held:
        return None
    facts = registers.facts_here()
    looked_at = select(
        verdict.claim,
        purchase=verdict.purchase,
        lookups=verdict.lookups,
        facts=facts,
        as_of=verdict.as_of,
        beside=verdict.beside,
        kin=verdict.kin,
        history=verdict.history,
        replies=verdict.replies,
    )
    findings = tuple(
        replace(one, grade=Grade(held[one.check].grade))
        if one.check in held and held[one.check].code == one.code
        else one
        for one in verdict.findings
    )
    return decide(looked_at, findings, policy_named(case.policy))


def overrides_in_force(case: Case) -> dict[str, Override]:
    """The overrides that stand, by check: the newest of each, unless it was taken back."""
    newest = {one.check: one for one in parts(Override, case.overrides)}
    return {check: one for check, one in newest.items() if one.grade}


def statement_bytes(case: Case, place: int = -1) -> bytes | None:
    """The statement of a verdict of the case as it was kept, the newest if not said; None before the first."""
    if not case.judgements or not case.judgements[place]["evidence"]:
        return None
    return content_of(case, case.judgements[place]["evidence"][0])


def verdict_of(case: Case, place: int = -1) -> Verdict | None:
    """The verdict as it was stated; None before the first."""
    kept = statement_bytes(case, place)
    return verdict_in(json.loads(kept), policy_named(case.policy)) if kept else None

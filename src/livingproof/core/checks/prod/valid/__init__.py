"""The product papers in hand are of the right kind, for this holder and product, in term, and how each is verified.

A product paper is worth what its issuer or a register says of it; a file alone is never enough. Kinds, who issues them and how they
are verified are taken from the catalogue. Some papers contradict themselves without any register: a certificate where the law knows
none, a last day that is past, a holder or product that is not the one asked about. What is found of a paper that only lies beside a
certificate is told, and never counted against that certificate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason, not_applicable
from livingproof.core.claim import Claim, PaperRef
from livingproof.core.facts import ProductPaper, Provenance
from livingproof.core.matching.bodies import find_body, same_certification_body
from livingproof.core.matching.names import nearest_name
from livingproof.core.matching.numbers import compare_numbers
from livingproof.core.matching.papers import PRODUCT_PAPERS, papers_named
from livingproof.core.matching.scope import Cover, compare_scope
from livingproof.core.record import Record
from livingproof.core.terms import Axis, Grade, State, Weight, Zone

REGISTRATION_ONLY = "fda-registration"
"""The registration of a firm with the authority that is shown as its certificate; the authority issues none."""
HOLDS_PAPERS = "product certificates"
STANDS = frozenset({State.ACTIVE, State.REDUCED})


class Valid(Reason):
    """What the product papers in hand are worth."""

    PRODUCT_DOC_VERIFIED = Grade.PASS
    PRODUCT_DOC_UNVERIFIED = Grade.WARN
    FDA_CERTIFICATE_SHOWN = Grade.WARN
    NOT_A_NOTIFIED_BODY_FOR_LAW = Grade.FAIL
    REGISTER_NOT_ASKED = Grade.UNDETERMINED


ORDER = (
    Valid.NOT_A_NOTIFIED_BODY_FOR_LAW,
    Valid.FDA_CERTIFICATE_SHOWN,
    Valid.PRODUCT_DOC_UNVERIFIED,
    Valid.REGISTER_NOT_ASKED,
    Valid.PRODUCT_DOC_VERIFIED,
)
"""Of several papers the first of these is told; the others are named beside it."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A paper in hand: the claim of its document, what the paper says, and the catalogue's entry of its kind, if known."""

    claim: Claim
    paper: PaperRef
    kind: ProductPaper | None
    own: bool
    case: Case

    @property
    def holders(self) -> tuple[str, ...]:
        """Every name that the paper gives to its holder."""
        names = (self.paper.holder, self.claim.holder_name.value, *(self.claim.holder_name_other.value or ()))
        return tuple(dict.fromkeys(name for name in names if name))


_Answer = tuple[Valid, str, tuple[Provenance, ...]]


def judge(case: Case) -> Judgement:
    """Every paper in hand by itself; the one that says the most against it is told."""
    shown = [
        _Shown(claim, paper, case.facts.papers.get(paper.kind), claim is case.claim, case)
        for claim in (case.claim, *case.beside)
        if (paper := _paper_of(claim))
    ]
    if not shown:
        return not_applicable("no product paper is in hand")
    answers = [(one, _answer(one)) for one in shown]
    one, (reason, why, rests) = min(answers, key=lambda pair: ORDER.index(pair[1][0]))
    others = tuple(_name(other) for other in shown if other is not one)
    return reason.with_facts(**_facts(one), why=why, others=others).resting_on(*rests)


def _paper_of(claim: Claim) -> PaperRef | None:
    """The paper that a document is; one of a kind that was not recognised is a paper too."""
    document = claim.document
    if document is None:
        return None
    return document.paper or (PaperRef(kind="") if document.kind in PRODUCT_PAPERS else None)


def _facts(one: _Shown) -> dict[str, Plain]:
    paper, kind = one.paper, one.kind
    return {
        "paper": _name(one),
        "number": paper.number,
        "issuer": paper.issuer,
        "holder": one.holders[0] if one.holders else None,
        "product": paper.product,
        "expires_on": _last_day(one),
        "acts": paper.standards,
        "issued_by": kind.issued_by if kind else None,
        "verify": kind.verify if kind else "ask who issued it, and ask the issuer by its number",
    }


def _name(one: _Shown) -> str:
    return one.kind.name if one.kind else one.paper.title or "a product paper of a kind that is not known"


def _answer(one: _Shown) -> _Answer:
    """The first rule that has something to say; none: nothing is known until a register or the issuer is asked."""
    rules: tuple[Callable[[_Shown], _Answer | None], ...] = (_law, _number_of_body, _form, _term, _holder, _product)
    against = next((answer for rule in rules if (answer := rule(one))), None)
    verified = _verified(one)
    if verified and (against is None or verified[0] is not Valid.PRODUCT_DOC_VERIFIED):
        return verified
    return against or (Valid.REGISTER_NOT_ASKED, _open(one), ())


def _open(one: _Shown) -> str:
    """What is open about a paper with nothing against it."""
    laws = [law.name for law in papers_named(one.paper.standards, one.case.facts) if not law.no_notified_body]
    if one.paper.certificate and laws:
        return (
            f"whether its issuer is a notified body for {', '.join(laws)} was not asked; else it is a voluntary paper"
        )
    return "no register and no issuer was asked about it"


def _verified(one: _Shown) -> _Answer | None:
    """What a register of product papers that holds this number says."""
    for lookup in one.case.lookups:
        register = one.case.facts.registers.get(lookup.register)
        if register is None or register.holds != HOLDS_PAPERS or not register.independent:
            continue
        record = next((record for record in lookup.records if _is_of(one, record)), None)
        if record is None:
            continue
        why = f"{register.name} on {lookup.speaks_of.isoformat()}"
        apart = record.holder_name and one.holders and _apart(one, (record.holder_name,))
        stands = record.status in STANDS and (not record.expires_on or record.expires_on >= one.case.as_of)
        if apart or not stands:
            said = f"names {record.holder_name}" if apart else f"shows it as {record.status_raw or record.status}"
            return Valid.PRODUCT_DOC_UNVERIFIED, f"{why} {said}", (register.provenance,)
        return Valid.PRODUCT_DOC_VERIFIED, why, (register.provenance,)
    return None


def _is_of(one: _Shown, record: Record) -> bool:
    return bool(one.paper.number) and compare_numbers(one.paper.number or "", record.number) is Zone.SAME


def _law(one: _Shown) -> _Answer | None:
    """A certificate of a notified body for laws that know no notified body."""
    laws = papers_named(one.paper.standards, one.case.facts)
    if not one.paper.body_number or not laws or not all(law.no_notified_body for law in laws):
        return None
    why = f"no body is notified for {', '.join(law.name for law in laws)}"
    reason = Valid.NOT_A_NOTIFIED_BODY_FOR_LAW if one.own else Valid.PRODUCT_DOC_UNVERIFIED
    return reason, why, tuple(law.provenance for law in laws)


def _number_of_body(one: _Shown) -> _Answer | None:
    """Four digits of a notified body that the catalogue knows as another body than the issuer."""
    bodies = one.case.facts.certification_bodies
    number = one.paper.body_number
    owners = [body for body in bodies.values() if number and number in body.notified_bodies]
    issuer = find_body(one.paper.issuer, bodies)
    if not owners or issuer is None:
        return None
    if any(same_certification_body(issuer.id, body.id, one.case.facts) is not Zone.OTHER for body in owners):
        return None
    why = f"the number {number} is that of {owners[0].name}; the paper names {one.paper.issuer} as its issuer"
    return Valid.PRODUCT_DOC_UNVERIFIED, why, (owners[0].provenance,)


def _form(one: _Shown) -> _Answer | None:
    """A certificate where the law knows none: a private paper, or the registration of a firm with an authority."""
    if one.paper.kind == REGISTRATION_ONLY and one.paper.certificate:
        return Valid.FDA_CERTIFICATE_SHOWN, "a registration is entered by the firm itself", _rests(one)
    laws = (one.kind,) if one.kind and one.kind.no_certificate else papers_named(one.paper.standards, one.case.facts)
    if one.paper.certificate and laws and all(law.no_certificate for law in laws):
        rests = tuple(law.provenance for law in laws)
        return Valid.PRODUCT_DOC_UNVERIFIED, "the law knows no certificate of this kind", rests
    return None


def _rests(one: _Shown) -> tuple[Provenance, ...]:
    return (one.kind.provenance,) if one.kind else ()


def _term(one: _Shown) -> _Answer | None:
    day = _last_day(one)
    if day and day < one.case.as_of:
        return Valid.PRODUCT_DOC_UNVERIFIED, f"its last day was {day.isoformat()}", ()
    return None


def _last_day(one: _Shown) -> date | None:
    return date.fromisoformat(one.paper.expires_on) if one.paper.expires_on else None


def _holder(one: _Shown) -> _Answer | None:
    """Another holder than the seller, and than the holder of the certificate beside which the paper lies."""
    wanted = tuple(_wanted(one))
    if wanted and one.holders and _apart(one, wanted):
        return Valid.PRODUCT_DOC_UNVERIFIED, f"it names {one.holders[0]}, and not {' or '.join(wanted)}", ()
    return None


def _wanted(one: _Shown) -> Iterator[str]:
    if one.case.purchase.seller:
        yield one.case.purchase.seller
    if not one.own and one.case.claim.holder_name.value:
        yield one.case.claim.holder_name.value


def _apart(one: _Shown, names: tuple[str, ...]) -> bool:
    match = nearest_name(names, one.holders, one.case.facts.wording.legal_forms)
    return match is not None and match.zone is Zone.OTHER


def _product(one: _Shown) -> _Answer | None:
    """Other goods than those of the purchase, where both are known."""
    wanted, named = one.case.purchase.product, one.paper.product
    if not wanted or not named:
        return None
    match = compare_scope((named,), wanted, one.case.facts.families, one.case.facts.wording)
    if match.answer is not Cover.NOT_COVERED:
        return None
    return Valid.PRODUCT_DOC_UNVERIFIED, f"it speaks of {named}, and not of {wanted}", ()


CHECK = Check("prod.valid", Axis.GENUINE, Weight.DECISIVE, Valid, judge)

"""Whom to ask about a claim, in which order, with what, and what to compare: every address from the catalogue, none from the document."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from livingproof.catalogue import tables
from livingproof.core.checks import every_check
from livingproof.core.claim import Claim, Field
from livingproof.core.facts import CertificationBody, Facts
from livingproof.core.matching.bodies import accreditation_body_of, certification_body_of, shown
from livingproof.core.matching.hosts import registrable
from livingproof.core.matching.letters import ALPHABETIC, main_script
from livingproof.core.matching.owners import owners_of
from livingproof.core.matching.registers import Expected, registers_that_can_hold
from livingproof.core.terms import Coverage
from livingproof.core.verdict import Verdict

REGISTER, BODY, PAGE = "reg.found", "cb.answer", "link.record"
COMPARED = ("certificate_number", "holder_name", "standards", "scope", "sites", "expires_on", "certification_body")
"""Fields that a person compares, in the order of a certificate."""
ASKED_OF_A_BODY = ("certificate_number", "holder_name", "holder_address", "standards", "scope", "expires_on")
KEPT = ("number", "holder_name", "status", "expires_on")
"""Names of what is kept of an answer, as the command asks for it."""
LAST = 99

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One question to ask: of whom, where, with what, and how to keep the answer.

    `check` is the check that the answer belongs to. `address` is the catalogue's; None where it knows none. `must` says that
    such certificates have to be entered there, None for what is no register. `type_in` and `compare` are (field, value) pairs
    of the claim, `asked` what was answered already, `keep` the command that keeps the answer.
    """

    check: str
    name: str
    register: str | None
    address: str | None
    how: str
    must: bool | None
    type_in: Pairs
    compare: Pairs
    asked: tuple[str, ...]
    keep: str


def steps_of(verdict: Verdict, facts: Facts, file: str, on: date) -> tuple[Step, ...]:
    """Registers first, in the order of the catalogue's routes, then the page behind the code, then the body itself."""
    return (*_registers(verdict, facts, file, on), *_page(verdict, facts, file, on), *_body(verdict, facts, file, on))


def others_of(verdict: Verdict) -> tuple[str, ...]:
    """Further checks that a person can answer and nobody has: those with a list of answers that can be brought."""
    open_ones = {finding.check for finding in verdict.findings if finding.grade.value == "undetermined"}
    return tuple(check.id for check in every_check() if check.answers and check.id in open_ones - {BODY, PAGE})


def _registers(verdict: Verdict, facts: Facts, file: str, on: date) -> Iterator[Step]:
    claim = verdict.claim
    standards = tuple(ref.standard for ref in claim.standards.value or () if ref.standard)
    places = _places()
    expected = [
        one
        for one in registers_that_can_hold(claim, standards, facts)
        if one.rule.coverage is not Coverage.UNKNOWN or one.must
    ]
    for one in sorted(expected, key=lambda one: (places.get(one.register.id, LAST), not one.must, one.register.id)):
        register = one.register
        yield Step(
            check=REGISTER,
            name=register.name,
            register=register.id,
            address=register.address,
            how=register.ask_with,
            must=one.must,
            type_in=_typed(claim),
            compare=_fields(claim, COMPARED),
            asked=_answered(verdict, one),
            keep=_command(file, REGISTER, register.id, on, claim),
        )


def _places() -> Mapping[str, int]:
    """The place of each register in the catalogue's order of looking."""
    ordered: list[str] = []
    for row in tables().get("routes", {}).values():
        registers = row.get("registers")
        ordered += [str(register) for register in registers] if isinstance(registers, list) else []
    return {register: place for place, register in reversed(list(enumerate(ordered)))}


def _typed(claim: Claim) -> Pairs:
    """What to type: numbers first, then the holder in the script in which the register keeps it."""
    numbers = [("certificate_number", claim.certificate_number.value or "")]
    numbers += [("scheme_numbers", f"{number.scheme} {number.value}") for number in claim.scheme_numbers.value or ()]
    names = [name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name]
    own = sorted(names, key=lambda name: main_script(name) in ALPHABETIC)
    return tuple((field, value) for field, value in (*numbers, *(("holder_name", name) for name in own)) if value)


def _fields(claim: Claim, names: tuple[str, ...]) -> Pairs:
    return tuple((name, told) for name in names if (told := _told(getattr(claim, name))))


def _told(field: Field[object]) -> str:
    """A field as a person compares it: sites by their addresses, standards and days as printed."""
    value = field.value
    if isinstance(value, tuple):
        parts = (getattr(item, "address", None) or getattr(item, "as_printed", None) or "" for item in value)
        return "; ".join(part for part in parts if part)
    return str(value) if value is not None else ""


def _answered(verdict: Verdict, expected: Expected) -> tuple[str, ...]:
    return tuple(
        f"{lookup.asked_on.isoformat()}: {lookup.answer.value.replace('_', ' ')}"
        for lookup in verdict.lookups
        if lookup.register == expected.register.id
    )


def _page(verdict: Verdict, facts: Facts, file: str, on: date) -> Iterator[Step]:
    """The page behind the code, if its host is one that the catalogue knows for this certificate."""
    owners = owners_of(verdict.claim, facts)
    hosts = [link.host for link in verdict.claim.links.value or () if link.host and registrable(link.host) in owners]
    for host in dict.fromkeys(hosts):
        yield Step(
            check=PAGE,
            name=owners[registrable(host)][0],
            register=None,
            address=registrable(host),
            how="",
            must=None,
            type_in=(),
            compare=_fields(verdict.claim, COMPARED),
            asked=_replies(verdict, PAGE),
            keep=_command(file, PAGE, f"https://{host}/...", on, verdict.claim),
        )


def _body(verdict: Verdict, facts: Facts, file: str, on: date) -> Iterator[Step]:
    """The certification body in writing, at an address from the catalogue, else through its accreditation body."""
    claim = verdict.claim
    if not claim.certification_body.value:
        return
    body = certification_body_of(claim, facts)
    address, origin = _reach(claim, body, facts)
    command = f"livingproof answer {shlex.quote(file)} {BODY} --file ANSWER --from WHO --on {on.isoformat()}"
    yield Step(
        check=BODY,
        name=body.name if body else claim.certification_body.value,
        register=None,
        address=address,
        how="",
        must=None,
        type_in=_fields(claim, ASKED_OF_A_BODY),
        compare=(),
        asked=_replies(verdict, BODY),
        keep=f"{command} --address-from {origin} --says ...",
    )


def _reach(claim: Claim, body: CertificationBody | None, facts: Facts) -> tuple[str | None, str]:
    """Where the body is reached, and what stands for the origin of that address."""
    if body and (body.lookup or body.domains):
        return body.lookup or body.domains[0], "catalogue"
    accreditor = accreditation_body_of(claim, facts) if shown(claim.accreditation_body) else None
    if accreditor and accreditor.domains:
        return accreditor.domains[0], accreditor.id
    return None, "REGISTER"


def _replies(verdict: Verdict, check: str) -> tuple[str, ...]:
    return tuple(f"{reply.on.isoformat()}: {reply.code}" for reply in verdict.replies if reply.check == check)


def _command(file: str, check: str, source: str, on: date, claim: Claim) -> str:
    """The command that keeps an answer, with the number filled in and places for the rest."""
    number = claim.certificate_number.value or "..."
    record = " ".join(f"--record {name}={shlex.quote(number) if name == 'number' else '...'}" for name in KEPT)
    start = f"livingproof answer {shlex.quote(file)} {check} --file CAPTURE"
    return f"{start} --from {shlex.quote(source)} --on {on.isoformat()} {record}"

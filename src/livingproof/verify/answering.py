"""An answer as a person brings it becomes evidence: a look-up in a register, or a reply to one check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from livingproof.core.check import Check
from livingproof.core.checks import every_check
from livingproof.core.claim import Claim
from livingproof.core.errors import RecordError
from livingproof.core.facts import Facts
from livingproof.core.matching.hosts import registrable
from livingproof.core.matching.owners import owners_of
from livingproof.core.record import Lookup, Reply
from livingproof.core.terms import Answer
from livingproof.register.evidence import about_certificate, about_document
from livingproof.verify.asking import BODY, PAGE, REGISTER
from livingproof.verify.records import lookup_from

DOCUMENT = "document"
"""What stands for an address whose origin is not known to be independent."""
COMPARED = "ISSUER_PAGE_PARTIAL"
"""The code under which a page is kept whose content is compared by the check itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a person brings: for which check, from whom or where, on which day, with which code, words, record and capture."""

    check: str
    source: str
    on: date
    code: str | None = None
    record: tuple[tuple[str, str], ...] = ()
    address_from: str | None = None
    person: str | None = None
    note: str | None = None
    digest: str | None = None


def evidence_of(told: Told, claim: Claim, facts: Facts) -> Lookup | Reply:
    """The look-up or the reply that the answer is; RecordError says what is missing or not understood."""
    if told.check in {REGISTER, "id.exists"}:
        return _lookup(told, facts)
    check = _check(told.check)
    return Reply(
        check=check.id,
        code=_code(check, told),
        source=told.source,
        on=told.on,
        address_from=_origin(told, claim, facts),
        person=told.person,
        digest=told.digest,
        note=told.note,
        facts=told.record,
    )


def keys_for(claims: Sequence[Claim], claim: Claim) -> tuple[str, ...]:
    """Under which keys an answer about one claim of a file is kept: under the file only where it holds no other claim."""
    keys = []
    if claim.certificate_number.value:
        keys.append(about_certificate(claim.certificate_number.value, claim.holder_name.value or ""))
    if len(claims) == 1 and claim.document and claim.document.sha256:
        keys.append(about_document(claim.document.sha256))
    if not keys:
        raise RecordError(
            "no number was read on this document, and it holds several certificates. Give each its own file."
        )
    return tuple(keys)


def _lookup(told: Told, facts: Facts) -> Lookup:
    """What a person saw in a register, in the form of a record file."""
    if told.source not in facts.registers and ("/" in told.source or "." in told.source):
        known = ", ".join(sorted(facts.registers))
        raise RecordError(f"--from {told.source!r}: name the register by its id. Known: {known}.")
    record: dict[str, object] = dict(told.record)
    if told.check == "id.exists":
        record = {"organisations": [_organisation(told.record)]} if told.record else {}
    entry = {**record, "register": told.source, "asked_on": told.on, "digest": told.digest}
    if told.code:
        entry["answer"] = _register_answer(told)
    return lookup_from(entry, where="--record")


def _register_answer(told: Told) -> str:
    """What a register answered, however it was written; what it showed is needed where it found one."""
    word = (told.code or "").lower().replace("-", "_").replace(" ", "_")
    if word not in set(Answer):
        raise RecordError(f"{told.code!r}: {told.check} knows {', '.join(map(_spoken, Answer))}.")
    if word == Answer.FOUND and not told.record:
        raise RecordError(f"{told.check}: say what the register shows, as --record number=... --record holder_name=...")
    return word


def _organisation(record: Iterable[tuple[str, str]]) -> Mapping[str, object]:
    """An organisation from its pairs; `active` is yes or no."""
    pairs = dict(record)
    active = {"active": pairs.pop("active").lower() in {"yes", "true", "active"}} if "active" in pairs else {}
    return {**pairs, **active}


def _check(name: str) -> Check:
    """The check that a person may answer; RecordError names those."""
    known = {check.id: check for check in every_check() if check.answers}
    if name in known:
        return known[name]
    if name.startswith("reg."):
        raise RecordError(f"{name}: what a register showed is kept with {REGISTER}.")
    near = get_close_matches(name, known, n=3, cutoff=0.4) or sorted((*known, REGISTER))
    raise RecordError(f"{name}: a person cannot answer this check. Choose one of {', '.join(near)}.")


def _code(check: Check, told: Told) -> str:
    """The reason code meant by what was said, however it was written; a page of which a record is kept needs none."""
    codes = check.answers
    if told.code is None:
        if check.id == PAGE and told.record:
            return COMPARED
        raise RecordError(f"{check.id}: say the answer with --says, one of {', '.join(map(_spoken, codes))}.")
    wanted = told.code.upper().replace("-", "_").replace(" ", "_")
    found = [code for code in codes if code == wanted] or [code for code in codes if wanted in code]
    if len(found) != 1:
        raise RecordError(f"{told.code!r}: {check.id} knows {', '.join(map(_spoken, codes))}.")
    return found[0]


def _spoken(code: str) -> str:
    return code.lower().replace("_", "-")


def _origin(told: Told, claim: Claim, facts: Facts) -> str | None:
    """Where the address asked came from; a host that the catalogue knows for the body is the catalogue's own."""
    if told.check != BODY or told.address_from:
        return told.address_from
    host = told.source.rpartition("@")[2].partition("//")[2] or told.source.rpartition("@")[2]
    return "catalogue" if registrable(host.partition("/")[0].lower()) in owners_of(claim, facts) else DOCUMENT

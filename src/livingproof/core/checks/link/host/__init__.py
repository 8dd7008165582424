"""The code on the document leads to a domain of the certification body, its accreditation body or a register.

Only codes (QR) count as a link for verification; a printed address that is known supports them, any other printed address
may be the holder's or the printer's and is not judged. A known host is a precondition, no proof: a code that names only
the home page is no better than none. A host that looks like a known one without being it, or that carries the name of the
holder or seller, fails. Domains come from the catalogue, never from the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import unquote

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.claim import Link
from livingproof.core.facts import Provenance
from livingproof.core.matching.hosts import likeness, name_of, registrable
from livingproof.core.matching.numbers import MIN_PART, fold
from livingproof.core.matching.owners import owners_of
from livingproof.core.terms import Axis, Grade, Weight

LEAST_NAME = 6
"""Shorter names are too common in domains to say whose a host is."""
LEAST_DIGITS = 3
LEAST_TOKEN = 10


class Host(Reason):
    """Whose host the code names."""

    HOST_KNOWN = Grade.PASS
    HOST_UNKNOWN = Grade.WARN
    LINK_NOT_SPECIFIC = Grade.WARN
    HOST_RESEMBLES = Grade.FAIL
    HOST_IS_SELLER = Grade.FAIL
    NO_LINK = Grade.UNDETERMINED
    CODE_UNREADABLE = Grade.UNDETERMINED


RANK = (Host.HOST_RESEMBLES, Host.HOST_IS_SELLER, Host.HOST_KNOWN, Host.LINK_NOT_SPECIFIC, Host.HOST_UNKNOWN)
"""Which code answers when there are several: one that condemns, then the best."""


def judge(case: Case) -> Judgement:
    """Judge every code; without one, look for a known address in print."""
    links = case.claim.links.value or ()
    if not links:
        return Host.NO_LINK.with_facts(codes=0)
    codes = tuple(link for link in links if link.kind == "qr")
    owners = owners_of(case.claim, case.facts)
    judged = [_judge(case, link, owners) for link in codes if link.host]
    if judged:
        return min(judged, key=_rank)
    known = next((link for link in links if link.host and registrable(link.host) in owners), None)
    if known and known.host:
        return _known(known, owners)
    if any(not link.payload.strip() for link in codes):
        return Host.CODE_UNREADABLE.with_facts(codes=len(codes))
    return Host.NO_LINK.with_facts(codes=len(codes))


def _rank(judgement: Judgement) -> int:
    return next(place for place, reason in enumerate(RANK) if reason is judgement.reason)


def _judge(case: Case, link: Link, owners: dict[str, tuple[str, Provenance]]) -> Judgement:
    host = link.host or ""
    specific = _is_specific(case, link)
    if registrable(host) in owners:
        return _known(link, owners) if specific else _unspecific(link, owners[registrable(host)][0])
    facts: dict[str, Plain] = {"host": host, "payload": link.payload}
    seller = _is_sellers(case, host)
    if seller:
        return Host.HOST_IS_SELLER.with_facts(**facts, name=seller)
    known = dict(_every_domain(case))
    if registrable(host) in known:
        owner = known[registrable(host)]
        return Host.HOST_UNKNOWN.with_facts(**facts, owner=owner) if specific else _unspecific(link, owner)
    like = likeness(host, tuple(known))
    if like:
        return Host.HOST_RESEMBLES.with_facts(**facts, domain=like.domain, owner=known[like.domain], how=like.how)
    return Host.HOST_UNKNOWN.with_facts(**facts, owner=None) if specific else _unspecific(link, None)


def _known(link: Link, owners: dict[str, tuple[str, Provenance]]) -> Judgement:
    owner, provenance = owners[registrable(link.host or "")]
    return Host.HOST_KNOWN.with_facts(host=link.host, payload=link.payload, kind=link.kind, owner=owner).resting_on(
        provenance
    )


def _unspecific(link: Link, owner: str | None) -> Judgement:
    return Host.LINK_NOT_SPECIFIC.with_facts(host=link.host, payload=link.payload, owner=owner)


def _every_domain(case: Case) -> Iterator[tuple[str, str]]:
    """Every domain in the catalogue with its owner's name."""
    facts = case.facts
    for register in facts.registers.values():
        yield from ((registrable(domain), register.name) for domain in register.domains)
    for accreditor in facts.accreditation_bodies.values():
        yield from ((registrable(domain), accreditor.name) for domain in accreditor.domains)
    for body in facts.certification_bodies.values():
        yield from ((registrable(domain), body.name) for domain in body.domains)


def _is_specific(case: Case, link: Link) -> bool:
    """Whether the address goes on after the host with this certificate's number, or with something like an id."""
    rest = unquote(re.sub(r"^[a-zA-Z][a-zA-Z0-9+.-]*://", "", link.payload).partition("/")[2])
    number = fold(case.claim.certificate_number.value or "")
    if len(number) >= MIN_PART and number in fold(rest):
        return True
    named = {figures for ref in case.claim.standards.value or () for figures in re.findall(r"\d+", ref.as_printed)}
    return any(_is_id(token, named) for token in re.findall(r"[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*", rest))


def _is_id(token: str, named: set[str]) -> bool:
    figures = [run for run in re.findall(r"\d+", token) if run not in named]
    return len("".join(figures)) >= LEAST_DIGITS or (bool(figures) and len(token) >= LEAST_TOKEN)


def _is_sellers(case: Case, host: str) -> str | None:
    """The name of the holder or seller that the host carries: its first words written together, and nothing else."""
    label = name_of(host).replace("-", "")
    for name in (case.claim.holder_name.value, *(case.claim.holder_name_other.value or ()), case.purchase.seller):
        words = re.findall(r"[a-z0-9]+", normalize("NFKD", (name or "").lower()).encode("ascii", "ignore").decode())
        joined = {"".join(words[:count]) for count in range(1, len(words) + 1)}
        if len(label) >= LEAST_NAME and label in joined:
            return name
    return None


CHECK = Check("link.host", Axis.GENUINE, Weight.STRONG, Host, judge)

"""One claim from the sheets of one certificate: every finder asked, the answers weighed against each other."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from livingproof.catalogue.labels import Role, squeeze
from livingproof.core.claim import Claim, Field, Link, SiteRef, StandardRef
from livingproof.core.terms import Source
from livingproof.readers.fields.accreditation import (
    Accreditor,
    find_accreditation_number,
    find_accreditors,
    find_recognition,
)
from livingproof.readers.fields.bodies import Body, find_bodies
from livingproof.readers.fields.confidence import calibrated
from livingproof.readers.fields.dating import Timeline, is_cycle, read_dates
from livingproof.readers.fields.described import described_scopes
from livingproof.readers.fields.found import Found, as_field, union
from livingproof.readers.fields.holder import Party, find_holders
from livingproof.readers.fields.hosts import find_links
from livingproof.readers.fields.identifiers import find_identifiers, find_scheme_numbers, without_identifiers
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.labelling import find_labels
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.main_certificate import find_main_number, own_numbers
from livingproof.readers.fields.names import find_names
from livingproof.readers.fields.numbers import (
    find_numbers,
    normal_number,
    with_letter_o,
    without_accreditation,
)
from livingproof.readers.fields.printed_order import in_printed_order
from livingproof.readers.fields.revision import find_revision, revision_key
from livingproof.readers.fields.scope import find_scopes
from livingproof.readers.fields.sectors import find_sector_codes
from livingproof.readers.fields.signatories import find_signatories
from livingproof.readers.fields.sites import find_sites
from livingproof.readers.fields.standards import Certified, certified_standards, find_standards
from livingproof.readers.fields.versions import other_addresses, other_expiries, other_names, other_scopes
from livingproof.readers.fields.wording import language_of
from livingproof.readers.page import Code


@dataclass(frozen=True, slots=True)
class _Reading:
    """All candidates of one certificate."""

    standards: tuple[Certified, ...]
    numbers: list[Found[str]]
    parties: list[Party]
    scopes: list[Found[str]]
    bodies: list[Body]
    accreditors: list[Accreditor]
    accreditation: Found[str] | None
    dates: Timeline


def assemble(sheets: Sequence[Sheet], codes: Sequence[Code], known: Knowledge) -> Claim:
    """The claim that these sheets of one certificate make; fields that were not found are empty."""
    links = find_links(sheets, codes)
    reading = _read(sheets, codes, known)
    party = reading.parties[0] if reading.parties else None
    number = reading.accreditation
    claim = Claim(
        holder_name=_holder(reading.parties),
        holder_name_other=_plain(other_names(party, reading.parties, sheets, known.labels) if party else None),
        holder_address=_address(party),
        holder_address_other=_plain(other_addresses(party, reading.parties, sheets, known.labels) if party else None),
        holder_ids=_plain(
            find_identifiers(
                sheets, party.name.box if party else None, reading.numbers[0].value if reading.numbers else None
            )
        ),
        scheme_numbers=_plain(find_scheme_numbers(sheets, party.name.box if party else None)),
        sites=_sites(sheets, known),
        certification_body=_body(reading.bodies),
        accreditation_body=_accreditor(reading.accreditors),
        accreditation_number=_plain(number, normal_number(number.value) if number else None),
        recognition_mark=_plain(find_recognition(sheets), "IAF MLA"),
        certificate_number=_number(reading.numbers),
        main_certificate_number=_main(sheets, reading.numbers, known),
        revision=_revision(find_revision(sheets, reading.numbers[0].value if reading.numbers else None)),
        standards=_standards(reading.standards),
        scope=_scope(reading.scopes),
        scope_other=_plain(other_scopes(reading.scopes, known.labels)),
        sector_codes=_plain(find_sector_codes(sheets)),
        signatories=_plain(find_signatories(sheets, known.labels, _body_test(known, reading.bodies))),
        links=Field(
            value=links,
            confidence=0.98 if links else 0.0,
            source=_source_of_links(links),
            page=links[0].page if links else None,
        ),
        languages=_languages(sheets, known),
    )
    return calibrated(replace(claim, **_date_fields(_with_first(reading.dates, reading.numbers, known))))


def _read(sheets: Sequence[Sheet], codes: Sequence[Code], known: Knowledge) -> _Reading:
    links = find_links(sheets, codes)
    is_standard = _standard_test(known)
    numbers = find_numbers(sheets, known.labels, links, known.shapes)
    bodies = find_bodies(sheets, known.bodies, links, numbers[0].value if numbers else None)
    body = bodies[0].known if bodies and bodies[0].found.evidence > 0.6 else None  # a weak name proves nothing
    if body:
        numbers = find_numbers(sheets, known.labels, links, known.shapes_of(body))
    numbers = without_identifiers(numbers, sheets)
    numbers = own_numbers(in_printed_order(numbers, Role.NUMBER, sheets[0], known.profile), sheets, known.labels)
    numbers = with_letter_o(numbers, [body.found.value for body in bodies[:2]])
    certifier = known.bodies.bodies.get(body or "")
    parties = [
        party
        for sheet in sheets[:2]
        for party in find_holders(sheet, known.labels, _body_test(known, bodies), is_standard)
    ]
    parties.sort(key=lambda party: -party.name.evidence)
    bodies = [body for body in bodies if not _is_holder(body, parties)]
    standards = certified_standards(sheets, known.standards)
    oversight = _oversight([one.ref for one in standards], known)
    named = [*(body.found.value for body in bodies[:2]), *(party.name.value for party in parties[:1])]
    accreditors = find_accreditors(sheets, known.accreditors, links, certifier, named, oversight)
    accreditation = find_accreditation_number(sheets, accreditors[0] if accreditors else None, known.accreditors)
    return _Reading(
        standards=standards,
        numbers=without_accreditation(numbers, accreditation.value if accreditation else None),
        accreditation=accreditation,
        parties=parties,
        scopes=in_printed_order(_scopes(sheets, known, is_standard), Role.SCOPE, sheets[0], known.profile),
        bodies=bodies,
        accreditors=accreditors,
        dates=read_dates(sheets, known.labels, known.profile.date_order if known.profile else None),
    )


def _oversight(refs: Sequence[StandardRef], known: Knowledge) -> str | None:
    """Who oversees the schemes that are certified, where none of them stands under an accreditation arrangement."""
    schemes = [found for ref in refs if (found := known.standards.standards.get(ref.standard or ""))]
    if not schemes or not all(scheme.outside_arrangement and scheme.scheme_register for scheme in schemes):
        return None
    owners = {scheme.id.split()[0] for scheme in schemes if scheme.id.split()[0].isalpha()}
    return owners.pop() if len(owners) == 1 else None


def _scopes(sheets: Sequence[Sheet], known: Knowledge, is_standard: Callable[[Line], bool]) -> list[Found[str]]:
    """The scopes of all sheets, likeliest first; one that only points to an annex gives way to the annex."""
    found = [one for sheet in sheets for one in find_scopes(sheet, known.labels, is_standard)]
    if not any(one.evidence > 0.65 or known.activities.search(one.value) for one in found):  # none, or but a guess
        found.extend(described_scopes(sheets, known.activities, is_standard))
    named = (one.with_evidence(one.evidence + 0.02 * bool(known.activities.search(one.value))) for one in found)
    ranked = sorted(named, key=lambda one: -one.evidence)
    if ranked and _names_annex(ranked[0].value, known):
        annexed = [one for one in ranked[1:] if one.page != ranked[0].page and not _names_annex(one.value, known)]
        ranked = [*annexed[:1], *(one for one in ranked if one not in annexed[:1])]
    return ranked


def _names_annex(text: str, known: Knowledge) -> bool:
    return any(hit.has(Role.ANNEX) for hit in find_labels(text, known.labels))


def _is_holder(body: Body, parties: Sequence[Party]) -> bool:
    """Whether what was taken for the body is rather the holder."""
    if not parties or parties[0].name.evidence < body.found.evidence:
        return False
    name, other = squeeze(parties[0].name.value), squeeze(body.found.value)
    return bool(name) and (name in other or other in name)


def _standard_test(known: Knowledge) -> Callable[[Line], bool]:
    """Whether a line is about a standard and little else."""

    @cache
    def about_standard(text: str) -> bool:
        named = [one for one in find_standards(text, known.standards) if one.standard]
        return sum(one.end - one.start for one in named) > 0.5 * len(text)

    return lambda line: about_standard(line.text)


def _body_test(known: Knowledge, bodies: Sequence[Body]) -> Callable[[str], bool]:
    """Whether a name is that of a certification body rather than of a holder."""
    strong = {
        squeeze(body.found.value)
        for body in bodies
        if body.found.evidence > 0.75 and len(squeeze(body.found.value)) > 3
    }

    @cache
    def is_body(text: str) -> bool:
        letters = squeeze(text)
        if letters in strong or any(len(name) > 7 and letters.startswith(name) for name in strong):
            return True
        mentions = (*find_names(text, known.bodies.index), *find_names(text, known.accreditors.index))
        return any(mention.end - mention.start > 0.5 * len(text.strip()) for mention in mentions)

    return is_body


def _plain(found: Found | None, normalised: str | None = None) -> Field:  # type: ignore[type-arg]  # one shape for every type of value
    return as_field([found], normalised) if found else Field()


def _text(value: str) -> str:
    return " ".join(value.casefold().split())


def _rival(ranked: Sequence[Found[str]]) -> Found[str] | None:
    if not ranked:
        return None
    return next((other for other in ranked[1:] if squeeze(other.value) != squeeze(ranked[0].value)), None)


def _holder(parties: Sequence[Party]) -> Field[str]:
    names = [party.name for party in parties]
    return as_field(names, _text(names[0].value) if names else None, _rival(names))


def _address(party: Party | None) -> Field[str]:
    return as_field([party.address], _text(party.address.value)) if party and party.address else Field()


def _revision(found: Found[str] | None) -> Field[str]:
    return _plain(found, revision_key(found.value) if found else None)


def _number(numbers: Sequence[Found[str]]) -> Field[str]:
    return as_field(numbers, normal_number(numbers[0].value) if numbers else None, _rival(numbers))


def _main(sheets: Sequence[Sheet], numbers: Sequence[Found[str]], known: Knowledge) -> Field[str]:
    main = find_main_number(sheets, numbers[0].value if numbers else None, known.labels)
    return _plain(main, normal_number(main.value)) if main else Field()


def _scope(scopes: Sequence[Found[str]]) -> Field[str]:
    return as_field(scopes, _text(scopes[0].value) if scopes else None, _rival(scopes))


def _body(bodies: Sequence[Body]) -> Field[str]:
    if not bodies:
        return Field()
    return as_field([body.found for body in bodies], bodies[0].known, _rival([body.found for body in bodies]))


def _accreditor(accreditors: Sequence[Accreditor]) -> Field[str]:
    found = [accreditor.found for accreditor in accreditors]
    return as_field(found, accreditors[0].known if accreditors else None, _rival(found))


def _standards(certified: Sequence[Certified]) -> Field[tuple[StandardRef, ...]]:
    if not certified:
        return Field()
    lines = [one.line for one in certified]
    weakest = min(one.strength for one in certified)
    without = any(one.ref.edition is None for one in certified)
    return Field(
        value=tuple(one.ref for one in certified),
        normalised="; ".join(f"{one.ref.standard}:{one.ref.edition or ''}" for one in certified),
        as_printed=" / ".join(one.ref.as_printed for one in certified),
        confidence=max(0.2, min(0.99, 0.72 + 0.07 * weakest - (0.12 if without else 0.0))),
        source=lines[0].source,
        page=lines[0].page,
        box=lines[0].box,
    )


def _sites(sheets: Sequence[Sheet], known: Knowledge) -> Field[tuple[SiteRef, ...]]:
    found = find_sites(sheets, known)
    return as_field([found], None) if found else Field()


def _source_of_links(links: tuple[Link, ...] | None) -> Source | None:
    if not links:
        return None
    return Source.QR if any(link.kind == "qr" for link in links) else Source.TEXT_LAYER


def _languages(sheets: Sequence[Sheet], known: Knowledge) -> Field[tuple[str, ...]]:
    counts: dict[str, int] = {}
    for sheet in sheets:
        for line in sheet.lines:
            if _tells(line.text) and (language := language_of(line.text, known.labels)):
                counts[language] = counts.get(language, 0) + 1
    total = sum(counts.values())
    languages = tuple(
        sorted((name for name in counts if counts[name] >= max(2, 0.2 * total)), key=lambda name: -counts[name])
    )
    return Field(value=languages, confidence=0.7, source=Source.DERIVED) if languages else Field()


def _tells(text: str) -> bool:
    """Whether a line is long enough to tell its language; a character of East Asia says as much as three letters."""
    return len(text) + 2 * sum(letter >= "\u2e80" for letter in text) > 20


_DATE_FIELDS = (
    (Role.FIRST, "first_certified_on"),
    (Role.DECIDED, "decision_on"),
    (Role.ISSUED, "issued_on"),
    (Role.VALID_FROM, "valid_from"),
    (Role.EXPIRES, "expires_on"),
    (Role.PREVIOUS, "previous_expires_on"),
)


def _date_fields(timeline: Timeline) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    expiry = _chosen_expiry(timeline)
    for role, name in _DATE_FIELDS:
        ranked = list(timeline.get(role, ()))
        if role is Role.EXPIRES and expiry:
            ranked = [expiry, *(found for found in ranked if found.value != expiry.value)]
        elif role in {Role.ISSUED, Role.VALID_FROM, Role.DECIDED}:
            ranked = _latest_first(ranked, expiry)
        if ranked:
            chosen = _checked(ranked[0], role, expiry)
            fields[name] = as_field([chosen], chosen.value.isoformat(), ranked[1] if len(ranked) > 1 else None)
    fields["expires_on_other"] = _plain(other_expiries(timeline.get(Role.EXPIRES, ()), expiry))
    due = timeline.get(Role.SURVEILLANCE, ())
    if due:
        days = tuple(sorted(found.value for found in due))
        fields["surveillance_due_on"] = Field(
            value=days, normalised=" ".join(day.isoformat() for day in days), as_printed=" / ".join(found.printed for found in due),
            confidence=min(found.evidence for found in due), source=due[0].source, page=due[0].page,
            box=union(found.box for found in due if found.box) if any(found.box for found in due) else None,
        )  # fmt: skip
    return fields


def _with_first(timeline: Timeline, numbers: Sequence[Found[str]], known: Knowledge) -> Timeline:
    """The first certification from a number that counts the rounds of certification and stands at none yet.

    Chinese numbers do: R0 is the first certification, R1 the first renewal.
    """
    issued = timeline.get(Role.ISSUED, ()) or timeline.get(Role.VALID_FROM, ())
    if Role.FIRST in timeline or not issued or not numbers:
        return timeline
    shaped = (
        match for shape in known.shapes for text in numbers[:1] if (match := shape.search(normal_number(text.value)))
    )
    rounds = [
        value for match in shaped for name, value in match.groupdict().items() if name.startswith("round") and value
    ]
    first_round = bool(rounds) and all(int(value) == 0 for value in rounds)
    return (
        {**timeline, Role.FIRST: (replace(issued[0], evidence=0.6, source=Source.DERIVED, how="first round"),)}
        if first_round
        else timeline
    )


def _chosen_expiry(timeline: Timeline) -> Found[date] | None:
    """The expiry: among equally labelled days the one that ends a cycle, then the later one."""
    ranked = timeline.get(Role.EXPIRES, ())
    if not ranked:
        return None
    starts = [found.value for role in (Role.ISSUED, Role.VALID_FROM, Role.DECIDED) for found in timeline.get(role, ())]
    top = [found for found in ranked if found.evidence > ranked[0].evidence - 0.06]
    later = [found for found in top if not starts or found.value > min(starts)] or top
    return max(
        later, key=lambda found: (any(is_cycle(start, found.value) for start in starts), found.evidence, found.value)
    )


def _latest_first(ranked: list[Found[date]], expiry: Found[date] | None) -> list[Found[date]]:
    """Among equally labelled days the one that begins the cycle, then the latest before the expiry."""
    if len(ranked) < 2:  # nothing to choose
        return ranked
    top = [
        found
        for found in ranked
        if found.evidence > ranked[0].evidence - 0.06 and (not expiry or found.value < expiry.value)
    ]
    chosen = max(
        top or ranked[:1],
        key=lambda found: (expiry is not None and is_cycle(found.value, expiry.value), found.value),
    )
    return [chosen, *(found for found in ranked if found is not chosen)]


def _checked(found: Found[date], role: Role, expiry: Found[date] | None) -> Found[date]:
    """A date held more or less likely for the place it takes among the others."""
    if expiry is None or role is Role.EXPIRES:
        return found
    if found.value >= expiry.value:
        return found.with_evidence(found.evidence - 0.4)
    if role in {Role.ISSUED, Role.VALID_FROM} and is_cycle(found.value, expiry.value):
        return found.with_evidence(found.evidence + 0.03)
    return found

"""The holder exists in a company register, and is active there.

An entry is the holder's by an identifier of the same scheme, else by its name in the same country. A lapsed identifier only was not paid for
again; an organisation that had ended before the certificate was issued could not be certified.
"""

from __future__ import annotations

from collections.abc import Iterator

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Plain, Reason
from livingproof.core.matching.identifiers import compare_identifiers, same_holder
from livingproof.core.matching.names import nearest_name
from livingproof.core.matching.registers import country_shown, name_of_register
from livingproof.core.record import Lookup, Organisation
from livingproof.core.terms import Axis, Grade, Weight, Zone

LAPSED = frozenset({"LAPSED"})
"""Words of identifier registers for an entry that was not renewed."""

Entry = tuple[Lookup, Organisation, bool]
"""The look-up, the organisation, and whether an identifier says that it is the holder."""


class Exists(Reason):
    """What the company register says of the holder."""

    ENTITY_ACTIVE = Grade.PASS
    ENTITY_NAME_CHANGED = Grade.WARN
    LEI_LAPSED = Grade.WARN
    ENTITY_ENDED_SINCE = Grade.WARN
    ENTITY_DISSOLVED_BEFORE_ISSUE = Grade.FAIL
    ENTITY_NOT_FOUND = Grade.UNDETERMINED


def judge(case: Case) -> Judgement:
    """The entry that is the holder's, one found by identifier first."""
    found = sorted(_entries(case), key=lambda entry: (not entry[2], -entry[0].speaks_of.toordinal()))
    if not found:
        asked = any(lookup.organisations for lookup in case.lookups)
        why = "no entry is the holder's" if asked else "no company register was asked"
        return Exists.ENTITY_NOT_FOUND.with_facts(holder=case.claim.holder_name.value, why=why)
    lookup, organisation, by_identifier = found[0]
    facts: dict[str, Plain] = {
        "register": name_of_register(lookup, case.facts),
        "holder": case.claim.holder_name.value,
        "name_there": organisation.legal_name,
        "speaks_of": lookup.speaks_of,
        "ended_on": organisation.ended_on,
        "by": "identifier" if by_identifier else "name",
    }
    known = case.facts.registers.get(lookup.register)
    told = _reason(case, organisation, by_identifier=by_identifier).with_facts(**facts)
    return told.resting_on(known.provenance) if known else told


def _reason(case: Case, organisation: Organisation, *, by_identifier: bool) -> Exists:
    starts = case.claim.starts.readings
    ended = organisation.ended_on
    if ended and ended <= case.as_of:
        return Exists.ENTITY_DISSOLVED_BEFORE_ISSUE if starts and ended < min(starts) else Exists.ENTITY_ENDED_SINCE
    if organisation.active is False:
        return Exists.ENTITY_ENDED_SINCE
    if by_identifier and _named(case, organisation) is not Zone.SAME:
        return Exists.ENTITY_NAME_CHANGED
    if (organisation.registration_status or "").upper() in LAPSED:
        return Exists.LEI_LAPSED
    return Exists.ENTITY_ACTIVE


def _entries(case: Case) -> Iterator[Entry]:
    """The organisations that are the holder: by identifier, else by name in the same country."""
    country = country_shown(case.claim)
    for lookup in case.lookups:
        for organisation in lookup.organisations:
            ids = same_holder(compare_identifiers(case.claim.holder_ids.value or (), organisation.ids))
            if ids is Zone.SAME:
                yield lookup, organisation, True
            elif ids is not Zone.OTHER and organisation.country in {None, country}:
                names = (organisation.legal_name, *organisation.names_other, *organisation.former_names)
                if _zone(case, names) is Zone.SAME:
                    yield lookup, organisation, False


def _named(case: Case, organisation: Organisation) -> Zone | None:
    """Whether the document's name is one that the register holds today; another script decides nothing."""
    zone = _zone(case, (organisation.legal_name, *organisation.names_other))
    former = _zone(case, organisation.former_names)
    return zone if zone is Zone.OTHER or former is Zone.SAME else Zone.SAME


def _zone(case: Case, names: tuple[str, ...]) -> Zone | None:
    ours = (case.claim.holder_name.value, *(case.claim.holder_name_other.value or ()))
    match = nearest_name((name for name in ours if name), names, case.facts.wording.legal_forms)
    return match.zone if match else None


CHECK = Check("id.exists", Axis.COVERS, Weight.STRONG, Exists, judge, reads=("holder_name", "holder_ids"))

"""Standards with their editions, adoptions and arrangements."""

from __future__ import annotations

from livingproof.catalogue.build.entries import (
    first_day,
    flag,
    inner,
    last_day,
    maybe,
    pairs,
    provenance,
    text,
    texts,
)
from livingproof.catalogue.keys import Entry
from livingproof.core.facts import Adoption, Arrangement, AuditTime, Edition, Standard


def standard(identity: str, entry: Entry, old: Standard | None) -> Standard:
    """A standard; editions named replace those of the same name, others stay."""
    editions = {edition.edition: edition for edition in (old.editions if old else ())}
    for row in inner(entry, "editions"):
        editions[str(row["edition"])] = _edition(identity, row)
    return Standard(
        id=identity,
        title=text(entry, "title", old.title if old else ""),
        area=text(entry, "area", old.area if old else ""),
        certifiable=flag(entry, "certifiable", before=old.certifiable if old else True),
        obsolete=flag(entry, "obsolete", before=old.obsolete if old else False),
        editions=tuple(editions.values()),
        provenance=provenance(identity, entry),
        includes=texts(entry, "includes", old.includes if old else ()),
        scheme_register=maybe(entry, "register", old.scheme_register if old else None),
        outside_arrangement=flag(entry, "outside_arrangement", before=old.outside_arrangement if old else False),
        level=text(entry, "level", old.level if old else ""),
        names=texts(entry, "names", old.names if old else ()),
        note=text(entry, "note", old.note if old else ""),
        first_published_on=first_day(entry, "first_published", old.first_published_on if old else None),
    )


def _edition(identity: str, row: Entry) -> Edition:
    name = str(row["edition"])
    return Edition(
        standard=identity,
        edition=name,
        published_on=first_day(row, "published"),
        last_initial_on=last_day(row, "last_initial"),
        ends_on=last_day(row, "ends"),
        superseded_by=maybe(row, "superseded_by"),
        status=text(row, "status"),
        provenance=provenance(f"{identity}:{name}" if name.isdigit() else f"{identity} {name}", row),
        predicted=flag(row, "predicted", before=False),
        aliases=texts(row, "aliases"),
        amendments=texts(row, "amendments"),
        note=text(row, "note"),
    )


def adoption(identity: str, entry: Entry, old: Adoption | None) -> Adoption:
    """How a country or region names what it adopts."""
    return Adoption(
        id=identity,
        region=text(entry, "region", old.region if old else ""),
        prefixes=texts(entry, "prefixes", old.prefixes if old else ()),
        provenance=provenance(f"adoption {identity}", entry),
        same_number=flag(entry, "same_number", before=old.same_number if old else True),
        numbers={**(old.numbers if old else {}), **pairs(entry, "numbers")},
        years={**(old.years if old else {}), **pairs(entry, "years")},
    )


def arrangement(identity: str, entry: Entry, old: Arrangement | None) -> Arrangement:
    """A recognition arrangement."""
    return Arrangement(
        id=identity,
        name=text(entry, "name", old.name if old else ""),
        names=texts(entry, "names", old.names if old else ()),
        starts_on=first_day(entry, "starts_on", old.starts_on if old else None),
        ends_on=last_day(entry, "ends_on", old.ends_on if old else None),
        successor=maybe(entry, "successor", old.successor if old else None),
        marks=text(entry, "marks", old.marks if old else ""),
        provenance=provenance(f"arrangement {identity}", entry),
    )


def audit_time(identity: str, entry: Entry, _: AuditTime | None) -> AuditTime:
    """A table of least audit times; it replaces the one before as a whole."""
    rows = sorted((int(people), float(days)) for people, days in pairs(entry, "days").items())
    return AuditTime(identity, tuple(rows), provenance(f"audit time of {identity}", entry))

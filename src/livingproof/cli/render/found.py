"""What was found in a register, as lines for a reader and as plain values for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from livingproof.core.matching.keys import Keys
    from livingproof.core.record import Organisation, Record
    from livingproof.register.matching import Match
    from livingproof.register.snapshot import Snapshot

ORGANISATIONS_SHOWN = 10
OTHERS_SHOWN = 5
LEAST = 0.02
"""Probability below which an entry is not shown as near, unless it has the number or the name asked for."""

ANSWERS = {
    "certificate_matched": "this certificate",
    "company_matched_site_not_covered": "this holder, but not this site",
    "company_matched_certificate_ambiguous": "this holder; which of its certificates is open",
    "number_of_another_holder": "this number, but of another holder",
    "unclear": "perhaps",
    "not_in_register": "nothing that fits",
}
"""What the answers of the matcher are called."""


def found_lines(
    snapshot: Snapshot, match: Match | None, organisations: tuple[Organisation, ...], said: Keys
) -> Iterator[str]:
    """The answer of one register, its best entry with what agrees and differs, and other entries that are near."""
    head = f"{snapshot.register}, as of {snapshot.as_of}"
    near = _near(snapshot, match, said)
    if match is not None and match.row is not None:
        yield f"{head}: {ANSWERS[match.answer]} (probability {match.probability:.3f})"
        yield from _entry(snapshot.record(match.row))
        for part in match.parts:
            yield f"    {part.name:<20}{part.state:<10}{part.left or '-'} | {part.right or '-'}"
        yield from _others(near)
    elif exact := [each for each in near if each[1]]:
        yield f"{head}: {_as_typed(exact)}; say more to be sure that it is meant"
        for _, _, record in exact:
            yield from _entry(record)
        yield from _others([each for each in near if not each[1]])
    elif match is not None and (near or not organisations):
        yield f"{head}: " + ("no entry is surely it; the nearest are" if near else ANSWERS[match.answer])
        yield from _others(near)
    for organisation in organisations[:ORGANISATIONS_SHOWN]:
        ids = ", ".join(f"{one.scheme} {one.value}" for one in organisation.ids)
        yield f"{head}: {organisation.legal_name}  {ids}  {organisation.address or ''}".rstrip()
    if match is None and not organisations:
        yield f"{head}: {ANSWERS['not_in_register']}"


def _as_typed(exact: list[tuple[float, tuple[str, ...], Record]]) -> str:
    """That entries have letter by letter what was asked for."""
    what = " and ".join(dict.fromkeys(part for _, same, _ in exact for part in same))
    return f"{len(exact)} {'entry has' if len(exact) == 1 else 'entries have'} the {what}"


def _others(near: Iterable[tuple[float, tuple[str, ...], Record]]) -> Iterator[str]:
    """Other entries that are worth a look, a line for each."""
    for probability, same, record in near:
        named = f" ({', '.join(same)})" if same else ""
        yield f"  near {probability:.3f}  {record.number}  {record.holder_name or ''}{named}"


def _near(snapshot: Snapshot, match: Match | None, said: Keys) -> list[tuple[float, tuple[str, ...], Record]]:
    """Other entries that are worth a look: likely candidates, and those with the number or a name that was asked for."""
    likely = {each.row: each.probability for each in match.candidates} if match else {}
    asked = (("number", said.said.numbers), ("holder_name", said.said.names))
    exact = [row for field, values in asked if values for row in snapshot.rows_with(field, values, OTHERS_SHOWN)]
    rows = [row for row in dict.fromkeys([*likely, *exact]) if match is None or row != match.row]
    found = [
        (likely.get(row, 0.0), _same(record, said), record)
        for row, record in zip(rows, snapshot.records(rows), strict=True)
    ]
    return sorted((each for each in found if each[0] >= LEAST or each[1]), key=lambda each: -each[0])[:OTHERS_SHOWN]


def _same(record: Record, said: Keys) -> tuple[str, ...]:
    """What of the question an entry has letter by letter."""
    numbers, names = map(
        _letters, ((record.number, record.identity_number), (record.holder_name, *record.holder_name_other))
    )
    asked = said.said
    held = (("same number", numbers & _letters(asked.numbers)), ("same name", names & _letters(asked.names)))
    return tuple(what for what, both in held if both)


def _letters(texts: Iterable[str | None]) -> set[str]:
    from livingproof.catalogue.labels import squeeze

    return {squeeze(text) for text in texts if text}


TOLD = (
    "answer",
    "row",
    "probability",
    "runner_up_row",
    "runner_up_probability",
    "parts",
    "candidates",
    "model",
)
"""What of a match is told, in this order."""


def plain_found(
    snapshot: Snapshot, match: Match | None, organisations: tuple[Organisation, ...], said: Keys
) -> dict[str, Any]:
    """The same as plain values."""
    from livingproof.core.statement import plain

    told: dict[str, Any] = {
        "register": snapshot.register,
        "snapshot": snapshot.id,
        "as_of": snapshot.as_of.isoformat(),
        "organisations": [plain(each) for each in organisations],
    }
    if match is not None:
        told["match"] = {name: plain(getattr(match, name)) for name in TOLD}
        told["record"] = None if match.row is None else plain(snapshot.record(match.row))
        told["near"] = [
            {"probability": plain(probability), "same": list(same), "record": plain(record)}
            for probability, same, record in _near(snapshot, match, said)
        ]
    return told


def _entry(record: Record) -> Iterator[str]:
    parts = (
        record.holder_name,
        record.address or ", ".join(filter(None, (record.city, record.country))),
        " ".join(filter(None, (record.standard, record.edition))),
        record.certification_body,
    )
    yield f"  {record.number}  " + " · ".join(part for part in parts if part)
    term = f"until {record.expires_on}" if record.expires_on else "no end given"
    yield f"    {record.status or 'no status given'}, {term}" + (f"; {record.scope}" if record.scope else "")

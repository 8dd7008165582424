"""The registers present, asked about one claim: each snapshot in force that can hold it, by number and by name, and what was kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from livingproof.core.claim import Claim
from livingproof.core.errors import RegisterError
from livingproof.core.facts import Accreditation, Facts, Recognition
from livingproof.core.matching.keys import Keys, Normaliser, keys_of_claim, normaliser_of
from livingproof.core.matching.registers import fit, of_same_holder, registers_that_can_hold
from livingproof.core.record import Event, Lookup, Organisation, Record, Reply
from livingproof.core.terms import Answer, Asker, MatchAnswer
from livingproof.register.evidence import about_certificate, about_document, name_of
from livingproof.register.index import open_index
from livingproof.register.matching import Match, Matcher
from livingproof.register.overlay import facts_with
from livingproof.register.snapshot import Snapshot
from livingproof.register.store import Store
from livingproof.verify.verification import Answers

MOST_KIN = 20
"""So many other records of a holder are kept with a verdict; a group with thousands is told by its nearest."""
LIKELY = 1e-6
"""A candidate less probable than this is not looked at as another record of the holder."""
DIGITS_SHOWN = 12

SEVERAL = frozenset({MatchAnswer.CERTIFICATE_AMBIGUOUS, MatchAnswer.UNCLEAR})
"""Answers of the matcher that leave more than one record to look at."""
COMPARED = 3


@dataclass(frozen=True)
class Registers:
    """The registers of a data directory, ready to be asked. `on` is the day of asking; one per process is enough.

    `indexed_by` are the facts with which indexes are made: those shipped, whatever is laid over them here. `tell` is told
    in one line which register could not be searched.
    """

    store: Store
    facts: Facts
    on: date
    indexed_by: Facts
    tell: Callable[[str], None]

    def answers(self, claim: Claim) -> Answers:
        """What the registers and the kept answers say of a claim."""
        asking = tuple(self._asking(claim))
        return self._answers(claim, {one.id: self._matched(one, (keys,))[0] for one, keys in asking})

    def answers_many(self, claims: Sequence[Claim]) -> list[Answers]:
        """The same for many claims, one by one the same answers; the registers are searched for all of them together."""
        asking = [{one.id: keys for one, keys in self._asking(claim)} for claim in claims]
        matches: list[dict[str, Match | None]] = [{} for _ in claims]
        for snapshot in self._certificates:
            places = [place for place, asked in enumerate(asking) if snapshot.id in asked]
            found = self._matched(snapshot, [asking[place][snapshot.id] for place in places])
            for place, match in zip(places, found, strict=True):
                matches[place][snapshot.id] = match
        return [self._answers(claim, matched) for claim, matched in zip(claims, matches, strict=True)]

    def _matched(self, snapshot: Snapshot, keys: Sequence[Keys]) -> list[Match | None]:
        """What each was matched with; None for all where the register cannot be searched, which is told. One never compiles."""
        try:
            matcher = self._matcher(snapshot)
            return [matcher.match(one) for one in keys] if len(keys) <= 1 else [*matcher.match_many(keys, threads=1)]
        except RegisterError as problem:
            self.tell(str(problem))
            return [None] * len(keys)

    @property
    def snapshots(self) -> tuple[str, ...]:
        """The ids of the snapshots in force, as they were when the first of them was asked."""
        return tuple(snapshot.id for snapshot in self._present)

    def name_of(self, snapshot: str, row: int | None) -> str | None:
        """The register's own name for the record of a row, else its certificate number; None for no row."""
        if row is None:
            return None
        label = next(one for one in self._certificates if one.id == snapshot).label(int(row))
        return label.record_id or label.number

    def hold(self) -> None:
        """Keep all records at hand: for a process that asks about thousands of claims, and for the copies that it makes of itself."""
        for snapshot in self._certificates:
            snapshot.hold()
        self._eventful.update(
            {one.register: self.store.numbers_with_events(one.register) for one in self._certificates}
        )
        self._with_notes.append(self.store.evidence.keys())

    def _answers(self, claim: Claim, matches: Mapping[str, Match | None]) -> Answers:
        asked = tuple(
            self._look_up(snapshot, claim, matches[snapshot.id])
            for snapshot in self._certificates
            if snapshot.id in matches
        )
        noted = self._noted(claim)
        lookups = (
            *(lookup for lookup, _ in asked),
            *self._companies(claim),
            *(one for one in noted if isinstance(one, Lookup)),
        )
        return Answers(
            lookups=lookups,
            kin=tuple(dict.fromkeys(record for _, kin in asked for record in kin))[:MOST_KIN],
            history=tuple(dict.fromkeys(self._history(lookups))),
            replies=tuple(one for one in noted if isinstance(one, Reply)),
            matches=tuple((snapshot, match) for snapshot, match in matches.items() if match),
        )

    def _asking(self, claim: Claim) -> Iterator[tuple[Snapshot, Keys]]:
        """Each snapshot that can hold the certificate, with the keys to search by."""
        if not (claim.certificate_number or claim.holder_name):
            return
        keys = keys_of_claim(claim, self._normaliser)
        for snapshot in self._certificates:
            if self._can_hold(snapshot, claim):
                yield snapshot, keys

    def _can_hold(self, snapshot: Snapshot, claim: Claim) -> bool:
        """Whether the coverage table lets the register hold such a certificate; of one unknown to the catalogue nobody can say."""
        known = self.facts.registers.get(snapshot.register)
        standards = tuple(ref.standard for ref in claim.standards.value or () if ref.standard)
        expected = registers_that_can_hold(claim, standards, self.facts)
        return known is None or any(one.register.id == known.id for one in expected)

    def _look_up(self, snapshot: Snapshot, claim: Claim, match: Match | None) -> tuple[Lookup, tuple[Record, ...]]:
        if match is None:
            return self._unanswered(snapshot, claim), ()
        nearest = [candidate.row for candidate in match.candidates if candidate.probability >= LIKELY]
        rows = _rows(match, nearest)
        found = snapshot.records(rows)
        further = [row for row in nearest if row not in rows]
        near = zip(further, snapshot.bearers(further), strict=True)
        others = snapshot.records([row for row, one in near if of_same_holder(claim, one, self.facts)])
        lookup = Lookup(
            register=snapshot.register,
            answer=(Answer.FOUND_MANY if len(found) > 1 else Answer.FOUND) if found else Answer.NOT_FOUND,
            asked_on=self.on,
            snapshot_as_of=snapshot.as_of,
            records=found,
            by_number=bool(claim.certificate_number),
            question=_question(claim),
            asked_by=Asker.ENGINE,
            match=match.answer.value,
            snapshot=snapshot.id,
            licence_note=snapshot.manifest.licence_note or None,
        )
        return lookup, tuple(record for record in (*others, *found[1:]) if self._is_kin(claim, record))

    def _unanswered(self, snapshot: Snapshot, claim: Claim) -> Lookup:
        """A look-up that failed: it says nothing about the certificate."""
        return Lookup(
            register=snapshot.register,
            answer=Answer.ERROR,
            asked_on=self.on,
            snapshot_as_of=snapshot.as_of,
            question=_question(claim),
            asked_by=Asker.ENGINE,
            snapshot=snapshot.id,
        )

    def _is_kin(self, claim: Claim, record: Record) -> bool:
        """Whether a record is another certificate of the same holder."""
        return of_same_holder(claim, record, self.facts) and not fit(claim, record, self.facts).ours

    def _companies(self, claim: Claim) -> Iterator[Lookup]:
        """Company registers, asked by the holder's identifiers and names."""
        names = tuple(name for name in (claim.holder_name.value, *(claim.holder_name_other.value or ())) if name)
        if not names:
            return
        for snapshot in self._organisations:
            found = [
                *(
                    one
                    for own in claim.holder_ids.value or ()
                    for one in snapshot.organisations_by_id(own.scheme, own.value)
                ),
                *(one for name in names for one in snapshot.organisations_by_name(name)),
            ]
            organisations = tuple(dict.fromkeys(found))
            yield Lookup(
                register=snapshot.register,
                answer=Answer.FOUND if organisations else Answer.NOT_FOUND,
                asked_on=self.on,
                snapshot_as_of=snapshot.as_of,
                organisations=organisations,
                by_number=bool(claim.holder_ids),
                question=_question(claim),
                asked_by=Asker.ENGINE,
                snapshot=snapshot.id,
                licence_note=snapshot.manifest.licence_note or None,
            )

    def _history(self, lookups: tuple[Lookup, ...]) -> Iterator[Event]:
        """What the registers tell of the past of the certifications that were found."""
        for lookup in lookups:
            told = self._eventful.get(lookup.register)
            for record in lookup.records if lookup.snapshot else ():
                if told is not None and record.number not in told:
                    continue
                yield from self.store.history(lookup.register, record.number, record.certification_body)

    @cached_property
    def _eventful(self) -> dict[str, frozenset[str]]:
        """The numbers that have a history, by register, once they are held; another number needs no look into the history."""
        return {}

    def _noted(self, claim: Claim) -> tuple[Lookup | Reply, ...]:
        """What was kept about the claim; of keys that were held and are not among them, nothing is."""
        keys = keys_of(claim)
        for held in self._with_notes:
            keys = tuple(key for key in keys if name_of(key) in held) if held else ()
        return self.store.evidence.noted(keys) if keys else ()

    @cached_property
    def _with_notes(self) -> list[frozenset[str]]:
        """The names of all notes, once they are held."""
        return []

    @cached_property
    def _present(self) -> tuple[Snapshot, ...]:
        return self.store.present()

    @cached_property
    def _certificates(self) -> tuple[Snapshot, ...]:
        return tuple(snapshot for snapshot in self._present if snapshot.holds(Record))

    @cached_property
    def _organisations(self) -> tuple[Snapshot, ...]:
        return tuple(snapshot for snapshot in self._present if snapshot.holds(Organisation))

    @cached_property
    def _normaliser(self) -> Normaliser:
        return normaliser_of(self.indexed_by)

    @cached_property
    def _matchers(self) -> dict[str, Matcher]:
        return {}

    def _matcher(self, snapshot: Snapshot) -> Matcher:
        if snapshot.id not in self._matchers:
            folder = snapshot.index_folder or snapshot.folder
            self._matchers[snapshot.id] = Matcher(open_index(folder), self._normaliser)
        return self._matchers[snapshot.id]


def keys_of(claim: Claim) -> tuple[str, ...]:
    """Under which keys answers about a claim are kept: its document, and its number with its holder."""
    keys = []
    if claim.document and claim.document.sha256:
        keys.append(about_document(claim.document.sha256))
    if claim.certificate_number.value:
        keys.append(about_certificate(claim.certificate_number.value, claim.holder_name.value or ""))
    return tuple(keys)


def facts_of(facts: Facts, store: Store) -> Facts:
    """The facts with the lists that were imported; their snapshots are then part of the version, so that a statement names them."""
    lists = [
        snapshot.id for snapshot in store.present() if snapshot.holds(Accreditation) or snapshot.holds(Recognition)
    ]
    if not lists:
        return facts
    digest = sha256("\n".join(sorted(lists)).encode()).hexdigest()[:DIGITS_SHOWN]
    return replace(facts_with(facts, store), version=f"{facts.version}+lists:{digest}")


def _rows(match: Match, nearest: list[int]) -> list[int]:
    """The rows that the case is to look at: the one chosen, and where the matcher left it open, its next candidates."""
    if match.row is None:
        return []
    first = int(match.row)
    return list(dict.fromkeys([first, *nearest[:COMPARED]])) if match.answer in SEVERAL else [first]


def _question(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The keys that were searched."""
    asked = (("number", claim.certificate_number.value), ("holder", claim.holder_name.value))
    return tuple((name, value) for name, value in asked if value)

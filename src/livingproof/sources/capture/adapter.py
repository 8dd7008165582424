"""Look-ups of persons: strict keys, a day that is not in the future, a capture whose digest fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from livingproof.core.errors import SourceError
from livingproof.core.record import Lookup, Record
from livingproof.core.terms import Answer, Asker
from livingproof.sources.kinds import FIELDS, Kind
from livingproof.sources.meanings import Form, Meanings, text_in
from livingproof.sources.outcome import UnreadableCell, shown

KEYS = (
    "register",
    "asked_on",
    "person",
    "address",
    "question",
    "answer",
    "record",
    "records",
    "file",
    "sha256",
    "snapshot_as_of",
    "by_number",
    "match",
    "licence_note",
)
NEEDED = ("register", "asked_on", "person")
FOUND = frozenset({Answer.FOUND, Answer.FOUND_MANY})


def told(document: object, path: Path, meanings: Meanings, as_of: date) -> Iterator[Lookup | UnreadableCell]:
    """Each look-up, or why it is not understood."""
    for entry in document if isinstance(document, list) else [document]:
        try:
            yield _lookup(entry, path, meanings, as_of)
        except UnreadableCell as problem:
            yield problem


def _lookup(entry: object, path: Path, meanings: Meanings, as_of: date) -> Lookup:
    if not isinstance(entry, Mapping):
        raise UnreadableCell("is no look-up", f"write keys with values: {', '.join(KEYS)}")
    unknown = next((str(key) for key in entry if key not in KEYS), None)
    if unknown:
        raise UnreadableCell("is no key of a look-up", f"its keys are {', '.join(KEYS)}", unknown)
    for key in NEEDED:
        if not entry.get(key):
            raise UnreadableCell("is missing", "say which register was asked, on which day, by whom", "", key)
    asked = _day(entry, "asked_on", meanings)
    if asked is None or asked > as_of:
        raise UnreadableCell("lies after the day that is stated", "correct the day", str(entry["asked_on"]), "asked_on")
    rows = entry.get("records") or ([entry["record"]] if entry.get("record") else [])
    if not isinstance(rows, list):
        raise UnreadableCell(
            "is no list of records", "write one record under `record`, several as a list", str(rows), "records"
        )
    records = tuple(_record(row, meanings) for row in rows)
    question = _question(entry)
    return Lookup(
        register=_text(entry, "register") or "",
        answer=_answer(entry, records),
        asked_on=asked,
        snapshot_as_of=_day(entry, "snapshot_as_of", meanings),
        records=records,
        by_number=_by_number(entry, question, meanings),
        digest=_digest(entry, path),
        question=question,
        asked_by=Asker.PERSON,
        person=_text(entry, "person"),
        match=_text(entry, "match"),
        licence_note=_text(entry, "licence_note"),
    )


def _day(entry: Mapping[str, Any], key: str, meanings: Meanings) -> date | None:
    try:
        return meanings.day(entry[key]) if entry.get(key) else None
    except UnreadableCell as problem:
        raise UnreadableCell(problem.why, problem.remedy, str(entry[key]), key) from problem


def _text(entry: Mapping[str, Any], key: str) -> str | None:
    try:
        return text_in(entry[key]) if entry.get(key) else None
    except UnreadableCell as problem:
        raise UnreadableCell(problem.why, problem.remedy, str(entry[key]), key) from problem


def _answer(entry: Mapping[str, Any], records: tuple[Record, ...]) -> Answer:
    """The stated answer; it must fit the records beside it."""
    said = entry.get("answer")
    if said is None:
        return Answer.FOUND_MANY if len(records) > 1 else Answer.FOUND if records else Answer.NOT_FOUND
    if not isinstance(said, str) or said not in set(Answer):
        raise UnreadableCell("is no answer", f"write one of {', '.join(Answer)}", str(said), "answer")
    answer = Answer(said)
    if bool(records) is not (answer in FOUND):
        raise UnreadableCell(
            "does not fit the records given", "give the record that was found, and none otherwise", str(said), "answer"
        )
    return answer


def _question(entry: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The keys that were searched, and the address that was looked at."""
    asked = entry.get("question") or {}
    if not isinstance(asked, Mapping):
        raise UnreadableCell(
            "is no question", "write what was searched, as `number: …` or `holder_name: …`", str(asked), "question"
        )
    address = (("address", str(entry["address"])),) if entry.get("address") else ()
    return (*((str(key), str(value)) for key, value in asked.items()), *address)


def _by_number(entry: Mapping[str, Any], question: tuple[tuple[str, str], ...], meanings: Meanings) -> bool:
    said = meanings.flag(entry["by_number"]) if entry.get("by_number") is not None else None
    searched = {key for key, _ in question} - {"address"}
    return said if said is not None else "number" in searched or not searched


def _record(row: object, meanings: Meanings) -> Record:
    if not isinstance(row, Mapping):
        raise UnreadableCell(
            "is no record", "write keys with values, as `number:` and `holder_name:`", str(row), "record"
        )
    found: dict[str, Any] = {}
    forms = FIELDS[Kind.RECORD]
    for key, cell in row.items():
        if key not in forms or key == "history":
            raise UnreadableCell("is no field of a record", f"its fields are {', '.join(forms)}", str(key), "record")
        if cell in (None, "", []):
            continue
        try:
            value = meanings.reader(forms[key], None)(cell)
        except UnreadableCell as problem:
            raise UnreadableCell(problem.why, problem.remedy, str(cell), str(key)) from problem
        found[str(key)] = value
    if not found.get("number"):
        raise UnreadableCell("is missing", "write the number as the register shows it", "", "number")
    if forms["standard"] is Form.STANDARD and "standard" in found:
        named, edition = found["standard"][0]
        found |= {"standard": named, "edition": found.get("edition") or edition}
    raw = text_in(row["status"]) if row.get("status") else None
    return Record(**{"status_raw": raw, **found})


def _digest(entry: Mapping[str, Any], path: Path) -> str | None:
    """The digest of the capture; the file, where it is named, must have it."""
    stated = str(entry["sha256"]).lower().removeprefix("sha256:") if entry.get("sha256") else None
    if not entry.get("file"):
        return f"sha256:{stated}" if stated else None
    name = _text(entry, "file") or ""
    if Path(name).is_absolute() or ".." in Path(name).parts:
        raise UnreadableCell(
            "lies elsewhere", "put the capture beside the file of the look-up, and name it", name, "file"
        )
    file = path.parent / name
    if not file.is_file():
        raise SourceError(
            f"{path.name}: the capture {shown(name)!r} is not beside it; put it there, or give its sha256 alone."
        )
    found = sha256(file.read_bytes()).hexdigest()
    if stated and stated != found:
        raise UnreadableCell(
            "is not the digest of the file", "the capture was changed or another one is meant", stated, "sha256"
        )
    return f"sha256:{found}"

"""Records from a table that somebody else kept: columns are mapped, a dry run names every row that does not fit, then all or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from livingproof.app.kit import reasons, values
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.sheets import MOST, Sheet, sheet_of
from livingproof.core.errors import LivingProofError
from livingproof.readers.limits import Limits
from livingproof.readers.sandbox import in_child

if TYPE_CHECKING:
    from livingproof.app.kit.kinds import Kind
    from livingproof.app.people.models import Person
    from livingproof.core.system.machine import Act

__all__ = ["MOST", "Fault", "Result", "Sheet", "TableError", "guessed", "read", "run"]
ENDINGS = {".csv": "csv", ".xlsx": "xlsx"}
LIMITS = Limits(size=25 << 20, seconds=40)


class TableError(ValueError):
    """A table that cannot be read as a whole; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row cannot be taken."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an import or its dry run: the numbers of the records that were made (or would be), and every fault."""

    made: tuple[str, ...]
    faults: tuple[Fault, ...]
    dry: bool


def read(path: Path, name: str) -> Sheet:
    """The table of an uploaded file, read in a child process with limits; `name` is what the sender called it.

    TableError where it is none.
    """
    kind = ENDINGS.get(Path(name).suffix.lower())
    if kind is None:
        raise TableError(_("A table is a file that ends with .csv or .xlsx."))
    with TemporaryDirectory() as folder:
        # The reader goes by the end of the name; the store keeps files by their digest.
        named = Path(folder) / f"table.{kind}"
        named.symlink_to(path.resolve())
        try:
            return in_child(sheet_of, str(named), kind, limits=LIMITS)
        except LivingProofError as problem:
            raise TableError(str(problem).replace(named.name, name)) from None


def guessed(kind: Kind, act: Act, columns: tuple[str, ...]) -> dict[str, str]:
    """Which column fills which field, by the field's name or label; fields that no column names are left out."""
    by_name = {_plain(column): column for column in columns if column}
    found = {}
    for name in act.fields:
        column = by_name.get(_plain(name)) or by_name.get(_plain(values.label_of(kind, name)))
        if column is not None:
            found[name] = column
    return found


def _plain(name: str) -> str:
    return name.replace("_", " ").strip().casefold()


def run(
    kind: Kind,
    act: Act,
    sheet: Sheet,
    mapping: Mapping[str, str],
    by: Person,
    now: datetime,
    *,
    dry: bool,
    language: str = "en",
) -> Result:
    """Make a record of every row by the act that makes one. One fault and nothing is made; a dry run never makes anything.

    The records say that they were imported, and so does the ledger: indicators leave them out.
    """
    places = {
        name: sheet.columns.index(column)
        for name, column in mapping.items()
        if column in sheet.columns and name in act.fields
    }
    if not places:
        return Result((), (Fault(0, _("No column fills a field. Choose the columns.")),), dry)
    made: list[str] = []
    faults = [Fault(row, text) for row, text in sheet.damaged]
    with transaction.atomic():
        for row, cells in sheet.rows:
            payload = {name: _value(kind, name, cells[place], by) for name, place in places.items()}
            outcome = perform(kind, None, Request(act.name, payload, now, actor=by, imported=True))
            if outcome.record is not None:
                made.append(outcome.record.number)
            faults.extend(Fault(row, reasons.told(one, kind, language).text) for one in outcome.blocked)
        if dry or faults:
            transaction.set_rollback(True)
    return Result(tuple(made) if dry or not faults else (), tuple(sorted(faults, key=lambda fault: fault.row)), dry)


def _value(kind: Kind, name: str, text: str, by: Person) -> Any:
    """A cell as the payload takes it: parts as JSON, a person by their name where it names exactly one."""
    if not text.strip():
        return [] if name in kind.parts else None if values.field_of(kind, name).null else ""
    if name in kind.parts:
        return values.from_json_text(text)
    if values.field_of(kind, name).related_model is type(by):
        found = type(by).objects.filter(organisation=by.organisation, active=True, named__name__iexact=text.strip())[:2]
        return found[0] if len(found) == 1 else text
    return text

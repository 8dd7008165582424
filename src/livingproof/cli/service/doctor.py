"""`livingproof doctor`: looks at everything that must hold, and says what to do about what does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.data import DataOption, data_directory
from livingproof.cli.service.project import open_project
from livingproof.core.errors import ServiceError
from livingproof.core.terms import Grade
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.app.health.state import Sign

MARKS = {Grade.PASS: "ok  ", Grade.WARN: "look", Grade.FAIL: "FAIL"}
SHOWN = 5
"""How many single faults of one kind are named; the rest is counted."""


def doctor(
    *,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the ledger and the evidence, which take time.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Look at data directory, database, worker, jobs, registers, ledger, evidence and reading; say what to do.

    Exit status: 0 nothing fails; 1 something does.
    """
    if not data_directory(data).is_dir():
        raise ServiceError(f"{data_directory(data)}: there is no such directory. Name the data with --data.")
    open_project(data)
    from livingproof.app.health.state import LOOKS, look, worst

    now = datetime.now(UTC)  # noqa: TID251 - the edge: where the clock enters
    looks = (*LOOKS, _reading) if quick else (*LOOKS, _reading, _ledger, _evidence)
    signs = look(now, looks)
    for sign in signs:
        typer.echo(f"{MARKS[sign.grade]}  {sign.title}: {visible(sign.found)}")
        if sign.todo:
            typer.echo(f"      {visible(sign.todo)}")
    if worst(signs) is Grade.FAIL:
        raise typer.Exit(1)


def _reading(_now: datetime) -> Iterator[Sign]:
    """What reading a scanned certificate needs."""
    from livingproof.app.health.state import Sign
    from livingproof.readers.ocr.tesseract import data_folder

    found = data_folder()
    if found is None:
        todo = "Install it (Debian: tesseract-ocr-eng). Until then pictures are read by the built-in reader alone."
        yield Sign("reading", "Reading of scans", Grade.WARN, "no Tesseract data found", todo)
    else:
        yield Sign("reading", "Reading of scans", Grade.PASS, f"Tesseract data in {found}")


def _ledger(_now: datetime) -> Iterator[Sign]:
    """Every organisation's chain, and every record against its entries."""
    from livingproof.app.health.state import Sign
    from livingproof.app.kit.replayed import differences
    from livingproof.app.ledger import checkpoints
    from livingproof.app.ledger.models import Head
    from livingproof.app.people.models import Organisation

    for organisation in Organisation.objects.order_by("made_at"):
        faults = [f"entry {one.number}: {one.what}" for one in checkpoints.faults(organisation)]
        faults += differences(organisation)
        head = Head.objects.filter(organisation=organisation).first()
        title = f"Ledger of {visible(organisation.name)}"
        if faults:
            todo = "Hold it against a checkpoint (livingproof ledger verify), and compare with a backup."
            yield Sign("ledger", title, Grade.FAIL, _some(faults), todo)
        else:
            yield Sign(
                "ledger", title, Grade.PASS, f"{head.number if head else 0} entries, each follows the one before it"
            )


def _evidence(_now: datetime) -> Iterator[Sign]:
    """The content of every piece of evidence against its digest."""
    from livingproof.app.health.state import Sign
    from livingproof.app.ledger import evidence
    from livingproof.app.ledger.models import Evidence

    count, wrong = 0, []
    rows = Evidence.objects.filter(erased_at=None).select_related("organisation")
    for row in rows.iterator():
        count += 1
        try:
            sound = evidence.sound(row)
        except OSError as problem:
            todo = "Look at LIVINGPROOF_FILES, and at the bucket."
            yield Sign("evidence", "Evidence", Grade.FAIL, f"the bucket does not answer ({problem})", todo)
            return
        if not sound:
            wrong.append(f"{row.name} ({row.sha256[:16]})")
    if wrong:
        todo = "Take these files out of a backup (or the bucket's own); they lie under their digest in the folder evidence."
        yield Sign("evidence", "Evidence", Grade.FAIL, f"gone or changed: {_some(wrong)}", todo)
    else:
        yield Sign("evidence", "Evidence", Grade.PASS, f"{count} files, each has its digest")


def _some(faults: list[str]) -> str:
    rest = f" and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    return "; ".join(faults[:SHOWN]) + rest

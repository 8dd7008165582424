"""`livingproof ledger`: export what the ledger is today, and hold it against what it was."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.data import DataOption
from livingproof.cli.service.project import open_project
from livingproof.core.errors import CheckpointError
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.app.ledger.checkpoints import Checkpoint
    from livingproof.app.people.models import Organisation

app = typer.Typer(
    name="ledger", help="Checkpoints of the ledger, and whether it still agrees with them.", no_args_is_help=True
)


@app.command()
def checkpoint(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder for the files: one for each organisation.")],
    step: Annotated[int, typer.Option(min=1, help="Keep a mark of every so-manieth entry; 1 can name each.")] = 1,
    data: DataOption = None,
) -> None:
    """Write what each organisation's ledger is now. Give the files to somebody else: they prove it later."""
    open_project(data)
    from livingproof.app.ledger import checkpoints

    now = datetime.now(UTC)  # noqa: TID251 - the edge: where the clock enters
    known = _organisations()
    to.mkdir(parents=True, exist_ok=True)
    for organisation in known:
        point = checkpoints.checkpoint(organisation, now, step=step)
        path = to / f"checkpoint-{organisation.pk}-{now:%Y-%m-%d}.json"
        path.write_text(checkpoints.written(point), encoding="utf-8")
        typer.echo(f"{visible(organisation.name)}: {point.number} entries, newest {point.digest[:16] or '-'} -> {path}")


@app.command()
def verify(
    *,
    given: Annotated[
        Path | None, typer.Option("--checkpoint", metavar="FILE", help="Hold the ledger against this file as well.")
    ] = None,
    contents: Annotated[
        bool, typer.Option("--evidence", help="Read all evidence again and compare it with its digest.")
    ] = False,
    data: DataOption = None,
) -> None:
    """Name every entry that was changed, removed or moved, and every record that differs from its entries. Status 1 if any."""
    open_project(data)
    from livingproof.app.ledger import checkpoints

    point = checkpoints.read(given) if given else None
    asked = [one for one in _organisations() if point is None or str(one.pk) == point.organisation]
    if point is not None and not asked:
        raise CheckpointError(
            f"{given}: is of the organisation {visible(point.name)}, which is not in this data. Name its data with --data."
        )
    found = sum(_verified(organisation, point) for organisation in asked)
    if contents:
        found += sum(_unsound(organisation) for organisation in asked)
    if found:
        raise typer.Exit(1)


def _organisations() -> list[Organisation]:
    """All organisations; CheckpointError where there is no ledger at all."""
    from django.db import connection

    from livingproof.app.people.models import Organisation

    if Organisation._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 - Django's documented way
        raise CheckpointError("there is no ledger here. Start `livingproof serve` once, or name its data with --data.")
    return list(Organisation.objects.order_by("made_at"))


def _unsound(organisation: Organisation) -> int:
    """How much evidence is missing or no longer has its digest; each is printed."""
    from livingproof.app.ledger import evidence
    from livingproof.app.ledger.models import Evidence

    found = 0
    for row in (
        Evidence.objects.filter(organisation=organisation, erased_at=None).select_related("organisation").iterator()
    ):
        if not evidence.sound(row):
            found += 1
            typer.echo(
                f"{visible(organisation.name)}: evidence {row.pk} ({row.sha256[:16]}): its content is missing or was changed"
            )
    return found


def _verified(organisation: Organisation, point: Checkpoint | None) -> int:
    """How much does not hold; each is printed."""
    from livingproof.app.kit.replayed import differences
    from livingproof.app.ledger import checkpoints
    from livingproof.app.ledger.models import Head

    found = 0
    for fault in checkpoints.faults(organisation, point):
        found += 1
        typer.echo(f"{visible(organisation.name)}: entry {fault.number}: {fault.what}")
    for difference in differences(organisation):
        found += 1
        typer.echo(f"{visible(organisation.name)}: {visible(difference)}")
    head = Head.objects.filter(organisation=organisation).first()
    count = head.number if head else 0
    against = f" and agrees with the checkpoint of {visible(point.at[:10])}" if point else ""
    if not found:
        typer.echo(f"{visible(organisation.name)}: {count} entries: each follows the one before it{against}")
    return found

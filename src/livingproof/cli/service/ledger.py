"""`livingproof ledger`: export what the ledger is today, and hold it against what it was."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.data import DataOption
from livingproof.cli.service.project import open_project
from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.app.ledger.checkpoints import Checkpoint
    from livingproof.app.people.models import Organisation

app = typer.Typer(name="ledger", help="Checkpoints of the ledger, and whether it still agrees with them.", no_args_is_help=True)


@app.command()
def checkpoint(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Folder for the files: one for each organisation.")],
    step: Annotated[int, typer.Option(min=1, help="Keep a mark of every so-manieth entry; 1 can name each.")] = 1,
    data: DataOption = None,
) -> None:
    """Write what each organisation's ledger is now. Give the files to somebody else: they prove it later."""
    open_project(data)
    from livingproof.app.ledger import checkpoints
    from livingproof.app.people.models import Organisation

    now = datetime.now(UTC)  # noqa: TID251 - the edge: where the clock enters
    to.mkdir(parents=True, exist_ok=True)
    for organisation in Organisation.objects.order_by("made_at"):
        point = checkpoints.checkpoint(organisation, now, step=step)
        path = to / f"checkpoint-{organisation.pk}-{now:%Y-%m-%d}.json"
        path.write_text(checkpoints.written(point), encoding="utf-8")
        typer.echo(f"{visible(organisation.name)}: {point.number} entries, newest {point.digest[:16] or '-'} -> {path}")


@app.command()
def verify(
    given: Annotated[
        Path | None, typer.Option("--checkpoint", metavar="FILE", help="Hold the ledger against this file as well.")
    ] = None,
    data: DataOption = None,
) -> None:
    """Name every entry that was changed, removed or moved, and every record that differs from its entries. Status 1 if any."""
    open_project(data)
    from livingproof.app.ledger import checkpoints
    from livingproof.app.people.models import Organisation

    point = checkpoints.read(given) if given else None
    asked = [one for one in Organisation.objects.order_by("made_at") if point is None or str(one.pk) == point.organisation]
    if point is not None and not asked:
        raise checkpoints.CheckpointError(
            f"{given}: is of the organisation {visible(point.name)}, which is not in this data. Name its data with --data."
        )
    if sum(_verified(organisation, point) for organisation in asked):
        raise typer.Exit(1)


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

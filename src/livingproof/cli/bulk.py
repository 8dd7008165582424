"""`livingproof bulk`: a file of claims goes in, one answer for each row comes out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.cli.data import DataOption, data_directory
from livingproof.cli.purchase import day_of
from livingproof.core.errors import BulkError

if TYPE_CHECKING:
    from collections.abc import Callable

    from livingproof.bulk import Plan, Progress, Settings, Summary

FORMATS = ("terminal", "json")
ENGINES = ("embedded", "spark")


def bulk(  # noqa: PLR0913, PLR0917 - each option is one thing that a run depends on
    claims: Annotated[
        Path,
        typer.Argument(metavar="CLAIMS", help="The claims: a CSV, XLSX, Parquet or JSONL file.", show_default=False),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="OUT", help="The answers: .csv, .xlsx, .parquet or .jsonl.", show_default=False
        ),
    ],
    policy: Annotated[
        str, typer.Option(metavar="NAME", help="quick, standard, medical, automotive, or a .yml file.")
    ] = "standard",
    as_of: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day asked about, for rows that give none; today if not given."),
    ] = None,
    data: DataOption = None,
    catalogue: Annotated[
        Path | None, typer.Option(metavar="DIR", help="A folder of your own facts, laid over the shipped ones.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; one for each processor if not given.")
    ] = None,
    statements: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every whole statement too, one a line (JSONL).")
    ] = None,
    ocr: Annotated[bool, typer.Option(help="Read pictures in the column `file` too (OCR).")] = True,  # noqa: FBT002 - a switch
    restart: Annotated[bool, typer.Option("--restart", help="Begin anew and replace OUT.")] = False,  # noqa: FBT002 - a switch
    engine: Annotated[
        str, typer.Option(metavar="ENGINE", help="embedded (processes of this machine) or spark.")
    ] = "embedded",
    remote: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="With --engine spark: sc://HOST:PORT, or local[2].")
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="The summary: terminal or json.")] = "terminal",
) -> None:
    """Verify every row of a file of claims, with the same checks as `verify`, and sum up what came out.

    Columns: claim_id, holder_name, address, country, certificate_number, standard, edition, certification_body, product,
    site_address, need, as_of, listing_text, file; all but the first may be missing. A row that is not understood keeps its place and
    says why. Interrupted at any moment, the same command goes on where it stopped.

    Exit status: 0 every row has an answer or says why not; 2 wrong use; 1 the run could not go on.
    """
    if form not in FORMATS:
        raise typer.BadParameter(f"{form!r}: choose one of {', '.join(FORMATS)}.", param_hint="--format")
    if engine not in ENGINES or (engine == "spark") != (remote is not None):
        raise typer.BadParameter(
            "is embedded, or spark with --remote sc://HOST:PORT or local[2].", param_hint="--engine"
        )
    from livingproof.bulk import Settings, run

    settings = Settings(
        claims=claims,
        output=output,
        as_of=day_of(as_of, "--as-of") if as_of else _today(),
        asked_on=_today(),
        policy=policy,
        data=data_directory(data),
        overlay=catalogue,
        ocr=ocr,
        workers=workers,
        statements=statements,
    )
    settings, plan = _agreed(settings, restart=restart, day_given=as_of is not None)
    if remote:
        from livingproof.bulk.spark import run_on_spark

        summary = run_on_spark(settings, plan, remote)
    else:
        with _bar(claims) as tell:
            summary = run(settings, plan, tell)
    if form == "json":
        sys.stdout.write(json.dumps(summary.plain(), indent=2, ensure_ascii=False) + "\n")
    else:
        _print(summary, settings, plan)


def _today() -> date:
    return date.today()  # noqa: DTZ011, TID251 - the edge: where the day enters


def _agreed(settings: Settings, *, restart: bool, day_given: bool) -> tuple[Settings, Plan]:
    """The settings and the plan to go by; what an interrupted run was begun with is taken up again, or named as different."""
    from dataclasses import replace

    from livingproof.bulk.plan import Desk, differences
    from livingproof.bulk.planning import checked, plan_of

    checked(settings)
    desk = Desk(settings.output)
    if restart:
        desk.clear()
    earlier = desk.planned()
    if earlier is None:
        there = [path for path in (settings.output, settings.statements) if path and path.exists()]
        if there and not restart:
            raise BulkError(f"{there[0]}: is there already. Name another output, or use --restart to replace it.")
        return settings, plan_of(settings)
    settings = replace(
        settings,
        as_of=settings.as_of if day_given else date.fromisoformat(earlier.as_of),
        asked_on=date.fromisoformat(earlier.asked_on),
    )
    plan = plan_of(settings)
    if changed := differences(earlier, plan):
        raise BulkError(
            f"{desk.folder}: an interrupted run lies there, begun with other {', '.join(changed)}. "
            "Give the same again to go on, or use --restart to begin anew."
        )
    sys.stderr.write(f"livingproof: going on with the run that was interrupted, as of {plan.as_of}.\n")
    return settings, plan


@contextmanager
def _bar(claims: Path) -> Iterator[Callable[[Progress], None]]:
    """A progress bar with rate and time left on a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    from livingproof.bulk.reading import rows_about

    bar = Bar(
        TextColumn("verifying"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.completed:,.0f} rows"),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=rows_about(claims), rate="")

        def tell(progress: Progress) -> None:
            judged = progress.rows - progress.kept
            rate = judged / progress.seconds if progress.seconds else 0
            bar.update(task, completed=progress.rows, rate=f"{rate:,.0f} rows/s" if judged else "")

        yield tell


def _print(summary: Summary, settings: Settings, plan: Plan) -> None:
    from rich.console import Console

    from livingproof.cli.render.bulk import print_summary

    print_summary(Console(), summary, settings, plan)

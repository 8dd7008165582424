"""All commands of `livingproof`, each in its own file."""

from __future__ import annotations

from typing import Annotated

import typer

import livingproof
from livingproof.cli import (
    answer,
    ask,
    bulk,
    catalogue,
    claims,
    conform,
    examples,
    explain,
    policy,
    register,
    statement,
    teach,
    verify,
    watch,
)
from livingproof.cli.service import backup, doctor, ledger, serve

app = typer.Typer(
    name="livingproof",
    help="Verify what a supplier's ISO certificate really proves: for which holder, site, product and day.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command(name="verify")(verify.verify)
app.command(name="claims")(claims.claims)
app.command(name="ask")(ask.ask)
app.command(name="answer")(answer.answer)
app.command(name="bulk")(bulk.bulk)
app.add_typer(catalogue.app, name="catalogue")
app.command(name="teach")(teach.teach)
app.command(name="examples")(examples.examples)
app.command(name="explain")(explain.explain)
app.add_typer(policy.app, name="policy")
app.add_typer(register.app, name="register")
app.add_typer(statement.app, name="statement")
app.add_typer(watch.app, name="watch")
app.command(name="conform")(conform.conform)
app.add_typer(ledger.app, name="ledger")
app.command(name="serve")(serve.serve)
app.command(name="backup")(backup.backup)
app.command(name="restore")(backup.restore)
app.command(name="doctor")(doctor.doctor)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's form of a callback
    if asked:
        typer.echo(f"livingproof {livingproof.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Options of the whole command."""

"""Makes the data ready for the service, as a process of its own: what starts and ends the others stays small."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from livingproof.core.errors import ServiceError


def migrate() -> None:
    """Bring the database to this version; says so only when there was something to do. ServiceError where it cannot be used."""
    from django.core.management import call_command
    from django.db import DatabaseError, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connections["default"])
        _not_newer(executor)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            sys.stderr.write("livingproof: bringing the database to this version ...\n")
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        connections.close_all()
    except DatabaseError as problem:
        first = str(problem).strip().splitlines()[0]
        raise ServiceError(
            f"the database cannot be used ({first}). Look at DATABASE_URL and at the data directory."
        ) from problem


def _not_newer(executor: object) -> None:
    """A database that a later version changed is not touched by an earlier one."""
    loader = executor.loader  # type: ignore[attr-defined]
    labels = {label for label, _ in loader.disk_migrations}
    unknown = sorted(f"{label} {name}" for label, name in loader.applied_migrations if label in labels)
    known = {f"{label} {name}" for label, name in loader.disk_migrations}
    known |= {f"{label} {name}" for migration in loader.disk_migrations.values() for label, name in migration.replaces}
    if later := [one for one in unknown if one not in known]:
        raise ServiceError(
            f"the database was written by a later version ({later[0]}). Use that version, or restore a backup of this one."
        )


def main(arguments: Sequence[str]) -> None:
    """Migrate; with `--demo` fill an empty database with the sample. Prints what the supervisor tells, as JSON."""
    from livingproof.cli.service.project import open_project

    open_project(None)
    migrate()
    told: dict[str, object] = {"start": "", "sign_in": []}
    if "--demo" in arguments:
        from livingproof.cli.service.demo import fill

        told["sign_in"] = fill()
    from livingproof.app.kit import estimates
    from livingproof.app.people.start import is_open, start_path

    estimates.refresh()

    if is_open():
        told["start"] = start_path()
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ServiceError as problem:
        sys.stderr.write(f"livingproof: {problem}\n")
        sys.exit(1)

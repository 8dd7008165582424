"""The database for a backup: SQLite as a copy of its file, every other one as a stream of rows that any database can take in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from livingproof.core.errors import ServiceError

if TYPE_CHECKING:
    from django.db.models import Model

ROWS: Final = "rows.jsonl"
MADE_HERE: Final = frozenset({"contenttypes.contenttype", "auth.permission", "people.cached"})
"""Tables that every database fills by itself."""
AT_ONCE: Final = 1000


def copy_sqlite(source: Path, target: Path) -> None:
    """The database as it is at one instant, while others write."""
    with closing(sqlite3.connect(source)) as running, closing(sqlite3.connect(target)) as copy:
        running.backup(copy, pages=-1)
        told = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if told != "ok":
        raise ServiceError(f"{source}: the database is damaged ({told}). Restore an earlier backup.")


def _models() -> Iterator[type[Model]]:
    """Every table with rows of its own, those that are referred to first."""
    from django.apps import apps
    from django.core.serializers import sort_dependencies

    for model in sort_dependencies([(config, None) for config in apps.get_app_configs()]):
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in MADE_HERE:  # noqa: SLF001 - Django's documented description
            yield model


def write_rows(stream: IO[str]) -> None:
    """Every row as it is at one instant, while others write."""
    from django.core import serializers
    from django.db import connection, transaction

    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        rows = chain.from_iterable(
            model._base_manager.order_by("pk").iterator(chunk_size=AT_ONCE)  # noqa: SLF001 - without the ledger's own refusals
            for model in _models()
        )
        serializers.serialize("jsonl", rows, stream=stream, use_natural_foreign_keys=True)


def read_rows(stream: IO[str]) -> int:
    """Write rows into a database that holds none; how many. All or none."""
    from django.core import serializers
    from django.core.management.color import no_style
    from django.db import connection, transaction
    from django_q.models import Schedule

    count = 0
    models = list(_models())
    with transaction.atomic(), connection.constraint_checks_disabled():
        # Migrating put the clock on the schedule; the rows bring their own.
        Schedule.objects.all().delete()
        for one in serializers.deserialize("jsonl", stream, handle_forward_references=True):
            one.save()
            count += 1
        connection.check_constraints()
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
    return count


def holds_nothing() -> bool:
    """Whether the database has no tables of ours with rows: none was founded there."""
    from django.db import connection

    tables: Any = connection.introspection.table_names()
    if "people_organisation" not in tables:
        return True
    from livingproof.app.people.models import Account, Organisation

    return not Organisation.objects.exists() and not Account.objects.exists()

"""What the database estimates of its own tables, kept fresh: SQLite chooses its indexes by it and has to be told; PostgreSQL sees to it itself."""

from __future__ import annotations

from typing import Final

from django.db import connection

ROWS_LOOKED_AT: Final = 1_000
"""Of each index: enough to choose by, and done in milliseconds however long a table is."""


def refresh() -> None:
    """Estimate anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as sql:
            sql.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            sql.execute("ANALYZE")

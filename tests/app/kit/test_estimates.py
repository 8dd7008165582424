"""The database knows its tables: what a long list asks is found by the index that was made for it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from livingproof.app.kit import jobs


@pytest.mark.django_db
def test_each_turn_of_the_clock_sqlite_looks_at_its_tables_anew_and_postgresql_needs_no_word(cast):
    with CaptureQueriesContext(connection) as asked:
        jobs.turn()
    assert any(one["sql"] == "ANALYZE" for one in asked.captured_queries) is (connection.vendor == "sqlite")

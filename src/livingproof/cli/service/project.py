"""The Django project as a command opens it: settings and data directory first, then the project, once."""

from __future__ import annotations

import os
from pathlib import Path

from livingproof.cli.data import VARIABLE, data_directory


def open_project(data: Path | None) -> None:
    """Set the project up on a data directory. A project that is set up already (a test's) stays as it is."""
    import django
    from django.conf import settings

    if settings.configured:
        return
    environ = os.environ  # noqa: TID251 - the edge: where settings enter
    environ[VARIABLE] = str(data_directory(data))
    environ.setdefault("DJANGO_SETTINGS_MODULE", "livingproof.app.settings")
    django.setup()

"""What tests need of the system: missing at home a test is left out with the package named; in CI it fails."""

from __future__ import annotations

import os

import pytest


def needs(present: object, packages: str) -> pytest.MarkDecorator:
    """The mark of a test that needs Debian packages; `make test` installs them where it may (tools/system.py)."""
    missing = not present and "CI" not in os.environ
    return pytest.mark.skipif(missing, reason=f"needs the Debian packages {packages}")

"""The surroundings of tests in a browser: those of every test of the app, then the browser."""

import os

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # playwright runs a loop in this thread; the database is asked beside it
)

# The order matters: Django is set up by the first, and needed by the second.
from tests.app.conftest import _own_evidence_folder
from tests.browser.screens import chromium, house, maker, screen, served, window

__all__ = ["_own_evidence_folder", "chromium", "house", "maker", "screen", "served", "window"]

"""The product's own settings, with the bare views of the measurement beside its addresses."""

from pathlib import Path

from livingproof.app.settings import *  # noqa: F403 - the same settings, but for what stands below
from livingproof.app.settings import TEMPLATES

ROOT_URLCONF = "bench.web.bare"
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]

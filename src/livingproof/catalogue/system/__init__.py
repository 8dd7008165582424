"""What the system's records need of data that a quality expert edits: phrases that blame a person and explain nothing."""

from functools import cache
from importlib.resources import files

import yaml


@cache
def blame() -> tuple[str, ...]:
    """Phrases of blame in every language, in lower case, the longest first."""
    text = files(__name__).joinpath("blame.yaml").read_text(encoding="utf-8")
    phrases: dict[str, list[str]] = yaml.safe_load(text)
    return tuple(
        sorted({phrase.casefold() for group in phrases.values() for phrase in group}, key=lambda one: (-len(one), one))
    )

"""Whether a verdict is being made again, so that its page can say so and show the new one by itself."""

from __future__ import annotations

from typing import Final

from django.core.cache import cache

PATIENCE: Final = 120
"""Seconds after which nobody waits any more: the worker may be down, and the page stands as it is."""


def begun(key: object) -> None:
    """Something was added to the case that the worker is about to judge."""
    cache.set(_name(key), 1, PATIENCE)


def over(key: object) -> None:
    """It was judged, or nothing was added."""
    cache.delete(_name(key))


def runs(key: object) -> bool:
    """Whether the new verdict is still to come."""
    return cache.get(_name(key)) is not None


def _name(key: object) -> str:
    return f"judged-again:{key}"

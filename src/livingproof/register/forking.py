"""Processes that begin as copies of this one: what is opened here they have at hand, in memory that all share."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIG_IGN, SIGINT, signal
from threading import current_thread, main_thread


@contextmanager
def forking() -> Iterator[None]:
    """Let processes begin as copies: they do not hear Ctrl-C, since this one hears it and ends them."""
    with _deaf_to_interrupts(), warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "This process .* is multi-threaded", DeprecationWarning
        )  # Arrow's threads are safe
        yield


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    if current_thread() is not main_thread():
        yield
        return
    before = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, before)

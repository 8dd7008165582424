"""The languages in which a verdict is shown: that of the reader, and that of the messages which the reader sends on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Languages:
    """Two of the languages that sentences are told in; a buyer and a supplier may read different ones."""

    reader: str = "en"
    messages: str = "en"


ENGLISH = Languages()
"""What is told where no language is asked for."""

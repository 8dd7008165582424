"""Commands called in this process read each file once: a reading is the same every time, and takes a second."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

_READ: dict[tuple[object, ...], Any] = {}


@pytest.fixture(autouse=True)
def _each_file_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real reading, kept by the bytes of the file, the limits, and the bytes of the facts laid over."""
    from livingproof.readers import apart

    really = apart.pages_apart

    def read_once(content: bytes, limits: Any, overlay: Path | None = None, *, ocr: bool = True) -> Any:
        facts = sorted(path for path in overlay.rglob("*") if path.is_file()) if overlay else []
        key = (sha256(content).digest(), limits, ocr, *((path, path.read_bytes()) for path in facts))
        if key not in _READ:
            _READ[key] = really(content, limits, overlay, ocr=ocr)
        return _READ[key]

    monkeypatch.setattr(apart, "pages_apart", read_once)

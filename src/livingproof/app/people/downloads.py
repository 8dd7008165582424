"""Files that came from outside leave as they came: kept, not shown; a browser can neither run nor guess them."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse

PLAIN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff", "text/csv", "application/json"})
"""Types that are told; everything else is bytes."""


def attachment(path: Path, name: str, media_type: str) -> FileResponse:
    """The file for keeping: never shown in the page, never run, never kept by a proxy."""
    told = media_type if media_type in PLAIN else "application/octet-stream"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=told)
    return guarded(response)


def guarded(response: FileResponse) -> FileResponse:
    """The same answer with what keeps a browser from doing anything with it. Pictures that this house drew itself may be shown so."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response

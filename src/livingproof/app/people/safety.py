"""What stands before every page: how large and how often uploads may be, and what a browser may keep or use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from livingproof.app.people.limits import STRANGERS_UPLOADS, UPLOADS, address_of, spend

POLICY = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"


class Safety:
    """Refuses what is too large or comes too often before a byte of it is read; tells browsers what not to keep."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        response = self._refusal(request) or self._get_response(request)
        if getattr(request, OneFile.TOO_LARGE, False):
            text = _("A file is larger than %d MB: send a smaller copy.")
            response = _plain(text % (settings.LARGEST_FILE // 1_000_000), 413)
        response.setdefault("Permissions-Policy", POLICY)
        if not request.path_info.startswith(f"/{settings.STATIC_URL.lstrip('/')}"):
            response.setdefault("Cache-Control", "private, no-cache")
        return response

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        if _length(request) > settings.LARGEST_REQUEST:
            text = _("More than %d MB at once: send fewer or smaller files.")
            return _plain(text % (settings.LARGEST_REQUEST // 1_000_000), 413)
        if carries_files(request) and not _within(request):
            return _plain(_("Too many uploads in a short time: wait ten minutes."), 429)
        return None


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return settings.LARGEST_REQUEST + 1


def carries_files(request: HttpRequest) -> bool:
    """Whether the request brings files, by what it says of itself."""
    kind = request.META.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    return kind in ("multipart/form-data", "application/octet-stream", "application/pdf") and request.method == "POST"


def _within(request: HttpRequest) -> bool:
    now = timezone.now()
    if request.user.is_authenticated:
        return spend(UPLOADS, str(request.user.pk), now)
    if request.path_info.startswith("/api/") and request.headers.get("authorization", "").lower().startswith("bearer "):
        # Counted where the token is looked at: an unknown one is refused there before a byte is read.
        return True
    return spend(STRANGERS_UPLOADS, address_of(request), now)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


class OneFile(FileUploadHandler):
    """Stops an upload at the first file that is larger than one file may be; what was read of it is thrown away."""

    TOO_LARGE = "_too_large"
    """The mark on a request that was stopped."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count."""
        super().new_file(*args, **kwargs)
        self._seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's own form
        """Pass the bytes on, or stop."""
        self._seen += len(raw_data)
        if self._seen > settings.LARGEST_FILE:
            self._throw_away()
            raise RequestDataTooBig
        return raw_data

    def _throw_away(self) -> None:
        """Django closes files that are complete; the half one is closed here, which removes it."""
        if self.request is None:
            return
        setattr(self.request, self.TOO_LARGE, True)
        for handler in self.request.upload_handlers:
            if (half := getattr(handler, "file", None)) is not None:
                half.close()

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's own form
        """Leave the file to the next handler."""
        return

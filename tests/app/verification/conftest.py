"""A verification desk: files that the tests make, a worker that works at once, the people of the cast at their browsers."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from livingproof.app.verification.models import Case
from tests.app.cast import Cast, browser
from tests.readers import making


@dataclass
class Desk:
    """`does` runs what is asked, then what the worker was handed."""

    cast: Cast
    does: Callable[[Callable[[], Any]], Any]

    def posts(self, client: Client, path: str, data: dict[str, Any]) -> Any:
        return self.does(lambda: client.post(path, data))

    def verifies(self, client: Client, *files: bytes, **said: Any) -> Any:
        given = [
            SimpleUploadedFile(f"certificate-{place}.pdf", one, "application/pdf") for place, one in enumerate(files)
        ]
        return self.posts(client, "/verify/", {"files": given, **said})

    def case(self, **said: Any) -> Case:
        """A certificate that Ana had read and judged."""
        answer = self.verifies(browser(self.cast.ana), certificate(), **{"product": "grey iron castings", **said})
        assert answer.status_code == 302, answer.content.decode()
        return Case.objects.get(pk=answer["Location"].split("/")[-2])


def certificate(*, accredited: bool = False, **said: str) -> bytes:
    content = making.certificate(**said)
    if accredited:
        content = content.replace("Body, 4 Register Street, London", "Body, accredited by ACCREDIA")
        content = content.replace("12 Harbour Road, Bristol BS1 4ST, United Kingdom", "Via Roma 1, 20100 Milano, Italy")
    return making.pdf(content)


def capture(name: str = "capture.png") -> io.BytesIO:
    return SimpleUploadedFile(name, b"\x89PNG\r\n\x1a\n a window with its address line", "image/png")


@pytest.fixture
def desk(cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any) -> Desk:
    settings.JOBS_AT_ONCE = True

    def does(what: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return what()

    return Desk(cast, does)

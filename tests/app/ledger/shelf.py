"""A small server that speaks as much S3 as the product asks for."""

from __future__ import annotations

import re
from email.utils import formatdate
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from urllib.parse import quote


class Shelf(BaseHTTPRequestHandler):
    """Keeps bytes under their path; refuses what is not signed, or is not what its digest says."""

    kept: dict[str, bytes]

    def _answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{sha256(body).hexdigest()}"')
        self.send_header("Last-Modified", formatdate(usegmt=True))
        self.end_headers()
        self.wfile.write(body)

    def _signed(self) -> bool:
        return self.headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=key/")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        sound = self._signed() and sha256(body).hexdigest() == self.headers["x-amz-content-sha256"]
        if sound:
            self.kept[self.path] = body
        self._answer(200 if sound else 403)

    def do_GET(self) -> None:
        self._answer(200, self.kept[self.path]) if self.path in self.kept else self._answer(404)

    def do_POST(self) -> None:
        """The one POST of S3 that removes: `?delete`, with the names in XML."""
        asked = self.rfile.read(int(self.headers["content-length"])).decode()
        (key,) = re.findall("<Key>(.*?)</Key>", asked)
        self.kept.pop(f"{self.path.removesuffix('?delete')}/{quote(key)}", None)
        self._answer(200, f"<DeleteResult><Deleted><Key>{key}</Key></Deleted></DeleteResult>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""

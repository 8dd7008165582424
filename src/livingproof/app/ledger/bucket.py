"""A bucket that speaks S3: bytes are put under a name, fetched and removed. Nothing else of S3 is used.

Requests are signed as AWS Signature Version 4 describes it, with the bucket in the path, as every S3 server understands it.
"""

from __future__ import annotations

import hmac
import http.client
import shutil
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from django.utils import timezone

NOTHING = sha256(b"").hexdigest()
PATIENCE = 60
"""Seconds that the bucket may keep silent."""
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is and how to enter: `address` is the server's origin, `prefix` begins every name ("" or "folder/")."""

    address: str
    name: str
    prefix: str
    region: str
    key: str
    secret: str = field(repr=False)


def named(setting: str) -> Bucket | None:
    """The bucket of `s3://KEY:SECRET@host:port/bucket/folder?region=…&tls=no`; None for "". ValueError where it cannot be read."""
    if not setting:
        return None
    parts = urlsplit(setting)
    more = dict(parse_qsl(parts.query))
    name, _, folder = parts.path.lstrip("/").partition("/")
    if parts.scheme != "s3" or not (parts.hostname and parts.username and parts.password and name):
        raise ValueError("a bucket is named as s3://KEY:SECRET@host/bucket")
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return Bucket(
        address=f"{'http' if more.get('tls') == 'no' else 'https'}://{host}",
        name=name,
        prefix=f"{folder.strip('/')}/" if folder.strip("/") else "",
        region=more.get("region", DEFAULT_REGION),
        key=unquote(parts.username),
        secret=unquote(parts.password),
    )


def put(bucket: Bucket, name: str, content: Path, digest: str) -> None:
    """Keep a file's bytes; the bucket holds them against their digest. OSError where it cannot."""
    with content.open("rb") as body:
        _answered(bucket, "PUT", name, digest, body, content.stat().st_size).close()


def fetch(bucket: Bucket, name: str, into: Path) -> bool:
    """Write the bytes into a file; False where the bucket has none of this name. OSError where it does not answer."""
    try:
        with _answered(bucket, "GET", name) as answer, into.open("wb") as target:
            shutil.copyfileobj(answer, target)
    except urllib.error.HTTPError as refused:
        with refused:
            if refused.code == http.client.NOT_FOUND:
                return False
        raise
    return True


def remove(bucket: Bucket, name: str) -> None:
    """Take the bytes away; nothing happens where there are none. OSError where the bucket does not answer."""
    _answered(bucket, "DELETE", name).close()


def _answered(
    bucket: Bucket, method: str, name: str, digest: str = NOTHING, body: IO[bytes] | None = None, size: int = 0
) -> http.client.HTTPResponse:
    path = quote(f"/{bucket.name}/{bucket.prefix}{name}", safe="/-_.~")
    headers = {"host": bucket.address.partition("://")[2], "x-amz-content-sha256": digest}
    headers |= {"authorization": authorization(bucket, method, path, headers, timezone.now())}
    if body is not None:
        headers["content-length"] = str(size)
    request = urllib.request.Request(bucket.address + path, body, headers, method=method)  # noqa: S310 - the address is a setting
    answer: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=PATIENCE)  # noqa: S310 - see above
    return answer


def authorization(bucket: Bucket, method: str, path: str, headers: dict[str, str], at: datetime) -> str:
    """The header that signs a request without a query; the date that it covers is added to the headers.

    https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
    """
    headers["x-amz-date"] = moment = f"{at:%Y%m%dT%H%M%SZ}"
    scope = f"{at:%Y%m%d}/{bucket.region}/s3/aws4_request"
    covered = ";".join(sorted(headers))
    # 1. the request in its one spelling   2. what is signed   3. the key of the day   4. the signature
    spelled = "\n".join((method, path, "", _spelled(headers), covered, headers["x-amz-content-sha256"]))
    to_sign = "\n".join(("AWS4-HMAC-SHA256", moment, scope, sha256(spelled.encode()).hexdigest()))
    key = f"AWS4{bucket.secret}".encode()
    for step in scope.split("/"):
        key = hmac.digest(key, step.encode(), "sha256")
    signature = hmac.digest(key, to_sign.encode(), "sha256").hex()
    return f"AWS4-HMAC-SHA256 Credential={bucket.key}/{scope}, SignedHeaders={covered}, Signature={signature}"


def _spelled(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))

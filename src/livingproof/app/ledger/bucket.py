"""A bucket that speaks S3: bytes are put under a name, fetched and removed. Nothing else of S3 is used."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

PATIENCE = timedelta(seconds=60)
"""So long may the bucket keep silent."""
DEFAULT_REGION = "us-east-1"


@dataclass(frozen=True, slots=True)
class Bucket:
    """Where it is and how to enter: `address` is the server's origin, `prefix` begins every name ("" or "folder")."""

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
        prefix=folder.strip("/"),
        region=more.get("region", DEFAULT_REGION),
        key=unquote(parts.username),
        secret=unquote(parts.password),
    )


def put(bucket: Bucket, name: str, content: Path) -> None:
    """Keep a file's bytes; the bucket holds them against their digest. OSError where it cannot."""
    try:
        obstore.put(_store(bucket), name, content)
    except BaseError as problem:
        raise _refused(problem) from problem


def fetch(bucket: Bucket, name: str, into: Path) -> bool:
    """Write the bytes into a file; False where the bucket has none of this name. OSError where it does not answer."""
    try:
        with into.open("wb") as target:
            for piece in obstore.get(_store(bucket), name):
                target.write(piece)
    except FileNotFoundError:
        return False
    except BaseError as problem:
        raise _refused(problem) from problem
    return True


def remove(bucket: Bucket, name: str) -> None:
    """Take the bytes away; nothing happens where there are none. OSError where the bucket does not answer."""
    try:
        obstore.delete(_store(bucket), name)
    except FileNotFoundError:
        return
    except BaseError as problem:
        raise _refused(problem) from problem


@cache
def _store(bucket: Bucket) -> S3Store:
    """The library's form of it; the bucket stands in the path, as every S3 server understands it."""
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        endpoint=bucket.address,
        region=bucket.region,
        access_key_id=bucket.key,
        secret_access_key=bucket.secret,
        virtual_hosted_style_request=False,
        checksum_algorithm="SHA256",
        client_options={"allow_http": bucket.address.startswith("http:"), "timeout": PATIENCE},
        retry_config={"max_retries": 2, "retry_timeout": PATIENCE},
    )


def _refused(problem: BaseError) -> OSError:
    """One line: the library's own has several, with the settings behind it."""
    return OSError(f"the bucket could not be used: {' '.join(str(problem).partition('Debug source')[0].split())}")

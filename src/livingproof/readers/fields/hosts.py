"""Links of a document: codes, web and mail addresses, and their hosts."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from livingproof.core.claim import Link
from livingproof.readers.fields.layout import Sheet
from livingproof.readers.page import Code

_ADDRESS = re.compile(
    r"(?P<link>https?://[^\s\"'<>()（）]+|www\s?\.[^\s\"'<>()（）,;]+)|(?P<mail>[\w.+-]+@(?P<domain>[\w-]+(?:\.[\w-]+)+))"
    r"|(?<![@\w./-])(?P<bare>(?:[a-z0-9-]+\.)+(?:com|org|net|info|eu|co\.uk|gov\.\w\w|com\.\w\w|de|cz|it|es|fr|gr|in|cn|ru|pl|tr|pt|nl|at|ch|br|mx|pe|cl|us|uk|global|cert)(?:/[^\s,;)]*)?)(?![\w@])",
    re.IGNORECASE,
)
_PUBLIC = frozenset(
    {"gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "iafcertsearch.org", "www.iafcertsearch.org", "www.iaf.nu", "iaf.nu",
     "www.iso.org", "iso.org", "weixin.qq.com", "u.wechat.com", "www.cnca.gov.cn", "cnca.gov.cn", "cx.cnca.cn", "qr.codes", "bit.ly", "www.tinyurl.com"}
)  # fmt: skip
_SECOND = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})


def find_links(sheets: Iterable[Sheet], codes: Iterable[Code]) -> tuple[Link, ...]:
    """Codes first, then the addresses in the text, each once."""
    links = [Link("qr", code.payload, host_of(code.payload), code.page) for code in codes]
    for sheet in sheets:
        for line in sheet.lines:
            links.extend(Link("text", payload, host_of(payload), sheet.number) for payload in _addresses(line.text))
    return tuple({(link.kind, link.payload): link for link in reversed(links)}.values())[::-1]


def _addresses(text: str) -> Iterator[str]:
    for match in _ADDRESS.finditer(text):
        yield match.group().replace(" ", "").rstrip(".,;:)")


def host_of(payload: str) -> str | None:
    """The host of a link or mail address in lower case; None when there is none."""
    payload = payload.strip()
    if "@" in payload and "/" not in payload:
        return payload.rsplit("@", 1)[1].lower()
    if not re.match(r"https?://", payload, re.IGNORECASE):
        if not re.match(r"[\w-]+(\.[\w-]+)+(/|$)", payload):
            return None
        payload = f"https://{payload}"
    try:
        host = urlsplit(payload).hostname
    except ValueError:
        return None
    return host.lower() if host and "." in host else None


def is_public(host: str) -> bool:
    """Whether the host says nothing about the body: mail providers, registers of everybody, link shorteners."""
    return host in _PUBLIC or host.removeprefix("www.") in _PUBLIC


def core_of(host: str) -> str:
    """The telling part of a host: "velmoracertglobal" of "www.velmoracertglobal.com"."""
    parts = host.split(".")
    while len(parts) > 1 and (len(parts[-1]) <= 3 or parts[-1] in _SECOND or parts[-1] in {"info", "global"}):
        parts.pop()
        if parts and len(parts) > 1 and parts[-1] in _SECOND:
            parts.pop()
        break
    return re.sub(r"[^a-z0-9]", "", parts[-1]) if parts else ""


def domains_of(host: str) -> frozenset[str]:
    """The host and every domain that it is below of."""
    parts = host.split(".")
    return frozenset(".".join(parts[at:]) for at in range(len(parts)))


def within(host: str, domain: str) -> bool:
    """Whether the host is the domain or below it."""
    return host == domain or host.endswith(f".{domain}")

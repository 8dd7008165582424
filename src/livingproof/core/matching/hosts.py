"""Hosts of links: the part that someone registered, and hosts that look like another one without being it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

SECOND_LEVEL = frozenset(
    [
        "ac",
        "av",
        "co",
        "com",
        "edu",
        "gen",
        "go",
        "gob",
        "gouv",
        "gov",
        "govt",
        "gv",
        "ind",
        "info",
        "kep",
        "ltd",
        "me",
        "mil",
        "ne",
        "net",
        "nic",
        "nom",
        "or",
        "org",
        "plc",
        "pol",
        "sch",
        "tsk",
        "web",
    ]
)
"""Labels that registries of two-letter countries use below their own: co.uk, com.tr, gov.cn, or.jp, gv.at."""

SHARED = frozenset(
    [
        "appspot.com",
        "azurewebsites.net",
        "blogspot.com",
        "github.io",
        "herokuapp.com",
        "netlify.app",
        "pages.dev",
        "vercel.app",
        "weebly.com",
        "wixsite.com",
        "wordpress.com",
    ]
)
"""Hosts under which strangers publish: the label before them says who."""

GENERIC = [
    "accreditation",
    "certifications",
    "certification",
    "certificate",
    "certified",
    "assessment",
    "international",
    "inspection",
    "registrars",
    "management",
    "registrar",
    "services",
    "quality",
    "systems",
    "service",
    "limited",
    "system",
    "global",
    "assurance",
    "group",
    "cert",
    "intl",
    "iso",
]
"""Words that many bodies have in their names: a likeness that lies only in them says nothing."""

ADDED = frozenset(
    [
        "authenticity",
        "check",
        "checker",
        "checks",
        "lookup",
        "qr",
        "search",
        "status",
        "validate",
        "validation",
        "validator",
        "verification",
        "verifications",
        "verified",
        "verifier",
        "verify",
    ]
)
"""Words that are put beside a body's name in order to look like its place of verification."""

LEAST_EDITED = 6
LEAST_INSERTED = 3
LEAST_CONFUSED = 3
"""Shorter names are too near to one another: SGS and SQS are two bodies."""

_PRINTS_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LOOKS_ALIKE = str.maketrans("01l5873іоаесрхуѕї", "oiisbtzioaecpxysi")


@dataclass(frozen=True, slots=True)
class Likeness:
    """The known domain that a host resembles, and how: "look-alike letters", "one letter differs" or "added word"."""

    domain: str
    how: str


@lru_cache(maxsize=4096)
def registrable(host: str) -> str:
    """The part of a host that its owner registered: "asist.turkak.org.tr" is "turkak.org.tr"; an address of figures stays whole.

    Works from a short table of country registries, not from the public suffix list; accepts a URL and a port as well.
    """
    bare = (
        re.sub(r"^[a-z][a-z0-9+.-]*://", "", host.strip().lower()).split("/")[0].split("@")[-1].split(":")[0].strip(".")
    )
    labels = [label for label in bare.split(".") if label]
    if len(labels) < 3 or all(label.isdigit() for label in labels):  # noqa: PLR2004 - name, dot, country
        return ".".join(labels)
    below_country = len(labels[-1]) == 2 and labels[-2] in SECOND_LEVEL  # noqa: PLR2004 - countries have two letters
    deep = below_country or ".".join(labels[-2:]) in SHARED
    return ".".join(labels[-3:] if deep else labels[-2:])


def name_of(domain: str) -> str:
    """The label that names the owner: "turkak" of "turkak.org.tr"."""
    return registrable(domain).split(".")[0]


def likeness(host: str, known: tuple[str, ...]) -> Likeness | None:
    """The first known domain that this host resembles without being it; None when it is known or resembles none."""
    own = registrable(host)
    domains = tuple(dict.fromkeys(registrable(domain) for domain in known if domain))
    if not own or own in domains:
        return None
    for how, resembles in _WAYS:
        found = next((domain for domain in domains if resembles(name_of(own), name_of(domain))), None)
        if found:
            return Likeness(found, how)
    return None


def one_edit_apart(left: str, right: str) -> bool:
    """Whether one letter was added, left out, replaced, or swapped with its neighbour."""
    if left == right:
        return False
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), len(left))
    if len(left) < len(right):
        return left[start:] == right[start + 1 :]
    swapped = left[start + 1 : start + 2] + left[start : start + 1] + left[start + 2 :]
    return left[start + 1 :] == right[start + 1 :] or swapped == right[start:]


def _confused(own: str, known: str) -> bool:
    return own != known and len(known) >= LEAST_CONFUSED and _skeleton(own) == _skeleton(known)


def _edited(own: str, known: str) -> bool:
    left, right = _distinctive(own), _distinctive(known)
    return min(len(left), len(right)) >= LEAST_EDITED and one_edit_apart(left, right)


def _inserted(own: str, known: str) -> bool:
    if len(known) < LEAST_INSERTED or own == known:
        return False
    parts = own.split("-")
    if known in parts or known.split("-") == parts[: known.count("-") + 1]:
        return any(part in ADDED for part in parts)
    if not own.startswith(known) and not own.endswith(known):
        return False
    return own.removeprefix(known).removesuffix(known).strip("-") in ADDED


def _skeleton(name: str) -> str:
    try:
        name = name.encode("ascii").decode("idna") if "xn--" in name else name
    except UnicodeError:
        return name
    plain = "".join(character for character in normalize("NFKD", name) if not 0x300 <= ord(character) <= 0x36F)  # noqa: PLR2004 - combining marks
    for print_, meant in _PRINTS_ALIKE:
        plain = plain.replace(print_, meant)
    return plain.translate(_LOOKS_ALIKE)


def _distinctive(name: str) -> str:
    """The name without the words that many bodies share, ü written as u; the whole name when nothing else is in it."""
    rest = name.replace("-", "").replace("ue", "u").replace("ae", "a").replace("oe", "o")
    for word in GENERIC:
        rest = rest.replace(word, "")
    return rest or name


_WAYS = (("look-alike letters", _confused), ("one letter differs", _edited), ("added word", _inserted))

"""Cells that hold several things: identifiers, sector codes, names, sites. One written form each, and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from livingproof.core.claim import Identifier, SectorCode
from livingproof.core.record import Site
from livingproof.sources.outcome import UnreadableCell, shown

IDS_FORM = "write `USCC:91330200MA2XXXX00X; LEI:5299…`, or a JSON list of scheme and value"
SECTORS_FORM = "write `IAF:17; NACE:25.11`, or a JSON list of scheme and code"
SITES_FORM = "write `name | address | scope` for each site, `;;` between sites, or a JSON list of sites"
MOST_SITE_PARTS = 4
DEEPEST = 64
"""JSON in a cell or file may be nested this deep."""

SITE_KEYS = {
    "name": ("name", "site_name"),
    "address": ("address", "full_address"),
    "street": ("street", "street_address"),
    "scope": ("scope", "site_scope"),
    "role": ("role", "kind", "type"),
    "city": ("city",),
    "region": ("region", "state", "province"),
    "postcode": ("postcode", "post_code", "zip_code", "zip", "postal_code"),
    "country": ("country",),
    "addresses_other": ("addresses_other",),
    "ids": ("ids",),
}
"""What the parts of a site may be called."""
_SITE_PART = {spelled: part for part, names in SITE_KEYS.items() for spelled in names}


def items_of(cell: object, separator: str = ";") -> tuple[Any, ...]:
    """The things in a cell: a list, a JSON list, or text parted by the separator; empty ones left out."""
    if isinstance(cell, str):
        text = cell.strip()
        if text[:1] in ("[", "{"):
            return items_of(json_in(text))
        return tuple(piece for part in text.split(separator) if (piece := part.strip()))
    if isinstance(cell, Mapping):
        return (cell,)
    if isinstance(cell, Sequence):
        return tuple(item for item in cell if item not in (None, ""))
    return (str(cell),)


def json_in(text: str) -> Any:
    """JSON in a cell; UnreadableCell where it is none or nested too deep."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise UnreadableCell("begins like JSON and is none", "correct it, or use the written form") from problem


def names_in(cell: object) -> tuple[str, ...]:
    """Names, parted by `;`."""
    return tuple(dict.fromkeys(plain(item, "a list of names", "part the names by `;`") for item in items_of(cell)))


def ids_in(cell: object) -> tuple[Identifier, ...]:
    """Identifiers, each with its scheme; UnreadableCell where a scheme is missing."""
    return tuple(
        dict.fromkeys(Identifier(*pair) for item in items_of(cell) for pair in _pairs(item, "value", IDS_FORM))
    )


def ids_of_scheme(scheme: str) -> Callable[[object], tuple[Identifier, ...]]:
    """A reader of columns that hold values of one scheme."""
    return lambda cell: tuple(Identifier(scheme, plain(item, "an identifier", IDS_FORM)) for item in items_of(cell))


def sectors_in(cell: object) -> tuple[SectorCode, ...]:
    """Sector codes, each with its scheme; a code after a comma has the scheme of the one before it."""
    return tuple(dict.fromkeys(SectorCode(*pair) for item in items_of(cell) for pair in _codes(item)))


def sectors_of_scheme(scheme: str) -> Callable[[object], tuple[SectorCode, ...]]:
    """A reader of columns that hold codes of one scheme."""

    def read(cell: object) -> tuple[SectorCode, ...]:
        codes = [plain(item, "a sector code", SECTORS_FORM) for item in items_of(cell)]
        return tuple(SectorCode(scheme, piece.strip()) for code in codes for piece in code.split(",") if piece.strip())

    return read


def _codes(item: object) -> Iterator[tuple[str, str]]:
    if isinstance(item, str) and ":" not in item and len(words := item.split(None, 1)) == 2 and words[0].isalpha():  # noqa: PLR2004 - a scheme and its codes
        item = f"{words[0]}:{words[1]}"
    for scheme, codes in _pairs(item, "code", SECTORS_FORM):
        yield from ((scheme, code.strip()) for code in codes.split(",") if code.strip())


def _pairs(item: object, value: str, form: str) -> Iterator[tuple[str, str]]:
    """`scheme:value`, {"scheme": …, value: …} or {scheme: value, …}."""
    if isinstance(item, Mapping):
        if "scheme" in item:
            other = set(item) - {"scheme", value, "name"}
            if other or value not in item:
                raise UnreadableCell(f"has an entry without scheme and {value}", form)
            yield plain(item["scheme"], "a scheme", form), plain(item[value], f"a {value}", form)
            return
        yield from (
            (str(scheme), plain(one, f"a {value}", form)) for scheme, one in item.items() if one not in (None, "")
        )
        return
    scheme, colon, rest = plain(item, "an entry", form).partition(":")
    if not colon or not scheme.strip() or not rest.strip():
        raise UnreadableCell(f"has an entry without its scheme: {shown(str(item))!r}", form)
    yield scheme.strip(), rest.strip()


def plain(item: object, what: str, form: str) -> str:
    """A text or number as text; UnreadableCell for anything nested."""
    if isinstance(item, (Mapping, list, tuple)) or item is None or isinstance(item, bool):
        raise UnreadableCell(f"holds something nested where {what} is expected", form)
    text = str(item).strip()
    if not text:
        raise UnreadableCell(f"has an empty entry where {what} is expected", form)
    return text


def sites_in(cell: object, role: str | None, country_of: Callable[[str], str]) -> tuple[Site, ...]:
    """Sites: `name | address | scope` parted by `;;`, or JSON objects. `role` is that of the column, None if it gives none."""
    return tuple(_site(item, role, country_of) for item in _unwrapped(items_of(cell, ";;")))


def _unwrapped(items: Sequence[object]) -> Iterator[object]:
    """XML wraps a list in the name of its element: {"site": [{…}, {…}]}."""
    for item in items:
        inner = next(iter(item.values())) if isinstance(item, Mapping) and len(item) == 1 else None
        if isinstance(inner, Mapping):
            yield inner
        elif (
            isinstance(inner, Sequence)
            and not isinstance(inner, str)
            and any(isinstance(one, Mapping) for one in inner)
        ):
            yield from inner
        else:
            yield item


def _site(item: object, role: str | None, country_of: Callable[[str], str]) -> Site:
    if isinstance(item, Mapping):
        parts = {key: value for key, value in item.items() if value not in (None, "", [])}
        return site_of(parts, role, country_of)
    bars = [part.strip() for part in plain(item, "a site", SITES_FORM).split("|")]
    if len(bars) > MOST_SITE_PARTS:
        raise UnreadableCell("has a site of more than four parts", SITES_FORM)
    name, address, scope, own = [*bars, "", "", ""][:MOST_SITE_PARTS] if len(bars) > 1 else ["", bars[0], "", ""]
    return Site(name=name or None, address=address or None, scope=scope or None, role=own or role)


def site_of(parts: Mapping[str, object], role: str | None, country_of: Callable[[str], str]) -> Site:
    """A site of named parts; a street without a whole address is joined with city and postcode."""
    found: dict[str, Any] = {}
    for key, value in parts.items():
        part = _SITE_PART.get(str(key).strip().casefold().replace(" ", "_"))
        if part is None:
            raise UnreadableCell(
                f"has a site with the unknown key {key!r}", f"name it one of {', '.join(sorted(_SITE_PART))}"
            )
        found[part] = value
    texts = {
        part: plain(value, "a text", SITES_FORM)
        for part, value in found.items()
        if part not in ("addresses_other", "ids")
    }
    street = texts.pop("street", None)
    if "country" in texts:
        texts["country"] = country_of(texts["country"])
    if "address" not in texts and (street or texts.get("city")):
        place = " ".join(word for word in (texts.get("postcode"), texts.get("city")) if word)
        texts["address"] = ", ".join(piece for piece in (street, place, texts.get("region")) if piece)
    return Site(
        name=texts.get("name"),
        address=texts.get("address"),
        scope=texts.get("scope"),
        role=texts.get("role") or role,
        city=texts.get("city"),
        region=texts.get("region"),
        postcode=texts.get("postcode"),
        country=texts.get("country"),
        addresses_other=names_in(found["addresses_other"]) if "addresses_other" in found else (),
        ids=ids_in(found["ids"]) if "ids" in found else (),
    )

"""Chinese, Japanese and Korean addresses taken apart by the characters that end each part."""

from __future__ import annotations

import re
from functools import lru_cache

from livingproof.core.matching.address_parts import Address, Street
from livingproof.core.matching.letters import fold, main_script
from livingproof.core.matching.places import COUNTRIES, WITHIN

_COUNTRY = re.compile("|".join(sorted((name for name in COUNTRIES if not name.isascii()), key=len, reverse=True)))
_POSTCODE = re.compile(r"(?:邮编|邮政编码|〒)[::]?\s*(\d{3}-?\d{4}|\d{5,6})|(?<!\d)(\d{6})(?!\d)")
_PARTS = (
    (
        "regions",
        re.compile(r"([\u3400-\u9fff]{2,6}?)(?:省|自治区|都|道|府|县(?=[\u3400-\u9fff]{1,5}市))|([가-힣]{2,6}도)\s"),
    ),
    (
        "places",
        re.compile(r"([\u3400-\u9fff]{2,6}?)(?:市|区|县|旗|镇|乡|街道|村|町)|([가-힣]{1,6}[시군구동읍면])(?:\s|$)"),
    ),
    (
        "estates",
        re.compile(r"([\u3400-\u9fffA-Za-z0-9]{1,12}?)(?:工业园区|工业园|工业区|开发区|科技园|产业园|高新区|园区)"),
    ),
    (
        "streets",
        re.compile(
            r"([\u3400-\u9fff0-9]{1,8}?)(大道|路|街(?!道)|巷|弄|胡同|丁目)|([가-힣0-9]{1,8})(대로|로|길)(?:\s|\d|$)"
        ),
    ),
)
_NUMBER = re.compile(r"([a-z]?\d+(?:[-之]\d+)*[a-z]?)\s*(?:号(?!楼|厂房)|番地|番|(?=\s*$))|(\d+(?:-\d+)+)")
_UNIT = re.compile(r"([a-z]?\d+|[a-z]|[一二三四五六七八九十]+)\s*(?:号楼|号厂房|栋|幢|座|楼|层|室|单元|f|호|층|동)")


@lru_cache(maxsize=4096)
def take_apart_unspaced(text: str) -> Address:
    """The parts of an address written in Chinese characters, Japanese or Hangul."""
    folded = fold(text)
    named = [COUNTRIES[name] for name in _COUNTRY.findall(folded)]
    country = named[1] if len(named) > 1 and WITHIN.get(named[1]) == named[0] else next(iter(named), None)
    rest = _COUNTRY.sub("", folded)
    postcode = _POSTCODE.search(rest)
    rest = _POSTCODE.sub(" ", rest)
    whole = rest
    found: dict[str, list[tuple[str, str]]] = {}
    for part, pattern in _PARTS:
        hits = list(pattern.finditer(rest))
        found[part] = [_named(hit) for hit in hits]
        rest = pattern.sub(" ", rest)
    units = frozenset(hit.group(0).replace(" ", "") for hit in _UNIT.finditer(rest))
    numbers = [
        next(group for group in hit.groups() if group)
        for hit in _NUMBER.finditer(_UNIT.sub(" ", rest))
        if any(hit.groups())
    ]
    return Address(
        text=text,
        script=main_script(text),
        country=country,
        regions=frozenset(name for name, _ in found["regions"]),
        places=frozenset(name for name, _ in (*found["places"], *found["estates"])),
        estates=frozenset(name for name, _ in found["estates"]),
        streets=tuple(dict.fromkeys(Street((name,), kind) for name, kind in found["streets"])),
        numbers=tuple(numbers),
        every_number=frozenset(re.findall(r"\d+(?:-\d+)*", folded)),
        units=units,
        postcode=next((group.replace("-", "") for group in postcode.groups() if group), None) if postcode else None,
        words=(re.sub(r"[\W_]+", "", folded),),
        core=(re.sub(r"[\W_]+", "", whole),),
        joined=re.sub(r"[\W_]+", "", folded),
    )


def _named(hit: re.Match[str]) -> tuple[str, str]:
    """The name and the kind of a part; patterns have the Chinese groups first and the Korean ones after them."""
    groups = [group for group in hit.groups() if group]
    return groups[0], groups[1] if len(groups) > 1 else ""

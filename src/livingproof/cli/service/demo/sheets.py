"""The sheets that suppliers send: set as PDF, each in the look of its body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from livingproof.cli.service.demo.chance import one_of
from livingproof.cli.service.demo.supplying import Certificate, Sent, told
from livingproof.readers.fonts import cjk_font

TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheet_of(sent: Sent, today: date) -> bytes:
    """The sheet as a PDF file."""
    return _set(_of_certificate(sent.certificate, sent.place) if sent.certificate else _of_test(sent, today))


def _set(said: Mapping[str, Any]) -> bytes:
    import typst

    fonts, families = _fonts()
    content = json.dumps({**said, "families": families}, ensure_ascii=False)
    return bytes(typst.compile(TEMPLATE.read_bytes(), font_paths=fonts, sys_inputs={"content": content}))


@cache
def _fonts() -> tuple[Any, tuple[str, ...]]:
    """Fonts that are shipped, so that every machine sets the same lines: those of typst, and the one for Chinese, which is sans serif."""
    import typst

    wheel = cjk_font()
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(wheel.parent)] if wheel else [])
    return fonts, tuple(font.family for font in fonts.fonts() if wheel and font.path == str(wheel))


def written(day: date, language: str) -> str:
    """A day as a sheet prints it."""
    month = told()["months"][language].split()[day.month - 1]
    return f"{day.day}. {month} {day.year}" if language == "de" else f"{day.day} {month} {day.year}"


def _of_certificate(one: Certificate, place: int) -> dict[str, Any]:
    body, language = told()["bodies"][one.body], one.supplier.language
    words: dict[str, str] = told()["words"][language]
    rows = [
        (words["number"], one.number),
        (words["first"], written(one.first_on, language)),
        (words["issued"], written(one.issued_on, language)),
        (words["expires"], written(one.expires_on, language)),
        (words["sector"], one.supplier.goods["iaf"]),
        *([] if one.annex else [(words["plant"], one.supplier.address)]),
    ]
    sites = [(f"{one.supplier.name}\n{address}", one.scope) for address in (one.supplier.address, one.supplier.plant)]
    system = told()["systems"][one.standard.partition(":")[0]][language]
    return {
        **_by(one.body, place, one.issued_on, language),
        "file": f"{one.standard} {one.number}",
        "words": words
        | {"lead": words["lead"].format(system=system), "sites": words["sites"].format(standard=one.standard)},
        "holder": one.supplier.name,
        "address": one.supplier.address,
        "standard": one.standard,
        "number": one.number,
        "scope": one.scope,
        "rows": rows,
        "sites": sites if one.annex else [],
        "look_up": words["look_up"].format(host=body["host"]) if "host" in body else "",
    }


def _of_test(sent: Sent, today: date) -> dict[str, Any]:
    """A test report of one lot, which is sent where a certificate was asked for."""
    test, words = told()["test"], told()["words"]["en"]
    labels = test["rows"]
    return {
        **_by("asterion", sent.place, today, "en"),
        "accreditation": "",
        "file": test["title"],
        "words": words
        | {"title": test["title"], "lead": test["lead"], "complies": test["complies"], "scope": test["sample"]},
        "holder": sent.supplier.name,
        "address": sent.supplier.address,
        "standard": test["standard"],
        "number": "",
        "scope": test["scope"].format(product=sent.supplier.goods["product"]),
        "rows": [
            (labels["number"], f"TR-{sent.place + 2400}"),
            (labels["tested"], f"{written(today, 'en')} to {written(today, 'en')}"),
            (labels["issued"], written(today, "en")),
        ],
        "sites": [],
        "look_up": "",
    }


def _by(which: str, place: int, day: date, language: str) -> dict[str, Any]:
    body = told()["bodies"][which]
    return {
        "look": body["look"],
        "ink": body["ink"],
        "lang": language,
        "day": (day.year, day.month, day.day),
        "body": {"name": body["name"], "street": body["street"]},
        "accreditation": body["accreditation"],
        "accreditor": body["accreditor"],
        "pen": one_of(f"pen{place}", told()["pens"]),
        "town": body["town"],
        "issued": written(day, language),
        "signer": body["signer"],
        "title": body["title"],
        "note": told()["words"][language]["note"],
    }

"""The words for what is done or kept at a site: "Head Office:", "(warehouse)", 生产地址."""

from __future__ import annotations

import re

from livingproof.catalogue.labels import LabelTable, squeeze

_CLOSED = re.compile(r"\s*[:：]\s*|\s+[-–—]\s+|\s*[–—]\s*")
_BRACKETED = re.compile(r"[(\[（【]([^()\[\]（）【】]{2,60})[)\]）】]")
_BETWEEN = re.compile(r"\s*[/／|]\s*|\s+(?:and|und|et|y|e|en|i|a|ve|и|및|&)\s+|\s*[,，、及]\s*", re.IGNORECASE)
_LONGEST = 60
_NUMBERED = re.compile(r"\s*(?:n[o°º]?\.?|nr\.?|№|#)?\s*\d{1,3}$", re.IGNORECASE)


def kind_of(words: str, table: LabelTable) -> str | None:
    """The kind of role that a text names and nothing else ("head_office", "production" ...); the first of several."""
    text = words.strip(" .:：-–—()（）[]")
    if len(text) > _LONGEST:
        return None
    if text[-1:].isdigit():
        text = _NUMBERED.sub("", text)
    whole = table.site_roles.get(squeeze(text))
    if whole:
        return whole
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    kinds = [table.site_roles.get(squeeze(part)) for part in parts]
    return kinds[0] if len(parts) > 1 and all(kinds) else None


def split_role(text: str, table: LabelTable) -> tuple[str | None, str]:
    """The role that a line begins with, ends with or holds in brackets, as printed, and the rest of the line."""
    if kind_of(text, table):
        return text.strip(" .:：-–—()（）[]"), ""
    for match in _CLOSED.finditer(text):
        head, tail = text[: match.start()], text[match.end() :]
        if kind_of(head, table):
            return head.strip(" .()（）[]"), tail.strip()
        if kind_of(tail, table):
            return tail.strip(" .()（）[]"), head.strip()
    for match in _BRACKETED.finditer(text):
        if kind_of(match[1], table):
            return match[1].strip(), (text[: match.start()] + text[match.end() :]).strip(" :：-–—,")
    return None, text


def ends_with_role(text: str, table: LabelTable) -> str | None:
    """The role that closes a heading such as "Including the following remote support functions:"; None for other words."""
    if not text.rstrip().endswith((":", "：")):
        return None
    words = text.rstrip(" :：").split()
    for begin in range(max(0, len(words) - 5), len(words)):
        tail = " ".join(words[begin:])
        if kind_of(tail, table):
            return tail
    return None

"""Lists of sites below a heading: numbered, with bullets, or in blocks; each with its name, address, role and scope."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import SiteRef
from livingproof.readers.fields.blocks import joined, joined_address
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.labelling import Hit
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.papers import printed_page
from livingproof.readers.fields.site_roles import ends_with_role, split_role
from livingproof.readers.fields.wording import address_likeness, has_legal_form, has_postcode, is_contact, is_sentence

_ENDS = (
    Role.MEETS, Role.STANDARD, Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST, Role.VALID_FROM, Role.TERM, Role.BODY,
    Role.NOTE, Role.PAGE, Role.OFFICER, Role.CERTIFIES, Role.CERTIFIES_ABOVE, Role.DECIDED, Role.ACCREDITED, Role.SECTOR,
)  # fmt: skip
_NUMBER = re.compile(r"^\s*(?:[(（]\s*)?(\d{1,3})\s*(?:[.)）、]|:\s)\s*(?=\D|$)|^\s*([①-⑳])\s*")
_BULLET = re.compile(r"^\s*[•◦■▪●*·・‣▶►◆□○–—-]\s*(?=[^\W\d]|[\d\"“(\[])")
_NAMED = re.compile(
    r"^\s*(?:site|location|standort|betriebsstätte|sede|sito|sitio|centro|emplazamiento|site n[o°º]\.?|local|unidade|"
    r"locatie|vestiging|lokalizacja|pracoviště|provozovna|saha|şube|площадка|场所|分场所|分場所|事業所|拠点|사업장)"
    r"\s*(?:n[o°º]\.?|nr\.?|č\.?|№|#)?\s*(\d{1,3}|(?<=\s)[A-H])\s*(?:[:：.)\-–—]\s*|$)",
    re.IGNORECASE,
)
_DASHES = re.compile(r"\s+[-–—|]\s+|\s*[;；|]\s+")
_COMMAS = re.compile(r"\s*[,，]\s*")
_STREET_AND_TOWN = re.compile(r"\d\S*\s*[-–—·|]\s*\S*\s?\d")
_BRACKETS = "[]()（）【】［］"
_MOST = 60
_LONGEST_PLACE = 240
_REST = 40  # letters behind the words for places in a heading
_LONGEST_HEADING = 100  # letters of a sentence that leads to a list
_EDGE = 7  # points that the lines of one column may differ on the left
_FAR = 4.5
_PART_GAP = 1.35


@dataclass(frozen=True, slots=True)
class Listed:
    """A site with the lines it was read from; `number` is its place in a numbered list; `evidence` from 0 to 1."""

    site: SiteRef
    lines: tuple[Line, ...]
    evidence: float
    number: int | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    lines: tuple[Line, ...]
    first: str
    number: int | None = None


def sites_in_lists(sheet: Sheet, known: Knowledge) -> list[Listed]:
    """The sites in the first list of the sheet that holds two, or one that is marked as an entry."""
    for line in sheet.lines:
        hit = _heads_list(line, sheet)
        if hit is not None:
            region = _region(sheet, line)
            found = _read_list(region, known)
            found += [one for other in _columns_beside(sheet, region) for one in _read_list(other, known)]
            if len(found) > 1 or (found and (hit.has(Role.SITE) or _is_marked(found))):
                return found
    return []


def continued(sheet: Sheet, last: int, known: Knowledge) -> list[Listed]:
    """The sites of a numbered list that goes on at the top of the next page without its heading."""
    for line in sheet.lines:
        marked = _mark(line)
        if marked is not None and marked[0] == last + 1:
            region = [line, *(other for other in _region(sheet, line) if other is not line)]
            return _read_list(region, known)
    return []


def nested(lines: Sequence[Line], known: Knowledge) -> tuple[list[Line], list[Listed]]:
    """The lines of an activity before further sites are named in them, and those sites.

    They are named by a heading that ends with a role ("Including the following remote support functions:").
    """
    heads = [at for at, line in enumerate(lines) if ends_with_role(line.text, known.labels)]
    if not heads:
        return list(lines), []
    found: list[Listed] = []
    for begin, end in pairwise([*heads, len(lines)]):
        role = ends_with_role(lines[begin].text, known.labels)
        block = lines[begin + 1 : end]
        if not block:
            continue
        site = replace(_sentence_site(block, known), role=role)
        if site.address:
            found.append(Listed(site, tuple(block), 0.6))
    return list(lines[: heads[0]]), found


def _heads_list(line: Line, sheet: Sheet) -> Hit | None:
    """The label that heads a list of sites: it stands for places and nothing but separators follows."""
    hit = next((hit for hit in line.hits if hit.has(Role.SITE, Role.OTHER_ADDRESS)), None)
    if hit is None or line.middle > 0.9 * sheet.height:
        return None
    last = [one for one in line.hits if one.has(Role.SITE, Role.OTHER_ADDRESS)][-1]
    rest = line.text[last.end :].strip(" :：.-–—)")
    sure = (hit.leads and (hit.closed or hit.has(Role.SITE))) or (hit.has(Role.SITE) and len(hit.letters) >= 9)
    sure = sure or (line.text.rstrip().endswith((":", "：")) and len(line.text) < _LONGEST_HEADING)
    leads_on = line.text.rstrip().endswith((":", "：")) and len(rest) < _REST and not any(map(str.isdigit, rest))
    heads = sure and (len(squeeze(rest)) < 3 or leads_on)  # "Sites covered by this certificate:"
    return hit if heads and not _NAMED.match(line.text) else _numbered_heading(line, hit)


def _columns_beside(sheet: Sheet, region: Sequence[Line]) -> Iterator[list[Line]]:
    """The columns of sites right of the first one, beside its lines."""
    if not region or _mark(region[0]):
        return
    bottom = region[-1].box[3]
    for head in sheet.right_of(region[0]):
        yield [
            line
            for line in sheet.lines
            if region[0].middle - 3 < line.middle < bottom and abs(line.box[0] - head.box[0]) < _EDGE
        ]


def _numbered_heading(line: Line, hit: Hit) -> Hit | None:
    """A list without a heading of its own, of which this is the first entry: "Site 1: ..."."""
    match = _NAMED.match(line.text)
    return hit if match and match[1] in {"1", "A", "a"} else None


def _region(sheet: Sheet, head: Line) -> list[Line]:
    """The lines below a heading, in its column, until something else begins."""
    taken: list[Line] = [head] if _NAMED.match(head.text) else []
    last = head
    for line in sheet.below(head):
        size = max(line.size, last.size, 6)
        if line.middle - last.middle > _FAR * size or len(taken) > _MOST or _ends(line):
            break
        again = line.first(Role.SITE, Role.OTHER_ADDRESS) and (
            line.only_labels or line.text.rstrip().endswith((":", "："))
        )
        if (again and not taken and not _mark(line)) or printed_page(line):
            last = line
            continue  # the heading again in a second language
        taken.append(line)
        last = line
    return taken


def _ends(line: Line) -> bool:
    lead = line.hits[0] if line.hits and line.hits[0].leads else None
    dated = sum(len(one.printed) for one in line.dates)
    if dated > 0.5 * len(line.text) and not _mark(line):  # less of it is the number of a house
        return True
    if lead is None or not lead.has(*_ENDS) or lead.has(Role.SCOPE, Role.ADDRESS, Role.OTHER_ADDRESS, Role.SITE):
        return False
    return lead.closed or len(lead.letters) >= 7 or line.text[lead.end :].lstrip()[:1] in {":", "："}


def _mark(line: Line) -> tuple[int | None, str] | None:
    """The number of the entry that the line begins, and its text behind the mark; None for any other line."""
    named = _NAMED.match(line.text)
    if named:
        number = int(named[1]) if named[1].isdigit() else ord(named[1].upper()) - 64
        return number, line.text[named.end() :].strip()
    numbered = _NUMBER.match(line.text)
    if numbered:
        number = int(numbered[1]) if numbered[1] else ord(numbered[2]) - ord("①") + 1
        return number, line.text[numbered.end() :].strip()
    bullet = _BULLET.match(line.text)
    return (None, line.text[bullet.end() :].strip()) if bullet else None


def _is_marked(found: Sequence[Listed]) -> bool:
    return any(_mark(one.lines[0]) for one in found)


def _read_list(region: Sequence[Line], known: Knowledge) -> list[Listed]:
    entries, evidence = _entries(region, known.labels)
    entries = _without_shared_scope(entries)
    read = [(entry, _site(entry, known)) for entry in entries]
    kept = [(entry, site) for entry, site in read if _is_site(site, known.labels)]
    if len(kept) * 2 < len(entries):  # a list of something else
        return []
    return [Listed(site, entry.lines, evidence, entry.number) for entry, site in kept]


def _is_site(site: SiteRef, table: LabelTable) -> bool:
    if any(text and (len(text) > _LONGEST_PLACE or _is_prose(text)) for text in (site.name, site.address)):
        return False
    if site.address is not None:
        return address_likeness(site.address, table) > 0.4 or site.role is not None
    return site.name is not None and site.role is not None


def _is_prose(text: str) -> bool:
    return is_sentence(text) and sum(word.islower() and len(word) > 3 for word in text.split()) > 3


def _entries(region: Sequence[Line], table: LabelTable) -> tuple[list[_Entry], float]:
    """The entries of a list: at its marks; else at the wide gaps; else line by line."""
    marks = [at for at, line in enumerate(region) if _counts(region, at)]
    if marks:
        made = []
        for begin, end in pairwise([*marks, len(region)]):
            number, first = _mark(region[begin]) or (None, region[begin].text)
            made.append(_Entry(tuple(region[begin:end]), first, number))
        return made, 0.82
    parts = list(_parts(region))
    if len(parts) > 1:
        return [_Entry(tuple(part), part[0].text) for part in parts], 0.7
    if len(region) > 1 and all(is_whole_address(line.text, table) for line in region):
        return [_Entry((line,), line.text) for line in region], 0.62
    return [_Entry(tuple(region), region[0].text)] if region else [], 0.55


def is_whole_address(text: str, table: LabelTable) -> bool:
    """Whether a line is an address by itself: a street and a town, not one of them."""
    likely = address_likeness(text, table) > 0.9
    return likely and ("," in text or (has_postcode(text) and bool(_STREET_AND_TOWN.search(text))))


def _counts(region: Sequence[Line], at: int) -> bool:
    """Whether the line begins an entry; a number that does not follow the last one is the number of a house."""
    marked = _mark(region[at])
    if marked is None:
        return False
    before = [number for line in region[:at] if (mark := _mark(line)) for number in [mark[0]] if number is not None]
    return marked[0] is None or not before or marked[0] == before[-1] + 1


def _parts(region: Sequence[Line]) -> Iterator[list[Line]]:
    pitches = [after.middle - before.middle for before, after in pairwise(region)]
    usual = min(pitches, default=0.0)
    part: list[Line] = []
    for line in region:
        if part and line.middle - part[-1].middle > _PART_GAP * usual:
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _without_shared_scope(entries: Sequence[_Entry]) -> list[_Entry]:
    """The entries without a scope at the end that stands but once: it is the scope of the certificate, not of a site."""
    if len(entries) < 2:
        return list(entries)
    scoped = [any(_scope_label(line) for line in entry.lines) for entry in entries]
    if scoped.count(True) != 1 or not scoped[-1]:
        return list(entries)
    last = entries[-1]
    cut = next(at for at, line in enumerate(last.lines) if _scope_label(line))
    return [*entries[:-1], replace(last, lines=last.lines[:cut])] if cut else list(entries[:-1])


def _scope_label(line: Line) -> Hit | None:
    hit = line.hits[0] if line.hits else None
    return hit if hit is not None and hit.leads and hit.has(Role.SCOPE) and hit.closed else None


def _site(entry: _Entry, known: Knowledge) -> SiteRef:
    """Name, address, role and scope of an entry of several lines, or of one line with its parts side by side."""
    lines = [replace(entry.lines[0], text=entry.first), *entry.lines[1:]]
    lines = [line for line in lines if line.text.strip()]
    if not lines:
        return SiteRef()
    body, scope = _cut_scope(lines, known)
    role: str | None = None
    kept: list[Line] = []
    for line in body:
        found, rest = split_role(line.text, known.labels) if role is None else (None, line.text)
        role = role or found
        if rest:
            kept.append(replace(line, text=rest))
    if len(kept) == 1:
        return _one_line(kept[0].text, role, scope, known)
    name, address = _name_and_address(kept, known.labels)
    return SiteRef(name, address, scope, role)


def _cut_scope(lines: Sequence[Line], known: Knowledge) -> tuple[list[Line], str | None]:
    """The lines before the activity, and the activity: at its label, in brackets, or the words of one behind an address."""
    for at, line in enumerate(lines):
        hit = _scope_label(line)
        if hit is not None:
            rest = line.text[hit.end :].strip(" :：-–—")
            return list(lines[:at]), " ".join(filter(None, [rest, joined(lines[at + 1 :])])) or None
    for at in range(1, len(lines)):
        text = lines[at].text.strip()
        if text[:1] in _BRACKETS and lines[at].first(Role.ANNEX):  # "(further sites see annex)"
            return list(lines[:at]), None
        bracketed = text[:1] in _BRACKETS and text[-1:] in _BRACKETS
        plain = split_role(text, known.labels)[0] is None and address_likeness(text, known.labels) < 0.6
        if (bracketed or (_is_activity(text, known) and at > 1)) and plain:
            return list(lines[:at]), joined(lines[at:]).strip(_BRACKETS + " ") or None
    return list(lines), None


def _is_activity(text: str, known: Knowledge) -> bool:
    return bool(known.activities.search(text)) and not has_legal_form(text) and not is_contact(text)


def _one_line(text: str, role: str | None, scope: str | None, known: Knowledge) -> SiteRef:
    parts = [part.strip() for part in _DASHES.split(text) if part.strip()]
    if len(parts) > 1:
        likely = [address_likeness(part, known.labels) for part in parts]
        at = max(range(len(parts)), key=likely.__getitem__)
        if likely[at] > 0.4:
            if is_whole_address(text, known.labels) and all(one > 0.7 for one in likely):
                return SiteRef(None, text, scope, role)
            after = " - ".join(parts[at + 1 :]) or None
            return SiteRef(" - ".join(parts[:at]) or None, parts[at], scope or after, role)
    pieces = _COMMAS.split(text)
    forms = [at for at, piece in enumerate(pieces) if has_legal_form(piece)]
    if forms and forms[-1] + 1 < len(pieces):
        comma = "，" if "，" in text else ", "
        return SiteRef(comma.join(pieces[: forms[-1] + 1]), comma.join(pieces[forms[-1] + 1 :]), scope, role)
    colon = re.match(r"^([^:：\d]{3,50})[:：]\s*(.+)$", text)
    if colon and address_likeness(colon[2], known.labels) > 0.4:
        return SiteRef(colon[1].strip(), colon[2].strip(), scope, role)
    if address_likeness(text, known.labels) > 0.4:
        return SiteRef(None, text, scope, role)
    return SiteRef(text, None, scope, role)


def _name_and_address(lines: Sequence[Line], table: LabelTable) -> tuple[str | None, str | None]:
    """The first lines are the name while they look less like an address than what follows."""
    if not lines:
        return None, None
    texts = [_unlabelled(line) for line in lines]
    at = 0
    for line, (_, role) in zip(lines, texts, strict=True):
        if role == "address" or (role is None and not _may_name(line.text, table)):
            break
        at += 1
    at = min(at, len(lines) - 1)
    if at == 0:
        return None, joined_address(lines, texts[0][0])
    name = joined([replace(line, text=text) for line, (text, _) in zip(lines[:at], texts[:at], strict=True)])
    address = [line for line in lines[at:] if not is_contact(line.text)]
    return name, joined_address(address, texts[at][0]) if address else None


def _may_name(text: str, table: LabelTable) -> bool:
    return has_legal_form(text) or (address_likeness(text, table) < 0.5 and not is_sentence(text))


def _unlabelled(line: Line) -> tuple[str, str | None]:
    """The text behind a label for name or address that the line begins with, and which of them it is."""
    hit = line.hits[0] if line.hits else None
    if hit is None or not hit.leads or line.text[hit.end :].lstrip()[:1] not in {":", "："}:
        return line.text, None
    rest = line.text[hit.end :].lstrip(" :：")
    if hit.has(Role.ADDRESS, Role.OTHER_ADDRESS) and rest:
        return rest, "address"
    return (rest, "name") if hit.has(Role.HOLDER, Role.SITE) and rest else (line.text, None)


def _sentence_site(block: Sequence[Line], known: Knowledge) -> SiteRef:
    """A site written as sentences: name and address end with a full stop, the activity follows."""
    text = joined(block)
    forms = list(re.finditer(r"(?:Ltd|Inc|Corp|GmbH|S\.p\.A|S\.r\.l|LLC|Limited|Company|公司)\b\.?,?\s*", text))
    name = text[: forms[0].end()].strip(" ,") if forms and forms[0].end() < 90 else None
    rest = text[forms[0].end() :] if name else text
    stop = re.search(r"(?<=\w{3})\.\s+(?=[A-Z])|。", rest)
    address, scope = (rest[: stop.start()], rest[stop.end() :]) if stop else (rest, None)
    if address_likeness(address, known.labels) < 0.4:
        return SiteRef(name, None, scope)
    return SiteRef(name, address.strip(" ."), scope.strip(" .") if scope else None)

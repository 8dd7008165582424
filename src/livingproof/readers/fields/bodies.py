"""Finds the certification body: known names and hosts, and names of unknown bodies where a body signs."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import Link
from livingproof.core.facts import CertificationBody, Facts
from livingproof.core.terms import Source
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.hosts import core_of, domains_of, is_public, within
from livingproof.readers.fields.labelling import trimmed
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.names import Mention, NameIndex, find_names, name_index
from livingproof.readers.fields.wording import (
    has_legal_form,
    is_bare_form,
    is_contact,
    is_heading,
    is_sentence,
    may_be_name,
)

_TRADE = re.compile(
    r"certif|zertifi|sertifik|сертифик|πιστοπο|assur|registrar|register|inspection|inspecci|veritas|quality|assessment|conformity|"
    r"认证|認証|認證|検査|检验|审核|인증|standards|tüv|tuv|audit|belgelendirme|chứng nhận|management services|gözetim|kiểm|sistem|cert(?![a-z])|серт|стандарт|систем",
    re.IGNORECASE,
)
_STRONG_TRADE = re.compile(
    r"certif|zertifi|sertifik|сертифик|πιστοπο|认证|認証|認證|인증|belgelendirme|chứng nhận|registrar|veritas|tüv|"
    r"(?<=[^\W\d_]{2})(?:cert|серт)(?![^\W\d_])",
    re.IGNORECASE,
)
_LEGAL_END = re.compile(
    r"^.{0,70}?(?<![^\W\d_])(?:s\.?\s?a\.?\s+de\s+c\.?\s?v|s\.?\s?a\.?\s+de\s+r\.?\s?l|pvt\.?\s*ltd|private limited|co\.?,?\s*ltd|ltd|limited|llc|llp|inc|gmbh|ag|s\.?r\.?l|s\.?p\.?a|s\.?a\.?s?|spa|s\.?a\.?c|s\.?r\.?o|d\.?o\.?o|"
    r"a\.?\s?s|a\s?/\s?s|sp\.?\s+z\s+o\.?\s?o|b\.?v|n\.?v|plc|a\.?ş|anonim şirketi|s\.?a\.? de c\.?v|ltda|holding sas|有限公司|pty|sdn\.?\s*bhd)(?![^\W\d_])\.?",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"\s+(?:as|has|and is|is|are|which|who|that|for|in accordance|to|with|certifies|hereby|under|from|on|at|reserves|must)\s+|\s+(?=certifi(?:es|ca|ie)\b)|[|●•]|\s{3,}|, (?=registered|\d)|(?<!\bSdn)(?<!\bCo)(?<!\bPvt)(?<!\bLtd)(?<!\bSp)\.\s|\s(?=\d{2,}[ ,])"
)
_ARTICLE = re.compile(r"^(?:Die|Das|Der|[HΗΟO](?=\s+[\u0370-\u03ff]{2})|[ΗΟ])\s+(?=\S{2})")
_THE = r"(?:the|die|den|das|der|des|la|le|les|el|los|il|lo|gli|i|o|os|a|as|de|het|di|da|do|dello|della|del|du)"
_ON_BEHALF = re.compile(
    r"^(?:(?:pro|(?i:(?:signed\s+)?(?:for\s+and\s+)?on\s+behalf\s+of|for|für|im\s+namen|pour|au\s+nom|por|en\s+(?:nombre|representación)|"
    r"em\s+nome|per(?:\s+conto)?|a\s+nome|in\s+nome|voor|namens|för|på\s+vägnar|for\s+og\s+på\s+vegne\s+av|za|jménem|v\s+mene|v\s+zastúpení|"
    r"v\s+zastoupení|dla|w\s+imieniu|pentru|în\s+numele|untuk|atas\s+nama|thay\s+mặt|cho|u\s+ime|за|от\s+имени|від\s+імені|от\s+името\s+на|у\s+име))"
    rf"(?:\s+{_THE})*|{_THE})(?:\s+(?:l|d|dell)['’])?\s*(?<=[\s'’])(?=[A-ZÀ-ÞĀ-ŽА-Я])"
)
"""What stands before the name of the party for which somebody signs, in the languages of the labels; the name begins with a capital."""
_PIECES = re.compile(r"\s*[·•|‧∙]\s*|\s+[-–—]\s+")
_UNFINISHED = re.compile(
    r"\s(?:de|do|da|dos|das|del|della|di|du|des|la|le|que|che|of|the|that|to|for|and|is|von|der|des|für|dass|van|het|och|og|z|że|o|a|y|e|и|что)$",
    re.IGNORECASE,
)
_SHORT_FORMS = {"общества": "ООО", "товариства": "ТОВ"}
_OF_COMPANY = re.compile(
    r"общества\s+с\s+ограниченной\s+ответственностью|товариства\s+з\s+обмеженою\s+відповідальністю", re.IGNORECASE
)
"""The legal form in the genitive, as it stands behind "certification body of": the name itself has it in short."""
_ONE_WORD = 12  # letters
_MISREAD_FROM = 14  # letters from which one letter that differs is a misreading
_QUOTES = re.compile(r"[\"“”«»]([^\"“”«»]{4,70})[\"“”«»]")


@dataclass(frozen=True, slots=True)
class BodyBook:
    """The certification bodies of the catalogue by name and host."""

    bodies: Mapping[str, CertificationBody]
    index: NameIndex
    by_code: Mapping[str, str]


def body_book(facts: Facts, table: LabelTable) -> BodyBook:
    """The names of all certification bodies, legal names marked."""
    entries = [
        (name, body.id, name in body.entities or has_legal_form(name))
        for body in facts.certification_bodies.values()
        for name in (body.name, *body.names)
    ]
    codes = {
        code: approval.body for code, approval in facts.approvals.items() if approval.body in facts.certification_bodies
    }
    return BodyBook(facts.certification_bodies, name_index(entries, table), codes)


@dataclass(frozen=True, slots=True)
class Body:
    """A certification body as read: `known` is its catalogue id, None for one the catalogue does not know."""

    found: Found[str]
    known: str | None


def find_bodies(sheets: Sequence[Sheet], book: BodyBook, links: Sequence[Link], number: str | None) -> list[Body]:
    """Candidates for the certification body, likeliest first. `number` is the best reading of the certificate number."""
    hosts = [link.host for link in links if link.host and not is_public(link.host)]
    bodies = [
        *_known(sheets, book, hosts, number),
        *_from_hosts(book, links, hosts),
        *_unknown(sheets, book, hosts),
    ]
    merged: dict[str, Body] = {}
    for body in bodies:
        key = body.known or squeeze(body.found.value)
        other = merged.get(key)
        if other is None or _rank(body) > _rank(other):
            merged[key] = body
    order = best(body.found for body in merged.values())
    return sorted(merged.values(), key=lambda body: order.index(body.found))


def _rank(body: Body) -> tuple[float, int]:
    return (body.found.evidence + (0.04 if has_legal_form(body.found.value) else 0.0), len(body.found.value))


def _known(sheets: Sequence[Sheet], book: BodyBook, hosts: Sequence[str], number: str | None) -> Iterator[Body]:
    counts: dict[str, int] = {}
    mentions: list[tuple[Sheet, Line, Mention]] = []
    for sheet in sheets:
        for line in sheet.lines:
            for mention in find_names(line.text, book.index):
                counts[mention.body] = counts.get(mention.body, 0) + 1
                mentions.append((sheet, line, mention))
    for sheet, line, mention in mentions:
        if mention.end == len(line.text) and _is_torn(sheet, line):
            continue
        body = book.bodies[mention.body]
        printed = _extended(line.text, mention)
        evidence = _mention_evidence(sheet, line, mention) + min(0.09, 0.03 * (counts[mention.body] - 1))
        evidence += 0.25 if any(within(host, domain) for host in hosts for domain in body.domains) else 0.0
        evidence += _number_evidence(body, book, number)
        name = _as_listed(printed, body) if line.source is Source.OCR else printed
        yield Body(from_lines(name, [line], min(evidence, 0.99), "known name", printed), body.id)


def _is_torn(sheet: Sheet, line: Line) -> bool:
    """Whether the last word of a line goes on in a run of its own: "Certif" and "icate"."""
    following = next(iter(sheet.right_of(line)), None)
    return following is not None and following.text[:1].islower() and following.box[0] <= line.box[2] + 1


def _as_listed(printed: str, body: CertificationBody) -> str:
    """The legal name of the catalogue where recognition read it with one letter wrong or lost; else the name as printed."""
    letters = squeeze(printed)
    if len(letters) < _MISREAD_FROM:
        return printed
    near = [
        name
        for name in (*body.entities, body.name)
        if Levenshtein.distance(letters, squeeze(name), score_cutoff=1) == 1
    ]
    return near[0] if len(near) == 1 else printed


def _number_evidence(body: CertificationBody, book: BodyBook, number: str | None) -> float:
    if number is None:
        return 0.0
    if book.by_code.get(number[:3]) == body.id:
        return 0.15
    fits = any(re.fullmatch(pattern.pattern, number) for pattern in body.patterns)
    return 0.12 if fits else 0.0


def _mention_evidence(sheet: Sheet, line: Line, mention: Mention) -> float:
    evidence = 0.62 if len(mention.name.letters) > 5 else 0.5  # acronyms are read by chance
    if mention.name.legal:
        evidence += 0.15
    if _signs(sheet, line, mention.start):
        evidence += 0.2
    if line.middle > 0.72 * sheet.height or line.middle < 0.2 * sheet.height:
        evidence += 0.08
    if line.size > 2 * sheet.usual_size and sheet.share_of_height(line) < 0.2:  # the logo at the head
        evidence += 0.13
    if len(line.text) > 160:  # deep in the fine print
        evidence -= 0.05
    return evidence


def _signs(sheet: Sheet, line: Line, start: int) -> bool:
    """Whether the words before the name say that a body signs or certifies here."""
    if any(hit.has(Role.BODY) and hit.end <= start + 1 for hit in line.hits):
        return True
    near = [*sheet.left_of(line)[:1], *sheet.above(line)[:1]]
    return any(
        other.hits
        and other.hits[-1].has(Role.BODY)
        and line.middle - other.middle < 3 * line.size
        and other.hits[-1].closed
        for other in near
    )


def _extended(text: str, mention: Mention) -> str:
    """The name with what belongs to it: up to the legal form if one follows soon."""
    if mention.name.legal:
        return text[mention.start : mention.end].strip()
    rest = text[mention.start :]
    legal = _LEGAL_END.match(_cut(rest))
    name = legal.group() if legal and legal.end() > mention.end - mention.start else rest[: mention.end - mention.start]
    return name.strip(" ,;:-")


def _cut(text: str) -> str:
    found = _BREAK.search(text)
    return text[: found.start()] if found else text


def _from_hosts(book: BodyBook, links: Sequence[Link], hosts: Sequence[str]) -> Iterator[Body]:
    above = {host: domains_of(host) for host in hosts}
    for body in book.bodies.values() if hosts else ():
        matching = [host for host in hosts if not above[host].isdisjoint(body.domains)]
        if matching:
            link = next(link for link in links if link.host in matching)
            source = Source.QR if link.kind == "qr" else Source.TEXT_LAYER
            yield Body(Found(body.name, link.payload, 0.8, source, link.page, None, "host"), body.id)


def _unknown(sheets: Sequence[Sheet], book: BodyBook, hosts: Sequence[str]) -> Iterator[Body]:
    for sheet in sheets:
        for line in sheet.lines:
            if len(line.text) < _ONE_WORD and _is_torn(sheet, line):
                continue
            for text, evidence, how in (*_signing(sheet, line), *_trading(sheet, line), *_imprint(sheet, line)):
                name = _tidy(text)
                if not _may_be_body(name):
                    continue
                likely = (
                    evidence
                    + _host_evidence(name, hosts)
                    + (0.06 if has_legal_form(name) else 0)
                    + (0.06 if _STRONG_TRADE.search(name) else 0)
                )
                mentions = find_names(name, book.index)
                known = mentions[0].body if mentions and mentions[0].start == 0 else None
                yield Body(from_lines(name, [line], min(likely, 0.95), how, name), known)


def _may_be_body(name: str) -> bool:
    if not may_be_name(name) or len(squeeze(name)) < 3 or _UNFINISHED.search(name):
        return False
    return has_legal_form(name) or bool(_TRADE.search(name)) or name.isupper() or name[:1].isupper()


def _tidy(text: str) -> str:
    text = _OF_COMPANY.sub(lambda form: _SHORT_FORMS[form.group().split()[0].casefold()], text, count=1)
    quoted = _QUOTES.search(text)
    if quoted and quoted.start() < 3:  # the name itself is quoted
        text = quoted[1]
    text = _ARTICLE.sub("", _cut(_ON_BEHALF.sub("", trimmed(text), count=1)))
    legal = _LEGAL_END.match(text)
    if legal and len(text) > legal.end():
        text = legal.group()
    return text.strip(' ,;:-–"“”')


def _signing(sheet: Sheet, line: Line) -> Iterator[tuple[str, float, str]]:
    for position, hit in enumerate(line.hits):
        before, after = line.text[: hit.start], line.text[hit.end :]
        if hit.has(Role.BODY) and (hit.certain or len(hit.letters) >= 8):
            following = line.hits[position + 1 :]
            if (
                is_bare_form(line.text[hit.start :].removeprefix(line.text[hit.start : hit.end]).strip())
                and not following
            ):
                yield from (
                    (f"{after} {other.text}", 0.74, "after a signing label") for other in list(sheet.below(line))[:1]
                )
            elif len(squeeze(after)) > 2 and not (
                following and following[0].has(Role.BODY) and only_short(after, following[0].start - hit.end)
            ):
                yield after, 0.74, "after a signing label"
            elif not following:
                yield from ((other.text, 0.7, "right of a signing label") for other in sheet.right_of(line)[:1])
                under = [
                    other.text for other in list(sheet.below(line))[:2] if other.middle - line.middle < 3 * line.size
                ]
                if under:
                    name = " ".join(under) if is_bare_form(under[0]) else under[0]
                    told = has_legal_form(name) or _TRADE.search(name)
                    yield name, 0.68 if told else 0.5, "under a signing label"
        elif hit.has(Role.CERTIFIES, Role.ACCREDITED) and len(squeeze(before)) > 2 and _first_said(line, position):
            yield before, 0.66, "says that it certifies or is accredited"


def _first_said(line: Line, position: int) -> bool:
    return not any(hit.has(Role.CERTIFIES, Role.ACCREDITED, Role.BODY) for hit in line.hits[:position])


def only_short(text: str, length: int) -> bool:
    """Whether hardly anything stands in the first characters of a text."""
    return len(squeeze(text[: max(0, length)])) < 3


def _trading(sheet: Sheet, line: Line) -> Iterator[tuple[str, float, str]]:
    """Names with the words of the trade at the head or foot of a sheet."""
    place = sheet.share_of_height(line)
    if 0.24 < place < 0.66 or len(line.text) > 150 or line.dates:  # the body stands at the edges, not in fine print
        return
    if line.leads_with(
        Role.NUMBER, Role.OTHER_NUMBER, Role.HOLDER_ID, Role.ADDRESS, Role.OTHER_ADDRESS, Role.HOLDER, Role.SCOPE
    ):
        return
    if line.leads_with(Role.BODY) and line.hits[0].certain:  # the name begins behind the label
        return
    text = _cut(line.text)
    if has_legal_form(text) and not is_contact(text):
        trade = bool(_TRADE.search(text))
        yield text, (0.68 if trade else 0.4) + (0.06 if place > 0.66 else 0.0), "name at the edge"
    elif _STRONG_TRADE.search(text) and not is_heading(line) and not is_contact(text) and len(text) < 60:
        yield text, 0.45, "words of the trade at the edge"


def _imprint(sheet: Sheet, line: Line) -> Iterator[tuple[str, float, str]]:
    """The name that begins the line of name, places and contacts at the foot: "X Registrars · Accra · info@x.com"."""
    pieces = _PIECES.split(line.text)
    if sheet.share_of_height(line) <= 0.66 or line.dates or len(pieces) < 2 or line.leads_with(Role.HOLDER, Role.NOTE):
        return
    name = _cut(pieces[0])
    if len(name) > 80 or is_sentence(name) or is_contact(name):
        return
    if has_legal_form(name) and _TRADE.search(name):
        yield name, 0.74, "begins the imprint"
    elif _STRONG_TRADE.search(name):
        yield name, 0.6, "begins the imprint"


def _host_evidence(name: str, hosts: Iterable[str]) -> float:
    letters = squeeze(name)
    words = [squeeze(word) for word in re.findall(r"[^\W\d_]+", name)]
    initials = "".join(word[0] for word in words if word)
    for host in hosts:
        core = core_of(host)
        if len(core) >= 4 and (core in letters or letters.startswith(core[:7])):
            return 0.2
        if words and len(words[0]) >= 3 and words[0] in core:
            return 0.16
        if len(initials) >= 3 and (core.startswith(initials[:3]) or initials.startswith(core)):
            return 0.12
    return 0.0

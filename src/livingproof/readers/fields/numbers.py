"""Finds the certificate number: beside its label, under the heading, in a link, and by the shapes that bodies use."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import Link
from livingproof.readers.fields.dates import find_dates
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.labelling import Hit, trimmed
from livingproof.readers.fields.layout import Line, Sheet

_TOKEN = re.compile(r"[^\W_a-z]+(?:[./\-–—_&()+:]+[^\W_a-z]+)*(?:[a-z]|\)|[-–/.]+)?|[-–—/]|(?=\S*\d)[^\W_][\w./\-–]*")
_BARE = re.compile(
    r"^(?:certifica\w+\s+)?(?:n[o°ºr]|n\b|№|nr|num|number|č(?!\w)|s[oố]?(?=\s?:))\s*[.:]?\s*[.:]?\s*(?=\w*-?\w*\d|[A-ZА-Я]{2,5}[\s.])",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"^(?:ISO|IEC|IATF|EN|GB/?T|AS|OHSAS)[\s/-]*(?:IEC\s*)?\d{4,5}|^9001|^14001|^45001|^27001|^13485", re.IGNORECASE
)
_WITH_EDITION = re.compile(r"(?:ISO|IEC)[\s/-]*\d{4,5}(?:-\d)?\s*:\s*(?:19|20)\d{2}", re.IGNORECASE)
_FINE_PRINT = 100  # letters in a line
_PHONE = re.compile(r"^\+?\d[\d\s()\-]{9,}$")
_SERIAL_TAIL = re.compile(r"\s+(?:rev(?:ision)?\.?|issue|ver(?:sion)?\.?|ed\.?)\s*\.?\s*\d+.*$", re.IGNORECASE)
_TITLE_WORDS = frozenset(
    {"certificate", "certificat", "certificado", "certificato", "zertifikat", "certifikat", "certyfikat", "сертификат",
     "certificateofregistration", "certificateofapproval", "certificatocertificate", "сертификатсоответствия", "sertifikat",
     "sertifika", "belge", "certificateofconformity", "證書", "证书"}
)  # fmt: skip
_REGISTER_NAME = re.compile(r"^[A-Z]{2,6}\s*[:：]\s*(?=\S)")
_NO_SUFFIX = frozenset({"ISO", "IEC", "EN", "IAF", "REV", "OF", "DATE", "PAGE", "VER"})
_NUMBER_SIGN = re.compile(r"^(?:n|nr|no|num)\s*[.°º:]+\s*(?=\S)", re.IGNORECASE)
_OWN_PREFIX = re.compile(r"(?<=\s)(?:ID|CN|REG|CERT)$")
_LONGEST = 42
_LONGEST_PREFIX = 7


def normal_number(number: str) -> str:
    """A certificate number in capitals without anything but letters and digits."""
    return "".join(character for character in number.upper() if character.isalnum())


def value_after(text: str, table: LabelTable) -> str | None:
    """The number that a text begins with; None when it begins with anything else."""
    text = _SERIAL_TAIL.sub("", trimmed(text).lstrip("#№.°º ").lstrip())
    text = _REGISTER_NAME.sub("", _NUMBER_SIGN.sub("", text))
    taken: list[str] = []
    for part in re.split(r"(\s+)", text):
        if part.isspace():
            if len(part) > 3 and taken:  # a wide gap ends the number
                break
            continue
        token = _TOKEN.fullmatch(part.rstrip(",;."))
        if token is None or len(taken) > 6:  # more parts are a sentence
            break
        taken.append(part.rstrip(",;."))
        if part.endswith((",", ";")):
            break
    ended = taken and text.rstrip(" .,;").endswith(taken[-1])
    while (
        taken and not any(character.isdigit() for character in taken[-1]) and not _is_suffix(taken, ended=bool(ended))
    ):
        taken.pop()
    while taken and taken[0].isalpha() and len(taken[0]) > _LONGEST_PREFIX:
        taken.pop(0)
    number = " ".join(taken).strip(" .:-–/")
    return number if _may_be_number(number, table) else None


def _is_suffix(tokens: Sequence[str], *, ended: bool) -> bool:
    """Whether the last token belongs to the number although it has no digit: "0146 - IR", "12 100 54321 TMS"."""
    if len(tokens) < 2 or len(tokens[-1]) > 4 or not tokens[-1].isupper():  # longer is a word
        return False
    return tokens[-2][-1] in "-–/" or (ended and tokens[-2][-1].isdigit() and tokens[-1] not in _NO_SUFFIX)


def _may_be_number(number: str, table: LabelTable) -> bool:
    letters = normal_number(number)
    digits = sum(character.isdigit() for character in letters)
    if not 3 <= len(letters) <= _LONGEST or digits < 2 or _STANDARD.match(number):  # shortest seen in use
        return False
    if _WITH_EDITION.search(number):
        return False
    dates = find_dates(number, table.months)
    return not (dates and dates[0].end - dates[0].start > len(number) - 3)


def find_numbers(
    sheets: Sequence[Sheet], table: LabelTable, links: Iterable[Link], shapes: Sequence[re.Pattern[str]]
) -> list[Found[str]]:
    """Candidates for the certificate number, likeliest first. `shapes` are the number patterns of the body that was read."""
    payloads = [squeeze(unquote(link.payload)) for link in links]
    found: dict[str, Found[str]] = {}
    for sheet in sheets:
        for candidate in (*_candidates(sheet, table), *_shaped(sheet, table, shapes)):
            judged = _judged(candidate, payloads, shapes, first_sheet=sheet is sheets[0])
            key = normal_number(judged.value)
            if key in found:
                judged, other = sorted((judged, found[key]), key=lambda one: -one.evidence)
                judged = judged.with_evidence(judged.evidence + 0.02 + 0.02 * (other.page != judged.page))
            found[key] = judged
    return best(found.values())


def _candidates(sheet: Sheet, table: LabelTable) -> Iterator[Found[str]]:
    for line in sheet.lines:
        for hit in line.hits:
            if hit.has(Role.NUMBER) and (hit.certain or hit.closed or line.text[hit.end :].strip()):
                yield from _at_label(sheet, line, hit, table)
            elif hit.letters in _TITLE_WORDS and not any(
                other.start >= hit.end and other.letters in _TITLE_WORDS for other in line.hits
            ):
                yield from _after_title(sheet, line, hit, table)
        if not line.hits or line.hits[0].start > 0:
            yield from _bare(sheet, line, table)


def _at_label(sheet: Sheet, line: Line, hit: Hit, table: LabelTable) -> Iterator[Found[str]]:
    following = [other for other in line.hits if other.start >= hit.end and not _in_number(line.text, other)]
    rest = line.text[hit.end : following[0].start if following else None]
    number = value_after(_swallowed(line.text, hit) + rest, table)
    if number:
        evidence = 0.95 if hit.certain else 0.86
        if not hit.leads and len(line.text) > _FINE_PRINT:  # a company's number, or the accreditation's
            evidence -= 0.13
        yield from_lines(number, [line], evidence, "label before", number)
        return
    if following and following[0].has(Role.NUMBER):
        return  # the same label in a second language follows; it has the value
    if len(squeeze(rest)) > 3:  # other words follow: this is a sentence
        return
    yield from _right_or_below(sheet, line, hit, table)


def _in_number(text: str, hit: Hit) -> bool:
    """Whether the letters of a short label are rather the head of a number: the "AB" of "AB-12/77"."""
    return text[hit.end : hit.end + 1] in set("-/–") and text[hit.end + 1 : hit.end + 2].isdigit()


def _swallowed(text: str, hit: Hit) -> str:
    """The letters that a number begins with when they read like the label's last word: "Certificate ID22/00000741"."""
    word = _OWN_PREFIX.search(text[hit.start : hit.end])
    return word.group() if word and text[hit.end : hit.end + 1].isdigit() else ""


def _right_or_below(sheet: Sheet, line: Line, hit: Hit, table: LabelTable) -> Iterator[Found[str]]:
    for other in sheet.right_of(line)[:2]:
        number = value_after(other.text, table)
        if number and not other.leads_with(Role.OTHER_NUMBER, Role.HOLDER_ID):
            yield from_lines(number, [other], 0.93 if hit.certain else 0.8, "label left", number)
            return
        if len(squeeze(other.text)) > 2:  # a value that is no number
            break
    for other in list(sheet.below(line))[:2]:
        if other.middle - line.middle > 3.5 * max(line.size, other.size):
            return
        number = value_after(other.text, table)
        if number and not other.first(Role.OTHER_NUMBER):
            yield from_lines(number, [other], 0.9 if hit.certain else 0.72, "label above", number)
            return
        if not other.only_labels:
            return


def _after_title(sheet: Sheet, line: Line, hit: Hit, table: LabelTable) -> Iterator[Found[str]]:
    """The number of "Certificate PE21/819943710": the heading word directly before the number."""
    rest = line.text[hit.end :]
    number = value_after(rest, table)
    if (
        number
        and (hit.leads or line.hits[0].leads)
        and len(normal_number(number)) >= 4
        and len(rest) < len(number) + 18
    ):
        yield from_lines(number, [line], 0.84 if line.middle < 0.5 * sheet.height else 0.7, "after the heading", number)


def _bare(sheet: Sheet, line: Line, table: LabelTable) -> Iterator[Found[str]]:
    """The number of "No. 510997" on a line of its own."""
    match = _BARE.match(line.text)
    if match is None:
        return
    number = value_after(line.text[match.end() :], table)
    if number is None or len(line.text) > match.end() + len(number) + 6:
        return
    above = [other for other in sheet.above(line)[:3] if other.first(Role.TITLE)]
    yield from_lines(number, [line], 0.8 if above else 0.5, "number sign", number)


def _shaped(sheet: Sheet, table: LabelTable, shapes: Sequence[re.Pattern[str]]) -> Iterator[Found[str]]:
    """A number on a line of its own without a label: in the shape of the body's numbers, or a code near the heading."""
    for line in sheet.lines:
        text = line.text.strip(" .:")
        if line.hits or line.dates or len(text) > _LONGEST or value_after(text, table) != text:
            continue
        if any(shape.fullmatch(text) for shape in shapes):
            yield from_lines(text, [line], 0.84, "shape of the body's numbers", text)
        elif (
            line.middle < 0.4 * sheet.height
            and re.search(r"[A-Z]", text)
            and re.search(r"[-/.]", text)
            and len(normal_number(text)) > 5
        ):
            yield from_lines(text, [line], 0.5, "code near the heading", text)


def _judged(
    candidate: Found[str], payloads: Sequence[str], shapes: Sequence[re.Pattern[str]], *, first_sheet: bool
) -> Found[str]:
    evidence = candidate.evidence
    number = candidate.value
    if _PHONE.match(number) and len(normal_number(number)) > 13:  # a telephone number
        evidence -= 0.3
    if any(squeeze(number) in payload for payload in payloads if len(squeeze(number)) >= 5):
        return candidate.with_evidence(0.995)
    if shapes:
        evidence += (
            0.03
            if any(shape.fullmatch(number) or shape.fullmatch(normal_number(number)) for shape in shapes)
            else -0.02
        )
    if sum(character.isdigit() for character in number) < 3:  # too few digits to be sure
        evidence -= 0.15
    if not first_sheet:
        evidence -= 0.02
    return candidate.with_evidence(evidence)

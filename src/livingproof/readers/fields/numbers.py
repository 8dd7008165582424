"""Finds the certificate number: beside its label, under the heading, in a link, and by the shapes that bodies use."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.claim import Link
from livingproof.core.terms import Source
from livingproof.readers.fields.dates import find_dates
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.labelling import Hit, trimmed
from livingproof.readers.fields.layout import Line, Sheet

_TOKEN = re.compile(r"[^\W_a-z]+(?:[./\-–—_&()+:]+[^\W_a-z]+)*(?:[a-z]|\)|[-–/.]+)?|[-–—/]|(?=\S*\d)[^\W_][\w./\-–]*")
_BARE = re.compile(
    r"^(?:cert(?:ifica\w+|\.)?\s+)?(?:n[°º]|n[or](?![^\W\d_])|n\b|№|nr|num|number|nomor|nummer|numer|n[uú]m[eé]ro|numara|číslo|broj|број|бр|номер|szám|č(?!\w)|s[oố]?(?=\s?:))\s*[.:]?\s*[.:]?\s*(?=[\w./-]*\d|[A-ZА-Я]{2,5}[\s.])",
    re.IGNORECASE,
)
_HEAD = 0.3
_SAID_OF_IT = re.compile(
    r"\s*,?\s*(?:was|is|has|first|issued|dated|valid|vom|wurde|del|du|emitido|délivré|rilasciato)\b", re.IGNORECASE
)
"""What a sentence goes on with behind the number of a certificate: "Certificate PR 2290 was first issued ..."."""
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
_SIGN = re.compile(r"(?:№|(?<![^\W\d_])n[o°º]\s?[.:°º]|(?<![^\W\d_])nr\s?[.:]|#)\s*:?\s*(?=[^\W_])", re.IGNORECASE)
_AFTER_SHORT_WORD = re.compile(r"^[^\W\d_]{2,6}[.:]?\s+(?=\S*\d)")
_OWN_NAME = re.compile(r"(?!IATF|IQNET)[A-Z][A-Z&-]{1,7}\s*")
_MIXED_CASE = re.compile(r"^(?=[A-Za-z]*[A-Z])(?=[A-Z]*[a-z])[A-Zcgosvwxz]{3,5}(?=[\s/-]?\d)")
_CAPITALS = str.maketrans("cgosvwxz", "CQOSVWXZ")
_MAYBE_O = re.compile(r"0(?=[A-Z]{1,3}[/\-. ])")
_TELLING = 6  # letters and digits that a number without a label must have
_LONGEST, _SUFFIX = 42, 4
_LONGEST_PREFIX = 7
_UPPER = 0.6  # share of the height above which the number stands


def normal_number(number: str) -> str:
    """A certificate number in capitals without anything but letters and digits."""
    return "".join(character for character in number.upper() if character.isalnum())


def value_after(text: str, table: LabelTable) -> str | None:
    """The number that a text begins with; None when it begins with anything else."""
    text = _SERIAL_TAIL.sub("", trimmed(text).lstrip("#№.°º ").lstrip())
    text = _REGISTER_NAME.sub("", _NUMBER_SIGN.sub("", text))
    text = _MIXED_CASE.sub(lambda letters: letters.group().translate(_CAPITALS), text)
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
                yield from _beside_own_title(sheet, line, hit, table)
        if not line.hits or line.hits[0].start > 0:
            yield from _bare(sheet, line, table)
        yield from _at_sign(sheet, line, table)
        yield from _under_heading(sheet, line, table)


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
    found = list(_right_or_below(sheet, line, hit, table))
    yield from found or _over_caption(sheet, line, hit, table)


def _in_number(text: str, hit: Hit) -> bool:
    """Whether the letters of a short label are rather the head or the end of a number: the "AB" of "AB-12/77" or "77/12/AB"."""
    head = text[hit.end : hit.end + 1] in set("-/–") and text[hit.end + 1 : hit.end + 2].isdigit()
    joined = hit.start > 1 and text[hit.start - 1] in "-/–." and text[hit.start - 2].isdigit()
    return head or (joined and len(hit.letters) <= _SUFFIX)


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


def _over_caption(sheet: Sheet, line: Line, hit: Hit, table: LabelTable) -> Iterator[Found[str]]:
    """The number that stands alone on the line over its label, as on forms with captions under the lines."""
    other = next(iter(sheet.above(line)), None)
    if not (hit.leads and hit.closed) or other is None or line.middle - other.middle > 2.2 * max(line.size, other.size):
        return
    text = other.text.strip(" .:")
    if not other.hits and not other.dates and value_after(text, table) == text:
        yield from_lines(text, [other], 0.7, "label under", text)


def _after_title(sheet: Sheet, line: Line, hit: Hit, table: LabelTable) -> Iterator[Found[str]]:
    """The number of "Certificate PE24/404040404": the heading word directly before the number."""
    rest = line.text[hit.end :]
    number = value_after(rest, table)
    if (
        number
        and (hit.leads or line.hits[0].leads)
        and len(normal_number(number)) >= 4
        and (len(rest) < len(number) + 18 or _SAID_OF_IT.match(rest[rest.find(number) + len(number) :]))
    ):
        yield from_lines(number, [line], 0.84 if line.middle < 0.5 * sheet.height else 0.7, "after the heading", number)


def _bare(sheet: Sheet, line: Line, table: LabelTable) -> Iterator[Found[str]]:
    """The number of "No. 404041" on a line of its own."""
    match = _BARE.match(line.text)
    if match is None:
        return
    number = value_after(line.text[match.end() :], table)
    if number is None or len(line.text) > match.end() + len(number) + 6:
        return
    above = [other for other in sheet.above(line)[:3] if other.first(Role.TITLE)]
    beside = line.middle < _HEAD * sheet.height and any(
        other.first(Role.TITLE) for other in sheet.lines if _near(other, line)
    )
    yield from_lines(number, [line], 0.8 if above else 0.7 if beside else 0.5, "number sign", number)


def _near(one: Line, other: Line) -> bool:
    """Whether two lines stand about as high on the sheet."""
    return abs(one.middle - other.middle) < 5 * max(one.size, other.size)


def _at_sign(sheet: Sheet, line: Line, table: LabelTable) -> Iterator[Found[str]]:
    """The code at the end of a line that no known label introduces but a number sign does, in the upper part of a sheet."""
    signs = list(_SIGN.finditer(line.text))
    if (
        not signs
        or line.middle > _UPPER * sheet.height
        or any(not hit.has(Role.NUMBER, Role.TITLE) for hit in line.hits)
    ):
        return
    rest = line.text[signs[-1].end() :]
    number = value_after(rest, table)
    if number and _is_telling(number) and len(rest) < len(number) + 3:
        yield from_lines(number, [line], 0.6, "after a number sign", number)


def _under_heading(sheet: Sheet, line: Line, table: LabelTable) -> Iterator[Found[str]]:
    """The code on the line under the heading, behind one short word that was not understood."""
    word = _AFTER_SHORT_WORD.match(line.text)
    if word is None or line.hits or line.dates:
        return
    above = next(iter(sheet.above(line)), None)
    if above is None or not above.only_labels or not above.first(Role.TITLE):
        return
    rest = line.text[word.end() :]
    number = value_after(rest, table)
    if number == rest.strip() and _is_telling(number) and line.middle - above.middle < 3 * above.size:
        yield from_lines(number, [line], 0.55, "under the heading", number)


def _is_telling(number: str) -> bool:
    """Whether a number without a label can hardly be anything else: long, with letters and with signs between."""
    letters = normal_number(number)
    return len(letters) >= _TELLING and any(map(str.isalpha, letters)) and bool(re.search(r"[-/.]", number))


def _beside_own_title(sheet: Sheet, line: Line, hit: Hit, table: LabelTable) -> Iterator[Found[str]]:
    """The number right of "SRI Certificate", the word after the letters of a body."""
    if not _OWN_NAME.fullmatch(line.text[: hit.start]) or squeeze(line.text[hit.end :]):
        return
    for other in sheet.right_of(line)[:2]:
        number = value_after(other.text, table)
        if number and not other.hits:
            yield from_lines(number, [other], 0.66, "beside the body's certificate", number)
            return


def without_accreditation(numbers: Sequence[Found[str]], accreditation: str | None) -> list[Found[str]]:
    """The candidates without the number of the certification body's accreditation, unless it is all there is."""
    own = normal_number(accreditation or "")
    rest = [one for one in numbers if normal_number(one.value) != own]
    return rest or [one.with_evidence(one.evidence - 0.3) for one in numbers]


def with_letter_o(numbers: Sequence[Found[str]], bodies: Sequence[str]) -> list[Found[str]]:
    """The candidates with the likeliest one also read with an O where recognition saw a zero before letters.

    That reading goes first when a body's initials are those letters, else it is the second one.
    """
    if not numbers or numbers[0].source is not Source.OCR or not _MAYBE_O.match(numbers[0].value):
        return list(numbers)
    first = numbers[0]
    spelled = "O" + first.value[1:]
    letters = re.match("[A-Z]+", spelled)
    initials = ["".join(word[0] for word in re.findall(r"[^\W\d_]+", name)).upper() for name in bodies]
    other = replace(first, value=spelled, how=f"{first.how}, read with letters")
    if letters and any(name.startswith(letters.group()) for name in initials):
        return [other, first.with_evidence(first.evidence - 0.1), *numbers[1:]]
    return [first.with_evidence(first.evidence - 0.05), other.with_evidence(first.evidence - 0.1), *numbers[1:]]


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

"""What a document that is no certificate of a management system says: kind, number, issuer, holder, product, term."""
# ruff: noqa: PLR2004 - lengths in letters and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from livingproof.catalogue.labels import squeeze
from livingproof.catalogue.paper_words import PaperWords, paper_words
from livingproof.core.claim import Claim, Field, PaperRef
from livingproof.core.terms import DocumentKind
from livingproof.readers.fields.beside import Beside, after_labels, labels_in
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import has_legal_form

T = TypeVar("T")

_LIKELY = 0.6
_NOT_PAPERS = frozenset({DocumentKind.MS_CERTIFICATE, DocumentKind.MS_ANNEX, DocumentKind.PICTURE})
_BIG = 1.25
_NAMED, _SIGN, _MOST_SIGNS, _HEADING = 3.0, 0.8, 3, 1.5
_ACT = re.compile(
    r"(?<![\d/])(?:\((?:EU|UE|EC|CE)\)\s*(?:No\.?\s*|Nr\.?\s*|n[o°º]\.?\s*)?\d{3,4}/\d{2,4}"
    r"|\d{2,4}/\d{1,4}/(?:EU|UE|EC|CE|EG|EEC|EWG|CEE|WE))(?![\d/])",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"(?<![A-Za-z])(?:(?:DIN|BS|NF|UNI|GB|ETSI)\s+)?(?:EN|IEC|UL|ASTM|ETSI)(?:\s+(?:EN|IEC|ISO))?\s+[A-Z]?\d{2,6}(?:-\d{1,2})*"
)
_DIGITS = re.compile(r"(?<![\d/])\d{4}(?![\d/])")
_LONGEST_NAME = 120
_EUROPEAN = {"UE": "EU", "CE": "EC", "EG": "EC", "WE": "EC", "EWG": "EEC", "CEE": "EEC"}


def read_paper(sheets: Sequence[Sheet], claim: Claim, kind: DocumentKind) -> PaperRef | None:
    """The product paper that a document is; None for certificates of a system, and where no paper is recognised.

    What the finders of certificates read of it stays the claim's; the paper adds what only product papers print.
    """
    if kind in _NOT_PAPERS or (kind is DocumentKind.UNCLEAR and claim.standards):
        return None
    words = paper_words()
    lines = [line for sheet in sheets for line in sheet.lines]
    known = _recognised(sheets, lines, words)
    if known is None:
        return None
    paper, title = known
    labelled = _labelled(sheets, words, "holder")
    named = labelled if labelled and has_legal_form(labelled) else None
    holder = named or _sure(claim.holder_name) or labelled
    issuer = _sure(claim.certification_body) or _labelled(sheets, words, "issuer")
    begins, ends = _sure(claim.starts), _sure(claim.expires_on)
    return PaperRef(
        kind=paper,
        number=_number(lines, paper, words) or _sure(claim.certificate_number),
        issuer=issuer if kind is not DocumentKind.DECLARATION else holder or issuer,
        holder=holder,
        product=_labelled(sheets, words, "product"),
        standards=tuple(dict.fromkeys(_standards(lines))),
        issued_on=begins.isoformat() if begins else None,
        expires_on=ends.isoformat() if ends else None,
        title=title,
        certificate=_is_certificate(sheets, title, words),
        body_number=_body_number(sheets, words),
    )


def _sure(field: Field[T]) -> T | None:
    """The value of a field that is likelier right than wrong: the finders are made for other documents."""
    return field.value if field.confidence > _LIKELY else None


def _recognised(sheets: Sequence[Sheet], lines: Sequence[Line], words: PaperWords) -> tuple[str, str] | None:
    """The paper whose name stands most like a heading and which has the most signs, and the words that name it."""
    signs = {letters for line in lines for letters, *_ in labels_in(line.text, words.sign_pattern)}
    spoken = dict.fromkeys(words.order, 0)
    for letters in signs:
        for paper in words.signs[letters]:
            spoken[paper] += 1
    scores: dict[str, tuple[float, str]] = {}
    for text, weight in _headings(sheets):
        for letters, *_ in labels_in(text, words.name_pattern):
            for paper in words.named[letters]:
                if spoken[paper] or paper not in words.needs_sign:
                    score = _NAMED + weight + min(1.5, len(letters) / 12) + _SIGN * min(_MOST_SIGNS, spoken[paper])
                    scores[paper] = max(scores.get(paper, (0.0, "")), (score, text), key=lambda pair: pair[0])
    best = max(scores, key=lambda paper: (scores[paper][0], -words.order.index(paper)), default=None)
    return (best, scores[best][1]) if best else None


def _headings(sheets: Sequence[Sheet]) -> Iterator[tuple[str, float]]:
    """Every line, and with the line that continues it, with its weight as a heading."""
    for sheet in sheets:
        for line in sheet.lines:
            stands_out = line.size > _BIG * sheet.usual_size or (line.text.isupper() and len(line.text) < 80)
            weight = _HEADING if stands_out and sheet is sheets[0] else 0.0
            yield line.text, weight
            below = sheet.next_line(line)
            if below is not None and len(line.text) + len(below.text) < 100:
                yield f"{line.text} {below.text}", weight


def _is_certificate(sheets: Sequence[Sheet], title: str, words: PaperWords) -> bool:
    """Whether the title, or a heading of the first sheet, holds a word for a certificate."""
    tall = [text for text, weight in _headings(sheets) if weight and len(text) < 60]
    return any(True for text in (title, *tall) for _ in labels_in(text, words.certificate))


def _labelled(sheets: Sequence[Sheet], words: PaperWords, role: str) -> str | None:
    """The value behind the first label of a role that is closed by a colon or stands in a cell of its own."""
    found = [
        _with_stop(beside)
        for sheet in sheets[:2]
        for beside in after_labels(sheet, words.labels[role])
        if beside.closed and _may_be_value(beside.text, words)
    ]
    if role == "holder":
        found.sort(key=lambda text: not has_legal_form(text))
    return found[0][:_LONGEST_NAME].strip() if found else None


def _with_stop(beside: Beside) -> str:
    """The text behind the label with the full stop of an abbreviation at its end ("A.S.")."""
    closed = f"{beside.text}."
    return closed if beside.line.text.rstrip().endswith(closed) else beside.text


def _may_be_value(text: str, words: PaperWords) -> bool:
    letters = squeeze(text)
    return len(letters) >= 3 and not any(pattern.fullmatch(letters) for pattern in words.labels.values())


def _number(lines: Iterable[Line], paper: str, words: PaperWords) -> str | None:
    """The first number in the free form of this paper's numbers."""
    form = words.numbers.get(paper)
    found = (match.group() for line in lines if form for match in form.finditer(line.text))
    return next(found, None)


def _standards(lines: Iterable[Line]) -> Iterator[str]:
    """Legal acts in one spelling ("2014/35/EU"), then standards, as the lines name them."""
    texts = [line.text for line in lines]
    for text in texts:
        for match in _ACT.finditer(text):
            bare = re.sub(r"[()\s]|No\.?|Nr\.?", "", match.group(), flags=re.IGNORECASE).upper()
            number, _, union = bare.rpartition("/") if bare[0].isdigit() else (bare[2:].lstrip("NO°º."), "", "EU")
            yield f"{number}/{_EUROPEAN.get(union, union)}"
    for text in texts:
        yield from (" ".join(match.group().split()) for match in _STANDARD.finditer(text))


def _body_number(sheets: Sequence[Sheet], words: PaperWords) -> str | None:
    """The four digits behind the words for a notified body."""
    for sheet in sheets:
        for beside in after_labels(sheet, words.labels["body_number"]):
            match = _DIGITS.search(beside.text[:40])
            if match:
                return match.group()
    return None

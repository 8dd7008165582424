"""The names printed with signatures: in one line with the caption, above it, below it, or in a cell beside it."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from livingproof.catalogue.labels import LabelTable, squeeze
from livingproof.catalogue.printed import printed_numbers
from livingproof.readers.fields.beside import labels_in
from livingproof.readers.fields.found import Found, from_lines
from livingproof.readers.fields.layout import Line, Sheet
from livingproof.readers.fields.wording import COUNTRIES, has_legal_form, is_contact

_PART = r"(?:[^\W\d_]\.(?:\s?-?\s?[^\W\d_]\.)*|[^\W\d_a-zа-яα-ω][^\W\d_]*(?:[-'’][^\W\d_]+)*)"
_PARTICLE = r"(?:van|von|der|den|de|del|da|dos|di|la|el|al|bin|binti|ten|ter|zu|y|e)"
_WESTERN = re.compile(rf"{_PART}(?:[\s.]+{_PARTICLE})*(?:\s*{_PART}|\s+{_PARTICLE}\s+{_PART}){{1,4}}")
_EASTERN = re.compile(r"[\u4e00-\u9fff]{1,4}\s?[\u4e00-\u9fff]{1,3}|[가-힣]{2,4}|[가-힣](?:\s[가-힣]){1,3}")
_ORGANISED = re.compile(
    "公司|会社|財団|社団|法人|机构|機構|中心|协会|協会|委员|認証|认证|证书|登録|日期|地址|盖章|有限|株式|管理"
)
_EAST_ASIAN = re.compile(r"[\u2e80-\uffdc]")
_TITLES = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|prof|ing|eng|dipl|mag|msc|mba|phd|mgr|bc|d\.i|sr|sra|dra|dott|dott\.ssa|инж|д-р|er|ca)\b\.?(?:-ing\.?)?\s*)+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[,:：/|;]|\s[-–—]\s)\s*")
_FIRST_SHARE = 0.35  # of the printed height: signatures stand below
_LONGEST_LINE, _LONGEST_NAME = 90, 40
_SAME_LINE, _BESIDE, _UNDER = 0.86, 0.8, 0.72
_CALLS = frozenset(
    map(
        squeeze,
        ("authorised by", "authorized by", "approved by", "signed by", "签发", "签发人", "批准人", "on behalf of"),
    )
)


def find_signatories(
    sheets: Sequence[Sheet], table: LabelTable, is_body: Callable[[str], bool]
) -> Found[tuple[str, ...]] | None:
    """Every name once, in the order of the page."""
    names: dict[str, tuple[str, Line, float]] = {}
    for sheet in sheets:
        for line in sheet.lines:
            if (
                sheet.share_of_height(line) > _FIRST_SHARE
                and len(line.text) <= _LONGEST_LINE
                and not is_contact(line.text)
            ):
                for name, where, evidence in _of_caption(sheet, line, lambda text: _is_name(text, table, is_body)):
                    names.setdefault(squeeze(name), (name, where, evidence))
    if not names:
        return None
    found = list(names.values())
    return from_lines(
        tuple(name for name, _, _ in found),
        [line for _, line, _ in found],
        min(one[2] for one in found),
        "caption of a signature",
    )


def _of_caption(sheet: Sheet, line: Line, is_name: Callable[[str], bool]) -> Iterator[tuple[str, Line, float]]:
    captions = list(labels_in(line.text, printed_numbers().signatory))
    if not captions:
        return
    label, start, _ = captions[0]
    before, after = line.text[:start], line.text[captions[-1][2] :]
    inside = [part for part in (*_SPLIT.split(before), *reversed(_SPLIT.split(after))) if is_name(_bare(part))]
    if inside:
        yield _bare(inside[0]), line, _SAME_LINE
        return
    if (
        squeeze(before) and not is_name(_bare(before)) and len(squeeze(before)) > 22
    ):  # a sentence that speaks of a director
        return
    for other, evidence in _around(sheet, line, calls=label in _CALLS):
        if is_name(_bare(other.text)):
            yield _bare(other.text), other, evidence
            return


def _around(sheet: Sheet, line: Line, *, calls: bool) -> Iterator[tuple[Line, float]]:
    """Where the name may stand: after a call to sign on the right and below, with a title above first."""
    size = max(line.size, 8.0)
    below = [(other, _UNDER) for other in list(sheet.below(line))[:2] if other.middle - line.middle < 5 * size]
    above = [(other, _BESIDE) for other in sheet.above(line)[:2] if line.middle - other.middle < 3.2 * size]
    right = [(other, _UNDER) for other in sheet.right_of(line)[:1]]
    yield from (*right, *below, *above) if calls else (*above, *below[:1], *right)


def _bare(text: str) -> str:
    ends_in_initial = re.search(r"\.\s?[^\W\d_]\.$", text.rstrip())
    text = text.strip(" \t.,:;：/|()（）_-–—«»\"'")
    return _TITLES.sub("", text).strip() + ("." if ends_in_initial else "")


def _is_name(text: str, table: LabelTable, is_body: Callable[[str], bool]) -> bool:
    """Whether a text reads like the name of a person: two to five words or initials with capitals, none of them a word of the trade."""
    letters = squeeze(text)
    if not len(letters) >= 2 or len(text) > _LONGEST_NAME or any(character.isdigit() for character in text):
        return False
    eastern = _EAST_ASIAN.search(text) is not None
    if not (_EASTERN if eastern else _WESTERN).fullmatch(text) or table.has(letters) or has_legal_form(text):
        return False
    words = [squeeze(word) for word in re.findall(r"[^\W\d_]+", text)]
    if eastern:
        return (
            not _ORGANISED.search(text)
            and not list(labels_in(text, printed_numbers().signatory))
            and not _labelled(letters, table)
        )
    if any(
        word in printed_numbers().no_name or word in table.address_words or word in COUNTRIES or word in table.words
        for word in words
        if len(word) > 2
    ):
        return False
    return max(map(len, words)) > 2 and len(words) > 1 and not is_body(text)


def _labelled(letters: str, table: LabelTable) -> bool:
    """Whether East Asian letters begin with a label ("公司", "日期")."""
    return any(letters[:length] in table.labels for length in range(2, len(letters) + 1))

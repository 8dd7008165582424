"""The forms in which dates are printed, the most specific first, as patterns with the parts y, m or word, and d."""

from __future__ import annotations

import re
from enum import StrEnum


class Kind(StrEnum):
    """How the parts of a form become days."""

    ERA = "era"
    HAN = "han"
    MINGUO = "minguo"
    YEAR_FIRST = "year_first"
    NUMERIC = "numeric"  # day and month in either order
    WORDED = "worded"
    ROMAN = "roman"
    VIETNAMESE = "vietnamese"
    HIJRI = "hijri"
    HIJRI_WORDED = "hijri_worded"


_Y4 = r"(?P<y>(?:19|20|24|25)\d{2})"
_D = r"(?P<d>[0-3]?\d)"
_WORD = (
    r"(?P<word>[\u0620-\u06ff]{2,9}(?:\s[\u0620-\u06ff]{3,9})?"
    r"|[^\W\d_](?:[^\W\d_]|[.'’\u0e30-\u0e4e](?!\s?\d{4})){2,14}\.?)"
)
_OF = (
    r"(?:\s*(?:d[ií]as?\s+del\s+mes\s+de|del\s+mes\s+de|day\s+of|de|del|of|di|do|da|den|th|st|nd|rd|er|ης|día|d['’])(?![^\W\d_])\.?"
    r"|(?<=\d)d['’])?"
)
_THEN = (
    r"(?:\s+(?:de\s+l['’]an(?:née)?|del\s+a[ñn]o|dell['’]anno|de|del|of|do|พ\.?ศ\.?|ค\.?ศ\.?|B\.?E\.?)(?![^\W\d_]))?"
)
_EDGE = r"(?:(?<![\d.,/\-])|(?<=\d{4}[-–—]))"
_ORDINAL = r"(?:st|nd|rd|th|er|ης|η|º|ª|°|[*'”’»]|\.)?"
_ERA_NAMES = "令和|平成|昭和|中華民國|中华民国|民國|民国|민국"
_HAN = "〇零○一二三四五六七八九"
_EAST_ASIAN = re.compile("[年월民国國令平昭]")
_YEAR = re.compile(r"(?:19|20|24|25)\d{2}")
_WORD_AND_SHORT_YEAR = re.compile(r"\d(?=[\W_]*[^\W\d_])[^\d]+\d{2}\W*$")
_SEPARATED = re.compile(r"\d\s?[-–—‑/.]\s*\d")
_SPACED = re.compile(r"\d\s\d{2}\s\d{2}")
_COMPACT = re.compile(r"20[0-4]\d{5}")
HIJRI_MARK = re.compile(r"[\u0600-\u06ff]|\bA\.?H\b|\bS\.?H\b|\d\s?H\b|Hijri|Hegira", re.IGNORECASE)
_HIJRI_GATE = re.compile(r"(?<!\d)1[34]\d{2}(?!\d)")
_HIJRI_YEAR = r"(?P<y>1[34]\d{2})"

FORMS: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        Kind.ERA,
        re.compile(
            rf"(?P<era>{_ERA_NAMES})\s*(?P<y>\d{{1,3}}|元)\s*(?:年|[./\-])\s*(?P<m>\d{{1,2}})\s*(?:月|[./\-])\s*(?P<d>\d{{1,2}})\s*日?"
        ),
        _EAST_ASIAN,
    ),
    (
        Kind.ERA,
        re.compile(
            r"(?<![A-Za-z])(?P<era>R\.?O\.?C\.?)[\s:]*(?P<y>\d{2,3})\s*[年./\-]\s*(?P<m>\d{1,2})\s*[月./\-]\s*(?P<d>\d{1,2})(?!\d)"
        ),
        re.compile("C"),
    ),
    (
        Kind.ERA,
        re.compile(
            r"(?:^|(?<=[:：\s]))(?P<era>[RHS])(?P<y>\d{1,2})\s?(?P<sep>[年./\-])\s?(?P<m>[01]?\d)\s?[月./\-]\s?(?P<d>[0-3]?\d)(?:日|\s*$)"
        ),
        re.compile(r"[RHS]\d"),
    ),
    (
        Kind.YEAR_FIRST,
        re.compile(rf"{_Y4}\s*[年년]\s*(?P<m>[01]?\d)\s*[月월]\s*(?P<d>[0-3]?\d)\s*[日일號号]?"),
        re.compile("[年년]"),
    ),
    (
        Kind.MINGUO,
        re.compile(r"(?<!\d)(?P<y>[7-9]\d|1[0-4]\d)\s*年\s*(?P<m>[01]?\d)\s*月\s*(?P<d>[0-3]?\d)\s*[日號号]"),
        _EAST_ASIAN,
    ),
    (
        Kind.HAN,
        re.compile(
            rf"(?P<era>{_ERA_NAMES})?\s*(?P<y>[{_HAN}]{{4}}|[{_HAN}十百]{{1,6}}|(?<=[和成])元)\s*年\s*(?P<m>[一二三四五六七八九十]{{1,2}})\s*月"
            r"\s*(?P<d>[一二三四五六七八九十廿卅]{1,3})\s*[日號号]"
        ),
        _EAST_ASIAN,
    ),
    (
        Kind.VIETNAMESE,
        re.compile(
            rf"(?<!\d){_D}[\s,]*(?:tháng|thang)\s*(?P<m>[01]?\d(?!\d)|[^\W\d_]+(?:\s(?:một|hai|mot))?)[\s,]*(?:năm|nam|,)?\s*(?P<y>20\d{{2}})",
            re.IGNORECASE,
        ),
        re.compile("[Tt][Hh][áÁaA][Nn][Gg]"),
    ),
    (
        Kind.YEAR_FIRST,
        re.compile(
            r"(?:(?<![\d.])|(?<=\d{4}\.))(?P<y>(?:19|20)\d{2})\s?(?P<sep>[-–—‑/.])\s*(?P<m>[01]?\d)\s?(?P=sep)\s*(?P<d>[0-3]?\d)(?!\d)"
        ),
        _SEPARATED,
    ),
    (
        Kind.NUMERIC,
        re.compile(
            rf"{_EDGE}(?P<a>[0-3]?\d)\s?(?P<sep>[-–—‑/.])\s?(?P<b>[0-3]?\d)\s?(?P=sep)\s?(?:พ\.ศ\.\s?)?{_Y4}(?!\d)"
        ),
        _SEPARATED,
    ),
    (
        Kind.HIJRI,
        re.compile(
            rf"(?<![\d./\-]){_HIJRI_YEAR}\s?(?P<sep>[/.\-])\s?(?P<m>[01]?\d)\s?(?P=sep)\s?(?P<d>[0-3]?\d)(?!\d)"
        ),
        _HIJRI_GATE,
    ),
    (
        Kind.HIJRI,
        re.compile(
            rf"(?<![\d./\-])(?P<d>[0-3]?\d)\s?(?P<sep>[/.\-])\s?(?P<m>[01]?\d)\s?(?P=sep)\s?{_HIJRI_YEAR}(?!\d)"
        ),
        _HIJRI_GATE,
    ),
    (
        Kind.HIJRI_WORDED,
        re.compile(
            rf"(?<!\d){_D}\s*(?:st|nd|rd|th)?\s*(?P<word>[\u0620-\u06ff]{{2,9}}(?:\s[\u0620-\u06ff]{{3,9}})?|[A-Za-z][A-Za-z\s'’\-]{{2,16}}?)"
            rf"[\s,]*{_HIJRI_YEAR}(?!\d)"
        ),
        _HIJRI_GATE,
    ),
    (
        Kind.WORDED,
        re.compile(
            rf"(?<!\d){_D}\s*{_ORDINAL}{_OF}[\s.,/\-–]*{_WORD}{_THEN}[\s.,/\-–’']*{_Y4}(?!\d)",
            re.IGNORECASE,
        ),
        _YEAR,
    ),
    (
        Kind.WORDED,
        re.compile(
            rf"(?<![^\W\d_])(?<!(?<![\d./-])\d{{4}}\.)(?<!(?<![\d./-])\d{{4}}\.\s){_WORD}[\s.\-–/]*(?:the\s+)?(?<!\d){_D}\s*(?:st|nd|rd|th)?(?:\s+del?\b)?[\s,.\-–/]*{_Y4}(?!\d)",
            re.IGNORECASE,
        ),
        _YEAR,
    ),
    (
        Kind.WORDED,
        re.compile(
            rf"(?<!\d){_Y4}\s*(?:年|\.|г\.)?[\s.,/\-–]*{_WORD}[\s.,/\-–]*{_D}(?!\d)",
            re.IGNORECASE,
        ),
        _YEAR,
    ),
    (
        Kind.ROMAN,
        re.compile(rf"(?<!\d){_D}\s?[\s.\-/]\s?(?P<word>[IVX]{{1,4}})\s?[\s.\-/]\s?{_Y4}(?!\d)"),
        re.compile("[IVX]"),
    ),
    (
        Kind.WORDED,
        re.compile(rf"(?<!\d){_D}[\s\-–./]+{_WORD}[\s\-–.,/’']+(?P<y>\d{{2}})(?=\W*$)", re.IGNORECASE),
        _WORD_AND_SHORT_YEAR,
    ),
    (
        Kind.WORDED,
        re.compile(r"(?<![\w-])(?P<d>[0-3]\d)(?P<word>[A-Z]{3})(?P<y>\d{2})(?![\w-])"),
        _WORD_AND_SHORT_YEAR,
    ),
    (
        Kind.NUMERIC,
        re.compile(r"(?<![\d./-])(?P<a>[0-3]?\d)(?P<sep>[-/.])(?P<b>[0-3]?\d)(?P=sep)(?P<y>[0-3]\d)(?![\d./-])"),
        _SEPARATED,
    ),
    (Kind.NUMERIC, re.compile(rf"(?<![\d.,/-])(?P<a>[0-3]\d)(?P<sep>\s)(?P<b>[01]\d)\s{_Y4}(?![\d-])"), _SPACED),
    (Kind.YEAR_FIRST, re.compile(r"(?<!\d)(?P<y>20\d{2})\s(?P<m>[01]\d)\s(?P<d>[0-3]\d)(?!\d)"), _SPACED),
    (
        Kind.YEAR_FIRST,
        re.compile(r"(?<![\w-])(?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\w-])"),
        _COMPACT,
    ),
)
"""Kind, pattern, and what the text must hold for the pattern to be tried at all."""

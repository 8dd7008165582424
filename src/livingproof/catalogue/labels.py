"""The words printed on certificates by language, as one table: labels, months, function words, kinds of document.

One file per language in `catalogue/labels/`; `livingproof catalogue build` compiles them. Words are compared *squeezed*: without case, accents, spaces and
punctuation, because recognition of pictures drops spaces and confuses accents.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from livingproof.core.errors import CatalogueError
from livingproof.core.terms import DocumentKind


class Role(StrEnum):
    """What a label says about the words that follow it."""

    NUMBER = "number"
    OTHER_NUMBER = "other_number"
    HOLDER = "holder"
    OTHER_HOLDER = "other_holder"
    CERTIFIES = "certifies"  # "this is to certify that": the holder follows
    CERTIFIES_ABOVE = "certifies_above"  # "the above mentioned organisation": the holder stands above
    MEETS = "meets"  # "has been found to conform": the holder ends here, the standard follows
    STANDARD = "standard"
    SCOPE = "scope"
    ADDRESS = "address"
    OTHER_ADDRESS = "other_address"
    SITE = "site"
    ISSUED = "issued"
    DECIDED = "decided"
    VALID_FROM = "valid_from"
    EXPIRES = "expires"
    TERM = "term"  # a period: start and end follow
    FIRST = "first"
    SURVEILLANCE = "surveillance"
    OTHER_DATE = "other_date"
    PREVIOUS = "previous"  # the last day of the cycle before this one; an other date as well
    BODY = "body"
    ACCREDITED = "accredited"
    ACCREDITATION_NUMBER = "accreditation_number"
    ANNEX = "annex"
    PAGE = "page"
    DRAFT = "draft"
    SPECIMEN = "specimen"
    COPY = "copy"
    SECTOR = "sector"
    HOLDER_ID = "holder_id"
    OFFICER = "officer"  # captions of a signature
    TITLE = "title"  # headings that name the document or the kind of system
    NOTE = "note"  # fine print


@dataclass(frozen=True, slots=True)
class Label:
    """A label as squeezed letters with all its roles; `open` labels are long enough to be found inside a word run."""

    letters: str
    roles: frozenset[Role]
    open: bool


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Letters of a language: `own` are those that tell it, `misread` maps letters it lacks to those that they are read for."""

    language: str
    own: str
    misread: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class LabelTable:
    """All languages at once.

    `labels` finds a label by its letters. `lengths` says how long the labels are that may begin with `KEY` letters (or
    fewer, at the end of a text), the longest first, `inner` the same of the open ones alone. `long` holds those that stay recognisable with a wrong letter; `site_roles` gives the kind of a word for what is done at a site, `site_columns` what
    the headings of site lists may head; `main_certificate` are the words before the number of a main certificate, the
    longest first; `network_twins` those by which a network of bodies speaks on a certificate of its own;
    `address_endings` are the last letters of names of streets ("Hafenstraße"); `words` gives the languages of a function word.
    """

    labels: Mapping[str, Label]
    lengths: Callable[[str], tuple[int, ...]]
    inner: Callable[[str], tuple[int, ...]]
    long: Mapping[str, Label]
    months: Mapping[str, int]
    range_words: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    address_words: frozenset[str]
    address_endings: tuple[str, ...]
    kinds: Mapping[str, tuple[str, ...]]
    phrases: tuple[tuple[str, str], ...]
    site_roles: Mapping[str, str]
    site_columns: Mapping[str, frozenset[str]]
    main_certificate: tuple[str, ...]
    alphabets: tuple[Alphabet, ...]
    network_twins: tuple[str, ...]

    def has(self, letters: str) -> bool:
        """Whether these squeezed letters are a label."""
        return letters in self.labels

    def kind_phrases(self, kind: str) -> tuple[str, ...]:
        """The squeezed phrases that speak for a kind of document."""
        return self.kinds.get(kind, ())


NO_SPACES_FROM = "\u0e00"
"""The first letter of the scripts that put no spaces between words: Thai, then those of East Asia."""

KEY = 4
_WORD = re.compile(r"[^\W\d_]+")
_OPEN_LENGTH = 14
_LONG = 9
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
# Traditional and Japanese forms of the characters in labels, which recognition mixes, as their simplified forms.
_LETTERS |= dict(
    zip(
        "錄録證証認號範圍囲發発効關関業組織稱適規質環機審構檢検驗験編碼頒處処國對対圓円產産製術經経營営單単區区縣県樓楼廠廣広廳庁電話傳"
        "總総簽務覆蓋準據続續領變変換歷歴實実際標準監査證類項號場従從與体體齊済濟圏圈図圖団團満滿灣湾龍竜濱浜",
        "录录证证认号范围围发发效关关业组织称适规质环机审构检检验验编码颁处处国对对圆圆产产制术经经营营单单区区县县楼楼厂广广厅厅电话传"
        "总总签务覆盖准据续续领变变换历历实实际标准监查证类项号场从从与体体齐济济圈圈图图团团满满湾湾龙龙滨滨",
        strict=True,
    )
)
_EXTRA_KINDS = {"ms_words", "not_one"}
_LISTS = {"range_words", "words", "address_words", "address_endings", "main_certificate", "network_twins"}
_SITE_ROLES = {
    "head_office", "production", "warehouse", "sales", "design", "service", "branch", "support", "registration", "operation",
}  # fmt: skip
_SITE_COLUMNS = {"name", "address", "scope", "role", "other"}


@cache
def fold_character(character: str) -> str:
    """The letters of one character without case and accents; "" for anything that is no letter and no digit."""
    if character in _LETTERS:
        return _LETTERS[character]
    parts = (part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    letters = unicodedata.normalize("NFC", "".join(parts)).casefold()
    return "".join(_LETTERS.get(letter, letter) for letter in letters if letter.isalnum())


class _Folded(dict[int, str | None]):
    """The letters of each character by its code, None for none, as `str.translate` wants them; made when first met."""

    def __missing__(self, code: int) -> str | None:
        folded = self[code] = fold_character(chr(code)) or None
        return folded


_FOLDED = _Folded()


@lru_cache(maxsize=8192)
def squeeze(text: str) -> str:
    """The letters and digits of a text without case, accents, spaces and punctuation."""
    return text.translate(_FOLDED)


def month_key(text: str) -> str:
    """As `squeeze`, with the vowels that Thai writes above and below: they alone tell January (ม.ค.) from March (มี.ค.)."""
    return "".join(letter if "\u0e31" <= letter <= "\u0e3a" else fold_character(letter) for letter in text)


@lru_cache(maxsize=4096)
def squeeze_with_places(text: str) -> tuple[str, tuple[int, ...]]:
    """The squeezed text and, for each of its characters, the place in `text` that it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        folded = fold_character(character)
        letters.append(folded)
        places.extend([place] * len(folded))
    return "".join(letters), tuple(places)


def label_table(*own: Mapping[str, tuple[str, ...]]) -> LabelTable:
    """The table of all languages, with a user's own labels by role where some are given."""
    return _table(tuple((role, words) for labels in own for role, words in labels.items()))


@cache
def _table(own: tuple[tuple[str, tuple[str, ...]], ...]) -> LabelTable:
    documents: list[dict[str, object]] = [*_documents()]
    documents += [{"labels": {role: list(words)}} for role, words in own]
    labels = _labels(documents)
    return LabelTable(
        labels=labels,
        lengths=_lengths(labels),
        inner=_lengths(letters for letters, label in labels.items() if label.open),
        long={letters: label for letters, label in labels.items() if len(letters) >= _LONG},
        months=_months(documents),
        range_words=frozenset(_squeezed(documents, "range_words")),
        words=_languages(documents),
        address_words=frozenset(_squeezed(documents, "address_words")),
        address_endings=tuple(sorted(set(_squeezed(documents, "address_endings")))),
        kinds=_by_kind(_phrases(documents, "kinds")),
        phrases=_phrases(documents, "phrases"),
        site_roles={word: kind for kind, word in _phrases(documents, "site_roles")},
        site_columns=_columns(documents),
        main_certificate=_longest_first(documents, "main_certificate"),
        network_twins=_longest_first(documents, "network_twins"),
        alphabets=tuple(_alphabet(document) for document in documents if "alphabet" in document),
    )


@cache
def _documents() -> tuple[dict[str, object], ...]:
    """The compiled form of the files, which loads in a tenth of the time."""
    return tuple(
        json.loads(files("livingproof.catalogue").joinpath("compiled", "labels.json").read_text(encoding="utf-8"))
    )


def documents_of_files() -> tuple[dict[str, object], ...]:
    """The content of every file, all values as texts.

    Raises CatalogueError for a file with an unknown role, kind or key.
    """
    return tuple(
        _read(entry.name, entry.read_text(encoding="utf-8"))
        for entry in sorted(files("livingproof.catalogue").joinpath("labels").iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    )


def _read(name: str, text: str) -> dict[str, object]:
    document: dict[str, object] = yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - the base loader makes texts only
    known = {"language", "alphabet", "labels", "months", "kinds", "phrases", "site_roles", "site_columns"} | _LISTS
    labels, kinds = document.get("labels", {}), document.get("kinds", {})
    unknown = set(document) - known
    unknown |= set(_mapping(labels)) - set(Role)
    unknown |= set(_mapping(kinds)) - set(DocumentKind) - _EXTRA_KINDS
    unknown |= set(_mapping(document.get("site_roles", {}))) - _SITE_ROLES
    unknown |= set(_mapping(document.get("site_columns", {}))) - _SITE_COLUMNS
    if unknown:
        raise CatalogueError(f"labels/{name}: unknown words {sorted(unknown)}; correct or remove them.")
    return document


def _mapping(content: object) -> dict[str, list[str]]:
    return content if isinstance(content, dict) else {}


def _alphabet(document: dict[str, object]) -> Alphabet:
    letters: Any = document["alphabet"]
    return Alphabet(str(document["language"]), letters["own"], str.maketrans(letters["misread"]))


@cache
def vocabulary() -> frozenset[str]:
    """Every single word of the files, as letters: what is right in some language. Slow to make, and seldom asked for."""
    return frozenset(squeeze(word) for document in _documents() for word in _WORD.findall(_texts(document)))


@cache
def languages_of_labels() -> Mapping[str, frozenset[str]]:
    """The languages in which letters are a label: one of them tells in which language a date was printed."""
    found: dict[str, set[str]] = {}
    for document in _documents():
        for labels in _mapping(document.get("labels", {})).values():
            for label in labels:
                found.setdefault(squeeze(label), set()).add(str(document["language"]))
    return {letters: frozenset(languages) for letters, languages in found.items()}


def _texts(content: object) -> str:
    if isinstance(content, dict):
        return " ".join(_texts(part) for part in content.values())
    return " ".join(map(_texts, content)) if isinstance(content, list) else str(content)


def _squeezed(documents: Iterable[dict[str, object]], key: str) -> list[str]:
    lists = (document.get(key, []) for document in documents)
    words = (squeeze(word) for entries in lists if isinstance(entries, list) for word in entries)
    return [word for word in words if word]


def _labels(documents: Iterable[dict[str, object]]) -> dict[str, Label]:
    roles: dict[str, set[Role]] = {}
    for document in documents:
        for name, labels in _mapping(document.get("labels", {})).items():
            role = Role(name)
            for label in labels:
                roles.setdefault(squeeze(label), set()).add(role)
    return {
        letters: Label(letters, frozenset(known), len(letters) >= _OPEN_LENGTH)
        for letters, known in roles.items()
        if letters
    }


def _lengths(labels: Iterable[str]) -> Callable[[str], tuple[int, ...]]:
    """How long the labels are that begin with these letters or some of them: each is then one look-up away."""
    found: dict[str, set[int]] = {}
    for letters in labels:
        found.setdefault(letters[:KEY], set()).add(len(letters))
    listed = {key: tuple(sorted(lengths, reverse=True)) for key, lengths in found.items()}
    heads = range(KEY, 0, -1)

    @lru_cache(maxsize=32768)
    def lengths(letters: str) -> tuple[int, ...]:
        keys = dict.fromkeys(letters[:head] for head in heads)
        return tuple(length for key in keys for length in listed.get(key, ()))

    return lengths


def _languages(documents: Iterable[dict[str, object]]) -> dict[str, tuple[str, ...]]:
    languages: dict[str, tuple[str, ...]] = {}
    for document in documents:
        for word in dict.fromkeys(_squeezed([document], "words")):
            languages[word] = (*languages.get(word, ()), str(document["language"]))
    return languages


def _months(documents: Iterable[dict[str, object]]) -> dict[str, int]:
    months: dict[str, int] = {}
    for document in documents:
        listed = document.get("months", [])
        for number, names in enumerate(listed if isinstance(listed, list) else [], start=1):
            for name in names:
                months.setdefault(month_key(name), number)
                months.setdefault(squeeze(name), number)
    return months


def _phrases(documents: Iterable[dict[str, object]], key: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, squeeze(phrase))
        for document in documents
        for name, phrases in _mapping(document.get(key, {})).items()
        for phrase in phrases
    )


def _by_kind(phrases: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The phrases of each kind in their order, each once."""
    found: dict[str, dict[str, None]] = {}
    for kind, phrase in phrases:
        found.setdefault(kind, {})[phrase] = None
    return {kind: tuple(listed) for kind, listed in found.items()}


def _columns(documents: Iterable[dict[str, object]]) -> dict[str, frozenset[str]]:
    columns: dict[str, set[str]] = {}
    for column, word in _phrases(documents, "site_columns"):
        columns.setdefault(word, set()).add(column)
    return {word: frozenset(meant) for word, meant in columns.items()}


def _longest_first(documents: Iterable[dict[str, object]], key: str) -> tuple[str, ...]:
    return tuple(sorted(set(_squeezed(documents, key)), key=lambda word: (-len(word), word)))

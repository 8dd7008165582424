"""The words of listings by language, as one table: stances, certification words, marks, badges, spellings of standards.

One file a language. A form that ends in * is the beginning of a word. Keys:
certified   words of certification; `systems`: words of management systems, weaker
joins       words that may stand between two things of one list
stances     words that say what is meant of a thing, `before` or `after` it; `held` words end the reach of the words before
follows     words that say that a standard is followed, which is no certification unless a word of certification is beside
yes, no     answers to a question
vague       certification without saying to what
products    words for goods: "ISO 9001 certified product"
certified_by, certified_by_after   words beside the name of a certification body; `approved`: "approved by ISO"
number, issued, expires            labels of a certificate's number and dates
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from livingproof.catalogue.files import parse, suggest
from livingproof.core.errors import CatalogueError
from livingproof.core.mention import Stance

FOLDER = Path(__file__).parent
MARKS, SPELLINGS = "marks.yaml", "spellings.yaml"
PLACES = ("before", "after")


@dataclass(frozen=True, slots=True)
class MarkWords:
    """The words of a product mark: `id` of the paper, `exact` as written only, `words` in any case.

    `context` marks count only beside words of certification; `authority` marks belong to one that issues no certificates.
    """

    id: str
    exact: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    context: bool = False
    authority: bool = False


@dataclass(frozen=True, slots=True)
class Spellings:
    """How people write standards.

    `plain` and `corrected` are letters before a number that mean an organisation, the latter through a typing error;
    `between` may stand between both. `families` maps numbers of families to the standard that is meant, `other_standards`
    are numbers that look like a typing error and are none, `not_standards` words that say that a bare number is something
    else, `alone` are the standards that may be named by the bare number.
    """

    plain: tuple[str, ...]
    corrected: tuple[str, ...]
    between: tuple[str, ...]
    families: Mapping[str, str]
    other_standards: frozenset[str]
    not_standards: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListingWords:
    """All languages at once; keys as in the files. `stances` and `follows` are phrases by place."""

    certified: tuple[str, ...]
    systems: tuple[str, ...]
    joins: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    vague: tuple[str, ...]
    products: tuple[str, ...]
    certified_by: tuple[str, ...]
    certified_by_after: tuple[str, ...]
    approved: tuple[str, ...]
    number: tuple[str, ...]
    issued: tuple[str, ...]
    expires: tuple[str, ...]
    stances: Mapping[Stance, Mapping[str, tuple[str, ...]]]
    follows: Mapping[str, tuple[str, ...]]
    marks: tuple[MarkWords, ...]
    authority_words: tuple[str, ...]
    badges: tuple[str, ...]
    body_groups: tuple[str, ...]
    spellings: Spellings


_LISTS = tuple(slot.name for slot in fields(ListingWords) if slot.name not in {"stances", "follows", "marks", "authority_words", "badges", "body_groups", "spellings"})  # fmt: skip


@cache
def listing_words() -> ListingWords:
    """The shipped words. Raises CatalogueError for a file with an unknown key, stance or form."""
    documents = [_read(path) for path in sorted(FOLDER.glob("*.yaml")) if path.name not in {MARKS, SPELLINGS}]
    return words_from(documents, _read(FOLDER / MARKS), _read(FOLDER / SPELLINGS))


def words_from(
    languages: Iterable[tuple[str, dict[str, Any]]],
    marks: tuple[str, dict[str, Any]],
    spellings: tuple[str, dict[str, Any]],
) -> ListingWords:
    """One table from (file name, content) pairs."""
    documents = list(languages)
    for name, content in documents:
        _expect(name, content, {"language", "stances", "follows", *_LISTS})
        _expect(name, content.get("stances", {}), set(Stance))
        for part in (*content.get("stances", {}).values(), content.get("follows", {})):
            _expect(name, part, set(PLACES))
    contents = [content for _, content in documents]
    _expect(*marks, {"marks", "authority_words", "badges", "body_groups"})
    _expect(*spellings, {slot.name for slot in fields(Spellings)} - {"plain", "corrected"} | {"organisations"})
    return ListingWords(
        **{name: _joined(contents, name) for name in _LISTS},
        stances={
            stance: {
                place: _joined([_part(content, "stances", stance) for content in contents], place) for place in PLACES
            }
            for stance in Stance
        },
        follows={place: _joined([_part(content, "follows") for content in contents], place) for place in PLACES},
        marks=tuple(_mark(marks[0], row) for row in marks[1]["marks"]),
        authority_words=_texts(marks[1]["authority_words"]),
        badges=_texts(marks[1]["badges"]),
        body_groups=_texts(marks[1]["body_groups"]),
        spellings=_spellings(spellings[1]),
    )


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        content = parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise CatalogueError(f"{path.name}: cannot be read: {' '.join(str(problem).split())}") from problem
    if not isinstance(content, dict):
        raise CatalogueError(f"{path.name}: must be lists of words by key")
    return path.name, content


def _expect(file: str, content: Mapping[str, Any], known: Iterable[str]) -> None:
    names = [str(name) for name in known]
    unknown = [name for name in content if name not in names]
    if unknown:
        raise CatalogueError(f"{file}: unknown key {unknown[0]!r}; {suggest(str(unknown[0]), names)}")


def _part(content: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    for key in keys:
        content = content.get(key) or {}
    return content


def _joined(contents: Iterable[Mapping[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for content in contents for text in _texts(content.get(key, []))))


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise CatalogueError(f"words of listings must be lists of texts, not {value!r}")
    return tuple(value)


def _mark(file: str, row: Mapping[str, Any]) -> MarkWords:
    _expect(file, row, {slot.name for slot in fields(MarkWords)})
    return MarkWords(
        id=str(row["id"]),
        exact=_texts(row.get("exact", [])),
        words=_texts(row.get("words", [])),
        context=bool(row.get("context", False)),
        authority=bool(row.get("authority", False)),
    )


def _spellings(content: Mapping[str, Any]) -> Spellings:
    return Spellings(
        plain=_texts(content["organisations"]["plain"]),
        corrected=_texts(content["organisations"]["corrected"]),
        between=_texts(content["between"]),
        families=dict(content["families"]),
        other_standards=frozenset(_texts(content["other_standards"])),
        not_standards=_texts(content["not_standards"]),
        alone=_texts(content["alone"]),
    )

"""Languages: every language says what English says, no less and no more, and in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from livingproof.catalogue.words import CHECKS, FOLDER

LANGUAGES = sorted(path.name.split(".")[1] for path in FOLDER.glob("terms.*.yml") if path.name != "terms.en.yml")
ENGLISH = [*sorted(CHECKS.rglob("words.en.yml")), FOLDER / "common.en.yml", FOLDER / "terms.en.yml"]
FILES = [
    pytest.param(
        language, path, id=f"{language}: {path.parent.parent.name}/{path.parent.name}/{path.name.split('.')[0]}"
    )
    for language in LANGUAGES
    for path in ENGLISH
]
OF_ONE_LANGUAGE = "spoken"
"""The section whose keys are pieces of the sentences of its own language."""

FORBIDDEN = {
    "de": r"gefälscht|fälschung|betrug|betrüg|garantiert|illegal|schwarze liste|verifizierter lieferant|von iso zertifiziert",
    "es": r"\bfals[oa]s?\b|falsific|fraude|estafa|garantizad|ilegal|lista negra|\bsegur[oa]s?\b|proveedor verificado"
    r"|aprobado por iso|certificado por iso",
    "zh": r"假|伪造|欺诈|骗|保证|非法|黑名单|安全供应商|已验证供应商|iso ?认证的",
}
ENGLISH_LEFT_OVER = {
    "de": r"\b(the|of|which|does not|please)\b",
    "es": r"\b(the|of|which|does not|please)\b",
    "zh": r"\b[a-z]{2,} [a-z]{2,}\b",
}
NO_PROSE = {"Living Proof"}
CODE_OR_FACT = re.compile(r"`[^`]*`|\{\w*\}|\([A-Z]+-[^)]*\)")


def test_there_are_languages_besides_english() -> None:
    assert {"es", "zh"} <= set(LANGUAGES)


@cache
def content(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def in_language(path: Path, language: str) -> Path:
    return path.with_name(path.name.replace(".en.", f".{language}."))


def sentences(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from sentences(entry, (*place, str(key)))
    else:
        yield place, value


def said(path: Path) -> dict[tuple[str, ...], Any]:
    return {place: text for place, text in sentences(content(path)) if OF_ONE_LANGUAGE not in place}


def placeholders(text: str) -> set[str]:
    return {
        name for _, name, _, _ in Formatter().parse(text) if name is not None and " " not in name and name.isascii()
    }


@pytest.mark.parametrize(("language", "english"), FILES)
def test_a_language_has_the_same_codes_and_parts_as_english(language: str, english: Path) -> None:
    assert set(said(in_language(english, language))) == set(said(english))


@pytest.mark.parametrize(("language", "english"), FILES)
def test_a_sentence_holds_the_same_facts_in_each_language(language: str, english: Path) -> None:
    there = said(in_language(english, language))
    other = {place: text for place, text in said(english).items() if placeholders(text) != placeholders(there[place])}
    assert not other


@pytest.mark.parametrize(("language", "english"), FILES)
def test_a_piece_that_may_be_left_out_hangs_on_the_same_facts_in_each_language(language: str, english: Path) -> None:
    there = said(in_language(english, language))
    for place, text in said(english).items():
        assert left_out(there[place]) == left_out(text), place


def left_out(text: str) -> list[set[str]]:
    return [placeholders(piece) for piece in re.findall(r"\[([^\]]*)\]", text) if placeholders(piece)]


@pytest.mark.parametrize(("language", "english"), FILES)
def test_each_sentence_is_in_its_language(language: str, english: Path) -> None:
    for place, text in said(in_language(english, language)).items():
        assert isinstance(text, str), place
        prose = CODE_OR_FACT.sub("", text)
        assert not re.search(ENGLISH_LEFT_OVER[language], prose, re.IGNORECASE if language != "zh" else 0), place
        if language == "zh" and re.search(r"[a-z]{3}", prose) and "tone" not in place and prose not in NO_PROSE:
            assert re.search(r"[\u4e00-\u9fff]", prose), place


@pytest.mark.parametrize(("language", "english"), FILES)
def test_no_sentence_judges_a_party_in_any_language(language: str, english: Path) -> None:
    judged = {
        place: text
        for place, text in said(in_language(english, language)).items()
        if re.search(FORBIDDEN[language], re.sub(r"«[^»]*»|“[^”]*”|„[^“]*“", "", text), re.IGNORECASE)
    }
    assert not judged


@pytest.mark.parametrize(("language", "english"), FILES)
def test_sentences_are_set_with_care(language: str, english: Path) -> None:
    for place, text in said(in_language(english, language)).items():
        assert "  " not in text, place
        assert text == text.strip() or place[-1] in {"between", "between_long", "colon"}, place
        if language == "zh":
            assert not re.search(r"[\u4e00-\u9fff] ?[,;:?!]", CODE_OR_FACT.sub("", text)), place


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_asked_as_one(language: str) -> None:
    for path in CHECKS.rglob(f"words.{language}.yml"):
        question = content(path)["question"]
        assert question.endswith("？" if language == "zh" else "?"), path
        assert "¿" in question or language != "es", path


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_otherwise_of_a_text_stands_in_some_sentence(language: str) -> None:
    spoken = content(FOLDER / f"terms.{language}.yml")["text_alone"]["spoken"]
    told = [text for path in CHECKS.rglob(f"words.{language}.yml") for _, text in sentences(content(path))]
    assert [piece for piece in spoken if not any(piece in text for text in told)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phrases_of_the_core_are_told_in_each_language(language: str) -> None:
    phrases = content(FOLDER / f"phrases.{language}.yml")
    everywhere = {key for other in LANGUAGES for key in content(FOLDER / f"phrases.{other}.yml")}
    assert set(phrases) == everywhere
    for english, told in phrases.items():
        assert placeholders(told) == placeholders(english), english
        assert not re.search(FORBIDDEN[language], told, re.IGNORECASE), english

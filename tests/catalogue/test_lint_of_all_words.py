"""The wording rules hold for everything that a user may read: words of the commands, of the catalogue and of the principles."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.catalogue.test_wording import QUOTATION, RULES, forbidden

from livingproof import cli
from livingproof.catalogue import load
from livingproof.catalogue.policies import shipped_policies, title_of
from livingproof.catalogue.principles import principles
from livingproof.catalogue.words import LANGUAGES
from livingproof.catalogue.words.names import names

COMMANDS = sorted(Path(cli.__file__).parent.rglob("*.py"))
PROSE = re.compile(r"[a-z]{2,} [a-z]{2,}", re.IGNORECASE)
OF_A_PUBLISHER = frozenset({"guaranty", "Safe Quality Food"})
"""Names that others gave: a paper of the law, a scheme."""


def literals(path: Path) -> Iterator[str]:
    """Every text in a module that reads like words."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and PROSE.search(node.value):
            yield node.value


def judged(text: str, language: str) -> list[str]:
    own = QUOTATION.sub("…", text)
    words = (*RULES["forbidden"]["every"], *RULES["forbidden"][language])
    return [word for word in words if forbidden(word, language, own)]


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_no_text_of_a_command_accuses_or_promises(path: Path) -> None:
    assert [(text, judged(text, "en")) for text in literals(path) if judged(text, "en")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_principle_accuses_or_promises(language: str) -> None:
    held = principles()
    said = [text for one in held.principles.values() for text in (one.name[language], one.serves[language])]
    said += [words[language] for words in held.records.values()]
    assert [text for text in (*said, held.source) if judged(text, language)] == []


def test_no_name_or_note_of_the_catalogue_that_a_user_reads_accuses_or_promises() -> None:
    facts = load()
    said = [text for paper in facts.papers.values() for text in (paper.name, paper.issued_by, paper.verify)]
    said += [sector.name for sector in facts.sectors.values()]
    said += [standard.title for standard in facts.standards.values()]
    said += [body.outside for body in facts.accreditation_bodies.values() if body.outside]
    said += [need.note for kind in facts.categories for need in kind.papers if need.note]
    said += [register.name for register in facts.registers.values()]
    said += [title_of(name) for name in shipped_policies()]
    found = {text: set(judged(text, "en")) for text in said if judged(text, "en")}
    assert not {text for text in found if not any(word in text for word in OF_A_PUBLISHER)}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_name_of_the_catalogue_in_another_language_accuses_or_promises(language: str) -> None:
    assert [told for told in names(language).values() if judged(told, language)] == []

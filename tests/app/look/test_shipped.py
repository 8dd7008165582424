"""What is shipped for the look: colours that can be told apart, symbols that exist, words in three languages, nothing inline."""

from __future__ import annotations

import ast
import gettext
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

import livingproof.app

APP = Path(livingproof.app.__file__).parent
STATIC, TEMPLATES, LOCALE = APP / "static", APP / "templates", APP / "locale"
TOKENS = (STATIC / "tokens.css").read_text()


def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{theme}"\] \{{(.*?)\}}', TOKENS, re.DOTALL)
    assert block
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block.group(1)))


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_can_be_read_on_every_surface(theme: str) -> None:
    colour = tokens(theme)
    for name in ("text", "muted", "accent", "pass", "warn", "fail", "open"):
        for ground in ("bg", "surface", "sunken"):
            assert contrast(colour[name], colour[ground]) >= 4.5, (name, ground)
    for name in ("pass", "warn", "fail", "open"):
        assert contrast(colour[name], colour[f"{name}-bg"]) >= 4.5, name
    assert contrast(colour["surface"], colour["accent"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_controls_can_be_seen_on_every_surface(theme: str) -> None:
    colour = tokens(theme)
    assert min(contrast(colour["control"], colour[ground]) for ground in ("bg", "surface")) >= 3


def test_every_symbol_that_a_page_names_is_in_the_sprite() -> None:
    known = set(re.findall(r'<symbol id="([a-z0-9-]+)"', (STATIC / "icons.svg").read_text()))
    pages = "\n".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r'{% icon "([a-z0-9-]+)"', pages)) | set(re.findall(r'icon="([a-z0-9-]+)"', pages))
    from livingproof.app.front import navigation
    from livingproof.app.front.templatetags import look

    named |= {entry.icon for entry in navigation.ENTRIES} | set(navigation.ICONS.values()) | set(look.SHAPES.values())
    assert named - known == set()


def test_no_template_holds_a_style_a_script_or_a_handler() -> None:
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=|javascript:|hx-on"
    )
    guilty = [(path.name, inline.findall(path.read_text())) for path in TEMPLATES.rglob("*.html")]
    assert [one for one in guilty if one[1]] == []


def test_vendored_files_ask_for_nothing_from_elsewhere() -> None:
    for path in (STATIC / "vendor").glob("*.*s"):
        text = path.read_text()
        assert "sourceMappingURL" not in text
        assert re.findall(r"@import|url\(\s*['\"]?https?:", text) == [], path.name
    for path in (*STATIC.glob("*.css"), *STATIC.glob("*.js"), STATIC / "icons.svg"):
        assert "http" not in path.read_text().replace("http://www.w3.org/2000/svg", ""), path.name


def entries(path: Path) -> list[dict[str, str]]:
    """The entries of a catalogue of words, without its head."""
    found: list[dict[str, str]] = []
    key = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        part = re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line)
        if part:
            key = part.group(1)
            if key == "msgid":
                found.append({})
            found[-1][key] = ast.literal_eval(part.group(2))
        elif line.startswith('"'):
            found[-1][key] += ast.literal_eval(line)
    return found[1:]


@pytest.mark.parametrize("language", ["de", "zh_Hans"])
def test_every_string_is_said_in_every_language_as_it_was_compiled(language: str) -> None:
    folder = LOCALE / language / "LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    said = entries(folder / "django.po")
    assert len(said) > 400
    for entry in said:
        text = entry.get("msgstr") or entry.get("msgstr[0]")
        assert text, entry["msgid"]
        many = "msgid_plural" in entry
        assert (
            spoken.ngettext(entry["msgid"], entry["msgid_plural"], 1) if many else spoken.gettext(entry["msgid"])
        ) == text
        holes = set(re.findall(r"%\(\w+\)[sd]", entry["msgid"]))
        assert set(re.findall(r"%\(\w+\)[sd]", text)) == holes, entry["msgid"]


@cache
def asked_for() -> dict[str, str]:
    """Every sentence that a template or a module asks to have translated, with the file in which it stands."""
    found: dict[str, str] = {}
    for path in APP.rglob("*.py"):
        if "migrations" not in path.parts:
            found |= dict.fromkeys(of_module(path), path.name)
    for path in (*APP.rglob("*.html"), *APP.rglob("templates/**/*.txt")):
        found |= dict.fromkeys(of_template(path), path.name)
    return found


def of_module(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if "django.utils.translation" not in text:
        return
    tree = list(ast.walk(ast.parse(text)))
    names = {
        one.asname or one.name
        for node in tree
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for one in node.names
        if "gettext" in one.name
    }
    for node in tree:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def of_template(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if "trans" in text or "_(" in text:
        for said in re.findall(r"\b(?:n?gettext|_)\(\s*u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", templatize(text)):
            yield ast.literal_eval(said)


@pytest.mark.parametrize("language", ["de", "zh_Hans"])
def test_every_sentence_of_the_pages_is_in_the_catalogues_and_none_is_a_guess(language: str) -> None:
    path = LOCALE / language / "LC_MESSAGES" / "django.po"
    said, asked = {entry["msgid"] for entry in entries(path)}, asked_for()
    assert len(asked) > 600
    assert {sentence: place for sentence, place in asked.items() if sentence not in said} == {}
    assert said - set(asked) == set()
    assert "#, fuzzy" not in path.read_text(encoding="utf-8")


def test_no_word_of_ours_accuses_or_promises() -> None:
    never = re.compile(
        r"\b(fake|forged|fraud|counterfeit|guaranteed|illegal|Fälschung|gefälscht|Betrug|garantiert)\b|伪造|欺诈|假冒"
    )
    for language in ("de", "zh_Hans"):
        said = entries(LOCALE / language / "LC_MESSAGES" / "django.po")
        assert [one for one in said if never.search("".join(one.values()))] == []

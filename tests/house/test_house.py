"""The house: every room says what it is, nothing is too big, the core is pure, words are complete."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "livingproof"
MODULES = sorted(SOURCE.rglob("*.py"))
ROOMS = sorted(path for path in SOURCE.rglob("__init__.py"))
MOST_LINES = 400
MOST_LINES_IN_A_FUNCTION = 40
BANNED_NAMES = {"utils", "helpers", "common", "manager", "service", "misc"}
COMMANDS_OF_THE_SERVICE = Path("cli", "service")
"""The one folder that may be called so: the commands that run the platform."""
PURE_IMPORTS_ONLY = {"open", "print", "input", "eval", "exec", "compile"}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("room", ROOMS, ids=name)
def test_a_room_says_in_its_first_line_what_it_is(room: Path) -> None:
    described = ast.get_docstring(ast.parse(room.read_text(encoding="utf-8"))) or ""
    assert described.split("\n")[0].rstrip().endswith((".", "?"))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_module_is_too_long(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_no_function_is_too_long(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f"{node.name}: {length}" for node in functions if (length := lines_of(node)) > MOST_LINES_IN_A_FUNCTION]
    assert not long


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body: a long list of options with their help texts is no long function."""
    return (node.end_lineno or node.lineno) - node.body[0].lineno + 1


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_is_named_after_what_it_holds(module: Path) -> None:
    place = module.relative_to(SOURCE)
    named = place.relative_to(COMMANDS_OF_THE_SERVICE) if place.is_relative_to(COMMANDS_OF_THE_SERVICE) else place
    assert not BANNED_NAMES.intersection(part.lower() for part in named.with_suffix("").parts)


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_nothing_is_left_for_later(module: Path) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", module.read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", sorted((SOURCE / "core").rglob("*.py")), ids=name)
def test_the_core_touches_nothing_outside_itself(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & PURE_IMPORTS_ONLY


def test_only_the_outermost_shell_may_catch_everything() -> None:
    catching = [
        name(module)
        for module in MODULES
        if re.search(r"except (Exception|BaseException)?:", module.read_text(encoding="utf-8"))
    ]
    assert not catching

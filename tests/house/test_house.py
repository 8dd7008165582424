"""The house: every room says what it is, nothing is too big, the core is pure, words are complete."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

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


@cache
def text(module: Path) -> str:
    return module.read_text(encoding="utf-8")


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(text(module))


def test_a_room_says_in_its_first_line_what_it_is() -> None:
    described = {room: (ast.get_docstring(tree(room)) or "").split("\n")[0].rstrip() for room in ROOMS}
    assert [name(room) for room, line in described.items() if not line.endswith((".", "?"))] == []


def test_no_module_is_too_long() -> None:
    assert [name(module) for module in MODULES if len(text(module).splitlines()) > MOST_LINES] == []


def test_no_function_is_too_long() -> None:
    functions = [
        (module, node)
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [(name(module), node.name) for module, node in functions if lines_of(node) > MOST_LINES_IN_A_FUNCTION]
    assert long == []


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the body: a long list of options with their help texts is no long function."""
    return (node.end_lineno or node.lineno) - node.body[0].lineno + 1


def test_a_module_is_named_after_what_it_holds() -> None:
    assert [name(module) for module in MODULES if BANNED_NAMES.intersection(words_in_the_name_of(module))] == []


def words_in_the_name_of(module: Path) -> tuple[str, ...]:
    place = module.relative_to(SOURCE)
    named = place.relative_to(COMMANDS_OF_THE_SERVICE) if place.is_relative_to(COMMANDS_OF_THE_SERVICE) else place
    return tuple(part.lower() for part in named.with_suffix("").parts)


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    assert [name(module) for module in MODULES if later.search(text(module))] == []


def test_the_core_touches_nothing_outside_itself() -> None:
    called = {
        (name(module), node.func.id)
        for module in MODULES
        if module.is_relative_to(SOURCE / "core")
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {(module, function) for module, function in called if function in PURE_IMPORTS_ONLY} == set()


def test_only_the_outermost_shell_may_catch_everything() -> None:
    everything = re.compile(r"except (Exception|BaseException)?:")
    assert [name(module) for module in MODULES if everything.search(text(module))] == []

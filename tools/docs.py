"""Write the generated pages of docs/look-up."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import typer

from livingproof.catalogue.policies import policy_named, shipped_policies
from livingproof.catalogue.words import terms, words_of
from livingproof.cli.commands import app
from livingproof.core import system
from livingproof.core.check import Check
from livingproof.core.checks import every_check
from livingproof.core.statement import plain
from livingproof.core.system.machine import Act, Machine
from livingproof.verify.schema import verdict_schema

FOLDER = Path(__file__).parents[1] / "docs" / "look-up"
NOTE = "<!-- Written by `make docs`; edit the words beside the code instead. -->\n"


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "checks.md": "\n".join(_checks()),
        "policies.md": "\n".join(_policies()),
        "command-line.md": "\n".join(_commands()),
        "records.md": "\n".join(_records()),
        "verdict.schema.json": json.dumps(verdict_schema(), indent=1, ensure_ascii=False) + "\n",
    }


def _checks() -> Iterator[str]:
    words = terms()
    yield f"{NOTE}# Checks\n"
    yield f"{len(every_check())} checks. Each asks one question, speaks for one axis, and answers with one code of a closed list.\n"
    for check in every_check():
        told = words_of(check.id)
        yield f"## {check.id}\n"
        yield f"{told.question}\n"
        yield f"{_contract(check)}\n"
        yield f"Axis: {check.axis.value} · weight: {words['weights'][check.weight.value]} · source of the rule: {told.source}\n"
        yield "| code | grade | what is said | it can also mean | next |"
        yield "|---|---|---|---|---|"
        for reason in check.reasons:
            said = told.reasons[reason.code]
            cells = (f"`{reason.code}`", words["grades"][reason.grade.value], said.text, said.innocent, said.next)
            yield "| " + " | ".join(cell.replace("|", "/").strip() for cell in cells) + " |"
        yield ""


def _contract(check: Check) -> str:
    module = sys.modules[check.judge.__module__]
    return " ".join((getdoc(module) or "").split())


def _policies() -> Iterator[str]:
    yield f"{NOTE}# Policies\n"
    yield "A policy is data: it says how sure a reading must be, how near to the issuer the evidence, how fresh an answer.\n"
    names = shipped_policies()
    yield "| | " + " | ".join(names) + " |"
    yield "|---|" + "---|" * len(names)
    values = [plain(policy_named(name)) for name in names]
    for key in [key for key in values[0] if key != "file_digest"]:  # that of one's own file
        shown = (
            value[key] if not isinstance(value[key], list) else ", ".join(value[key]) or "none" for value in values
        )
        yield f"| {key} | " + " | ".join(str(cell) for cell in shown) + " |"
    yield ""


def machines() -> tuple[Machine, ...]:
    """Every machine that a module of the rules declares, by its name."""
    modules = [import_module(f"{system.__name__}.{found.name}") for found in iter_modules(system.__path__)]
    found = {one.name: one for module in modules for one in vars(module).values() if isinstance(one, Machine)}
    return tuple(found[name] for name in sorted(found))


def _records() -> Iterator[str]:
    yield f"{NOTE}# Records\n"
    yield "What may be done with each kind of record: from which stage, to which, by whom, and what keeps it from being done.\n"
    for machine in machines():
        yield f"## {machine.name}\n"
        yield f"Stages: {', '.join(f'`{stage}`' for stage in machine.stages)}; ends: {', '.join(f'`{end}`' for end in machine.final)}.\n"
        yield "| act | from | to | by | must be filled | signed | gates |"
        yield "|---|---|---|---|---|---|---|"
        for act in machine.acts:
            yield "| " + " | ".join(_act(act)) + " |"
        yield ""


def _act(act: Act) -> Iterator[str]:
    yield f"`{act.name}`" + (" (new cycle)" if act.renews else "")
    yield ", ".join(act.sources) or "-"
    yield act.target or "stays"
    yield ", ".join(act.roles)
    yield ", ".join(act.required)
    yield act.signature.value if act.signature else ""
    yield " ".join(" ".join((getdoc(gate) or "").split("\n\n")[0].split()).replace("|", "/") for gate in act.gates)


def _commands() -> Iterator[str]:
    yield f"{NOTE}# Command line\n"
    for name, command in _walk("livingproof", typer.main.get_command(app)):
        context = command.make_context(name, [], resilient_parsing=True, terminal_width=100, max_content_width=100)
        yield f"## `{name}`\n\n```\n{command.get_help(context).strip()}\n```\n"


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for child in getattr(command, "commands", {}).values():
        yield from _walk(f"{name} {child.name}", child)


def main() -> int:
    """Write the pages that are out of date; a test holds that none is."""
    stale = [name for name, text in pages().items() if not _same(FOLDER / name, text)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(pages()[name], encoding="utf-8")
    sys.stdout.write(f"{len(stale)} of {len(pages())} pages written\n")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())

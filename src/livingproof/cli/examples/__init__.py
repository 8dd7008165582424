"""`livingproof examples`: four purchases with invented names, ready to run."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

FOLDER = Path(__file__).parent / "cases"
SHORT = Path("examples")
"""In a checkout this link at its root leads to the same folder, so that command lines stay short."""

OPTIONS = {
    "product": "--product",
    "site": "--site",
    "seller": "--seller",
    "markets": "--market",
    "needs": "--need",
    "delivery_on": "--delivery",
    "as_of": "--as-of",
    "policy": "--policy",
}
"""The keys of a purchase.yml and the options of `livingproof verify` that say the same."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its name, its story in one line, its file, and the options of `livingproof verify` with their values."""

    name: str
    title: str
    file: str
    options: tuple[tuple[str, str], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What stands after `livingproof verify`."""
        return (self.file, *(word for pair in self.options for word in pair))


def examples(
    context: typer.Context,
    name: Annotated[
        str | None, typer.Argument(help="The example to run; without a name they are listed.", show_default=False)
    ] = None,
    where: Annotated[bool, typer.Option("--where", help="Print the folder instead of running anything.")] = False,  # noqa: FBT002 - a switch
    output: Annotated[str, typer.Option("--format", help="As for verify.")] = "terminal",
    everything: Annotated[bool, typer.Option("--all", help="As for verify.")] = False,  # noqa: FBT002 - a switch
) -> None:
    """List the shipped examples, or verify one of them just as `livingproof verify` does.

    The command that is run is printed on standard error first, so that it can be copied and changed.
    """
    if name is not None and name not in names():
        raise typer.BadParameter(_no_such(name), param_hint="NAME")
    if where:
        typer.echo(FOLDER / name if name else FOLDER)
    elif name:
        example = example_named(name)
        typer.echo(f"$ {command_line(example)}\n", err=True)
        shown = ("--format", output, *(("--all",) if everything else ()))
        root = context.find_root()
        root.command.main(["verify", *example.words, *shown], prog_name=root.info_name)
    else:
        typer.echo(listing())


def names() -> tuple[str, ...]:
    """The names of the shipped examples, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/purchase.yml")))


def example_named(name: str) -> Example:
    """The example of that name: its purchase.yml as the options of `livingproof verify`."""
    import yaml

    home = (SHORT if SHORT.resolve() == FOLDER.resolve() else FOLDER) / name
    purchase = yaml.safe_load((home / "purchase.yml").read_text(encoding="utf-8"))
    title = purchase.pop("title")
    options = [
        (OPTIONS[key], ",".join(said) if isinstance(said, list) else str(said)) for key, said in purchase.items()
    ]
    options += [("--record", str(path)) for path in home.glob("record.yml")]
    options += [("--catalogue", str(home.parent / "catalogue"))]
    (file,) = home.glob("certificate.*")
    return Example(name, title, str(file), tuple(options))


def command_line(example: Example) -> str:
    """The command for a shell, one option on a line."""
    return " \\\n    ".join(("livingproof verify " + shlex.quote(example.file), *map(shlex.join, example.options)))


def listing() -> str:
    """All examples with their story and the command that runs each."""
    shown = [example_named(name) for name in names()]
    lines = ["Examples, with invented names throughout:", ""]
    for example in shown:
        lines += [f"  {example.title}", f"    livingproof examples {example.name}", ""]
    return "\n".join((*lines, "Their files: livingproof examples --where"))


def _no_such(name: str) -> str:
    near = get_close_matches(name, names(), n=1, cutoff=0.4)
    suggestion = f" Did you mean {near[0]}?" if near else ""
    return f"there is no example {name!r}.{suggestion} Examples: {', '.join(names())}."

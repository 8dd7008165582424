"""Write the outputs of the page "Your first verification": real ones, of the shipped examples.

    python -m tools.learn_page            write them anew
    python -m tools.learn_page --check    say whether the page shows them, exit status 1 if not

A comment `<!-- output: stainless-steel, ASK -->` stands before each block; it names the example and the part of its output
(`headline` is everything before the first part with a name).
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "learn" / "first-verification.md"
BLOCK = re.compile(r"<!-- output: (?P<name>[\w-]+), (?P<part>[\w ]+) -->\n```text\n.*?```\n", re.DOTALL)
PART = re.compile(r"^(?=[A-Z][A-Z ]+$)", re.MULTILINE)


def refreshed(page: str) -> str:
    """The page with every output as the program gives it now."""
    return BLOCK.sub(_block, page)


def _block(found: re.Match[str]) -> str:
    name, part = found["name"], found["part"]
    return f"<!-- output: {name}, {part} -->\n```text\n{parts_of(name)[part]}\n```\n"


@cache
def parts_of(name: str) -> dict[str, str]:
    """The output of an example in its parts, by the title of each."""
    command = [sys.executable, "-m", "livingproof", "examples", name]
    surroundings = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    ran = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, encoding="utf-8", check=True)  # noqa: S603 - our own command
    headline, *others = PART.split(ran.stdout)
    return {"headline": headline.rstrip(), **{part.partition("\n")[0]: part.rstrip() for part in others}}


def main() -> int:
    """Write or check; the exit status."""
    shown = PAGE.read_text(encoding="utf-8")
    wanted = refreshed(shown)
    if "--check" in sys.argv:
        return int(shown != wanted)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How fast, against the limits of the product and against other libraries, in one run: `python -m bench.speed`.

Every figure is processor time of this machine on the project's own samples; the last column is the share of the limit used.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from bench.speed.peers import Compared, recognition, text_layers
from livingproof.catalogue import load
from livingproof.catalogue.labels import label_table
from livingproof.cli.examples import FOLDER
from livingproof.core.facts import Facts
from livingproof.readers.apart import TextOnly
from livingproof.readers.fields.dates import find_dates
from livingproof.readers.limits import Limits
from livingproof.readers.paper import Paper
from livingproof.readers.reading import read_opened

BORN_DIGITAL = tuple(sorted(FOLDER.glob("*/certificate.pdf")))
SCANS = tuple(sorted(FOLDER.glob("*/certificate.jpg")))
_PEER_PAGES = 6
COMMAND = (sys.executable, "-m", "livingproof")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, its value, its limit, and the unit of both."""

    what: str
    value: float
    limit: float
    unit: str


def figures() -> Iterator[Figure]:
    """All figures, the cheap ones first."""
    facts = load()
    yield Figure("livingproof --help", command_seconds("--help"), 0.3, "s")
    pages = [(path.read_bytes(), number) for path in BORN_DIGITAL for number in page_numbers(path)]
    yield Figure("intake and codes, a page", 1000 * median(cpu(intake, content) for content, _ in pages), 300, "ms")
    fields(BORN_DIGITAL[0].read_bytes(), facts)  # the tables of the catalogue are made once a process
    per_page = [1000 * min(fields(path.read_bytes(), facts) for _ in range(5)) for path in BORN_DIGITAL]
    yield Figure("text layer and fields, a page", median(per_page), 10, "ms")
    yield Figure("dates of a line with one", 1000 * median(map(seconds_a_line, BORN_DIGITAL)), 0.05, "ms")
    spent = [cpu(recognise, content, number) for content, number in recognisable()]
    yield Figure("OCR, a page, median", median(spent), 2, "s")
    yield Figure("OCR, a page, 95 of 100", quantiles(spent, n=20)[-1], 5, "s")
    cold = ("verify", str(FOLDER / "confirmed" / "certificate.pdf"), "--catalogue", str(FOLDER / "catalogue"))
    yield Figure("cold verify without OCR", command_seconds(*cold, "--no-ocr"), 1.5, "s")
    yield Figure("cold verify, born digital", command_seconds(*cold), 4, "s")
    for path in SCANS:
        _command(("verify", str(path)))
    highest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Figure("memory of a verify with OCR at its highest", highest, 600, "MB")


def page_numbers(path: Path) -> range:
    """The pages of a file."""
    with Paper(path.read_bytes()) as paper:
        return paper.pages_to_read


def recognisable() -> Iterator[tuple[bytes, int]]:
    """Every page of every sample, born digital or not: OCR looks at pictures only."""
    for path in (*SCANS, *BORN_DIGITAL):
        for number in page_numbers(path):
            yield path.read_bytes(), number


def intake(content: bytes) -> None:
    """All that is done with a page before its words are read."""
    with Paper(content, Limits(pages=1)) as paper:
        paper.codes(1)


def recognise(content: bytes, number: int) -> None:
    """One page through OCR."""
    with Paper(content) as paper:
        paper.ocr_page(number)


def cpu(work: Callable[..., object], *arguments: object) -> float:
    """Processor seconds of one call in this process."""
    started = time.process_time()
    work(*arguments)
    return time.process_time() - started


def fields(content: bytes, facts: Facts) -> float:
    """Processor seconds a page from an opened file to its claims, by text layers alone; codes belong to the intake."""
    with Paper(content) as paper:
        for number in paper.pages_to_read:
            paper.codes(number)
        return cpu(read_opened, TextOnly(paper), facts) / len(paper.pages_to_read)


def seconds_a_line(path: Path) -> float:
    """Processor seconds to find the dates of a line of the first page, of lines that hold one; the least of a few rounds."""
    months = label_table().months
    with Paper(path.read_bytes()) as paper:
        texts = [segment.text for segment in paper.text_page(1).segments]
    dated = [text for text in texts if find_dates(text, months)] * 100

    def all_lines() -> None:
        for text in dated:
            find_dates(text, months)

    return min(cpu(all_lines) for _ in range(5)) / len(dated)


def command_seconds(*arguments: str) -> float:
    """Processor seconds of the whole command with its children, the least of three runs."""
    return min(_command(arguments) for _ in range(3))


def _command(arguments: tuple[str, ...]) -> float:
    before = os.times()
    surroundings = {**os.environ, "LIVINGPROOF_DATA": f"{os.devnull}/none"}  # noqa: TID251 - no registers of this machine
    quiet = subprocess.DEVNULL
    subprocess.run((*COMMAND, *arguments), check=False, stdout=quiet, stderr=quiet, env=surroundings)  # noqa: S603 - our own command
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _print_peers(title: str, compared: Iterable[Compared]) -> None:
    print(f"\n{title:<44}{'ms':>9}{'times ours':>12}{'words found':>13}")  # noqa: T201 - a report
    for one in compared:
        print(f"  {one.engine:<42}{1000 * one.seconds:>9.1f}{one.ratio:>12.2f}{one.words:>12.1%}")  # noqa: T201 - a report


def main() -> int:
    """Print every figure beside its limit; exit with 1 when one is beyond."""
    measured = list(figures())
    for figure in measured:
        share = figure.value / figure.limit
        print(f"{figure.what:<48}{figure.value:>9.2f} {figure.unit:<3} limit {figure.limit:>6g}  {share:>6.0%}")  # noqa: T201 - a report
    _print_peers("Text layer with places, a page", text_layers(BORN_DIGITAL))
    _print_peers("Recognition of a page at 200 dots an inch", recognition(BORN_DIGITAL[:_PEER_PAGES]))
    return int(any(figure.value > figure.limit for figure in measured))


if __name__ == "__main__":
    sys.exit(main())

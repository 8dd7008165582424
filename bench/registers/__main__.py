"""The table: `python -m bench.registers`. Figure, asked, reached; peers in the same run on the same rows.

Rates, ratios and look-ups are of processor time, so that other work on the machine does not change them; whole commands are timed by
the clock.

Nothing is read from the net but the peers' packages, once. Made registers stay in the cache folder.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from platformdirs import user_cache_path

from bench.registers import beside, ours, sites, spark
from bench.registers.claims import BULK_COLUMNS
from bench.registers.figures import Figure, heading
from bench.registers.made import Made, made
from bench.registers.peers import NotRunError, environment
from bench.registers.quality import Quality, quality_of, threshold_for

SMALLEST, WHOLE, LARGER = 10_000, 1_300_000, 2_000_000
_MB = 1_000_000
_LOOK_UPS = 2_000


def figures(given: argparse.Namespace) -> Iterator[Figure]:
    """Every row of the table, the cheap ones first; what is measured once serves all rows that need it."""
    register = made(given.cache, given.rows)
    _say(f"register of {given.rows} rows in {register.folder}")
    built = ours.build(register.register, register.folder / "index")
    yield Figure(
        "index: build, seconds",
        "at most",
        20,
        built.seconds,
        "{:.1f}",
        f"keys of the rows before it {built.keys_seconds:.0f} s",
    )
    yield Figure("index: size, MB", "at most", 450, built.size / _MB, "{:.0f}")
    yield Figure("index: open, seconds", "at most", 2, built.open_seconds, "{:.2f}", "in a process of its own")
    yield from _accuracy(register, built.path)
    yield from _single(built.path, register.claims("eval").slice(0, _LOOK_UPS))
    matched = ours.match_all(built.path, register.claims("eval"))
    _say(f"end to end {matched.rate:.0f} claims/s")
    yield _curve(given.cache, matched, given.rows)
    yield from _peers(register, matched, built.path, given)
    yield from _whole_bulk(register)
    yield _on_spark(register)
    yield from _labelled_pairs(given.corpus)
    yield _larger(given)


def _single(index: Path, claims: pa.Table) -> Iterator[Figure]:
    """Look-ups one by one, with the loops loaded as in a bulk run; the service and a command that asks once do without."""
    found, plain = (ours.look_ups(index, claims, compiled=compiled) for compiled in (True, False))
    note = f"compiled loops loaded, as in a bulk run; {plain.middle:.2f} and {plain.slowest:.2f} without them"
    yield Figure("single look-up, one thread: median, ms", "at most", 1, found.middle, "{:.2f}", note)
    yield Figure("single look-up, one thread: 99 of 100, ms", "at most", 2, found.slowest, "{:.2f}")


def _larger(given: argparse.Namespace) -> Figure:
    """Candidates in a register of another size, when one is asked for."""
    what = f"candidate recall@10 in {given.larger or LARGER} rows"
    if given.larger is None:
        return Figure(what, "at least", 0.99, None, note=f"needs --larger {LARGER}")
    register = made(given.cache, given.larger)
    built = ours.build(register.register, register.folder / "index")
    found = ours.match_all(built.path, register.claims("bulk"))
    quality = quality_of(found.guesses, register.truths("bulk"), 0)
    note = f"{found.rate:.0f} claims a processor second; index {built.seconds:.0f} s, {built.size / _MB:.0f} MB"
    return Figure(what, "at least", 0.99, quality.recall_at_10, note=note)


def _accuracy(register: Made, index: Path) -> Iterator[Figure]:
    """Claims about the whole register; the threshold comes from claims about other companies."""
    threshold = threshold_for(ours.match_all(index, register.claims("calibrate")).guesses, register.truths("calibrate"))
    found = ours.match_all(index, register.claims("bulk"))
    quality, ceiling = quality_of(found.guesses, register.truths("bulk"), threshold), register.ceiling("bulk")
    wrong = quality.wrongly_accepted
    yield Figure("candidate recall@10", "at least", 0.99, quality.recall_at_10)
    yield Figure(
        "right certificate first, of what can be known",
        "at least",
        0.98,
        quality.top1 / ceiling.top1,
        note=f"{quality.top1:.4f} of {ceiling.top1:.4f}",
    )
    yield Figure(
        "recall at precision 0.99, threshold from other claims",
        "at least",
        0.93,
        quality.recall,
        note=_precision(quality, threshold),
    )
    yield Figure("borrowed number accepted", "at most", 0.005, wrong["borrowed_number"], "{:.4f}")
    yield Figure(
        "unknown site accepted",
        "at most",
        0.03,
        wrong["unknown_site"],
        "{:.4f}",
        f"unknown company {wrong['unknown_company']:.4f}, unknown sister {wrong['unknown_sister']:.4f}",
    )


def _precision(quality: Quality, threshold: float) -> str:
    return f"precision {quality.precision:.4f} at {threshold:.3f}"


def _curve(cache: Path, matched: ours.Matched, rows: int) -> Figure:
    small = made(cache, SMALLEST)
    built = ours.build(small.register, small.folder / "index")
    rate = ours.match_all(built.path, small.claims("eval")).rate
    note = f"{rate:.0f} claims a processor second at {SMALLEST}, {matched.rate:.0f} at {rows}"
    return Figure("throughput: 10 k against the whole, times", "at most", 3, rate / matched.rate, "{:.2f}", note)


def _peers(register: Made, matched: ours.Matched, index: Path, given: argparse.Namespace) -> Iterator[Figure]:
    """Rates of the peers as ratios; a peer that cannot be had is not run, and says why."""
    truths = register.truths("eval")

    def end_to_end(python: Path) -> tuple[float, str]:
        peer = beside.splink(register, python)
        theirs = quality_of(peer.guesses, truths, threshold_for(peer.guesses, truths))
        own = quality_of(matched.guesses, truths, threshold_for(matched.guesses, truths))
        clock = (
            f"by the clock {peer.seconds / matched.seconds:.1f} times, {matched.seconds:.1f} s to {peer.seconds:.1f} s"
        )
        found = f"recall@10 {own.recall_at_10:.3f} to {theirs.recall_at_10:.3f}, recall at precision 0.99 {own.recall:.3f} to {theirs.recall:.3f}"
        return (
            matched.rate / peer.rate,
            f"{clock}; {found}; {matched.rate:.0f} to {peer.rate:.0f} claims a processor second; {peer.note}; {peer.versions}",
        )

    def per_pair(python: Path) -> tuple[float, str]:
        pairs = beside.pairs_to_score(matched)
        peer = beside.nomenklatura(register, pairs, index, python)
        own = ours.score_pairs(index, register.claims("eval"), pairs)
        note = (
            f"{own.prepared:.0f} to {peer.rate:.0f} pairs a processor second, the same {peer.note}, candidates found and both sides"
            f" normalised before; with our keys made within the time {own.from_claims / peer.rate:.1f} times"
        )
        return own.prepared / peer.rate, f"{note}; {peer.versions}"

    def brute_force(python: Path) -> tuple[float, str]:
        peer, rate = beside.rapidfuzz(register, python), ours.rank_all(index, register.claims("eval"))
        note = f"{rate:.0f} to {peer.rate:.1f} claims a processor second, our keys and scoring included"
        return rate / peer.rate, f"{note}; {peer.note}; {peer.versions}"

    asked: Sequence[tuple[str, float, Callable[[Path], tuple[float, str]]]] = (
        ("end to end, times Splink on DuckDB", 10, end_to_end),
        ("per pair, times nomenklatura logic-v2", 25, per_pair),
        ("candidates, times rapidfuzz over every name", 100, brute_force),
    )
    for what, limit, measure in asked:
        try:
            value, note = measure(environment(given.cache, wanted=not given.without_peers))
        except NotRunError as reason:
            yield Figure(what, "at least", limit, None, "{:.1f}", str(reason))
        else:
            yield Figure(what, "at least", limit, value, "{:.1f}", note)


def _whole_bulk(register: Made) -> Iterator[Figure]:
    """Import and bulk as a user does them: commands, files in, files out."""
    verdicts, memory = "whole bulk verdicts on 2 cores, claims/s", "memory of the bulk run, MB"
    asked = register.claims("bulk").select(BULK_COLUMNS)
    try:
        run = _bulk_run(register, asked)
    except NotRunError as reason:
        yield Figure(verdicts, "at least", 1000, None, "{:.0f}", str(reason))
        yield Figure(memory, "at most", 3000, None, "{:.0f}")
        return
    note = f"start of the command included; {ours.CORES * len(asked) / run.processor:.0f} by processor time"
    yield Figure(verdicts, "at least", 1000, len(asked) / run.seconds, "{:.0f}", note)
    yield Figure(memory, "at most", 3000, run.memory or None, "{:.0f}", "all processes, shared pages once")


def _bulk_run(register: Made, asked: pa.Table) -> ours.Run:
    data, claims = register.folder / "data", register.folder / "asked.parquet"
    imported = ours.import_register(register.register, data)
    _say(f"register import {imported.seconds:.0f} s, {imported.memory:.0f} MB")
    pq.write_table(asked, claims)
    return ours.bulk(claims, register.folder / "answers.parquet", data)


def _on_spark(register: Made) -> Figure:
    """The rows of the bulk run again in a Spark cluster, beside the embedded engine in the same run."""
    row = ("Spark, warm, equal cores: share of the embedded rate", "at least", 0.8)
    try:
        reached, note = spark.share(register.folder / "data", register.folder / "asked.parquet", register.folder)
    except (NotRunError, subprocess.CalledProcessError) as reason:
        return Figure(*row, None, "{:.2f}", str(reason)[:200])
    return Figure(*row, reached, "{:.2f}", note)


def _labelled_pairs(corpus: Path | None) -> Iterator[Figure]:
    rows = (
        ("labelled factories: different ones called the same", "at most", 1.0, "{:.0f}"),
        ("labelled factories: same ones found", "at least", 0.85, "{:.3f}"),
        ("labelled factories: different, called the same above 0.9", "at most", 0.0, "{:.0f}"),
    )
    if corpus is None:
        yield from (Figure(what, side, limit, None, form, "needs --corpus") for what, side, limit, form in rows)
        return
    with tempfile.TemporaryDirectory() as folder:
        pairs = sites.called(corpus, Path(folder) / "index")
    same, other = [pair for pair in pairs if pair.same], [pair for pair in pairs if not pair.same]
    values = (
        float(sum(pair.called_same for pair in other)),
        sum(pair.called_same for pair in same) / len(same),
        float(sum(pair.called_same and pair.probability > 0.9 for pair in other)),  # noqa: PLR2004 - the limit of the row
    )
    for (what, side, limit, form), value in zip(rows, values, strict=True):
        yield Figure(what, side, limit, value, form, f"{len(same)} same, {len(other)} different")


def _say(text: str) -> None:
    print(f"# {text}", file=sys.stderr, flush=True)  # noqa: T201 - what is going on


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.registers", description=__doc__)
    parser.add_argument("--rows", type=int, default=WHOLE, help="rows of the register")
    parser.add_argument(
        "--cache",
        type=Path,
        default=user_cache_path("livingproof-bench"),
        help="where made registers and peers are kept",
    )
    parser.add_argument("--corpus", type=Path, help="a folder with the labelled pairs osh_*")
    parser.add_argument("--larger", type=int, metavar="ROWS", help=f"candidates in a second register, such as {LARGER}")
    parser.add_argument("--without-peers", action="store_true", help="leave out the other libraries")
    return parser.parse_args()


def _where() -> str:
    program = f"livingproof {version('livingproof')}"
    return (
        f"{date.today()}, {platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}, {program}"  # noqa: DTZ011, TID251 - the day of the run
    )


def main() -> int:
    """Print the table; exit with 1 when a figure that was measured is beyond its limit."""
    given = _given()
    print(_where())  # noqa: T201 - a report
    print(heading())  # noqa: T201 - a report
    beyond = 0
    for figure in figures(given):
        print(figure.line(), flush=True)  # noqa: T201 - a report
        beyond += figure.reached is False
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())

"""Files of claims as tests write them, registers to answer them, and what a run makes of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook, load_workbook

from livingproof.bulk import COLUMNS, Progress, Settings, Summary, run
from livingproof.bulk.judging import Judge, judge_for
from livingproof.bulk.parts import OUTPUT, Answer
from livingproof.bulk.planning import plan_of
from livingproof.bulk.reading import rows_of
from livingproof.register.store import Store
from tests.register.store.files import imported, many, table

DAY = date(2026, 11, 21)
Rows = Sequence[Mapping[str, Any]]


def written(path: Path, rows: Rows, columns: Sequence[str] | None = None) -> Path:
    """A file of claims in the form of its ending; columns that no row fills are left out unless named."""
    names = list(columns or [name for name in COLUMNS if any(name in row for row in rows)])
    FORMS[path.suffix](path, names, rows)
    return path


def _csv(path: Path, names: list[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def _jsonl(path: Path, _: list[str], rows: Rows) -> None:
    lines = (json.dumps(dict(row), ensure_ascii=False, default=str) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _xlsx(path: Path, names: list[str], rows: Rows) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(names)
    for row in rows:
        book.active.append([row.get(name) for name in names])
    book.save(path)


def _parquet(path: Path, names: list[str], rows: Rows) -> None:
    pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in names}), path)


FORMS = {".csv": _csv, ".jsonl": _jsonl, ".xlsx": _xlsx, ".parquet": _parquet}


def answers_in(path: Path) -> list[dict[str, Any]]:
    """The rows of an output, with None for what is empty."""
    match path.suffix:
        case ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                rows: Iterable[Mapping[str, Any]] = list(csv.DictReader(file))
        case ".jsonl":
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        case ".parquet":
            rows = pq.read_table(path).to_pylist()
        case _:
            head, *cells = load_workbook(path).worksheets[0].iter_rows(values_only=True)
            rows = [dict(zip(map(str, head), each, strict=True)) for each in cells]
    return [{name: row[name] if row[name] != "" else None for name in OUTPUT} for row in rows]


def with_register(folder: Path, *rows: Mapping[str, str], size: int = 300, name: str = "made") -> Path:
    """A data directory with one register: these rows and as many others as make it so large."""
    file = table(folder / "register.csv", rows) if rows else many(folder / "register.csv", size)
    imported(Store(folder / "data"), file, register=name)
    return folder / "data"


def settings(claims: Path, output: Path, **more: Any) -> Settings:
    """A run with one worker, asked on the day of the tests."""
    return Settings(claims, output, **{"as_of": DAY, "asked_on": DAY, "workers": 1, **more})


def ran(claims: Path, output: Path, **more: Any) -> Summary:
    """A whole run, with its worker processes."""
    asked = settings(claims, output, **more)
    return run(asked, plan_of(asked))


def judge(claims: Path, **more: Any) -> Judge:
    """A judge of this process."""
    return judge_for(settings(claims, claims.with_name("unused.csv"), **more))


def judged(claims: Path, **more: Any) -> list[Answer]:
    """The answers to every row, judged in this process."""
    return judge(claims, **more).judge(list(rows_of(claims)))


def told(progress: list[Progress]) -> list[int]:
    """How many rows were finished, time after time."""
    return [one.rows for one in progress]

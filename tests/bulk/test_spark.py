"""The same answers from the workers of a Spark cluster: a server of Spark Connect runs inside the test, without Java."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from livingproof.bulk.parts import table_of
from livingproof.bulk.planning import plan_of
from livingproof.bulk.spark import run_on_spark
from livingproof.bulk.writing import write_output, write_statements
from livingproof.cli.commands import app
from livingproof.core.errors import BulkError
from tests.bulk.files import judged, settings, with_register, written
from tests.bulk.test_runs import ROWS

QUIET = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")


@pytest.fixture(autouse=True)
def _a_main_module_with_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of pytest-xdist has none, and the client of Spark takes such a process for its own doctests."""
    monkeypatch.setattr(sys.modules["__main__"], "__file__", __file__, raising=False)


@pytest.fixture(scope="module")
def remote() -> Iterator[str]:
    """The address of a server of Spark Connect."""
    spark = import_module("pysail.spark")  # of the dependency group spark, without types
    server = spark.SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


@QUIET
@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes(tmp_path: Path, remote: str) -> None:
    data = with_register(tmp_path)
    claims = written(tmp_path / "claims.csv", ROWS)
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    answers = judged(claims, data=data, statements=tmp_path / "here.jsonl")
    write_output(here, lambda: iter([table_of(answers)]))
    write_statements(tmp_path / "here.jsonl", [table_of(answers)])
    asked = settings(claims, there, data=data, statements=tmp_path / "there.jsonl")
    told = run_on_spark(asked, plan_of(asked), remote)
    assert there.read_bytes() == here.read_bytes()
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()
    assert (told.rows, told.errors) == (len(ROWS), sum(answer.error is not None for answer in answers))


@QUIET
@pytest.mark.slow
def test_a_worker_with_other_registers_refuses_and_says_why(tmp_path: Path, remote: str) -> None:
    asked = settings(written(tmp_path / "claims.csv", ROWS), tmp_path / "out.csv", data=with_register(tmp_path))
    with pytest.raises(BulkError, match="other snapshots of the registers than the machine that asks"):
        run_on_spark(asked, replace(plan_of(asked), snapshots=("another",)), remote)
    assert not asked.output.exists()


@pytest.mark.parametrize("words", [("--engine", "spark"), ("--remote", "local[2]"), ("--engine", "flink")])
def test_an_engine_needs_its_address(tmp_path: Path, words: tuple[str, ...]) -> None:
    claims = written(tmp_path / "claims.csv", ROWS)
    told = CliRunner().invoke(app, ["bulk", str(claims), "-o", str(tmp_path / "out.csv"), *words])
    assert told.exit_code == 2
    assert "sc://HOST:PORT" in told.stderr


@QUIET
def test_an_address_where_nobody_answers_is_told_at_once(tmp_path: Path) -> None:
    asked = settings(written(tmp_path / "claims.csv", ROWS), tmp_path / "out.csv")
    with pytest.raises(BulkError, match=r"sc://127\.0\.0\.1:9: nobody answers there"):
        run_on_spark(asked, plan_of(asked), "sc://127.0.0.1:9")

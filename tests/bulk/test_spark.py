"""The same answers from the workers of a Spark cluster: a server of Spark Connect runs inside the test, without Java."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from livingproof.bulk.planning import plan_of
from livingproof.bulk.spark import run_on_spark
from livingproof.cli.commands import app
from tests.bulk.files import ran, settings, with_register, written
from tests.bulk.test_runs import ROWS


@pytest.fixture
def remote() -> Iterator[str]:
    """The address of a server of Spark Connect."""
    spark = pytest.importorskip("pysail.spark", reason="needs the dependency group spark")
    server = spark.SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    host, port = server.listening_address
    yield f"sc://{host}:{port}"
    server.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
def test_a_cluster_gives_the_same_bytes(tmp_path: Path, remote: str) -> None:
    data = with_register(tmp_path)
    claims = written(tmp_path / "claims.csv", ROWS)
    here, there = tmp_path / "here.csv", tmp_path / "there.csv"
    stated = {"data": data, "statements": tmp_path / "here.jsonl"}
    summary = ran(claims, here, **stated)
    asked = settings(claims, there, data=data, statements=tmp_path / "there.jsonl")
    told = run_on_spark(asked, plan_of(asked), remote)
    assert there.read_bytes() == here.read_bytes()
    assert (tmp_path / "there.jsonl").read_bytes() == (tmp_path / "here.jsonl").read_bytes()
    assert (told.rows, told.errors, told.reasons) == (summary.rows, summary.errors, summary.reasons)


@pytest.mark.parametrize("words", [("--engine", "spark"), ("--remote", "local[2]"), ("--engine", "flink")])
def test_an_engine_needs_its_address(tmp_path: Path, words: tuple[str, ...]) -> None:
    claims = written(tmp_path / "claims.csv", ROWS)
    told = CliRunner().invoke(app, ["bulk", str(claims), "-o", str(tmp_path / "out.csv"), *words])
    assert told.exit_code == 2
    assert "sc://HOST:PORT" in told.stderr

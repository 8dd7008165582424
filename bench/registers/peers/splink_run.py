"""Splink on DuckDB, in an environment of its own: `splink_run.py FOLDER OUT`; prints what it measured as JSON.

The folder holds register, train and eval claims in the same normalised columns; the m of every comparison comes from train claims.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import time
from pathlib import Path

import duckdb  # type: ignore[import-not-found]
import splink  # type: ignore[import-not-found]
import splink.comparison_library as cl  # type: ignore[import-not-found]
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

TIGHT = (
    ("number",),
    ("name", "country"),
    ("own",),
    ("rarest", "city"),
    ("rarest", "second"),
    ("spot",),
)
_PAIRS_FOR_U = 5e6
_TRUE_PAIRS_A_CLAIM = 0.75
_COLUMNS = "id, name, own, rarest, second, number, address, city, postcode, spot, country, standard, body"


def settings(rows: int) -> SettingsCreator:
    """The model before training."""
    return SettingsCreator(
        link_type="link_only",
        unique_id_column_name="id",
        probability_two_random_records_match=_TRUE_PAIRS_A_CLAIM / rows,
        blocking_rules_to_generate_predictions=[block_on(*columns) for columns in TIGHT],
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("own"),
            cl.ExactMatch("rarest").configure(term_frequency_adjustments=True),
            cl.LevenshteinAtThresholds("number", [1, 2, 4]),
            cl.ArrayIntersectAtSizes("address", [5, 4, 3, 2, 1]),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.ExactMatch("postcode"),
            cl.ExactMatch("country"),
            cl.ExactMatch("standard"),
            cl.ExactMatch("body").configure(term_frequency_adjustments=True),
        ],
    )


def database(folder: Path, claims: str) -> tuple[DuckDBAPI, list[object]]:
    """Both tables loaded into memory, the claims as the left one."""
    api = DuckDBAPI(duckdb.connect())
    tables = []
    for name in (claims, "register"):
        api._con.execute(f"CREATE TABLE {name} AS SELECT {_COLUMNS} FROM '{folder / name}.parquet'")  # noqa: S608, SLF001 - our own files
        tables.append(api.register(name, dataset_display_name=name))
    return api, tables


def train(folder: Path, model: Path, rows: int) -> None:
    """Weights from random pairs and from the true train claims, written as a model file."""
    api, tables = database(folder, "train")
    linker = Linker(tables, settings(rows), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS_FOR_U, seed=1)
    labels = api._con.execute(  # noqa: SLF001 - the documented way is a table of the connection
        "SELECT 'register' AS source_dataset_r, CAST(row AS BIGINT) AS id_r, 'train' AS source_dataset_l, id AS id_l "  # noqa: S608 - same
        f"FROM '{folder / 'train.parquet'}' WHERE kind = 'true'"
    ).to_arrow_table()
    linker.training.estimate_m_from_pairwise_labels(linker.table_management.register_table(labels, "labels"))
    linker.misc.save_model_to_json(str(model), overwrite=True)


def main() -> None:
    """Train, then time loading and predicting."""
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    model = out.with_suffix(".json")
    rows = duckdb.sql(f"SELECT count(*) FROM '{folder / 'register.parquet'}'").fetchone()[0]  # noqa: S608 - our own files
    started = time.perf_counter()
    train(folder, model, rows)
    trained, begun = time.perf_counter(), time.process_time()
    _, tables = database(folder, "eval")
    loaded, processor = time.perf_counter(), time.process_time()
    linker = Linker(tables, str(model), log_level=logging.ERROR)
    pairs = linker.inference.predict()
    found = pairs.as_duckdbpyrelation()
    found.select("*").to_parquet(str(out))
    done, predicted = time.perf_counter(), time.process_time() - processor
    print(  # noqa: T201 - read by the benchmark
        json.dumps(
            {
                "versions": {"splink": splink.__version__, "duckdb": duckdb.__version__},
                "train_seconds": trained - started,
                "load_seconds": loaded - trained,
                "load_processor": processor - begun,
                "predict_seconds": done - loaded,
                "predict_processor": predicted,
                "rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    main()

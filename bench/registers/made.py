"""Made registers and claims kept in a cache folder: made once, taken again as long as generator and words are the same."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from bench.registers.ceiling import Ceiling, ceiling_of
from bench.registers.claims import sets_of, write_sets
from bench.registers.generate import SEED, write_register
from bench.registers.normal import normaliser, write_for_peers
from bench.registers.quality import Truth

_MADE_BY = ("*.py", "noise/*.py", "vocabulary/*")
_NOT_MAKING = {
    "__main__.py",
    "beside.py",
    "figures.py",
    "fit.py",
    "look_ups.py",
    "made.py",
    "memory.py",
    "normal.py",
    "ours.py",
    "quality.py",
    "sites.py",
    "spark.py",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A register of so many rows and the claims about it."""

    folder: Path
    rows: int

    @property
    def register(self) -> Path:
        """The register's file."""
        return self.folder / "register.parquet"

    def claims_file(self, name: str) -> Path:
        """The file of a set of claims: train, calibrate, eval or bulk."""
        return self.folder / "claims" / f"{name}.parquet"

    def claims(self, name: str) -> pa.Table:
        """A set of claims with its truth."""
        return pq.read_table(self.claims_file(name))

    def truths(self, name: str) -> list[Truth]:
        """The truth of a set of claims."""
        table = pq.read_table(self.claims_file(name), columns=["kind", "row"])
        return [
            Truth(kind, int(row)) for kind, row in zip(table["kind"].to_pylist(), table["row"].to_pylist(), strict=True)
        ]

    def ceiling(self, name: str) -> Ceiling:
        """What can be known of a set of claims at all."""
        return ceiling_of(pq.read_table(self.register), self.claims(name))

    @property
    def for_peers(self) -> Path:
        """The folder with the same rows normalised for the peers, written when it is not there."""
        folder = self.folder / f"peers-{normaliser().version.replace('/', '-')}"
        if not (folder / "eval.parquet").exists():
            write_for_peers(self.register, {name: self.claims_file(name) for name in ("train", "eval")}, folder)
        return folder


def made(cache: Path, rows: int) -> Made:
    """The register of so many rows with its claims, from the cache or made now."""
    folder = cache / f"{rows}-{SEED}-{_version()}"
    found = Made(folder, rows)
    if not (folder / "done").exists():
        write_register(found.register, rows)
        many = min(20_000, 2 * rows)
        write_sets(found.register, folder / "claims", many)
        assert len(sets_of(rows)) == len(list((folder / "claims").iterdir()))
        (folder / "done").touch()
    return found


def _version() -> str:
    """A digest of everything that the rows depend on."""
    here = Path(__file__).parent
    files = sorted(
        file for pattern in _MADE_BY for file in here.glob(pattern) if file.is_file() and file.name not in _NOT_MAKING
    )
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]

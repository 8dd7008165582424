"""Makes the model file of the matching again: `python -m bench.registers.fit --index DIR --claims DIR …`.

`--index` and `--claims` come in pairs, from the smallest register to the largest: the index of a made register and the folder with its
`train` and `calibrate` claims, which are of other companies. The threshold is that of the last.
Points are fitted on `train`: the rows that a claim brings compete with one another and with "none of them". Probabilities and thresholds
come from the two halves of `calibrate`. Nothing of real registers goes in; the probabilities are those of made claims.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from livingproof.catalogue.load import load
from livingproof.core.matching.keys import Keys, Normaliser, Said, keys_of_said, normaliser_of
from livingproof.core.terms import MatchAnswer
from livingproof.register.index import Index, open_index
from livingproof.register.index.reader import stages
from livingproof.register.matching import Matcher
from livingproof.register.matching.batch import found_by, points_of
from livingproof.register.matching.features import Feature
from livingproof.register.matching.pack import packed
from livingproof.register.matching.scorecard import SHIPPED, Calibration, Model, Scale

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BINS = 16
RIDGE = 2.0
ROUNDS = 350
STEP, LAST_STEP = 0.15, 0.02
PRECISION = 0.99
LEAVE = 0.97
LEAST_ACCEPTED = 0.45
"""No row is accepted below this, however good the precision above it: the fall of precision that follows is steep."""
REFUSE = 0.1
LEFT_OUT = frozenset({Feature.NUMBER_LENGTH})
"""Features that are compared but weigh nothing: how long numbers are is a habit of the generator."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Candidate rows of claims: comparisons, the claim of each, and whether it is the right one. Rows of a claim stand together."""

    values: NDArray[np.int32]
    claims: Ints
    right: NDArray[np.bool_]


def main() -> None:
    """Fit, calibrate, choose thresholds, write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--index", type=Path, required=True, action="append")
    options.add_argument("--claims", type=Path, required=True, action="append")
    options.add_argument("-o", "--output", type=Path, default=SHIPPED)
    options.add_argument("--version", default="1")
    given = options.parse_args()
    normaliser = normaliser_of(load())
    pairs = [(open_index(index), claims) for index, claims in zip(given.index, given.claims, strict=True)]
    train = [claims_of(claims / "train.parquet", normaliser, most=MOST, garble=True) for _, claims in pairs]
    held_out = [claims_of(claims / "calibrate.parquet", normaliser, most=MOST) for _, claims in pairs]
    scales = fit_points(_together(train, pairs))
    raw = Model(given.version, scales, Calibration((-40.0, 40.0), (0.0, 1.0)), LEAVE, PRECISION, REFUSE)
    model = replace(raw, calibration=calibrated(raw, _together([claims[0::2] for claims in held_out], pairs)))
    model = replace(model, accept=threshold(model, held_out[-1][1::2], pairs[-1][0], normaliser))
    given.output.write_text(json.dumps(content_of(model), indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{given.output}: accept from {model.accept:.4f}")  # noqa: T201 - a command of the bench


def _together(claims: Sequence[Claims], pairs: Sequence[tuple[Index, Path]]) -> Rows:
    """The candidates of all registers' claims as one set."""
    parts, first = [], 0
    for some, (index, _) in zip(claims, pairs, strict=True):
        rows = rows_of(some, index)
        parts.append(Rows(rows.values, rows.claims + first, rows.right))
        first += len(some)
    return Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("values", "claims", "right")))


MOST = 6_000
"""Claims taken of each register."""

Claims = list[tuple[Keys, int | None]]
"""Claims by their keys, with the right row of each; None where the register holds none."""


def claims_of(path: Path, normaliser: Normaliser, *, most: int | None = None, garble: bool = False) -> Claims:
    """The made claims of a file, with the truth; with `garble`, some are glued and broken as real lists are."""
    found: Claims = []
    for place, row in enumerate(pq.read_table(path).slice(0, most).to_pylist()):
        right = int(row["row"]) if row["kind"] == "true" else None
        said = said_of(row)
        found.append((keys_of_said(garbled(said, place) if garble else said, normaliser), right))
    return found


def garbled(said: Said, place: int) -> Said:
    """Every second claim with words of its address run together or pieces of it left out, and some with a broken name."""
    if place % 2:
        return said
    kind = place // 2
    names = tuple(_broken(name, kind) for name in said.names) if kind % 5 == 0 else said.names
    return replace(said, names=names, addresses=tuple(_run_together(one, kind) for one in said.addresses))


def _run_together(address: str, kind: int) -> str:
    match kind % 4:
        case 0:
            return address.replace(", ", "").replace(" - ", "")
        case 1:
            words = address.split(" ")
            return "".join(word + " " * (place % 3 == 0) for place, word in enumerate(words)).strip()
        case 2:
            return ", ".join(address.split(", ")[:-1]) or address
        case _:
            return ", ".join(address.split(", ")[1:]) or address.replace(" ", "")


def _broken(name: str, kind: int) -> str:
    """The name without its spaces, or with spaces inside its words."""
    joined = name.replace(" ", "")
    return joined if kind % 2 else " ".join(joined[start : start + 2] for start in range(0, len(joined), 2))


def said_of(row: dict[str, str | None]) -> Said:
    """What a line of the bulk columns says."""

    def given(*names: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for name in names if (value := row.get(name))))

    return Said(
        names=given("holder_name"),
        addresses=given("address", "site_address"),
        numbers=given("certificate_number"),
        country=row.get("country"),
        standards=given("standard"),
        editions=given("edition"),
        body=row.get("certification_body"),
    )


def rows_of(claims: Claims, index: Index) -> Rows:
    """The candidates that the middle stage brings."""
    values, owners, right = [], [], []
    stage = stages(index.size)[1]
    for start in range(0, len(claims), 2_000):
        part = claims[start : start + 2_000]
        rows, counts, found, _, _ = found_by(packed([keys for keys, _ in part]), index, stage, 2)
        kept = np.arange(stage.rows)[None, :] < counts[:, None]
        truth = np.array([-1 if row is None else row for _, row in part])
        values.append(found[kept])
        owners.append(np.repeat(np.arange(start, start + len(part)), counts))
        right.append((rows == truth[:, None])[kept])
    return Rows(np.concatenate(values), np.concatenate(owners), np.concatenate(right))


def fit_points(rows: Rows) -> tuple[Scale, ...]:
    """Points by feature and bin that make the right rows likeliest, with a ridge on every bin."""
    edges = [_edges(rows.values[:, feature], feature) for feature in range(len(Feature))]
    base = np.concatenate(([0], np.cumsum([len(one) + 1 for one in edges])))
    bins = np.stack(
        [np.searchsorted(one, rows.values[:, place], side="right") + base[place] for place, one in enumerate(edges)], 1
    )
    weights = _descent(bins, rows, int(base[-1]))
    points = np.rint(weights * 1000).astype(int)
    return tuple(
        _with_step(place, Scale(tuple(map(int, one)), tuple(map(int, points[base[place] : base[place + 1]]))))
        for place, one in enumerate(edges)
    )


def _with_step(feature: int, scale: Scale) -> Scale:
    """The scale, with the step set by hand where the made claims never show the feature."""
    if feature not in STEPS or scale.edges:
        return scale
    edge, points = STEPS[feature]
    return Scale((edge,), (scale.points[0], scale.points[0] + points))


STEPS = {int(Feature.IDENTIFIER): (1, 5_000)}
"""Points from an edge on, by expert judgement: made claims bear no identifiers, and one that is shared is as good as a number."""


def _edges(values: NDArray[np.int32], feature: int) -> Ints:
    """Where bins part: every value of its own where there are few, else equal shares."""
    if feature in LEFT_OUT:
        return np.empty(0, dtype=np.int64)
    known = np.unique(values)
    if known.size <= BINS:
        return known[1:].astype(np.int64)
    cuts = np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]).astype(np.int64))
    edges: Ints = cuts[cuts > known[0]]
    return edges


def _descent(bins: Ints, rows: Rows, size: int) -> Floats:
    """The weights of all bins, by Adam on the whole set."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    groups = _Groups.of(rows.claims)
    for turn in range(1, ROUNDS + 1):
        off = groups.chances(weights[bins].sum(axis=1)) - rows.right
        slope = np.bincount(bins.ravel(), weights=np.repeat(off, bins.shape[1]), minlength=size) + RIDGE * weights
        slope /= groups.starts.size
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        step = STEP if turn < 0.6 * ROUNDS else LAST_STEP
        weights -= step * (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.999**turn)) + 1e-9)
    return weights


@dataclass(frozen=True, slots=True)
class _Groups:
    """Which rows belong to one claim: where each claim begins, and the claim of each row counted from 0."""

    starts: Ints
    of_row: Ints

    @staticmethod
    def of(claims: Ints) -> _Groups:
        first = np.concatenate(([True], claims[1:] != claims[:-1]))
        return _Groups(np.flatnonzero(first), np.cumsum(first) - 1)

    def chances(self, logits: Floats) -> Floats:
        """The share of each row among the rows of its claim and none of them."""
        highest = np.maximum(np.maximum.reduceat(logits, self.starts), 0.0)
        shares = np.exp(logits - highest[self.of_row])
        total = np.add.reduceat(shares, self.starts) + np.exp(-highest)
        chances: Floats = shares / total[self.of_row]
        return chances


def calibrated(model: Model, rows: Rows) -> Calibration:
    """How often the best rows are right, by their logit: pooled until it never falls."""
    chances = _Groups.of(rows.claims).chances(_points(model, rows.values))
    logits = np.log(np.maximum(chances, 1e-12) / np.maximum(1 - chances, 1e-12))
    bins = np.digitize(logits, np.arange(-8.0, 8.01, 0.5))
    parts = [part for place in np.unique(bins) if (part := np.flatnonzero(bins == place)).size]
    means = [float(logits[part].mean()) for part in parts]
    rates = _rising([(float(rows.right[part].sum()), float(part.size)) for part in parts])
    return Calibration(tuple(round(one, 4) for one in means), tuple(round(one, 6) for one in rates))


def _rising(counts: Sequence[tuple[float, float]]) -> list[float]:
    """Shares that never fall (pool adjacent violators), a half added to each side so that none is certain."""
    pooled: list[tuple[float, float, int]] = []
    for right, size in counts:
        pooled.append((right, size, 1))
        while len(pooled) > 1 and pooled[-2][0] / pooled[-2][1] >= pooled[-1][0] / pooled[-1][1]:
            one, other = pooled.pop(), pooled.pop()
            pooled.append((one[0] + other[0], one[1] + other[1], one[2] + other[2]))
    return [(right + 0.5) / (size + 1) for right, size, times in pooled for _ in range(times)]


def _points(model: Model, values: NDArray[np.int32]) -> Floats:
    return points_of(model, values) / 1000


def threshold(model: Model, claims: Claims, index: Index, normaliser: Normaliser) -> float:
    """The lowest probability from which on the claims that the rules let pass are right 99 times of 100."""
    matcher = Matcher(index, normaliser, replace(model, accept=LEAST_ACCEPTED))
    found = matcher.match_many([keys for keys, _ in claims])
    pairs = sorted(
        (
            (match.probability, match.row == right)
            for match, (_, right) in zip(found, claims, strict=True)
            if match.answer is MatchAnswer.CERTIFICATE_MATCHED and match.probability >= LEAST_ACCEPTED
        ),
        reverse=True,
    )
    lowest, right = 1.0, 0
    for place, (chance, is_right) in enumerate(pairs, 1):
        right += is_right
        if right / place >= PRECISION:
            lowest = chance
    return round(lowest, 4)


def content_of(model: Model) -> dict[str, object]:
    """The model as its file holds it."""
    return {
        "version": model.version,
        "scales": [
            {"feature": feature.name.lower(), "edges": scale.edges, "points": scale.points}
            for feature, scale in zip(Feature, model.scales, strict=True)
        ],
        "calibration": {"logits": model.calibration.logits, "probabilities": model.calibration.probabilities},
        "leave": model.leave,
        "accept": model.accept,
        "refuse": model.refuse,
    }


if __name__ == "__main__":
    main()

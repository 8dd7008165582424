"""`python -m bench.accuracy CORPUS`: reads every file of a corpus, prints how well, and writes `build/accuracy.json`."""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.accuracy.corpus import Sample, samples
from bench.accuracy.findings import Alarm, Expected, alarms, expected_findings
from bench.accuracy.scoring import Mark, Share, by_confidence, score, share
from livingproof.catalogue import load
from livingproof.core.claim import Claim
from livingproof.core.errors import UnreadableFile
from livingproof.core.facts import Facts
from livingproof.core.terms import DocumentKind
from livingproof.readers.reading import Reading, read

_ACCEPTED = frozenset({DocumentKind.MS_CERTIFICATE, DocumentKind.MS_ANNEX})
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Result:
    """One file as it was read: its marks, the kind it was taken for, what it cost."""

    sample: Sample
    marks: tuple[Mark, ...]
    kind: DocumentKind
    pages: int
    seconds: float
    expected: tuple[Expected, ...] = ()
    alarms: tuple[Alarm, ...] = ()


def measure(corpus: Path, table: str, facts: Facts) -> list[Result]:
    """Every file of a table read once; a file that cannot be read is of unclear kind with nothing read."""
    return [_measured(sample, facts) for sample in samples(corpus, table)]


def _measured(sample: Sample, facts: Facts) -> Result:
    started = time.process_time()
    reading = _read(sample, facts)
    seconds = time.process_time() - started
    claim = reading.claims[0] if reading else Claim()
    marks = score(claim, sample.truth, facts) if "certificate_number" in sample.truth else ()
    kind = reading.document.kind if reading else DocumentKind.UNCLEAR
    claims = reading.claims if reading else ()
    return Result(
        sample=sample,
        marks=marks,
        kind=kind,
        pages=len(reading.pages) if reading else 0,
        seconds=seconds,
        expected=tuple(expected_findings(sample, claims, facts)),
        alarms=tuple(alarms(sample, claims, facts)),
    )


def _read(sample: Sample, facts: Facts) -> Reading | None:
    try:
        return read(sample.path.read_bytes(), facts)
    except UnreadableFile as problem:
        sys.stderr.write(f"{sample.path.name}: {problem}\n")
        return None


def report(certificates: Sequence[Result], negatives: Sequence[Result]) -> dict[str, object]:
    """The whole measurement as plain values."""
    marks = [mark for result in certificates for mark in result.marks]
    sure = [mark for mark in marks if mark.read and mark.confidence >= _SURE]
    results = [*certificates, *negatives]
    return {
        "all": asdict(share(marks)),
        "tuned": asdict(share(mark for result in certificates if not result.sample.held_out for mark in result.marks)),
        "held_out": asdict(share(mark for result in certificates if result.sample.held_out for mark in result.marks)),
        "by_field": {
            name: asdict(share(mark for mark in marks if mark.field == name))
            for name in dict.fromkeys(m.field for m in marks)
        },
        "accreditation_body_read": asdict(_read_on_page(marks)),
        "by_kind": _by(certificates, lambda result: str(result.sample.truth.get("kind"))),
        "by_language": _by(certificates, lambda result: " ".join(result.sample.truth.get("language") or ())),
        "by_confidence": {str(step): asdict(part) for step, part in by_confidence(marks)},
        "sure": {"precision": share(sure).value, "coverage": len(sure) / max(1, len(marks))},
        "certificates_recognised": asdict(
            Share(sum(result.kind in _ACCEPTED for result in certificates), len(certificates))
        ),
        "negatives_accepted": [result.sample.id for result in negatives if result.kind in _ACCEPTED],
        "negatives": len(negatives),
        "expected_findings": asdict(_made(result.expected for result in certificates)),
        "findings_missed": [
            f"{one.id} {one.word}" for result in certificates for one in result.expected if not one.made
        ],
        "alarms_on_clean": [asdict(alarm) for result in certificates for alarm in result.alarms],
        "seconds_a_page": sum(result.seconds for result in results) / max(1, sum(result.pages for result in results)),
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "misses": [
            {
                "id": result.sample.id,
                "field": mark.field,
                "confidence": mark.confidence,
                "read": mark.read,
                "truth": mark.truth,
            }
            for result in certificates
            for mark in result.marks
            if not mark.right
        ],
    }


def _read_on_page(marks: Iterable[Mark]) -> Share:
    """Accreditation bodies that were read, not derived from the certification body."""
    named = [mark for mark in marks if mark.field == "accreditation body"]
    return Share(sum(mark.right and not mark.derived for mark in named), len(named))


def _made(expected: Iterable[tuple[Expected, ...]]) -> Share:
    known = [one for some in expected for one in some]
    return Share(sum(one.made for one in known), len(known))


def _by(results: Iterable[Result], group: Callable[[Result], str]) -> dict[str, object]:
    groups: dict[str, list[Mark]] = {}
    for result in results:
        groups.setdefault(group(result), []).extend(result.marks)
    return {name: asdict(share(marks)) for name, marks in sorted(groups.items())}


def table_of(measured: dict[str, object]) -> str:
    """The measurement as a table of text."""
    lines = [
        _line(name, measured[name])
        for name in (
            "all",
            "tuned",
            "held_out",
            "certificates_recognised",
            "expected_findings",
            "accreditation_body_read",
        )
    ]
    for group in ("by_field", "by_kind", "by_language", "by_confidence"):
        lines.append(f"-- {group.replace('_', ' ')}")
        rows = measured[group]
        if isinstance(rows, dict):
            lines.extend(_line(name, row) for name, row in rows.items())
    lines.extend(
        f"{name}: {measured[name]}"
        for name in ("sure", "negatives_accepted", "alarms_on_clean", "seconds_a_page", "peak_megabytes")
    )
    return "\n".join(lines)


def _line(name: str, row: object) -> str:
    if not isinstance(row, dict):
        return f"{name:28}"
    return f"{name:28} {row['right']:4} / {row['of']:4}  {row['right'] / max(1, row['of']):.3f}"


def main() -> int:
    """Measure the corpus named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.accuracy", description="How well the files of a corpus are read."
    )
    parser.add_argument(
        "corpus", type=Path, help="folder with certificates.jsonl, negatives.jsonl and the files they name"
    )
    parser.add_argument("--out", type=Path, default=Path("build/accuracy.json"), help="where the numbers are written")
    arguments = parser.parse_args()
    if not (arguments.corpus / "certificates.jsonl").is_file():
        parser.error(f"{arguments.corpus} holds no certificates.jsonl; name the folder that does")
    facts = load()
    measured = report(measure(arguments.corpus, "certificates", facts), measure(arguments.corpus, "negatives", facts))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(table_of(measured) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

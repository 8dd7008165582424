"""The suite as one JSON file, from the files that people write: `python conformance/build.py` (needs PyYAML).

Whoever only runs the suite needs `suite.json` and the standard library.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
SUITE = HERE / "suite.json"
VERSION = 1


class _Loader(yaml.SafeLoader):
    """Days stay texts, as in JSON."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in forms if tag != "tag:yaml.org,2002:timestamp"]
    for first, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    """A YAML file as plain values; keys that begin with a dot only hold what others repeat."""
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader without dates
    return {key: value for key, value in content.items() if not key.startswith(".")}


def suite() -> dict[str, Any]:
    """The whole suite: version, facts, policies, bases and cases, each case with its family, check and sources."""
    files = sorted((HERE / "cases").rglob("*.yaml"))
    bases = _bases(read(HERE / "bases.yaml"))
    return {
        "suite": "livingproof-conformance",
        "version": VERSION,
        "facts": read(HERE / "facts.yaml"),
        "policies": read(HERE / "policies.yaml"),
        "bases": bases,
        "cases": [*_worlds(bases), *(case for path in files for case in _cases(path.parent.name, read(path)))],
    }


def _bases(written: dict[str, Any]) -> dict[str, Any]:
    """Each base in full: what it does not say is that of the base it is like.

    `shows` are the codes of the base as it stands; only a base that says something of them has them.
    """
    bases: dict[str, Any] = {}
    for name, base in written.items():
        like = bases.get(base.get("like", ""), {})
        bases[name] = {**like, **{key: base[key] for key in base if key != "like"}}
        bases[name]["shows"] = {**like.get("shows", {}), **base["shows"]} if "shows" in base else {}
    return bases


def _worlds(bases: dict[str, Any]) -> list[dict[str, Any]]:
    """Each base unchanged: a case of its own, so that every other case starts from an answer that was checked."""
    source = ["verdict: the nine headlines", "verdict: the ladder of evidence"]
    return [
        {
            "id": f"world/{name}",
            "family": "worlds",
            "title": base["title"],
            "source": source,
            "base": name,
            "expect": {"findings": base["shows"]},
        }
        for name, base in bases.items()
    ]


def _cases(family: str, file: dict[str, Any]) -> list[dict[str, Any]]:
    """The cases of a file: `code` names the reason of the file's own check."""
    subject, cases = file["about"], []
    for written in file["cases"]:
        expect = dict(written.get("expect", {}))
        own = {subject: expect.pop("code")} if "code" in expect else {}
        cases.append(
            {
                "id": f"{subject}/{written['id']}",
                "family": family,
                "title": written["title"],
                "source": written.get("source", file["source"]),
                **{key: written[key] for key in ("base", "change", "complete") if key in written},
                "expect": {**expect, "findings": {**own, **expect.get("findings", {})}},
            }
        )
    return cases


def text(content: dict[str, Any]) -> str:
    """The bytes of `suite.json`: one line for each case and each table, so that a change shows as one line."""
    lines = []
    for key, value in content.items():
        if isinstance(value, list):
            rows = ",\n".join(_line(row) for row in value)
            lines.append(f'"{key}": [\n{rows}\n]')
        elif isinstance(value, dict):
            rows = ",\n".join(f"{_line(name)}: {_line(row)}" for name, row in value.items())
            lines.append(f'"{key}": {{\n{rows}\n}}')
        else:
            lines.append(f'"{key}": {_line(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    SUITE.write_text(text(suite()), encoding="utf-8")

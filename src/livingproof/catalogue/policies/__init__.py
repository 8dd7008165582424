"""What buyers demand: one file per policy, read strictly into the core's own type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from livingproof.catalogue.policies.faults import TITLE, faults_in
from livingproof.core.errors import PolicyError
from livingproof.core.policy import Policy

FOLDER = Path(__file__).parent
_POLICY = TypeAdapter(Policy)


def shipped_policies() -> tuple[str, ...]:
    """The names of the shipped policies, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def title_of(name: str) -> str:
    """The title of a shipped policy."""
    return str(_content(FOLDER / f"{name}.yml").get(TITLE, name))


def policy_named(name: str) -> Policy:
    """A shipped policy by name, or the policy in a file whose path is given; PolicyError says what is wrong with it."""
    path = Path(name) if name.endswith((".yml", ".yaml")) else FOLDER / f"{name}.yml"
    if not path.is_file():
        raise PolicyError(f"No policy {name!r}. Choose one of {', '.join(shipped_policies())}, or give a .yml file.")
    return policy_from(path.stem, _content(path))


def _content(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise PolicyError(f"{path}: cannot be read as YAML ({' '.join(str(problem).split())[:120]}).") from problem


def policy_from(identity: str, content: Any) -> Policy:
    """A policy from its plain form: every key known, every key there; what is left out is not guessed."""
    for _, what, do in faults_in(content):
        raise PolicyError(f"Policy {identity}: {what} {do}")
    given = {key: value for key, value in content.items() if key != TITLE}
    try:
        return _POLICY.validate_python({"id": identity, **given})
    except ValidationError as problem:
        first = problem.errors()[0]
        raise PolicyError(f"Policy {identity}: `{'.'.join(map(str, first['loc']))}`: {first['msg']}.") from problem

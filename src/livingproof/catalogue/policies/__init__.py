"""What buyers demand: one file per policy, read strictly into the core's own type."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from livingproof.core.errors import PolicyError
from livingproof.core.policy import Policy

FOLDER = Path(__file__).parent
KEYS = {slot.name for slot in fields(Policy)} - {"id"}
_POLICY = TypeAdapter(Policy)


def shipped_policies() -> tuple[str, ...]:
    """The names of the shipped policies, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def policy_named(name: str) -> Policy:
    """A shipped policy by name, or the policy in a file whose path is given; PolicyError says what is wrong with it."""
    path = Path(name) if name.endswith((".yml", ".yaml")) else FOLDER / f"{name}.yml"
    if not path.is_file():
        raise PolicyError(f"No policy {name!r}. Choose one of {', '.join(shipped_policies())}, or give a .yml file.")
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise PolicyError(f"{path}: cannot be read as YAML ({' '.join(str(problem).split())[:120]}).") from problem
    return policy_from(path.stem, content)


def policy_from(identity: str, content: Any) -> Policy:
    """A policy from its plain form: every key known, every key there; what is left out is not guessed."""
    if not isinstance(content, dict):
        raise PolicyError(f"Policy {identity}: expected keys and values, got {type(content).__name__}.")
    given = {key: value for key, value in content.items() if key != "title"}
    unknown, missing = sorted(set(given) - KEYS), sorted(KEYS - set(given))
    if unknown:
        raise PolicyError(f"Policy {identity}: unknown key {unknown[0]!r}. Known keys: {', '.join(sorted(KEYS))}.")
    if missing:
        raise PolicyError(f"Policy {identity}: `{missing[0]}` is missing. Copy a shipped policy and change its values.")
    try:
        return _POLICY.validate_python({"id": identity, **given})
    except ValidationError as problem:
        first = problem.errors()[0]
        raise PolicyError(f"Policy {identity}: `{'.'.join(map(str, first['loc']))}`: {first['msg']}.") from problem

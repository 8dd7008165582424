"""What buyers demand: one file per policy, read strictly into the core's own type."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from livingproof.catalogue.policies.faults import TITLE, faults_in, faults_of
from livingproof.core.errors import PolicyError
from livingproof.core.policy import Policy

FOLDER = Path(__file__).parent
ENDINGS = (".yml", ".yaml")
_POLICY = TypeAdapter(Policy)


def shipped_policies() -> tuple[str, ...]:
    """The names of the shipped policies, in alphabetical order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


def title_of(name: str) -> str:
    """The title of a shipped policy."""
    return str(_content(FOLDER / f"{name}.yml").get(TITLE, name))


def policy_named(name: str) -> Policy:
    """A shipped policy by name, or the policy in a file whose path is given; PolicyError says what is wrong with it.

    A policy from a file is named after it and bears its digest, so that it is never taken for a shipped one.
    """
    if name in shipped_policies():
        return policy_from(name, _content(FOLDER / f"{name}.yml"))
    if not name.endswith(ENDINGS):
        raise PolicyError(
            f"No policy {name!r}. Choose one of {', '.join(shipped_policies())}, or name a .yml file of your own."
        )
    return _own(Path(name))


def _own(path: Path) -> Policy:
    for fault in faults_of(path):
        raise PolicyError(f"{path}:{fault.line}: {fault.what} {fault.do}")
    name = "".join(sign if sign.isprintable() else "?" for sign in path.name)
    return replace(policy_from(name, _content(path)), file_digest=sha256(path.read_bytes()).hexdigest())


def _content(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8-sig"))


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

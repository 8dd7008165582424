"""`livingproof policy`: what buyers demand before they rely on a certificate: the shipped policies and your own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from livingproof.readers.visible import visible

if TYPE_CHECKING:
    from livingproof.core.policy import Policy

app = typer.Typer(
    help="List, show and check policies: what you demand before you rely on a certificate.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMPARED_WITH = "standard"

MEANINGS = {
    "reading_confidence": "least confidence at which a field that was read may decide",
    "evidence": "rung of evidence that CONFIRMED needs",
    "fresh_days": "greatest age in days of a register's answer",
    "acceptable_limits": "checks whose open point you accept, relying all the same",
    "unrecognised": "decision where the accreditation chain is not recognised",
    "sector_standard": "whether a missing standard of the sector bars CONFIRMED",
    "answer_days": "days after which an unanswered question weighs as a sign",
    "version": "version of the policy, printed in every statement",
}
"""What each key of a policy decides."""


@app.command(name="list")
def list_() -> None:
    """List the shipped policies."""
    from livingproof.catalogue.policies import policy_named, shipped_policies, title_of

    for name in shipped_policies():
        print(f"{policy_named(name).label:<16} {title_of(name)}")


@app.command(name="show")
def show(name: Annotated[str, typer.Argument(metavar="NAME", help="A shipped policy, or a .yml file.")]) -> None:
    """Show a policy, key by key."""
    from livingproof.catalogue.policies import policy_named

    policy = policy_named(name)
    print(policy.label)
    print(_whose(policy))
    for key, meaning in MEANINGS.items():
        print(f"  {key:<19} {_value(policy, key):<14} {meaning}")


@app.command(name="check")
def check(file: Annotated[Path, typer.Argument(metavar="FILE", help="Your policy, a .yml file.")]) -> None:
    """Check a policy of your own: every mistake with its line, and what it changes against `standard`.

    Exit status: 0 it can be used; 2 it cannot.
    """
    from livingproof.catalogue.policies import policy_named
    from livingproof.catalogue.policies.faults import faults_of

    faults = faults_of(file)
    for fault in faults:
        print(f"{visible(str(file))}:{fault.line}: {visible(f'{fault.what} {fault.do}')}")
    if faults:
        raise typer.Exit(2)
    policy, standard = policy_named(str(file)), policy_named(COMPARED_WITH)
    print(f"{policy.label} can be used: livingproof verify FILE --policy {visible(str(file))}")
    print(_whose(policy))
    changes = [key for key in MEANINGS if getattr(policy, key) != getattr(standard, key) and key != "version"]
    print(f"It decides as {standard.label} does." if not changes else f"Against {standard.label} it changes:")
    for key in changes:
        print(f"  {key:<19} {_value(standard, key)} → {_value(policy, key)}  ({MEANINGS[key]})")


def _whose(policy: Policy) -> str:
    if not policy.file_digest:
        return "A shipped policy."
    return f"Your own policy, none of the shipped ones; SHA-256 of its file: {policy.file_digest}"


def _value(policy: Policy, key: str) -> str:
    value = getattr(policy, key)
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)

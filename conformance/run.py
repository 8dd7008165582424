"""Run the conformance suite against any program: `python conformance/run.py -- COMMAND [ARGUMENT ...]`.

The program reads one JSON object on its standard input (schema/question.schema.json) and writes one on its standard output
(schema/answer.schema.json). Needs Python 3.11 and nothing else. Exit status: 0 every answer is the expected one, 1 some
differ or are missing or in another form, 2 wrong use: no program, no such program, no suite, no such cases. A program that
crashes, runs out of time or writes something else than the answers has failed every case.
"""

from __future__ import annotations

import argparse
import copy
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

SUITE = Path(__file__).parent / "suite.json"
ABOUT_THE_LOOKUP = ("register", "asked_on", "snapshot_as_of", "answer", "by_number", "digest", "organisations")
FIELD = {"value", "normalised", "as_printed", "confidence", "source", "readings"}
SECONDS = 600
SHOWN = 40
LONGEST = 200
"""So many characters of what a program writes are told."""


# --- 1. from a case as it is written to the question that a program reads ----------------------------------------------


def load(path: Path = SUITE) -> dict[str, Any]:
    """The suite as it is stored."""
    return dict(json.loads(path.read_text(encoding="utf-8")))


def question(suite: Mapping[str, Any], cases: list[dict[str, Any]]) -> dict[str, Any]:
    """What a program reads: the facts of the world, the policies, and the cases without their answers."""
    return {
        "suite": suite["suite"],
        "version": suite["version"],
        "facts": suite["facts"],
        "policies": suite["policies"],
        "cases": [asked(suite, case) for case in cases],
    }


def asked(suite: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """One case in published names: claim, document, purchase, records, claims beside, day, policy, answers, further facts."""
    world = changed(suite, case)
    purchase = dict(world.get("purchase") or {})
    said = world.get("listing")
    if said:
        purchase |= {"listing": said["text"], "mentions": [_mention(mention) for mention in said["mentions"]]}
    return {
        "id": case["id"],
        "as_of": world["as_of"],
        "policy": world["policy"],
        "claim": _claim(world["claim"]),
        "document": world.get("document"),
        "purchase": purchase,
        "records": [_lookup(record) for record in world.get("records") or ()],
        "beside": [
            {"claim": _claim(other["claim"]), "document": other.get("document")} for other in world.get("beside") or ()
        ],
        "answers": world.get("answers") or [],
        "kin": world.get("kin") or [],
        "history": world.get("history") or [],
        "facts": world.get("facts") or {},
    }


def changed(suite: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """The world of a case: its base with the one change made, or the world that it brings itself."""
    if "complete" in case:
        return dict(case["complete"])
    world = copy.deepcopy(suite["bases"][case["base"]])
    if "change" in case:
        put(world, str(case["change"]["at"]).split("."), case["change"]["to"])
    return dict(world)


def put(node: Any, path: list[str], value: Any) -> None:
    """Set the value at a path of keys and list positions; the position after the last adds to the list."""
    key, rest = path[0], path[1:]
    if isinstance(node, list):
        place = int(key)
        if place == len(node):
            node.append({} if rest else value)
        if rest:
            put(node[place], rest, value)
        else:
            node[place] = value
    elif rest:
        if node.get(key) is None:
            node[key] = {}
        elif key in node and not isinstance(node[key], (dict, list)):
            node[key] = {"value": node[key]}
        put(node[key], rest, value)
    else:
        node[key] = value


def _claim(short: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _field(name, value) for name, value in short.items() if value is not None}


def _field(name: str, short: Any) -> dict[str, Any]:
    content = dict(short) if isinstance(short, dict) and set(short) <= FIELD else {"value": short}
    if "value" not in content and content.get("readings"):
        content["value"] = content["readings"][0]
    if name == "standards" and content.get("value"):
        content["value"] = [_standard(item) if isinstance(item, str) else item for item in content["value"]]
    return {"confidence": 1.0, "source": "stated", **content}


def _standard(text: str) -> dict[str, Any]:
    name, _, edition = text.partition(":")
    return {"standard": name, "edition": edition or None, "as_printed": text}


def _mention(short: Mapping[str, Any]) -> dict[str, Any]:
    content = {key: value for key, value in short.items() if key not in {"held", "badge", "vague"}}
    told: dict[str, Any] = {
        "topic": "standard",
        "stance": "held",
        "start": 0,
        "end": 0,
        "text": content.get("mark", ""),
    }
    if "held" in short:
        told |= {"text": short["held"], "standard": _standard(short["held"])}
    for topic in ("badge", "vague"):
        if topic in short:
            told |= {"topic": topic, "text": short[topic]}
    return {**told, **content}


def _lookup(short: Mapping[str, Any]) -> dict[str, Any]:
    about = {key: short[key] for key in ABOUT_THE_LOOKUP if short.get(key) is not None}
    held = {key: value for key, value in short.items() if key not in ABOUT_THE_LOOKUP and value is not None}
    found = held.get("number") or about.get("organisations")
    answer = about.setdefault("answer", "found" if found else "not_found")
    return {"by_number": True, **about, "records": [held] if held and answer in {"found", "found_many"} else []}


# --- 2. the answer expected, and what differs ---------------------------------------------------------------------------


def expected(suite: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """The whole answer expected: that of the base, with what the case says otherwise."""
    base = suite["bases"][case["base"]]["expect"] if "base" in case else {"axes": {}}
    own = case["expect"]
    joined = {key: {**base.get(key, {}), **own.get(key, {})} for key in ("axes", "findings")}
    return {**base, **own, **joined}


def differences(wanted: Mapping[str, Any], given: Any) -> Iterator[str]:
    """What an answer says otherwise than expected, one line each; a fail that nobody expects is a difference too."""
    if given is None:
        yield "no answer"
        return
    misshapen = list(_misshapen(given))
    if misshapen:
        yield from misshapen
        return
    for key in ("headline", "also", "decision", "evidence"):
        if key in wanted and given.get(key) != wanted[key]:
            yield f"{key}: expected {wanted[key]}, got {given.get(key)}"
    for axis, grade in wanted["axes"].items():
        if given.get("axes", {}).get(axis) != grade:
            yield f"axis {axis}: expected {grade}, got {given.get('axes', {}).get(axis)}"
    yield from _of_findings(wanted["findings"], given.get("findings", {}))


def _misshapen(given: Any) -> Iterator[str]:
    """What in an answer is not in the form of schema/answer.schema.json, as far as it is compared."""
    if not isinstance(given, dict):
        yield f"the answer is {_form(given)}; expected an object"
        return
    for key in ("axes", "findings"):
        if not isinstance(given.get(key, {}), dict):
            yield f"{key}: is {_form(given[key])}; expected an object"
    findings = given.get("findings", {})
    for check, found in findings.items() if isinstance(findings, dict) else ():
        if not isinstance(found, dict):
            yield f"findings.{check}: is {_form(found)}; expected an object with code and grade"


def _form(value: Any) -> str:
    forms = {type(None): "null", list: "a list", str: "a text", bool: "true or false", dict: "an object"}
    return forms.get(type(value), "a number")


def _of_findings(wanted: Mapping[str, str], findings: Mapping[str, Any]) -> Iterator[str]:
    for check, wish in wanted.items():
        code, _, grade = wish.partition(" ")
        found = findings.get(check, {})
        if found.get("code") != code:
            yield f"{check}: expected {code}, got {found.get('code')}"
        elif grade and found.get("grade") != grade:
            yield f"{check}: expected {code} as {grade}, got {found.get('grade')}"
    for check, found in findings.items():
        if found.get("grade") == "fail" and check not in wanted:
            yield f"{check}: nothing expected, got the fail {found.get('code')}"


# --- 3. the run ---------------------------------------------------------------------------------------------------------


class CannotRunError(Exception):
    """The program could not be started: this is wrong use, and says nothing of the program."""


def answers_of(
    command: list[str], asking: Mapping[str, Any], seconds: float = SECONDS
) -> tuple[dict[str, Any], str | None]:
    """What the program answers, by case, and in one sentence why that is nothing (None when it is something)."""
    try:
        ran = subprocess.run(  # noqa: S603 - the program under test is what the caller names
            command,
            input=json.dumps(asking, ensure_ascii=False).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {}, f"{command[0]} did not answer within {seconds:g} seconds; --seconds gives it more time."
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or "this is no name of a program"
        raise CannotRunError(
            f"{command[0]}: cannot be run: {str(why).lower()}. Name the program after --."
        ) from problem
    if ran.returncode:
        return {}, f"{command[0]} ended with {ran.returncode}{_last_words(ran.stderr)}"
    try:
        told = json.loads(ran.stdout)
    except (ValueError, RecursionError):
        return {}, f"{command[0]}: its output is no JSON: {_beginning(ran.stdout)}."
    if not isinstance(told, dict):
        return (
            {},
            f"{command[0]}: its output is {_form(told)}; expected an object with the answer to each case by its id.",
        )
    return told, None


def _last_words(stderr: bytes) -> str:
    lines = [line.strip() for line in stderr.decode(errors="replace").splitlines() if line.strip()]
    return f"; the last line of its errors: {lines[-1][:LONGEST]}" if lines else " and said nothing of why."


def _beginning(stdout: bytes) -> str:
    text = " ".join(stdout[: 4 * LONGEST].decode(errors="replace").split())
    return f"it begins with {text[:LONGEST]!r}" if text else "it is empty"


def report(cases: list[dict[str, Any]], wrong: Mapping[str, list[str]], most: int = SHOWN) -> str:
    """The shares by family, then the differences of at most so many cases."""
    lines = []
    for family in sorted({case["family"] for case in cases}):
        own = [case["id"] for case in cases if case["family"] == family]
        right = sum(case not in wrong for case in own)
        lines.append(f"{family:12} {right:4} of {len(own):4}  {right / len(own):7.1%}")
    lines.append(f"{'all':12} {len(cases) - len(wrong):4} of {len(cases):4}  {1 - len(wrong) / len(cases):7.1%}")
    titles = {case["id"]: case["title"] for case in cases}
    for name, found in list(wrong.items())[:most]:
        lines += ["", f"{name}: {titles[name]}", *(f"  - {line}" for line in found)]
    if len(wrong) > most > 0:
        lines += ["", f"and {len(wrong) - most} more; --all shows every one"]
    return "\n".join(lines) + "\n"


def suite_in(path: Path) -> dict[str, Any]:
    """The suite of a file; CannotRunError says why it is none."""
    try:
        suite = load(path)
    except OSError as problem:
        raise CannotRunError(
            f"{path}: cannot be read: {str(problem.strerror).lower()}. Name a suite.json."
        ) from problem
    except (ValueError, TypeError, RecursionError) as problem:
        raise CannotRunError(f"{path}: is no suite of JSON. Name a suite.json.") from problem
    missing = [key for key in ("suite", "version", "facts", "policies", "bases", "cases") if key not in suite]
    if missing:
        raise CannotRunError(f"{path}: is no suite: it has no {', '.join(missing)}. Name a suite.json.")
    return suite


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Run the conformance suite against a program.")
    parser.add_argument("--suite", type=Path, default=SUITE, help="the suite (default: suite.json beside this file)")
    parser.add_argument("--only", metavar="BEGINNING", default="", help="only cases whose id begins so")
    parser.add_argument("--ask", action="store_true", help="print what a program reads, and run none")
    parser.add_argument("--all", action="store_true", help="show every difference")
    parser.add_argument("--seconds", type=float, default=SECONDS, help=f"the time a program has (default: {SECONDS})")
    parser.add_argument("command", nargs="*", metavar="-- COMMAND", help="the program under test, with its arguments")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Ask the program every case and tell what it answers otherwise."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        suite = suite_in(given.suite)
        cases = [case for case in suite["cases"] if case["id"].startswith(given.only)]
        asking = question(suite, cases)
        if given.ask:
            sys.stdout.write(json.dumps(asking, ensure_ascii=False, indent=1) + "\n")
            return 0
        if not given.command or not cases:
            parser.error("name the program after --, and cases that exist")
        answers, problem = answers_of(given.command, asking, given.seconds)
    except CannotRunError as reason:
        sys.stderr.write(f"run.py: {reason}\n")
        return 2
    found = {case["id"]: list(differences(expected(suite, case), answers.get(case["id"]))) for case in cases}
    wrong = {name: lines for name, lines in found.items() if lines}
    most = len(wrong) if given.all else 0 if problem else SHOWN
    sys.stdout.write(report(cases, wrong, most))
    if problem:
        sys.stderr.write(f"run.py: every case failed: {problem}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

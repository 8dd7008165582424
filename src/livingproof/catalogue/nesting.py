"""How deep a text of YAML or JSON is nested: looked at before it is loaded, for the loader itself does not survive a deep one."""

from __future__ import annotations

DEEPEST = 100
"""No file of facts, policy or record is nested as deep."""


def refuse_deep(text: str) -> None:
    """Raise ValueError for a text nested deeper than any that is meant; one that is no YAML is left to who loads it."""
    import yaml

    depth = 0
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                raise ValueError("it is nested too deeply")
    except yaml.YAMLError:
        return


def told(problem: Exception) -> str:
    """What is wrong in a text of YAML, in words: the line of the mistake where it is known."""
    mark = getattr(problem, "problem_mark", None)
    if mark is not None:
        return f"line {mark.line + 1} is not as YAML writes it"
    if type(problem) is ValueError:
        return str(problem)
    return "it is no text" if isinstance(problem, UnicodeDecodeError) else "it is no YAML"

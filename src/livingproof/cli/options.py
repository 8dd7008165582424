"""Options of a command in groups: each group is a dataclass whose fields are the options with their help texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The command as it is called on a line: a parameter that is a group stands for the options in it, in their order."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, Any] = {name: hint for name, hint in hints.items() if is_dataclass(hint)}

    @wraps(command)
    def called(**given: Any) -> None:
        made = {
            name: group(**{slot.name: given.pop(slot.name) for slot in fields(group)}) for name, group in groups.items()
        }
        command(**given, **made)

    parameters = [
        option
        for parameter in signature(command).parameters.values()
        for option in _options(parameter, hints[parameter.name])
    ]
    called.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what `inspect` looks at first
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return called


def _options(parameter: Parameter, hint: Any) -> Iterator[Parameter]:
    if not is_dataclass(hint):
        yield parameter.replace(annotation=hint, kind=Parameter.KEYWORD_ONLY)
        return
    hints = get_type_hints(hint, include_extras=True)
    for slot in fields(hint):
        default = Parameter.empty if slot.default is MISSING else slot.default
        yield Parameter(slot.name, Parameter.KEYWORD_ONLY, default=default, annotation=hints[slot.name])

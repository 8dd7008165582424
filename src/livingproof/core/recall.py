"""Answers kept for arguments that come again: a rule asked by many checks about the same values is worked out once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def recalled(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the answers of a pure function for the last arguments, told apart by identity and not by content.

    For values that are costly or impossible to hash (claims, records, the catalogue's tables). At most `most` answers are
    kept; the oldest goes first. Arguments are held as long as their answer, so that no other value can take their identity.
    """

    def keep(rule: Callable[P, R]) -> Callable[P, R]:
        known: OrderedDict[tuple[int, ...], tuple[object, R]] = OrderedDict()

        @wraps(rule)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            if kwargs:
                return rule(*args, **kwargs)
            key = tuple(map(id, args))
            found = known.get(key)
            if found is not None:
                return found[1]
            answer = rule(*args, **kwargs)
            if len(known) >= most:
                with suppress(KeyError):  # another thread may have made room
                    known.popitem(last=False)
            known[key] = (args, answer)
            return answer

        return asked

    return keep

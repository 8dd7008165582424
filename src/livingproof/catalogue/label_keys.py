"""Keys whose values are roles of printed labels, or words by role."""

from __future__ import annotations

from livingproof.catalogue.keys import FormError, Key, Plain, one_of, read_texts
from livingproof.catalogue.labels import Role


def read_role(value: object) -> str:
    """A role of a label."""
    return str(one_of(Role)(value))


def read_roles(value: object) -> Plain:
    """Roles of labels in an order."""
    return [read_role(role) for role in value] if isinstance(value, list) else read_texts(value)


def read_labels(value: object) -> Plain:
    """Lists of printed labels by role."""
    if not isinstance(value, dict):
        raise FormError("must be lists of words by role, like {number: [certificate no]}")
    return {read_role(role): read_texts(words) for role, words in value.items()}


ROLE, ROLES, LABELS = Key(read_role), Key(read_roles), Key(read_labels)

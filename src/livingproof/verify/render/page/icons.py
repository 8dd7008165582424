"""The few signs of the page, drawn once and used by name; each stands beside its word."""

from __future__ import annotations

from livingproof.core.terms import Grade
from livingproof.verify.render.page.markup import Html, el

_CHECK = '<circle cx="12" cy="12" r="9"/><path d="M8 12.5l2.8 2.8L16 9.5"/>'
_NOTE = '<path d="M12 3.5L2.5 20h19zM12 10v4.5M12 17.2v.1"/>'
_CROSS = '<rect x="3.5" y="3.5" width="17" height="17" rx="2"/><path d="M9 9l6 6M15 9l-6 6"/>'
_OPEN = (
    '<circle cx="12" cy="12" r="9" stroke-dasharray="3.6 2.05"/>'
    '<path d="M9.8 9.6a2.3 2.3 0 1 1 3.3 2.2c-.8.4-1.1.9-1.1 1.7M12 16.3v.1"/>'
)
_DRAWN = {
    "pass": _CHECK,
    "warn": _NOTE,
    "fail": _CROSS,
    "undetermined": _OPEN,
    "not_applicable": '<path d="M6 12h12"/>',
    "document": '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
    "register": '<ellipse cx="12" cy="6" rx="7" ry="3"/><path d="M5 6v12c0 4 14 4 14 0V6M5 12c0 4 14 4 14 0"/>',
    "catalogue": '<path d="M4 5h6a2 2 0 0 1 2 2v13a2 2 0 0 0-2-2H4zM20 5h-6a2 2 0 0 0-2 2M20 5v13h-6a2 2 0 0 0-2 2"/>',
    "send": '<path d="M21 3L10 14M21 3l-7 18-4-7-7-4z"/>',
    "more": '<path d="M9 6l6 6-6 6"/>',
}


def sprite() -> Html:
    """All signs, to be put on the page once; nothing of it is seen in its place."""
    symbols = (el("symbol", Html(drawn), id=f"i-{name}", viewBox="0 0 24 24") for name, drawn in _DRAWN.items())
    return el("svg", *symbols, class_="sprite", width=0, height=0, aria_hidden="true", focusable="false")


def icon(name: str, more: str = "") -> Html:
    """A sign by name; it is silent, for a word stands beside it. `more` are further classes."""
    return el("svg", el("use", href=f"#i-{name}"), class_=f"i {more}".strip(), aria_hidden="true", focusable="false")


def sign(grade: Grade, more: str = "") -> Html:
    """The sign of a grade."""
    return icon(grade.value, more)

"""Small drawings as SVG with geometry in attributes, never in styles: an interval on a scale, a row of values, a mark on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 120, 16
"""Of an interval and of a row of values, in pixels."""
RADIUS: Final = 14
"""Of the number beside a mark, in the units of the page picture."""


class Box(Protocol):
    """A marked place on a page, in the units of the page's view box; `number` is the finding's, `tone` its tone."""

    x: float
    y: float
    width: float
    height: float
    number: int
    tone: str


def interval(low: float, rate: float, high: float, said: str) -> SafeString:
    """A rate as a dot on its interval, on the scale 0 to 1 that all rows share; `said` states it for those who do not see it."""
    start, dot, end = (round(WIDTH * min(1.0, max(0.0, part)), 1) for part in (low, rate, high))
    return format_html(
        '<svg width="{0}" height="{1}" role="img" aria-label="{2}"><line class="tk" x1="0" y1="8" x2="{0}" y2="8"/>'
        '<line class="ci" x1="{3}" y1="8" x2="{4}" y2="8"/><circle class="pt" cx="{5}" cy="8" r="4"/></svg>',
        WIDTH, HEIGHT, said, _n(start), _n(end), _n(dot),
    )  # fmt: skip


def spark(values: Sequence[float], said: str) -> SafeString:
    """Values in their order as one line from zero; fewer than two are not drawn."""
    if len(values) < 2:  # noqa: PLR2004 - a line has two ends
        return SafeString("")
    most = max(*values, 0.0) or 1.0
    step = (WIDTH - 2) / (len(values) - 1)
    points = " ".join(
        f"{_n(1 + step * place)},{_n(HEIGHT - 2 - (HEIGHT - 4) * value / most)}" for place, value in enumerate(values)
    )
    return format_html(
        '<svg width="{}" height="{}" role="img" aria-label="{}"><polyline class="sl" points="{}"/></svg>',
        WIDTH,
        HEIGHT,
        said,
        points,
    )


def bar(part: float, whole: float) -> SafeString:
    """How much of a whole is there; words and numbers stand beside it."""
    share = 0.0 if whole <= 0 else min(1.0, max(0.0, part / whole))
    return format_html(
        '<svg width="{0}" height="8" aria-hidden="true"><rect class="sq" width="{0}" height="8" rx="2"/>'
        '<rect class="sqf" width="{1}" height="8" rx="2"/></svg>', WIDTH, _n(WIDTH * share),
    )  # fmt: skip


def marks(boxes: Sequence[Box]) -> SafeString:
    """Boxes on a page picture, each a link to its finding, with the finding's number beside it."""
    return format_html_join("", "{}", ((_mark(box),) for box in boxes))


def _mark(box: Box) -> SafeString:
    across, down = box.x + box.width + RADIUS + 6, box.y + box.height / 2
    return format_html(
        '<a class="mark" href="#f-{0}" data-finding="{0}" aria-label="{0}"><rect class="bx {1}" x="{2}" y="{3}" width="{4}" height="{5}" rx="3"/>'
        '<circle class="bn0 {1}" cx="{6}" cy="{7}" r="{8}"/><text class="bn" x="{6}" y="{9}">{0}</text></a>',
        box.number, box.tone, _n(box.x), _n(box.y), _n(box.width), _n(box.height), _n(across), _n(down), RADIUS, _n(down + 5),
    )  # fmt: skip


def _n(value: float) -> str:
    """A number as SVG reads it, whatever the language of the page."""
    return f"{value:.1f}".removesuffix(".0")

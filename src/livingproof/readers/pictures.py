"""Pages as small pictures to be shown: upright and straight, as the boxes of what was read on them are."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from livingproof.readers.limits import Limits
from livingproof.readers.page import Page
from livingproof.readers.paper import Paper

MEDIA_TYPE = "image/webp"
BYTES = 140_000
"""What the pictures of one file may weigh together; in base64 that is a third more."""

_STEPS = {
    "WEBP": ((110.0, 62), (110.0, 45), (110.0, 30), (96.0, 25), (80.0, 20), (64.0, 15), (48.0, 10)),
    "JPEG": ((150.0, 75), (130.0, 65), (110.0, 60), (110.0, 45), (96.0, 35), (80.0, 30), (64.0, 25), (48.0, 20)),
}
"""Resolution and quality by form, the best first: WebP for screens, JPEG for PDF, which holds it as it is."""
_STRAIGHT = 0.05  # degrees; less moves the far end of a line by half a point


@dataclass(frozen=True, slots=True)
class Pose:
    """How a page stood when it was read: its number from 1, the quarter turns taken in degrees clockwise, the angle taken out.

    `turned` and `skew` are those of `readers.page.Page`.
    """

    number: int
    turned: int = 0
    skew: float = 0.0


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as a picture; `width` and `height` are points of the upright page, which boxes count in.

    `content` are the bytes of a file of the type `MEDIA_TYPE`, or of JPEG where that was asked for.
    """

    number: int
    width: float
    height: float
    content: bytes


def poses_of(pages: Iterable[Page]) -> tuple[Pose, ...]:
    """How these pages stood when they were read."""
    return tuple(Pose(page.number, page.turned, page.skew) for page in pages)


def pictures_apart(
    content: bytes, limits: Limits, poses: Sequence[Pose], most: int = BYTES, form: str = "WEBP"
) -> tuple[PagePicture, ...]:
    """The pictures of these pages, drawn in a child process; together at most `most` bytes, unless one is left of each.

    `form` is WEBP or JPEG.

    Raises UnreadableFile with one line that says what to do.
    """
    from livingproof.readers.sandbox import in_child

    drawn: tuple[PagePicture, ...] = in_child(pictures_of, content, limits, tuple(poses), most, form, limits=limits)
    return drawn


def pictures_of(
    content: bytes, limits: Limits, poses: tuple[Pose, ...], most: int, form: str = "WEBP"
) -> tuple[PagePicture, ...]:
    """The pictures of these pages, drawn in this process."""
    with Paper(content, limits) as paper:
        shown = [pose for pose in poses if 1 <= pose.number <= paper.intake.page_count]
        drawn: tuple[PagePicture, ...] = ()
        for dpi, quality in _STEPS[form]:
            drawn = tuple(_drawn(paper, pose, dpi, quality, form) for pose in shown)
            if sum(len(picture.content) for picture in drawn) <= most:
                break
        return drawn


def _drawn(paper: Paper, pose: Pose, dpi: float, quality: int, form: str) -> PagePicture:
    width, height = paper.size(pose.number)
    if pose.turned % 180:
        width, height = height, width
    packed = io.BytesIO()
    _upright(paper.picture(pose.number, dpi), pose).save(packed, form, quality=quality, method=4)
    return PagePicture(pose.number, width, height, packed.getvalue())


def _upright(picture: Any, pose: Pose) -> Any:
    """The picture turned by quarters, then turned back by the skew around its middle, on white paper."""
    from PIL import Image

    turns = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
    image = Image.fromarray(picture)
    if pose.turned % 360 in turns:
        image = image.transpose(turns[pose.turned % 360])
    if abs(pose.skew) > _STRAIGHT:
        image = image.rotate(pose.skew, Image.Resampling.BICUBIC, fillcolor="white")
    return image

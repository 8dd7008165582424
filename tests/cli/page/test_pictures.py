"""Pictures of pages stand as the boxes of what was read on them: turned upright, the skew taken out."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from livingproof.cli.examples import FOLDER
from livingproof.core.errors import UnreadableFile
from livingproof.readers.apart import pages_apart
from livingproof.readers.limits import Limits
from livingproof.readers.pictures import PagePicture, Pose, pictures_apart, pictures_of, poses_of

SIZE = (1240, 1754)
BAR = (200, 300, 900, 340)
"""A black bar on a white sheet, in pixels of the upright picture."""
UNIT = 842.0 / SIZE[1]


def sheet(turned: int = 0, skew: float = 0.0) -> bytes:
    """The sheet as a scanner gives it that turned it against the clock by quarters, and let it fall to the right by degrees."""
    image = Image.new("RGB", SIZE, "white")
    ImageDraw.Draw(image).rectangle(BAR, fill="black")
    image = image.rotate(-skew, Image.Resampling.BICUBIC, fillcolor="white").rotate(turned, expand=True)
    packed = io.BytesIO()
    image.save(packed, "PNG")
    return packed.getvalue()


def bar_in(picture: PagePicture) -> tuple[float, float, float, float]:
    """Where the bar is, in points of the page."""
    grey = np.asarray(Image.open(io.BytesIO(picture.content)).convert("L"))
    dark = np.argwhere(grey < 100)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0) + 1
    unit = picture.width / grey.shape[1]
    return left * unit, top * unit, right * unit, bottom * unit


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.5, -2.5])
def test_a_box_is_where_the_words_are(turned: int, skew: float) -> None:
    (picture,) = pictures_of(sheet(turned, skew), Limits(), (Pose(1, turned, skew),), 140_000)
    assert (round(picture.width), round(picture.height)) == (595, 842)
    assert bar_in(picture) == pytest.approx([side * UNIT for side in BAR], abs=2.0)


def test_pictures_are_made_smaller_until_they_weigh_what_they_may() -> None:
    noise = np.random.default_rng(7).integers(0, 255, (1754, 1240, 3), dtype=np.uint8)
    packed = io.BytesIO()
    Image.fromarray(noise).save(packed, "JPEG", quality=90)
    (large,) = pictures_of(packed.getvalue(), Limits(), (Pose(1),), 10_000_000)
    (small,) = pictures_of(packed.getvalue(), Limits(), (Pose(1),), 140_000)
    assert len(large.content) > 140_000 >= len(small.content)


def test_a_page_that_the_file_does_not_have_is_left_out() -> None:
    assert [one.number for one in pictures_of(sheet(), Limits(), (Pose(1), Pose(7)), 140_000)] == [1]


@pytest.mark.slow
def test_pictures_come_from_a_child_process_as_plain_bytes() -> None:
    content = Path(FOLDER / "confirmed" / "certificate.pdf").read_bytes()
    reading = pages_apart(content, Limits(), FOLDER / "catalogue")
    pictures = pictures_apart(content, Limits(), poses_of(reading.pages))
    assert [one.number for one in pictures] == [1, 2]
    assert all(type(one.content) is bytes and one.content[8:12] == b"WEBP" for one in pictures)


@pytest.mark.slow
def test_a_file_that_cannot_be_drawn_is_told_in_one_line() -> None:
    with pytest.raises(UnreadableFile, match="plain text"):
        pictures_apart(b"hello", Limits(), (Pose(1),))

"""Pictures of pages and the codes on them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from livingproof.core.errors import UnreadableFile
from livingproof.readers.image.codes import codes
from livingproof.readers.limits import Limits
from livingproof.readers.paper import Paper
from tests.readers.making import certificate, code, pdf, saved, shown


def half_black(width: int = 200, height: int = 400) -> Image.Image:
    """Black above, white below."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("black", (0, 0, width, height // 2))
    return picture


def test_a_page_is_rendered_at_the_resolution_asked_for() -> None:
    with Paper(pdf(certificate())) as paper:
        assert paper.picture(1, 72).shape == (842, 595, 3)
        assert paper.picture(1, 144, (100, 100, 200, 150)).shape == (100, 200, 3)


def test_a_picture_keeps_to_the_limit_of_pixels() -> None:
    with Paper(pdf(certificate()), Limits(pixels=100_000)) as paper:
        height, width, _ = paper.picture(1, 600).shape
        assert height * width <= 101_000


def test_the_camera_s_orientation_is_respected() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn by 90 degrees clockwise
    with Paper(saved(half_black(400, 200), exif=exif)) as paper:
        assert paper.size(1) == pytest.approx((421, 842))
        picture = paper.picture(1, 72)
    assert picture[:, -20:].mean() < 20
    assert picture[:, :20].mean() > 230


def test_transparent_parts_show_white_paper() -> None:
    clear = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    with Paper(saved(clear, "PNG")) as paper:
        assert paper.picture(1, 72).min() == 255


def test_every_frame_of_a_tiff_is_a_page() -> None:
    frames = [Image.new("L", (100, 140), shade) for shade in (250, 120)]
    with Paper(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])) as paper:
        assert [round(float(paper.picture(number, 72).mean())) for number in paper.pages_to_read] == [250, 120]


def test_sixteen_bits_of_grey_are_shown_in_eight() -> None:
    deep = Image.fromarray(np.linspace(0, 60_000, 140 * 100, dtype=np.uint16).reshape(140, 100))
    with Paper(saved(deep, "TIFF")) as paper:
        picture = paper.picture(1, 72)
    assert picture.min() == 0
    assert picture.max() == 255


def test_a_code_on_a_page_is_read_with_its_place() -> None:
    content = pdf(certificate() + shown(450, 650, 550, 750), picture=code("https://register.example/QM-2024-0815"))
    with Paper(content) as paper:
        (found,) = paper.codes(1)
    assert (found.symbology, found.payload, found.page) == ("QRCode", "https://register.example/QM-2024-0815", 1)
    assert 450 < found.box[0] < found.box[2] < 550
    assert 650 < found.box[1] < found.box[3] < 750


def test_a_payload_loses_its_trailing_nul_and_shows_its_control_characters() -> None:
    picture = np.array(code("https://x.example/?a=1\x1b[2Jb\u202ec\0\0").convert("RGB"))
    (found,) = codes(picture, 1, 1.0)
    assert found.payload == "https://x.example/?a=1\ufffd[2Jb\ufffdc"


def test_a_page_without_code_has_none() -> None:
    with Paper(pdf(certificate())) as paper:
        assert paper.codes(1) == ()


def test_a_later_frame_that_is_too_large_is_refused() -> None:
    frames = [Image.new("1", (100, 140)), Image.new("1", (3000, 3000))]
    with Paper(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:]), Limits(pixels=1_000_000)) as paper:
        assert paper.size(1)[1] == 842
        with pytest.raises(UnreadableFile, match="page 2 has 3000 x 3000 pixels"):
            paper.picture(2, 72)

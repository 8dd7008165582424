"""What a file is: told by its content, and refused in one line that says what to do."""

from __future__ import annotations

import hashlib

import pytest
from PIL import Image

from livingproof.core.errors import UnreadableFile
from livingproof.readers.intake import examine
from livingproof.readers.limits import Limits
from tests.readers.making import certificate, pdf, saved

PICTURE = Image.new("RGB", (60, 80), "white")


def refusal(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UnreadableFile) as caught:
        examine(content, limits or Limits())
    line = str(caught.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(certificate()), "application/pdf"),
        (b"\n" * 200 + pdf(certificate()), "application/pdf"),
        (saved(PICTURE, "JPEG"), "image/jpeg"),
        (saved(PICTURE, "PNG"), "image/png"),
        (saved(PICTURE, "TIFF"), "image/tiff"),
        (saved(PICTURE, "WEBP"), "image/webp"),
    ],
)
def test_the_type_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert examine(content).media_type == kind


def test_the_digest_is_that_of_the_bytes() -> None:
    content = saved(PICTURE)
    assert examine(content).sha256 == hashlib.sha256(content).hexdigest()


def test_every_page_is_counted() -> None:
    frames = [Image.new("L", (60, 80), shade) for shade in (255, 200, 150)]
    assert examine(pdf("", "", "", "")).page_count == 4
    assert examine(saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])).page_count == 3


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"") == "the file is empty; ask for it again"


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"PK\x03\x04 word/document.xml", "Office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
        (b"GIF89a...", "GIF"),
        (b"<html><body>certificate</body>", "web page"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"just words", "plain text"),
        (b"\x00\x01\x02 noise", "no known type"),
    ],
)
def test_other_types_are_named_and_a_way_out_is_given(content: bytes, word: str) -> None:
    line = refusal(content)
    assert word in line
    assert "save it as PDF, JPEG, PNG, TIFF or WebP" in line


def test_a_file_that_only_begins_like_a_pdf_is_damaged() -> None:
    assert "damaged or cut short" in refusal(b"%PDF-1.7\nnothing follows")


def test_a_file_that_only_begins_like_a_picture_is_damaged() -> None:
    assert "damaged or cut short" in refusal(b"\xff\xd8\xff\xe0 nothing follows")


def test_a_picture_that_was_cut_short_is_refused_at_once() -> None:
    noise = Image.effect_noise((400, 400), 80)
    whole = saved(noise, "PNG")
    assert "damaged or cut short" in refusal(whole[: len(whole) // 2])


def test_an_encrypted_pdf_is_asked_for_without_password() -> None:
    locked = pdf(certificate(), password="secret")  # noqa: S106 - of a file made here
    assert "protected by a password; ask for a copy that opens without one" in refusal(locked)


def test_a_pdf_with_an_empty_password_opens() -> None:
    intake = examine(pdf(certificate(), password=""))
    assert intake.encrypted
    assert intake.page_count == 1


def test_a_file_beyond_the_size_is_refused() -> None:
    assert "ask for one with at most 100" in refusal(saved(PICTURE), Limits(size=100))


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    bomb = saved(Image.new("1", (9000, 9000)), "PNG")
    assert len(bomb) < 20_000
    assert "9000 x 9000 pixels" in refusal(bomb, Limits(pixels=1_000_000))


def test_an_unsigned_pdf_has_no_signatures() -> None:
    assert examine(pdf(certificate())).signatures == ()

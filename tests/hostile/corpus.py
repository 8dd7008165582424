"""The hostile files: name, how each is made, and what has to come of it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PIL import Image

from tests.hostile import papers, pictures
from tests.hostile.raw import raw
from tests.readers.making import saved


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file; `words` stand in the one line of its refusal, "" when it is read (whatever the verdict on it)."""

    name: str
    make: Callable[[], bytes]
    words: str = ""


def archive() -> bytes:
    """An Office document that unpacks to a gigabyte of blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 50_000_000)
    return out.getvalue()


DAMAGED = "damaged or cut short"
SAVE_AS = "save it as PDF, JPEG, PNG, TIFF or WebP"
STOPPED = "made the reader stop"

OTHER_TYPES = (
    Hostile("nothing.pdf", lambda: b"", "the file is empty"),
    Hostile("blank.pdf", lambda: b"\n" * 5000, "no known type"),
    Hostile("nul.pdf", lambda: bytes(100_000), "no known type"),
    Hostile("page.pdf", lambda: b"<!DOCTYPE html><script>alert(1)</script>", "web page"),
    Hostile(
        "marked.pdf",
        lambda: b"\xef\xbb\xbf  <?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc'>]>",
        "XML",
    ),
    Hostile("drawing.png", lambda: b"<svg onload='alert(1)'/>", "SVG"),
    Hostile("words.pdf", lambda: b"ISO 9001 certified, trust us. " * 400, "plain text"),
    Hostile("certificate.docx", archive, "Office document"),
    Hostile("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Office"),
    Hostile("moving.jpg", lambda: saved(pictures.scan(), "GIF"), "GIF"),
    Hostile("bitmap.jpg", lambda: saved(Image.new("1", (500, 500)), "BMP"), "BMP"),
    Hostile("photo.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(500), "HEIC"),
    Hostile("letter.pdf", lambda: b"{\\rtf1 {\\object\\objdata 0105}}", "RTF"),
    Hostile("print.pdf", lambda: b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file", "PostScript"),
    Hostile("invoice.pdf", lambda: b"MZ\x90\0\x03" + bytes(900), "program"),
    Hostile("packed.pdf", lambda: gzip.compress(bytes(10**6)), "no known type"),
)

CUT = tuple(Hostile(f"cut-{part}0.pdf", partial(papers.cut, part)) for part in range(1, 10))
FLIPPED = tuple(Hostile(f"flipped-{seed}.pdf", partial(papers.flipped, seed)) for seed in range(8))

PAPERS = (
    Hostile("locked.pdf", lambda: papers.locked("secret"), "protected by a password"),
    Hostile("unknown-lock.pdf", papers.unknown_lock, DAMAGED),
    Hostile("begins.pdf", lambda: b"%PDF-1.7\n" + papers.noise(5000), DAMAGED),
    Hostile("no-pages.pdf", papers.without_pages, DAMAGED),
    Hostile("counted-zero.pdf", lambda: raw({2: b"<</Type/Pages/Kids[]/Count 0>>"}), DAMAGED),
    Hostile("looped-tree.pdf", papers.looped_tree, DAMAGED),
    Hostile("deep-tree.pdf", lambda: papers.deep_tree(10_000), DAMAGED),
    Hostile("picture-60000.pdf", lambda: papers.picture_bomb(60_000), "60000 x 60000 pixels"),
    Hostile("masks.pdf", lambda: papers.mask_bomb(8000, 200), "large pictures"),
    Hostile("strokes.pdf", lambda: papers.many_strokes(600_000), "600,000 strokes"),
    Hostile("packed-twice.pdf", lambda: papers.double_packed(1_000_000_000)),
    Hostile("form-in-itself.pdf", papers.form_calling_itself, STOPPED),
    Hostile("forms-doubling.pdf", lambda: papers.forms_doubling(40), STOPPED),
    Hostile("jpx-60000.pdf", lambda: papers.in_filter(b"JPXDecode", papers.jpx(60_000, 60_000))),
    Hostile("jpeg-65500.pdf", lambda: papers.in_filter(b"DCTDecode", pictures.jpeg_of(65_500, 65_500))),
    Hostile("xref-ring.pdf", papers.sections_in_a_ring),
    Hostile("xref-nowhere.pdf", papers.table_into_nowhere),
    Hostile("xref-huge.pdf", papers.huge_table),
    Hostile("objects.pdf", lambda: papers.many_objects(2_000_000)),
    Hostile("pages-50000.pdf", lambda: papers.many_pages(50_000)),
    Hostile("count-2147483647.pdf", lambda: papers.counted(2**31 - 1)),
    Hostile("count-negative.pdf", lambda: papers.counted(-5)),
    Hostile("box-negative.pdf", lambda: papers.boxed(b"[0 0 -595 -842]")),
    Hostile("box-1e9.pdf", lambda: papers.boxed(b"[0 0 1000000000 1000000000]")),
    Hostile("box-1e50.pdf", lambda: papers.boxed(b"[0 0 " + b"9" * 50 + b" " + b"9" * 50 + b"]")),
    Hostile("box-zero.pdf", lambda: papers.boxed(b"[0 0 0 0]")),
    Hostile("box-nan.pdf", lambda: papers.boxed(b"[nan inf -inf NaN]")),
    Hostile("box-thin.pdf", lambda: papers.boxed(b"[0 0 .0001 90000]")),
    Hostile("glyph-in-itself.pdf", papers.glyph_in_itself),
    Hostile("nested.pdf", lambda: papers.nested(100_000)),
    Hostile("stream-in-itself.pdf", papers.stream_in_itself),
    Hostile("length-of-itself.pdf", papers.length_of_itself),
    Hostile("letters.pdf", lambda: papers.many_letters(500_000)),
    Hostile("content-bomb.pdf", lambda: papers.content_bomb(1_000_000_000)),
    Hostile("jbig2.pdf", lambda: papers.in_filter(b"JBIG2Decode", papers.noise(5000))),
    Hostile("lzw.pdf", lambda: papers.in_filter(b"LZWDecode", papers.noise(50_000))),
    Hostile("fax.pdf", lambda: papers.in_filter(b"CCITTFaxDecode", papers.noise(5000))),
    Hostile("font.pdf", lambda: papers.broken_font(papers.noise(500))),
    Hostile("signature.pdf", papers.claimed_signature),
)

PICTURES = (
    Hostile("cut.png", lambda: pictures.cut("PNG", 0.6), DAMAGED),
    Hostile("cut.jpg", lambda: pictures.cut("JPEG", 0.6), DAMAGED),
    Hostile("cut.tif", lambda: pictures.cut("TIFF", 0.6), DAMAGED),
    Hostile("cut.webp", lambda: pictures.cut("WEBP", 0.6), DAMAGED),
    Hostile("side-60000.png", lambda: pictures.png_bomb(60_000), "60000 x 60000 pixels"),
    Hostile("note-bomb.png", pictures.png_words_bomb, DAMAGED),
    Hostile("profile-bomb.png", pictures.png_profile_bomb, DAMAGED),
    Hostile("overfull.png", pictures.png_overfull),
    Hostile("side-60000.tif", lambda: pictures.tiff_bomb(60_000), "60000 x 60000 pixels"),
    Hostile("strips.tif", lambda: pictures.tiff_with(500_000_000), DAMAGED),
    Hostile("pages-50000.tif", lambda: pictures.tiff_of(50_000), "more than 1000 pages"),
    Hostile("ring.tif", pictures.tiff_ring),
    Hostile("side-65500.jpg", lambda: pictures.jpeg_of(65_500, 65_500), "65500 x 65500 pixels"),
    Hostile("notes-in-a-ring.jpg", pictures.jpeg_turned),
    Hostile("scans.jpg", lambda: pictures.jpeg_scans(100)),
    Hostile("false-size.webp", lambda: pictures.webp_of(16_383, 16_383), DAMAGED),
    Hostile("moving.webp", pictures.webp_moving),
)

CORPUS = (*OTHER_TYPES, *CUT, *FLIPPED, *PAPERS, *PICTURES)
REFUSED = tuple(file for file in CORPUS if file.words)
READ = tuple(file for file in CORPUS if not file.words)
LONGEST = Hostile("pattern-in-itself.pdf", papers.pattern_in_itself)

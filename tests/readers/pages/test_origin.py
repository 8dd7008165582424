"""What a file says of its own making: programs, days, and how often it was saved on top of itself."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from livingproof.catalogue import load
from livingproof.core.claim import Origin
from livingproof.readers.intake import examine
from livingproof.readers.pdf.origin import saves
from livingproof.readers.reading import read
from tests.readers.making import certificate, identity, overdrawn, patch, pdf, saved, signed, words

PLAIN = pdf(certificate())
XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmp:CreatorTool="Letter Writer 3"><pdf:Producer>Page Maker 2</pdf:Producer>
 <xmp:CreateDate>2026-01-06T09:45:44+01:00</xmp:CreateDate></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def made_by(**entries: str) -> bytes:
    """The plain certificate with these entries of the information dictionary."""
    document = pikepdf.open(io.BytesIO(PLAIN))
    document.docinfo = document.make_indirect(pikepdf.Dictionary(entries))
    return kept(document)


def kept(document: pikepdf.Pdf, **settings: bool) -> bytes:
    out = io.BytesIO()
    document.save(out, **settings)
    return out.getvalue()


def test_programs_and_days_are_those_that_the_file_names() -> None:
    content = made_by(
        **{"/Producer": "Page Maker 2", "/Creator": "Letter Writer 3"},
        **{"/CreationDate": "D:20260106094544+01'00'", "/ModDate": "D:20260107"},
    )
    assert examine(content).origin == Origin("Page Maker 2", "Letter Writer 3", "2026-01-06", "2026-01-07", 1)


def test_without_an_information_dictionary_the_metadata_stream_tells() -> None:
    document = pikepdf.open(io.BytesIO(PLAIN))
    document.Root.Metadata = pikepdf.Stream(document, XMP.encode(), Type=pikepdf.Name.Metadata)
    origin = examine(kept(document)).origin
    assert (origin.producer, origin.creator, origin.created_on) == ("Page Maker 2", "Letter Writer 3", "2026-01-06")


def test_metadata_of_a_picture_inside_is_not_that_of_the_file() -> None:
    content = PLAIN + b"\n% " + XMP.replace("\n", " ").encode() + b" /Metadata"
    assert examine(content).origin.producer is None


def test_a_day_that_does_not_exist_is_none() -> None:
    assert examine(made_by(**{"/CreationDate": "D:20261399"})).origin.created_on is None


def test_names_of_programs_are_made_harmless_and_short() -> None:
    producer = examine(made_by(**{"/Producer": "\x07Maker\u202e" + "x" * 5000})).origin.producer
    assert producer is not None
    assert "\x07" not in producer
    assert "\u202e" not in producer
    assert len(producer) <= 160


def test_a_file_written_once_has_one_save() -> None:
    assert saves(PLAIN) == 1


def test_a_file_made_for_the_web_has_one_save_and_two_tables() -> None:
    content = kept(pikepdf.open(io.BytesIO(PLAIN)), linearize=True)
    assert content.count(b"startxref") == 2
    assert saves(content) == 1


def test_a_change_saved_on_top_is_a_second_save() -> None:
    changed = overdrawn(PLAIN, patch(250, 458, 400, 476) + words("31 May 2028", 260, 470))
    assert saves(changed) == 2
    assert saves(overdrawn(changed, patch(0, 0, 1, 1))) == 3


def test_a_change_on_top_of_a_file_made_for_the_web_is_a_second_save() -> None:
    assert saves(overdrawn(kept(pikepdf.open(io.BytesIO(PLAIN)), linearize=True), patch(0, 0, 1, 1))) == 2


def test_a_signature_is_a_save_of_its_own() -> None:
    signer, _ = identity()
    assert saves(signed(PLAIN, signer)) == 2


def test_the_empty_table_that_word_appends_is_no_save() -> None:
    start = PLAIN.rindex(b"startxref")
    table = int(PLAIN[start:].split()[1])
    appended = b"xref\n0 0\ntrailer\n<</Size 9/Root 1 0 R/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF"
    assert saves(PLAIN + b"\n" + appended % (table, table, len(PLAIN) + 1)) == 1


def test_bytes_before_the_header_move_every_place() -> None:
    assert saves(b"\n" * 200 + PLAIN) == 1


@pytest.mark.parametrize("content", [PLAIN[:-60], PLAIN.replace(b"startxref", b"startwhat"), b"%PDF-1.7\n", b""])
def test_a_broken_chain_of_tables_is_not_counted(content: bytes) -> None:
    assert saves(content) is None


def test_tables_that_name_each_other_for_ever_are_not_counted() -> None:
    start = b"%PDF-1.7\n"
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<</Prev %d>>\n" % len(start)
    assert saves(start + table + b"startxref\n%d\n%%%%EOF" % len(start)) is None


def test_a_picture_says_nothing_of_its_making() -> None:
    assert examine(saved(Image.new("RGB", (60, 80), "white"))).origin == Origin()


@pytest.mark.slow
def test_every_claim_of_a_file_carries_the_origin_of_the_file() -> None:
    document = read(made_by(**{"/Producer": "Page Maker 2"}), load()).document
    assert document.origin == Origin(producer="Page Maker 2", revisions=1)

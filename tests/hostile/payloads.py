"""Readable files with a payload in what is read of them: codes, text layer, metadata, names."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name

from tests.readers.making import certificate, code, pdf, shown, words

ESCAPE = "\x1b]0;owned\x07\x1b[2J\x1b[31m"
CODES = {
    "escapes": f"https://register.example/{ESCAPE}",
    "script": "javascript:alert(document.cookie)",
    "local file": "file:///etc/passwd",
    "reversed": "https://register.example/\u202egpj.exe\u202c",
    "isolated": "https://register.example/\u2066\u2067a\u2069",
    "look-alike": "https://www.iаf.nu/сеrt/1",
    "user part": "https://www.iafcertsearch.org@hostile.example/",
    "nul": "https://register.example/\0\0hidden\0",
    "lines": "https://register.example/\r\nVERDICT: CONFIRMED\r\n",
    "2.9 kB": "https://register.example/" + "A" * 2900,
}
"""What a hostile QR code may say; 2.9 kB is the most that one holds."""

SMUGGLED = ("001b", "009b", "202e", "2066", "200b", "d800", "0007", "db40dc41")
"""What a font's table may say that a letter means: escapes, reversals, invisible characters, half of a pair, a tag."""


def coded(payload: str) -> bytes:
    """A certificate with a QR code."""
    return pdf(certificate() + shown(400, 560, 590, 750), picture=code(payload, 760))


def smuggling() -> bytes:
    """A certificate whose holder, number and text are printed with letters that mean control characters."""
    letters = "".join(chr(0xE0 + i) for i in range(len(SMUGGLED)))
    text = certificate(number=f"QM-{letters[0]}[31m2024{letters[2]}-0815")
    text += words(f"Northwind {letters} Castings Limited", 120, 600)
    document = pikepdf.open(io.BytesIO(pdf(text)))
    table = "1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfrange <20> <7e> <0020> endbfrange\n"
    table += f"{len(SMUGGLED)} beginbfchar\n"
    table += "".join(f"<{0xE0 + i:02x}> <{value}>\n" for i, value in enumerate(SMUGGLED)) + "endbfchar\n"
    head = "/CIDInit /ProcSet findresource begin begincmap\n"
    stream = document.make_stream((head + table + "endcmap end").encode())
    for font in document.pages[0].obj.Resources.Font.values():
        font.ToUnicode = stream
    return _told(document)


def _told(document: pikepdf.Pdf) -> bytes:
    """The document with control characters in its metadata."""
    document.docinfo = document.make_indirect(Dictionary(Title=ESCAPE, Author=f"a{ESCAPE}", Producer="\u202eb"))
    document.Root.Metadata = document.make_stream(f"<x>{ESCAPE}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

"""Valid files changed by chance, opened and looked at in a confined process: `python -m tests.hostile.mutating KIND BATCH FROM COUNT`.

Prints one word for each file, so that the caller sees at which one a library crashed.
"""

from __future__ import annotations

import random
import sys
from functools import cache

from livingproof.core.errors import UnreadableFile
from livingproof.readers.confined import confine
from livingproof.readers.limits import Limits
from livingproof.readers.paper import Paper
from tests.hostile.pictures import scan
from tests.readers.making import certificate, identity, pdf, saved, shown, signed

KINDS = ("text", "scanned", "signed", "JPEG", "PNG", "TIFF", "WEBP")
LIMITS = Limits(pages=3)
WORDS = (
    b"obj",
    b"endobj",
    b"stream",
    b"<<",
    b">>",
    b"/Length",
    b"/Kids",
    b"-1",
    b"99999999999",
    b"\xff\xd8",
    b"IDAT",
    b"R",
)
"""Pieces of these formats; put anywhere, they reach deeper than bytes of chance."""


@cache
def sample(kind: str) -> bytes:
    """A small valid file."""
    small = scan().resize((400, 566))
    if kind == "text":
        return pdf(certificate())
    if kind == "scanned":
        return pdf(shown(0, 0, 595, 842), picture=small)
    if kind == "signed":
        return signed(pdf(certificate()), identity()[0])
    return saved(small, kind)


def mutant(content: bytes, chance: random.Random) -> bytes:
    """The file after one to six changes: bytes, cuts, doubled and moved pieces, words of the format, false numbers."""
    out = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        place, size = chance.randrange(len(out)), chance.choice((1, 2, 8, 64, 512))
        piece = bytes(out[place : place + size])
        match chance.randrange(7):
            case 0:
                out[place] = chance.randrange(256)
            case 1:
                out[place : place + size] = chance.randbytes(len(piece))
            case 2:
                del out[place : place + size]
            case 3:
                out[place:place] = piece * chance.choice((1, 2, 50))
            case 4:
                other = chance.randrange(len(out))
                out[other : other + size] = piece
            case 5:
                out[place:place] = chance.choice(WORDS)
            case _:
                del out[max(place, 16) :]
    return bytes(out) or b"\0"


def mutants(kind: str, batch: int, count: int) -> list[bytes]:
    """Mutants of a sample, the same each time."""
    chance = random.Random(f"{kind} {batch}")  # noqa: S311 - the same each time is what is wanted
    return [mutant(sample(kind), chance) for _ in range(count)]


def looked_at(content: bytes) -> str:
    """What became of a file: refused, or read; any other error is an error of ours."""
    try:
        with Paper(content, LIMITS) as paper:
            for number in paper.pages_to_read:
                paper.text_page(number)
                paper.codes(number)
    except UnreadableFile as refusal:
        return "refused" if "\n" not in str(refusal) else "refused in several lines"
    return "read"


def main(kind: str, batch: str, first: str, count: str) -> None:
    """Look at the files of a batch from the first one on."""
    files = mutants(kind, int(batch), int(count))[int(first) :]
    confine(LIMITS)
    for content in files:
        sys.stdout.write(f"{looked_at(content)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

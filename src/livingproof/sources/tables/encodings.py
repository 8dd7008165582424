"""Which encoding a text file has, told from its bytes or refused: a wrong guess would be a wrong name in a register."""

from __future__ import annotations

import codecs
import io
import re
from typing import BinaryIO, cast

from livingproof.core.errors import SourceError

SAMPLE = 1 << 20
"""So many bytes are looked at; the rest is decoded strictly."""

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
STATE = "save the file as UTF-8, or state `encoding:` in the column mapping (utf-8, utf-16, gb18030, cp1252 …)"
_HIGH = re.compile(rb"[\x80-\xff]+")
_COMMON = frozenset(
    "的有限公司市区省县镇路号街道工业园科技股份电子机械材料制造管理体系认证证书质量环境产品生产销售服务中国国际集团技术设备"
)
_RIVALS = ("cp1250", "cp1254")
COMMON_SHARE = 0.08
ZERO_SHARE = 0.2
MARK = "\udcff"
"""What stands in the place of a byte that is none of the encoding, where a file is read tolerantly."""
MARKED = "livingproof.marked"
LONGEST_RUN = 2


class Counted(io.BufferedIOBase):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO, first: bytes) -> None:
        super().__init__()
        self._stream, self._first, self.total = stream, first, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def read1(self, size: int = -1, /) -> bytes:
        """The next piece; the sample that was looked at comes first."""
        piece, self._first = (self._first or self._stream.read(max(size, 1 << 16))), b""
        self.total += len(piece)
        return piece

    def read(self, size: int | None = -1, /) -> bytes:
        """The same: text is read piecewise."""
        return self.read1(-1 if size is None else size)


def text_of(
    stream: BinaryIO, name: str, encoding: str | None, *, tolerant: bool = False
) -> tuple[io.TextIOWrapper, Counted]:
    """The stream as text, line ends as they are. SourceError where the encoding cannot be told."""
    sample = stream.read(SAMPLE)
    counted = Counted(stream, sample)
    found = encoding_of(sample, name, encoding)
    errors = MARKED if tolerant else "strict"
    return io.TextIOWrapper(cast("BinaryIO", counted), encoding=found, errors=errors, newline=""), counted


def _marked(problem: UnicodeError) -> tuple[str, int]:
    """A lone surrogate, which no text holds, in the place of what is none of the encoding."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    return MARK, max(problem.end, problem.start + 1)


codecs.register_error(MARKED, _marked)


def damaged(text: str) -> bool:
    """Whether the text was read tolerantly and holds a byte that is none of its encoding."""
    return MARK in text


def likely_encoding(sample: bytes, name: str) -> str:
    """The encoding of a file that is read tolerantly: UTF-8 where most lines that are not plain ASCII are, or where none can be told."""
    lines = [line for line in sample.split(b"\n") if not line.isascii()]
    whole = sum(_decoded(line, "utf-8") is not None for line in lines)
    if whole * 2 > len(lines) and not sample.startswith(tuple(mark for mark, _ in MARKS)):
        return "utf-8"
    try:
        return encoding_of(sample, name)
    except SourceError:
        return "utf-8"


def undecodable(problem: UnicodeDecodeError, counted: Counted, name: str) -> SourceError:
    """The error of a byte that is none of the encoding, with its position in the file."""
    position = counted.total - len(problem.object) + problem.start
    return SourceError(
        f"{name}: byte {position} (0x{problem.object[problem.start]:02x}) is no {problem.encoding}; {STATE}."
    )


def encoding_of(sample: bytes, name: str, stated: str | None = None) -> str:
    """The name of the encoding: the stated one, that of a mark, UTF-8, or what the bytes can only be."""
    if stated:
        return _stated(stated, name)
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding
    if sample.count(0) > ZERO_SHARE * max(1, len(sample)):
        return _unmarked_utf16(sample, name)
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.end == len(sample) == SAMPLE and "unexpected end" in problem.reason:
            return "utf-8"
        return _national(sample, name, problem)
    return "utf-8"


def _stated(stated: str, name: str) -> str:
    try:
        return codecs.lookup(stated).name
    except LookupError as problem:
        raise SourceError(f"{name}: no encoding is called {stated!r}; {STATE}.") from problem


def _unmarked_utf16(sample: bytes, name: str) -> str:
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd):
        raise SourceError(f"{name}: holds zero bytes and is no text; give a CSV, XLSX, Parquet, JSON or XML file.")
    return "utf-16-be" if even > odd else "utf-16-le"


def _national(sample: bytes, name: str, problem: UnicodeDecodeError) -> str:
    if _is_chinese(sample):
        return "gb18030"
    western = _decoded(sample, "cp1252")
    if western is None or any(len(run) > LONGEST_RUN for run in _HIGH.findall(sample)):
        raise SourceError(
            f"{name}: byte {problem.start} (0x{sample[problem.start]:02x}) is no UTF-8, and what it is cannot be told; {STATE}."
        ) from problem
    for place, letter in enumerate(western):
        rival = next(
            (one for one in _RIVALS if letter > "\x7f" and sample[place : place + 1].decode(one, "replace") != letter),
            None,
        )
        if rival:
            other = sample[place : place + 1].decode(rival, "replace")
            raise SourceError(
                f"{name}: byte {place} (0x{sample[place]:02x}) is {letter!r} in cp1252 and {other!r} in {rival}; {STATE}."
            ) from problem
    return "cp1252"


def _is_chinese(sample: bytes) -> bool:
    """Whether it decodes as GB 18030 and its characters are those that registers of China use all the time."""
    text = _decoded(sample, "gb18030")
    if text is None:
        return False
    high = [letter for letter in text if letter > "\x7f"]
    return bool(high) and sum(letter in _COMMON for letter in high) >= COMMON_SHARE * len(high)


def _decoded(sample: bytes, encoding: str) -> str | None:
    """The text, None where a byte is none of the encoding; a character cut off at the end of a full sample is left out."""
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    try:
        return decoder.decode(sample, final=len(sample) < SAMPLE)
    except UnicodeDecodeError:
        return None

"""Encodings of text files: told from the bytes or refused with the byte, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.files import HEADER, error_of, records_of, written

from livingproof.sources import ColumnMap
from livingproof.sources.tables.encodings import encoding_of


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_western_names_survive_every_encoding_that_tells_itself(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, f"{HEADER}\nQ1,Müller & Söhne Gießerei,DE,ISO 9001\n".encode(encoding))
    assert records_of(path)[0].holder_name == "Müller & Söhne Gießerei"


def test_chinese_names_survive_gb18030(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}\nQ1,宁波示例五金有限公司,中国,ISO 9001\n".encode("gb18030"))
    assert records_of(path)[0].holder_name == "宁波示例五金有限公司"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1251", "Москва Завод"),
        ("cp1250", "Łódź Zakład Żółty"),
        ("cp1254", "Şişli Işık Sanayi"),
        ("euc-kr", "한국전자 주식회사"),
        ("shift-jis", "東京電子部品株式会社"),
    ],
)
def test_an_encoding_that_cannot_be_told_is_refused_with_the_byte(tmp_path: Path, encoding: str, name: str) -> None:
    path = written(tmp_path, f"{HEADER}\nQ1,{name},DE,ISO 9001\n".encode(encoding))
    message = error_of(path)
    assert message.startswith(f"register.csv: byte {len(HEADER) + 4} (0x")
    assert "state `encoding:` in the column mapping" in message
    assert records_of(path, columns=ColumnMap(encoding=encoding))[0].holder_name == name


def test_a_letter_that_code_pages_read_differently_is_not_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}\nQ1,Plzeňská,CZ,ISO 9001\n".encode("cp1250"))
    assert "is 'ò' in cp1252 and 'ň' in cp1250; save the file as UTF-8" in error_of(path)


def test_a_damaged_byte_far_behind_is_named_by_its_position(tmp_path: Path) -> None:
    rows = "".join(f"Q{number},Muster {'und Partner ' * 200}GmbH,DE,ISO 9001\n" for number in range(500))
    good = f"{HEADER}\n{rows}".encode()
    path = written(tmp_path, good + b"Qx,M\xfcller,DE,ISO 9001\n")
    assert f"byte {len(good) + 4} (0xfc) is no utf-8" in error_of(path)


def test_a_stated_encoding_must_exist_and_fit(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}\nQ1,Müller,DE,ISO 9001\n".encode("cp1252"))
    assert "no encoding is called 'klingon'" in error_of(path, columns=ColumnMap(encoding="klingon"))
    assert "(0xfc) is no utf-8" in error_of(path, columns=ColumnMap(encoding="utf-8"))


def test_a_cut_letter_at_the_end_of_the_sample_is_no_damage() -> None:
    assert encoding_of(b"a" * ((1 << 20) - 1) + "é".encode()[:1], "x.csv") == "utf-8"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    assert "is no text" in error_of(written(tmp_path, b"\x00\x00\x01\x00" * 50))

import numpy as np
import pytest

from livingproof.register.index.kernels import shorten_rows, shortener
from livingproof.register.index.shrunk import ESCAPE, cutter, learned, shrunk, whole

ROWS = [
    f"Plot No. {place}, Güterstraße {place % 7}, 5{place:04d} Hagen\x1fISO 9001\x1fDE".encode() for place in range(400)
]
STRANGE = ["甲公司 ☃".encode(), b"", bytes(range(256)), b"\xff\xff"]


def test_text_comes_back_as_it_was_even_with_signs_that_the_sample_never_had() -> None:
    pieces = learned(ROWS[::5])
    codes = {piece: code for code, piece in enumerate(pieces)}
    for text in (*ROWS, *STRANGE):
        assert whole(shrunk(cutter(pieces)(text), codes), pieces) == text


def test_text_like_the_sample_takes_less_than_half_its_room() -> None:
    pieces = learned(ROWS[::5])
    codes = {piece: code for code, piece in enumerate(pieces)}
    assert 2 * sum(len(shrunk(cutter(pieces)(text), codes)) for text in ROWS) < sum(map(len, ROWS))


def test_without_a_sample_every_sign_stands_for_itself() -> None:
    assert learned([]) == ()
    assert shrunk(cutter(())(b"ab"), {}) == bytes((ESCAPE, ord("a"), ESCAPE, ord("b")))


@pytest.mark.slow
def test_the_compiled_loop_writes_the_same_codes() -> None:
    pieces = learned(ROWS[::5])
    texts = [*ROWS, *STRANGE]
    at = np.concatenate(([0], np.cumsum([len(text) for text in texts]))).astype(np.int64)
    text = np.frombuffer(b"".join(texts), dtype=np.uint8)
    plain, compiled = shorten_rows(text, at, pieces), shortener()(text, at, pieces)
    assert plain[0].tobytes() == compiled[0].tobytes()
    assert plain[1].tolist() == compiled[1].tolist()

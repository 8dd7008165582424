"""What happens in the child stays in the child: one line comes back."""

from __future__ import annotations

import os
import pickle
import socket
import time
from datetime import date
from pathlib import Path

import pytest

from livingproof.core.errors import PolicyError, UnreadableFile
from livingproof.core.terms import Source
from livingproof.readers.intake import examine
from livingproof.readers.limits import Limits
from livingproof.readers.page import Intake
from livingproof.readers.sandbox import _opened, in_child
from tests.readers.making import certificate, identity, pdf, signed

LIMITS = Limits()


def refusal(function: object, *args: object, limits: Limits = LIMITS) -> str:
    with pytest.raises(UnreadableFile) as caught:
        in_child(function, *args, limits=limits)  # type: ignore[arg-type]  # any callable of a module
    line = str(caught.value)
    assert "\n" not in line
    assert caught.value.__cause__ is None
    return line


@pytest.mark.slow
def test_the_value_comes_back() -> None:
    content = pdf(certificate())
    assert in_child(examine, content, LIMITS, limits=LIMITS) == examine(content)
    assert in_child(date.fromisoformat, "2027-05-31", limits=LIMITS) == date(2027, 5, 31)


@pytest.mark.slow
def test_a_signature_is_validated_in_the_child_as_well() -> None:
    signer, root = identity()
    intake = in_child(examine, signed(pdf(certificate()), signer), LIMITS, (root,), limits=LIMITS)
    assert isinstance(intake, Intake)
    assert intake.signatures[0].trusted is True


@pytest.mark.slow
def test_a_refusal_comes_back_as_the_same_line() -> None:
    assert refusal(examine, b"just words", LIMITS) == "this is plain text; save it as PDF, JPEG, PNG, TIFF or WebP"


@pytest.mark.slow
def test_a_crash_is_one_line() -> None:
    assert (
        refusal(os.abort)
        == "the file made the reader stop; ask for the file in another form, such as a scan saved as PDF"
    )


@pytest.mark.slow
def test_any_error_is_one_line() -> None:
    assert "made the reader stop (ValueError)" in refusal(int, "not a number")


@pytest.mark.slow
def test_too_much_time_is_one_line() -> None:
    began = time.monotonic()
    assert "more than 1 seconds" in refusal(time.sleep, 30, limits=Limits(seconds=1))
    assert time.monotonic() - began < 10


@pytest.mark.slow
def test_too_much_memory_is_one_line() -> None:
    assert "more than 1,300 MB of memory" in refusal(bytearray, 10**11)


@pytest.mark.slow
def test_nothing_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / "left-behind"
    assert "PermissionError" in refusal(Path.write_text, target, "words")
    assert "PermissionError" in refusal(os.mkdir, str(target))
    assert not target.exists()


@pytest.mark.slow
def test_nothing_can_be_sent() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    try:
        assert "made the reader stop" in refusal(socket.create_connection, listener.getsockname())
    finally:
        listener.close()


@pytest.mark.slow
def test_no_program_can_be_started() -> None:
    assert "PermissionError" in refusal(os.system, "true")


@pytest.mark.slow
def test_libraries_may_still_write_to_the_null_device() -> None:
    opened = "bool(__import__('ctypes').CDLL(None).fopen({path!r}, b'w'))"  # as a library in C opens its file of notes
    assert in_child(eval, opened.format(path=os.devnull.encode()), limits=LIMITS)


@pytest.mark.slow
def test_a_value_of_a_foreign_class_is_not_taken() -> None:
    assert "no usable answer" in refusal(Path.cwd)


def test_an_answer_that_would_run_something_is_not_opened() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("touch /tmp/ran",)

    with pytest.raises(UnreadableFile, match="no usable answer"):
        _opened(pickle.dumps(("value", Evil())), 0, LIMITS)


def test_errors_of_this_package_keep_their_kind() -> None:
    with pytest.raises(PolicyError, match="lacks a key"):
        _opened(pickle.dumps(("PolicyError", "the policy lacks a key")), 0, LIMITS)


class Member:
    """Writes itself as early releases of Python 3.11 write a member of an enum: as a look-up by name."""

    def __init__(self, kind: type, name: str) -> None:
        self.lookup = (kind, name)

    def __reduce__(self) -> tuple[object, tuple[type, str]]:
        return getattr, self.lookup


def test_a_member_of_an_enum_comes_back_however_python_writes_it() -> None:
    answer = pickle.dumps(("value", Member(Source, "OCR")))
    assert _opened(answer, 0, Limits()) is Source.OCR


def test_nothing_else_is_looked_up_on_the_way_back() -> None:
    with pytest.raises(UnreadableFile, match="no usable answer"):
        _opened(pickle.dumps(("value", Member(Intake, "__init__"))), 0, Limits())

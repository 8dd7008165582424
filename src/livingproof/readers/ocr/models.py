"""The PP-OCR networks that the rapidocr wheel carries, opened with onnxruntime; nothing is ever downloaded."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from livingproof.core.errors import UnreadableFile

_MISSING = "the OCR models are not installed; install livingproof again with its default dependencies"


@cache
def network(task: str) -> Any:
    """The network for "det" (where is text) or "rec" (what does a line say), on one thread.

    Measured: one thread is faster in wall time than two and takes half of the memory; keeping an arena of memory for the next
    picture costs 120 MB and saves no time that could be shown.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    onnxruntime.disable_telemetry_events()
    return onnxruntime.InferenceSession(str(_model(task)), options, providers=["CPUExecutionProvider"])


def _model(task: str) -> Path:
    package = find_spec("rapidocr")
    folders = package.submodule_search_locations if package is not None else None
    found = [path for folder in folders or () for path in Path(folder, "models").glob(f"PP-OCR*_{task}_*.onnx")]
    if not found:
        raise UnreadableFile(_MISSING)
    return max(found)


@cache
def alphabet() -> tuple[str, ...]:
    """The characters that the recognition network knows: first the CTC blank, last the space."""
    characters = network("rec").get_modelmeta().custom_metadata_map["character"].splitlines()
    return ("", *characters, " ")


def give_back() -> None:
    """Return freed memory to the system: a page leaves 300 MB of it behind in pieces, and the next adds to that.

    Measured: a process that reads many pages then rests at 190 MB instead of 500, for less than 10 ms a page.
    """
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # a call of glibc, unknown to musl
        if trim is not None:
            trim(0)

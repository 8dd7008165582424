"""The search index of a register: every row's features as memory-mapped arrays, built once at import."""

from __future__ import annotations

from livingproof.register.index.build import build_index
from livingproof.register.index.kernels import prepare
from livingproof.register.index.reader import Index, open_index

__all__ = ["Index", "build_index", "open_index", "prepare"]

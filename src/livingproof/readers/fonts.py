"""Where a font for Chinese, Japanese and Korean is: for pages that bring none, and for pages that we write."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

_WHEEL = "noto_cjk_sans_jp_regular"
_SYSTEM = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_NAMES = (
    "NotoSansCJK*-Regular.*",
    "SourceHanSans*-Regular.*",
    "DroidSansFallback*.ttf",
    "wqy-*.ttc",
    "NanumGothic.ttf",
    "msyh.ttc",
    "PingFang.ttc",
)
"""Files by what they cover, the widest first."""


@cache
def cjk_font() -> Path | None:
    """A font file that draws Chinese, Japanese and Korean: Noto Sans CJK from its wheel, else the system's; None without.

    The one of the wheel is a single face in OpenType form; a file of the system may be a collection.
    """
    package = find_spec(_WHEEL)
    folders = package.submodule_search_locations if package is not None else None
    wheels = (path for folder in folders or () for path in sorted(Path(folder).glob("*.otf")))
    system = (path for name in _NAMES for folder in _SYSTEM for path in sorted(Path(folder).rglob(name)))
    return next(chain(wheels, system), None)


@cache
def script_fonts(script: str) -> tuple[Path, ...]:
    """The upright faces of Noto Sans for a script of the system, by its name in Unicode ("THAI"); empty without any."""
    name = f"NotoSans{script.title()}"
    wanted = (f"{name}-Regular.[ot]tf", f"{name}-Bold.[ot]tf", f"{name}[[]*.ttf")
    found = (path for wish in wanted for folder in _SYSTEM for path in sorted(Path(folder).rglob(wish)))
    return tuple({path.name: path for path in found}.values())

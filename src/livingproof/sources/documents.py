"""Small files that are read whole: YAML and JSON without anchors, depth or size that no person writes."""

from __future__ import annotations

from pathlib import Path

from livingproof.catalogue.files import parse
from livingproof.core.errors import SourceError, unopened

LARGEST = 16 << 20
DEEPEST = 64


def document_in(path: Path) -> object:
    """The content of a YAML or JSON file, all values as texts. SourceError where it cannot be read."""
    import yaml

    try:
        if path.stat().st_size > LARGEST:
            raise SourceError(f"{path.name}: has more than {LARGEST:,} bytes; give a list as CSV.")
        text = path.read_text(encoding="utf-8-sig")
        _look_over(text, path.name)
        return parse(text)
    except OSError as problem:
        raise SourceError(f"{path}: {unopened(problem)}.") from problem
    except (ValueError, yaml.YAMLError) as problem:
        why = " ".join(str(problem).split())[:160]
        raise SourceError(f"{path.name}: is no YAML or JSON in UTF-8 ({why}); correct it.") from problem


def _look_over(text: str, name: str) -> None:
    """Refuse what repeats itself or is nested deeper than any person writes, before it is built."""
    import yaml

    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.AliasEvent):
            raise SourceError(f"{name}: refers to parts of itself (`*name`); write each value out.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise SourceError(f"{name}: is nested deeper than {DEEPEST}; check the file.")

"""Countries as registers write them → ISO 3166-1 codes of two letters."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from livingproof.catalogue.files import parse
from livingproof.core.matching.letters import fold
from livingproof.core.matching.places import COUNTRIES
from livingproof.sources.outcome import UnreadableCell

KEPT = 20_000
"""So many spellings are remembered."""
FILE = Path(__file__).with_name("countries.yml")


@cache
def _known() -> Mapping[str, str]:
    """Every code and folded name with the code of two letters; a name that two countries have is none."""
    document = parse(FILE.read_text(encoding="utf-8"))
    table = {_key(name): code for name, code in COUNTRIES.items()}
    for code, names in document.items() if isinstance(document, dict) else ():
        table |= {_key(name): str(code) for name in (str(code), *map(str, names))}
    return table


class CountryBook:
    """Answers which country a cell names; `words` are a user's own."""

    def __init__(self, words: Mapping[str, str] | None = None) -> None:
        self._own = {_key(word): code.upper() for word, code in (words or {}).items()}
        self._found: dict[str, str] = {}

    def code_of(self, text: str) -> str:
        """The code of two letters; UnreadableCell where no country has this name."""
        found = self._found.get(text)
        if found is None:
            key = _key(text)
            found = self._own.get(key) or _known().get(key)
            if found is None:
                raise UnreadableCell(
                    "names no country that is known",
                    "write its ISO 3166 code, as CN, or add the word under `countries` in the column mapping",
                )
            if len(self._found) < KEPT:
                self._found[text] = found
        return found


def is_country(text: str) -> bool:
    """Whether it is the code or name of a country."""
    return _key(text) in _known()


def _key(name: str) -> str:
    return "".join(letter for letter in fold(name) if letter.isalnum())

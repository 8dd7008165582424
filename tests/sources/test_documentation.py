"""What the recipes show is what the program reads."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.sources.files import outcomes, records_of

from livingproof.catalogue.files import parse
from livingproof.core.terms import State
from livingproof.sources import source_named
from livingproof.sources.column_map import columns_from
from livingproof.sources.declared import _declared
from livingproof.sources.kinds import FIELDS, Kind

DOCS = Path(__file__).parents[2] / "docs" / "do"


def _block(page: str, opening: str) -> str:
    """The YAML example that begins with these words."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return next(block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if block.startswith(opening))


def test_the_column_mapping_of_the_recipe_is_understood(tmp_path: Path) -> None:
    mapping = columns_from(parse(_block("import-a-register.md", "columns:")), "recipe")
    path = tmp_path / "register.csv"
    path.write_text(
        "Zertifikats-Nr.;USt-IdNr.;IAF;Straße;Ort;Standort;Farbe;holder_name;country;standard;status;expires_on\n"
        "Q1;DE811111111;17;Weg 1;Musterstadt;Weg 2;rot;Müller GmbH;BRD;QMS;ok;03/04/2027\n",
        encoding="cp1252",
    )
    (found,) = records_of(path, columns=mapping)
    assert (found.address, found.sites[0].address) == ("Weg 1, Musterstadt", "Weg 2")
    assert (found.country, found.standard, found.status) == ("DE", "ISO 9001", State.ACTIVE)
    assert (found.expires_on, found.certification_body) == (date(2027, 4, 3), "Example Certification GmbH")


def test_the_source_of_the_recipe_is_understood(tmp_path: Path) -> None:
    folder = tmp_path / "somewhere"
    folder.mkdir()
    (folder / "source.yml").write_text(_block("add-a-source.md", "title:"), encoding="utf-8")
    source = _declared(folder / "source.yml")
    assert (source.id, source.kind, source.required) == (
        "somewhere",
        Kind.RECORD,
        ("number", "holder_name", "country", "standard"),
    )
    assert {target.split(".")[0] for target in source.columns.values()} <= {*FIELDS[Kind.RECORD], "site"}


def test_the_capture_of_the_recipe_is_understood(tmp_path: Path) -> None:
    text = re.sub(r"sha256: .*\n", "", _block("import-a-register.md", "register:"))
    (tmp_path / "lookup.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "page.pdf").write_bytes(b"page")
    assert len(outcomes(tmp_path / "lookup.yaml", "capture")) == 1


@pytest.mark.parametrize("column", list(source_named("generic").columns))
def test_every_column_of_the_plain_table_is_described(column: str) -> None:
    assert f"`{column}`" in (DOCS / "import-a-register.md").read_text(encoding="utf-8")

"""A column mapping is proposed from headings in many languages and from values, each line with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.sources.files import records_of

from livingproof.sources import propose_columns, read_columns, write_columns
from livingproof.sources.days import DayOrder
from livingproof.sources.kinds import FIELDS, Kind
from livingproof.sources.proposing import _headings

GERMAN = """Zertifikats-Nr.;Firma;Land;Norm;Gültig bis;Ausstellungsdatum;Straße;PLZ;Ort;Geltungsbereich;Status;Farbe
QM-1;Muster GmbH;Deutschland;DIN EN ISO 9001:2015;01.05.2027;25.04.2024;Werkstraße 4;12345;Musterstadt;Gussteile;gültig;rot
QM-2;Beispiel AG;Schweiz;ISO 14001:2015;03.04.2027;02.03.2024;Hafenweg 9;12346;Musterhafen;Handel;ausgesetzt;blau
"""
CHINESE = "证书编号,获证组织名称,统一社会信用代码,国别,认证标准,证书状态,有效期至\nQ1,宁波示例五金有限公司,91330200MA2AAAAA07,中国,GB/T 19001-2016,有效,2027-02-28\n"
SPANISH = "Nº Certificado,Razón social,País,Norma,Fecha de caducidad\nQ1,Ejemplo S.A.,España,ISO 9001:2015,2027-02-28\n"
FRENCH = (
    "N° certificat,Raison sociale,Pays,Norme,Date d'expiration\nQ1,Exemple SARL,France,NF EN ISO 9001:2015,2027-02-28\n"
)
TURKISH = "Belge No,Kuruluş Adı,Ülke,Standart,Geçerlilik tarihi\nQ1,Örnek A.Ş.,Türkiye,ISO 9001:2015,2027-02-28\n"


def _file(folder: Path, text: str) -> Path:
    path = folder / "unknown.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("text", [GERMAN, CHINESE, SPANISH, FRENCH, TURKISH], ids=["de", "zh", "es", "fr", "tr"])
def test_a_proposed_mapping_reads_the_file(tmp_path: Path, text: str) -> None:
    path, mapping = _file(tmp_path, text), tmp_path / "map.yml"
    proposal = propose_columns(path)
    assert proposal.missing == ()
    write_columns(proposal, mapping)
    found = records_of(path, columns=read_columns(mapping))
    assert found
    assert all(one.standard in {"ISO 9001", "ISO 14001"} and one.country for one in found)


def test_the_order_of_day_and_month_is_told_by_the_days(tmp_path: Path) -> None:
    proposal = propose_columns(_file(tmp_path, GERMAN))
    assert proposal.columns.order is DayOrder.DAY_FIRST
    assert proposal.columns.ignored == {"Farbe": "its heading is not known"}
    assert all(one.why for one in proposal.reasons)


def test_an_order_that_no_day_tells_is_left_to_the_user(tmp_path: Path) -> None:
    text = "number,holder_name,country,standard,expires_on\nQ1,A,DE,ISO 9001,03/04/2027\n"
    proposal = propose_columns(_file(tmp_path, text))
    assert proposal.columns.order is None
    assert "add `dates: day_first` or `dates: month_first`" in proposal.notes[0]
    mixed = text + "Q2,B,DE,ISO 9001,25/04/2027\nQ3,C,DE,ISO 9001,04/25/2027\n"
    assert "both orders" in propose_columns(_file(tmp_path, mixed)).notes[0]


def test_a_column_is_known_by_its_values_where_its_heading_says_nothing(tmp_path: Path) -> None:
    text = "number,holder_name,x,y\nQ1,A,DE,ISO 9001\nQ2,B,Germany,ISO 14001:2015\n"
    proposal = propose_columns(_file(tmp_path, text))
    assert proposal.columns.columns == {
        "number": "number",
        "holder_name": "holder_name",
        "x": "country",
        "y": "standard",
    }
    assert "its values: 100% of 2 fit" in proposal.reasons[2].why


def test_a_heading_whose_values_do_not_fit_is_not_taken(tmp_path: Path) -> None:
    text = "number,holder_name,country,standard,valid until\nQ1,A,DE,ISO 9001,yes\n"
    proposal = propose_columns(_file(tmp_path, text))
    assert "valid until" not in proposal.columns.columns
    assert "0%" in proposal.columns.ignored["valid until"] or "do not fit" in proposal.columns.ignored["valid until"]


def test_a_missing_required_field_stands_at_the_top(tmp_path: Path) -> None:
    proposal, mapping = propose_columns(_file(tmp_path, "number,holder_name\nQ1,A\n")), tmp_path / "map.yml"
    assert proposal.missing == ("country", "standard")
    write_columns(proposal, mapping)
    assert "# No column seems to be `country`, which is required" in mapping.read_text(encoding="utf-8")


def test_a_mapping_is_never_written_over_another(tmp_path: Path) -> None:
    mapping = tmp_path / "map.yml"
    mapping.write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError):
        write_columns(propose_columns(_file(tmp_path, GERMAN)), mapping)
    assert mapping.read_text(encoding="utf-8") == "mine"


def test_every_heading_names_a_field_that_there_is() -> None:
    assert {field.split(".")[0] for field in _headings().values()} <= set(FIELDS[Kind.RECORD])

"""Who does what a scope names: the holder, or somebody else."""

from __future__ import annotations

import pytest

from livingproof.core.matching.activities import activities_of
from livingproof.core.matching.products import index_of
from livingproof.core.matching.scope import Because, Cover, compare_scope
from livingproof.core.terms import Activity
from tests.cases import shipped

FACTS = shipped()
INDEX = index_of(FACTS.families, FACTS.wording)
BY_OTHERS = (
    "Sale of pumps manufactured by subcontractors",
    "Distribution of pumps produced by partner factories",
    "Procurement of manufactured pumps",
    "Quality inspection of manufactured pumps",
    "Training in manufacture of pumps",
    "Production consulting",
    "Wholesale of pumps from own manufacture by affiliated companies",
    "Sale of pumps (manufacture is outsourced)",
    "Marketing of pumps. Production is carried out by contract manufacturers.",
    "Outsourced manufacture of pumps",
    "Sale of pumps, valves and fittings produced by qualified suppliers",
    "Manufacturing and assembling of pumps by subcontractors",
    "Engineering and supervision of manufacture of pumps by third parties",
    "Sale of pumps of leading manufacturers",
    "No manufacture of pumps; only trading",
    "Inspection during manufacture of pumps",
    "Representation of foreign manufacturers of pumps",
    "Third-party inspection of produced pumps",
    "Sale of pumps whose production is sub-contracted",
    "Verkauf von Pumpen, Herstellung durch Fremdfirmen",
    "Vertrieb von Pumpen, Fertigung bei Lieferanten",
    "Schulung in der Herstellung von Pumpen",
    "Venta de bombas, fabricación por subcontratistas",
    "Capacitación en fabricación de bombas",
    "Vente de pompes, fabrication par des sous-traitants",
    "Formation à la fabrication de pompes",
    "Commercialisation de pompes dont la production est sous-traitée",
    "Vendita di pompe, produzione presso terzi",
    "Formazione sulla fabbricazione di pompe",
    "Venda de bombas, fabricação por terceiros",
    "Taşeron üretimi pompaların satışı",
    "Sprzedaż pomp, produkcja przez podwykonawców",
    "Prodej čerpadel, výroba u subdodavatelů",
    "Продажа насосов, производство силами субподрядчиков",
    "销售由外协厂生产的水泵",
    "水泵的销售（生产外包）",
    "水泵的生产由第三方完成",
    "水泵生产培训",
    "水泵制造技术咨询",
    "外注先による製造、ポンプの販売",
    "펌프 판매 (외주 생산)",
)
BY_THE_HOLDER = (
    "Manufacture of pumps",
    "Design, manufacture and sale of pumps",
    "Design manufacture sale of pumps",
    "Sale and manufacture of pumps",
    "Manufacture of pumps for third parties",
    "Manufacture of pumps and sale through partners",
    "Manufacture of pumps, sale through distribution partners",
    "Manufacture of pump parts as subcontractor",
    "Contract manufacturing of pumps",
    "Provision of contract manufacturing services for pumps",
    "Sale of pumps of own manufacture",
    "Distribution of pumps produced in our own factory",
    "Manufacture of pumps approved by third parties",
    "Manufacture of pumps from parts supplied by third parties",
    "Pumps designed and manufactured in Brno",
    "Sales of pumps\nManufacture of valves",
    "Sales of pumps - manufacture of valves",
    "Manufacture of pumps, installation by subcontractors",
    "Manufacture of components supplied to vehicle manufacturers",
    "Herstellung von Pumpen nach Zeichnungen Dritter",
    "Verkauf von Pumpen aus eigener Herstellung",
    "Herstellung von Pumpen für Dritte",
    "Herstellung und Vertrieb von Pumpen",
    "Fabricación y venta de bombas",
    "Fabricación de bombas para terceros",
    "Fabrication de pompes pour des tiers",
    "Produzione di pompe per conto terzi",
    "Fabricação e venda de bombas",
    "Изготовление насосов по заказам третьих лиц",
    "水泵的设计、制造、销售和技术咨询",
    "Pompa üretimi ve satışı",
    "水泵的设计、生产和销售",
    "水泵的设计生产销售",
    "水泵的生产、第三方检测服务",
    "ポンプの製造及び販売",
)


@pytest.mark.parametrize("scope", BY_OTHERS)
def test_what_others_do_is_no_deed_of_the_holder(scope: str) -> None:
    stated = activities_of((scope,), INDEX)
    assert Activity.MANUFACTURE not in stated.activities
    assert stated.of_others


@pytest.mark.parametrize("scope", BY_THE_HOLDER)
def test_what_the_holder_does_stays_its_deed(scope: str) -> None:
    stated = activities_of((scope,), INDEX)
    assert Activity.MANUFACTURE in stated.activities
    assert not stated.of_others


def test_what_is_designed_elsewhere_is_not_the_design_of_the_holder() -> None:
    stated = activities_of(("Manufacture of pumps designed by third parties",), INDEX)
    assert stated.activities == {Activity.MANUFACTURE}


def test_goods_spoken_of_in_training_are_not_covered() -> None:
    match = compare_scope(["Training in manufacture of pumps"], "pumps", FACTS.families, FACTS.wording)
    assert match.answer is not Cover.COVERED


@pytest.mark.parametrize(
    ("scope", "product"),
    [
        ("Manufacture of tools. Not included: pumps", "pumps"),
        ("Manufacture of tools. Not included are pumps", "pumps"),
        ("Manufacture of tools. The following are not included: pumps, valves", "valves"),
        ("Manufacture of machinery with the exception of pumps", "pumps"),
        ("Manufacture of machinery (pumps excluded)", "pumps"),
        ("Manufacture of machinery, pumps excepted", "pumps"),
        ("Manufacture of machinery, valves and pumps excluded", "valves"),
        ("Manufacture of pumps (not included)", "pumps"),
        ("Manufacture of pumps is not included", "pumps"),
        ("Excluding pumps: manufacture of machinery", "pumps"),
        ("Herstellung von Maschinen, ausgenommen Pumpen", "Pumpen"),
        ("Herstellung von Maschinen, Pumpen ausgenommen", "Pumpen"),
        ("Herstellung von Maschinen. Nicht enthalten sind Pumpen", "Pumpen"),
        ("Fabricación de maquinaria, excepto bombas", "bombas"),
        ("Fabricación de maquinaria. No incluidos: bombas", "bombas"),
        ("Fabrication de machines, à l'exception des pompes", "pompes"),
        ("Fabrication de machines, sauf pompes", "pompes"),
        ("Produzione di macchine, ad eccezione di pompe", "pompe"),
        ("Produzione di macchine, escluse pompe", "pompe"),
        ("Fabricação de máquinas, com exceção de bombas", "bombas"),
        ("Makine üretimi, pompalar hariç", "pompalar"),
        ("机械设备的生产（不包括水泵）", "水泵"),
        ("机械设备的生产，水泵除外", "水泵"),
        ("Производство оборудования, кроме насосов", "насосы"),
        ("Produkcja maszyn z wyjątkiem pomp", "pompy"),
    ],
)
def test_what_a_scope_takes_out_in_any_place_is_not_covered(scope: str, product: str) -> None:
    match = compare_scope([scope], product, FACTS.families, FACTS.wording)
    assert (match.answer, match.because) == (Cover.NOT_COVERED, Because.EXCLUDED)


@pytest.mark.parametrize(
    ("scope", "product"),
    [
        ("Manufacture of pumps, valves excluded", "pumps"),
        ("Manufacture of pumps (valves not included)", "pumps"),
        ("Manufacture of pumps. Not included: valves", "pumps"),
        ("Herstellung von Pumpen, Ventile ausgenommen", "Pumpen"),
        ("水泵的生产（不包括阀门）", "水泵"),
        ("Manufacture of pumps (clause 8.3 excluded)", "pumps"),
        ("Manufacture of pumps, installation excluded", "pumps"),
        ("Herstellung von Pumpen (Ausschluss: 8.3)", "Pumpen"),
        ("Fabricación de bombas (excluido diseño)", "bombas"),
        ("水泵的生产（8.3除外）", "水泵"),
        ("Manufacture of suspended ceilings", "suspended ceilings"),
    ],
)
def test_taking_something_else_out_leaves_the_product_in(scope: str, product: str) -> None:
    assert compare_scope([scope], product, FACTS.families, FACTS.wording).answer is Cover.COVERED


def test_taking_out_some_goods_of_the_kind_asks_and_does_not_deny() -> None:
    match = compare_scope(["Manufacture of pumps other than medical pumps"], "pumps", FACTS.families, FACTS.wording)
    assert match.answer is Cover.UNCLEAR

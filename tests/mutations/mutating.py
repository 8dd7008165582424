"""The changes: what each does to a valid world, and what it must cause there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

World = dict[str, Any]
AS_OF = date(2026, 11, 21)
NUMBER = "KC-9-20311-03"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change. `codes` are the reasons that it must cause; `follows` are checks that may answer otherwise because of it.

    Two codes stand where the addresses of a world decide between them: a works at an estate has no street to differ from.

    A change that is `wrong` may never be confirmed; one that is not must leave the verdict as it was.
    """

    name: str
    change: Callable[[World], World]
    codes: dict[str, str | tuple[str, ...]] = field(default_factory=dict)
    follows: frozenset[str] = frozenset()
    wrong: bool = True


def claim(**parts: Any) -> Callable[[World], World]:
    """A change of the claim only."""
    return lambda _: {"claim": parts}


def both(name: str, **parts: Callable[[World], Any]) -> Callable[[World], World]:
    """A change of one part of the world, made from the world."""
    return lambda world: {name: {key: make(world) for key, make in parts.items()}}


def plain(text: str) -> str:
    """A text without accents."""
    parts = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("Ł", "L"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _sites(world: World, change: Callable[[str], str]) -> list[dict[str, str]]:
    return [{**site, "address": change(site["address"])} for site in world["claim"]["sites"]]


def scoped(pattern: str) -> Callable[[World], World]:
    """The scope on document and record, and that of the plant: {product} and {other} are the goods of the world."""

    def change(world: World) -> World:
        text = pattern.format(product=world["product"], other=world["other_product"])
        sites = [
            {"address": world["office"], "scope": f"Sale of {world['product']}"},
            {"address": world["plant"], "scope": text},
        ]
        return {"claim": {"scope": text, "sites": sites}, "record": {"scope": text}}

    return change


def at_the_plant(side: str, pattern: str) -> Callable[[World], World]:
    """The scope that document ("claim") or register ("record") gives to the plant alone."""

    def change(world: World) -> World:
        text = pattern.format(product=world["product"], other=world["other_product"])
        return {side: {"sites": [{"address": world["office"]}, {"address": world["plant"], "scope": text}]}}

    return change


def abroad(address: str) -> str:
    """The address with another country at its end."""
    return address.rsplit(",", 1)[0] + ", New Zealand"


def town(address: str) -> str:
    """Town and country of the address, without the postcode."""
    *_, place, country = address.split(", ")
    return " ".join(word for word in place.split() if word.isalpha()) + f", {country}"


def _bare(name: str) -> str:
    """A name without its legal form."""
    forms = ("s.r.o.", "GmbH", "Co. Ltd.", "S.A.S.", "S.A.", "A.Ş.", "Ltd.", "Ltd", "S.r.l.", "Sp. z o.o.", "SAS", "AB",
             "S.p.A.", "Pvt.", "Lda", "S.L.", "B.V.", "d.o.o.", "d.d.")  # fmt: skip
    for form in forms:
        name = name.removesuffix(form).strip()
    return name


REGISTER = frozenset({"reg.fields", "reg.conflict", "reg.status", "reg.supersession"})
NAMED = frozenset({"id.name", "id.group", "reg.found", "doc.same-file"})
DATED = frozenset({"reg.status", "date.term", "date.order", "date.parse", "surv.due", "reg.fields", "date.first-certified", "date.expiry", "std.transition", "date.gap"})  # fmt: skip
SCOPED = frozenset({"scope.words", "site.scope", "site.kind", "reg.fields", "std.fits-activity", "scope.codes", "scope.activity", "scope.product"})  # fmt: skip

MUTATIONS = (
    # --- wrong: the purchase is not what the certificate covers -------------------------------------------------------
    Mutation("another seller", both("purchase", seller=lambda w: w["other_holder"]), {"id.name": "HOLDER_IS_OTHER"}, NAMED),
    Mutation("another product", both("purchase", product=lambda w: w["other_product"]), {"scope.product": "SCOPE_OTHER_PRODUCT"}, SCOPED | {"prod.required", "sector.medical", "sector.other"}),
    Mutation("another factory", lambda _: {"purchase": {"site": "99 Far Away Street, 1010 Wien, Austria"}}, {"site.listed": "SITE_NOT_LISTED"}, frozenset({"site.scope", "site.kind"})),
    Mutation("the same street, another town", both("purchase", site=lambda w: w["office"].rsplit(", ", 2)[0] + ", 9999 Elsewhere, Austria"), {"site.listed": "SITE_PROBABLE"}, frozenset({"site.scope", "site.kind"})),
    Mutation("no factory named", lambda _: {"purchase": {"site": None}}, {"site.listed": "FACTORY_ADDRESS_UNKNOWN"}, frozenset({"site.scope", "site.kind"})),
    Mutation("no seller named", lambda _: {"purchase": {"seller": None}}, {"id.name": "SELLER_LEGAL_NAME_UNKNOWN"}, NAMED),
    Mutation("no product named", lambda _: {"purchase": {"product": None}}, {"scope.product": "PRODUCT_NOT_GIVEN"}, SCOPED | {"prod.samples", "prod.required", "sector.medical", "sector.other"}),
    Mutation("design is needed", lambda _: {"purchase": {"needs": ["design"]}}, {"scope.activity": "ACTIVITY_NO_DESIGN", "site.scope": "SITE_SCOPE_EXCLUDES"}, SCOPED),
    # --- wrong: dates -------------------------------------------------------------------------------------------------
    Mutation("asked a day after the end", lambda _: {"as_of": date(2029, 2, 17), "purchase": {"delivery_on": None}, "record": {"asked_on": date(2029, 2, 16), "snapshot_as_of": date(2029, 2, 16)}}, {"date.expiry": "EXPIRED"}, DATED | REGISTER | {"cb.status", "reg.fresh"}),
    Mutation("asked years after the end", lambda _: {"as_of": date(2033, 1, 5), "purchase": {"delivery_on": None}}, {"date.expiry": "EXPIRED"}, DATED | REGISTER | {"cb.status", "reg.fresh", "reg.found", "ab.signatory", "ab.subscope", "cb.accredited"}),
    Mutation("delivery after the end", lambda _: {"purchase": {"delivery_on": date(2029, 6, 1)}}, {"date.expiry": "EXPIRES_BEFORE_DELIVERY"}, frozenset({"std.transition"})),
    Mutation("the document ends a year later than the register", claim(expires_on=date(2030, 2, 16)), {"reg.fields": "REG_DIFF"}, DATED),
    Mutation("the document ends a month later", claim(expires_on=date(2029, 3, 16)), {"reg.fields": "REG_DIFF"}, DATED),
    Mutation("the end before the beginning", claim(expires_on=date(2026, 1, 16)), {"date.order": "DATES_IMPOSSIBLE"}, DATED),
    Mutation("a term of five years", claim(expires_on=date(2031, 2, 16)), {"date.term": "TERM_TOO_LONG", "reg.fields": "REG_DIFF"}, DATED),
    Mutation("no expiry printed", claim(expires_on=None), {"date.expiry": "NO_EXPIRY_PRINTED"}, DATED | {"doc.complete", "doc.readable"}),
    Mutation("issued after the day asked about", claim(issued_on=date(2027, 2, 17), valid_from=date(2027, 2, 17)), {"date.expiry": "TERM_NOT_BEGUN", "date.order": "DATES_IMPOSSIBLE"}, DATED),
    # --- wrong: the register ------------------------------------------------------------------------------------------
    Mutation("suspended", lambda _: {"record": {"status": "suspended", "status_raw": "suspended"}}, {"reg.status": "REG_SUSPENDED"}, REGISTER),
    Mutation("withdrawn", lambda _: {"record": {"status": "withdrawn", "status_raw": "withdrawn"}}, {"reg.status": "REG_WITHDRAWN"}, REGISTER),
    Mutation("not found", lambda _: {"record": {"answer": "not_found", "number": None}}, {"reg.found": "NOT_FOUND"}, REGISTER | {"reg.expected-absent", "reg.sane", "reg.supersession"}),
    Mutation("refused", lambda _: {"record": {"answer": "refused", "number": None}}, {"reg.found": "NOT_ASKED"}, REGISTER | {"reg.found", "reg.expected-absent", "reg.sane", "reg.fresh", "reg.independent"}),
    Mutation("never asked", lambda _: {"record": None}, {"reg.found": "NOT_ASKED"}, REGISTER | {"reg.expected-absent", "reg.sane", "reg.fresh", "reg.independent"}),
    Mutation("the number belongs to another holder", lambda w: {"record": {"holder_name": w["other_holder"], "address": "1 Other Road, 1010 Wien, Austria", "country": "AT"}}, {"reg.found": "FOUND_NUMBER_OTHER_HOLDER"}, REGISTER),
    Mutation("the register names another standard", lambda _: {"record": {"standard": "ISO 14001"}}, {"reg.fields": "REG_DIFF"}, REGISTER | {"reg.found"}),
    Mutation("the register's scope is trade", lambda w: {"record": {"scope": f"Trading of {w['product']}"}}, {"reg.fields": "REG_DIFF_MINOR"}, REGISTER | {"reg.found", "scope.activity", "scope.product"}),
    Mutation("the register was issued after the day asked about", lambda _: {"record": {"issued_on": date(2027, 2, 17)}}, {"date.expiry": "TERM_NOT_BEGUN", "reg.fields": "REG_DIFF_MINOR"}),
    Mutation("the register enters the holder in another country", lambda _: {"record": {"country": "NZ", "address": None}}, {"reg.fields": "REG_DIFF_MINOR"}),
    Mutation("one of several entries of the register", lambda _: {"record": {"answer": "found_many"}}, {"reg.found": "NOT_ASKED"}, REGISTER),
    Mutation("the register gives the plant trade only", at_the_plant("record", "Storage and sale of {product}"), {"site.scope": "SITE_SCOPE_EXCLUDES"}),
    Mutation("the register gives the plant other goods", at_the_plant("record", "Manufacture of {other}"), {"site.scope": "SITE_SCOPE_EXCLUDES"}),
    # --- wrong: others make the goods, or the scope takes them out ----------------------------------------------------
    Mutation("subcontractors make the goods", scoped("Sale of {product} manufactured by subcontractors"), {"scope.activity": "ACTIVITY_NOT_STATED", "site.scope": "NO_SITE_SCOPE"}, SCOPED),
    Mutation("partner factories make the goods", scoped("Distribution of {product} produced by partner factories"), {"scope.activity": "ACTIVITY_NOT_STATED", "site.scope": "NO_SITE_SCOPE"}, SCOPED),
    Mutation("affiliates make the goods", scoped("Wholesale of {product} made by affiliated companies; production by affiliated companies"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("manufacture is outsourced", scoped("Design and sale of {product} (manufacture is outsourced)"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("contract manufacturers make the goods", scoped("Marketing of {product}. Production is carried out by contract manufacturers."), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("manufactured goods are procured", scoped("Procurement of manufactured {product}"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("manufactured goods are inspected", scoped("Quality inspection of manufactured {product}"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("making the goods is taught", scoped("Training in manufacture of {product}"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("others make the goods, in German", scoped("Verkauf von {product}, Herstellung durch Fremdfirmen"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("others make the goods, in Spanish", scoped("Venta de {product}, fabricación por subcontratistas"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("others make the goods, in French", scoped("Vente de {product}, fabrication par des sous-traitants"), {"scope.activity": "ACTIVITY_NOT_STATED"}, SCOPED),
    Mutation("the goods are not included", scoped("Manufacture of {other}. Not included: {product}"), {"scope.product": "SCOPE_OTHER_PRODUCT"}, SCOPED | {"prod.required", "sector.medical", "sector.other"}),
    Mutation("the goods are excepted", scoped("Manufacture of {other}, with the exception of {product}"), {"scope.product": "SCOPE_OTHER_PRODUCT"}, SCOPED | {"prod.required", "sector.medical", "sector.other"}),
    Mutation("the goods are excluded behind their name", scoped("Manufacture of {other}, {product} excluded"), {"scope.product": "SCOPE_OTHER_PRODUCT"}, SCOPED | {"prod.required", "sector.medical", "sector.other"}),
    Mutation("the plant makes other goods", at_the_plant("claim", "Manufacture of {other}"), {"site.scope": "SITE_SCOPE_EXCLUDES"}, frozenset({"site.kind"})),
    # --- wrong: the place ---------------------------------------------------------------------------------------------
    Mutation("the plant's address in another country", both("purchase", site=lambda w: abroad(w["plant"])), {"site.listed": "SITE_PROBABLE"}, frozenset({"site.scope", "site.kind"})),
    Mutation("only the town of the plant", both("purchase", site=lambda w: town(w["plant"])), {"site.listed": "SITE_UNCLEAR"}, frozenset({"site.scope", "site.kind"})),
    Mutation("another street of the office's town", both("purchase", site=lambda w: f"8066 Quiet Garden Street, {town(w['office'])}"), {"site.listed": ("SITE_NOT_LISTED", "SITE_UNCLEAR")}, frozenset({"site.scope", "site.kind"})),
    # --- wrong: before the term ---------------------------------------------------------------------------------------
    Mutation("asked before the term begins", lambda _: {"as_of": date(2025, 12, 1), "purchase": {"delivery_on": None}, "record": {"asked_on": date(2025, 11, 30), "snapshot_as_of": date(2025, 11, 30)}}, {"date.expiry": "TERM_NOT_BEGUN"}, DATED | REGISTER | {"reg.fresh"}),
    Mutation("delivered before the term begins", lambda _: {"purchase": {"delivery_on": date(2026, 2, 16)}}, {"date.expiry": "TERM_NOT_BEGUN"}, frozenset({"std.transition"})),
    Mutation("made before the term begins", lambda _: {"purchase": {"production": (date(2025, 1, 1), date(2025, 3, 1))}}, {"date.expiry": "TERM_NOT_BEGUN"}, frozenset({"date.gap", "std.transition"})),
    Mutation("valid from a later day", claim(valid_from=date(2027, 2, 17)), {"date.expiry": "TERM_NOT_BEGUN"}, DATED),
    # --- wrong: the document ------------------------------------------------------------------------------------------
    Mutation("an edition that ended", claim(standards=["ISO 9001:2008"]), {"std.transition": "EDITION_ENDED"}, frozenset({"std.edition", "reg.fields", "date.first-certified"})),
    Mutation("an edition that never was", claim(standards=["ISO 9001:2017"]), {"std.edition": "EDITION_IMPOSSIBLE_IN_DOCUMENT"}, frozenset({"std.transition", "reg.fields", "std.known"})),
    Mutation("a standard of guidance", claim(standards=["ISO 9004:2018"]), {"std.known": "STANDARD_NOT_CERTIFIABLE"}, frozenset({"cb.status", "std.edition", "std.transition", "reg.fields", "reg.found", "ab.subscope", "cb.accredited", "ab.signatory", "sector.medical", "sector.other", "std.fits-activity", "reg.status", "doc.complete", "prod.required", "date.first-certified"})),
    Mutation("a body that nobody knows", claim(certification_body={"value": "Zzyx Global Assurance Pvt", "normalised": None}), {"cb.identify": "CB_UNKNOWN"}, frozenset({"cb.status", "cb.accredited", "cb.unaccredited", "reg.fields", "reg.independent", "reg.found", "reg.expected-absent", "ab.subscope", "mark.number", "cb.country", "num.pattern", "link.host", "reg.status", "reg.conflict", "ab.territory"})),
    Mutation("no accreditation body", lambda _: {"claim": {"accreditation_body": None, "accreditation_number": None}, "record": {"accreditation_body": None, "accreditation_number": None}}, {"ab.named": "AB_NOT_SHOWN"}, frozenset({"reg.asked", "ab.signatory", "ab.subscope", "ab.lookalike", "cb.accredited", "cb.unaccredited", "mark.number", "reg.fields", "ab.territory", "cb.country", "pdf.accreditation-seal"})),
    Mutation("an accreditor that resembles a known one", claim(accreditation_body={"value": "Orvanta Acreditation Counsil International", "normalised": None}), {"ab.lookalike": "AB_RESEMBLES"}, frozenset({"reg.asked", "ab.named", "ab.signatory", "ab.subscope", "cb.accredited", "cb.unaccredited", "mark.number", "reg.fields", "ab.territory", "cb.country"})),
    Mutation("the scope is trade", lambda w: {"claim": {"scope": f"Trading and export of {w['product']}", "sites": None}}, {"scope.activity": "ACTIVITY_TRADE_ONLY"}, SCOPED | {"site.sampled", "site.listed", "site.kind", "site.one-system"}),
    Mutation("the scope is another product", lambda w: {"claim": {"scope": f"Manufacture of {w['other_product']}", "sites": None}}, {"scope.product": "SCOPE_OTHER_PRODUCT"}, SCOPED | {"site.sampled", "site.listed", "site.one-system", "sector.medical", "sector.other", "prod.required"}),
    Mutation("another holder on the document", lambda w: {"claim": {"holder_name": w["other_holder"]}}, {"id.name": "HOLDER_IS_OTHER"}, NAMED | {"reg.fields", "reg.expected-absent", "reg.status", "site.one-system"}),
    Mutation("another number on the document", claim(certificate_number={"value": "KC-9-99999-77", "normalised": "KC99999977"}), {"reg.found": "FOUND_HOLDER_OTHER_NUMBER"}, frozenset({"reg.supersession", "reg.fields", "reg.status", "reg.expected-absent", "reg.conflict", "num.pattern", "reg.sane", "reg.fresh"})),
    Mutation("a test report", claim(document={"kind": "test_report"}), {"doc.type": "DOC_NOT_A_MS_CERTIFICATE"}, frozenset({"doc.pages", "pdf.text-vs-image", "doc.complete", "prod.valid"})),
    Mutation("a draft", claim(document={"kind": "ms_certificate", "marks": ["draft"], "text_layer": "good", "layers_compared": True}), {"doc.type": "DRAFT_MARK"}, frozenset({"doc.pages"})),
    Mutation("a page is missing", claim(document={"kind": "ms_certificate", "text_layer": "good", "layers_compared": True, "pages": {"in_file": 1, "read": 1, "printed": [1], "printed_of": 3, "annex_named": "Annex"}}), {"doc.pages": "ANNEX_NOT_SUPPLIED"}, frozenset({"doc.complete"}), wrong=False),
    # --- not wrong: the same thing written otherwise -----------------------------------------------------------------
    Mutation("the seller in capitals", both("purchase", seller=lambda w: w["holder"].upper()), wrong=False),
    Mutation("the seller without accents", both("purchase", seller=lambda w: plain(w["holder"])), wrong=False),
    Mutation("the seller with a double space", both("purchase", seller=lambda w: w["holder"].replace(" ", "  ")), wrong=False),
    Mutation("the factory in capitals", both("purchase", site=lambda w: w["plant"].upper()), wrong=False),
    Mutation("the factory without accents", both("purchase", site=lambda w: plain(w["plant"])), wrong=False),
    Mutation("the product in capitals", both("purchase", product=lambda w: w["product"].upper()), wrong=False),
    Mutation("the number with blanks", claim(certificate_number={"value": NUMBER.replace("-", " "), "normalised": "KC92031103"}), wrong=False),
    Mutation("the register in capitals", lambda w: {"record": {"holder_name": w["holder"].upper()}}, wrong=False),
    Mutation("the register without accents", lambda w: {"record": {"holder_name": plain(w["holder"]), "address": plain(w["office"])}}, wrong=False),
    Mutation("the document in capitals", lambda w: {"claim": {"holder_name": w["holder"].upper()}}, wrong=False),
    Mutation("the sites in capitals", lambda w: {"claim": {"sites": _sites(w, str.upper)}}, wrong=False),
    Mutation("the sites the other way round", lambda w: {"claim": {"sites": list(reversed(w["claim"]["sites"]))}}, wrong=False),
    Mutation("the goods are sold from own manufacture", scoped("Sale of {product} of own manufacture"), {}, frozenset({"reg.fields"}), wrong=False),
    Mutation("the goods are made for third parties", scoped("Manufacture of {product} for third parties"), {}, frozenset({"reg.fields"}), wrong=False),
    Mutation("other goods are not included", scoped("Manufacture and sale of {product}. Not included: {other}"), {}, frozenset({"reg.fields"}), wrong=False),
    Mutation("partners sell the goods", scoped("Manufacture of {product}, sale through distribution partners"), {}, frozenset({"reg.fields"}), wrong=False),
    Mutation("the register gives the plant the goods", at_the_plant("record", "Production of {product}"), wrong=False),
    Mutation("the register calls the country by its name", lambda w: {"record": {"country": w["plant"].rsplit(", ", 1)[1]}}, wrong=False),
    Mutation("delivery on the first day of the term", lambda _: {"purchase": {"delivery_on": date(2026, 2, 17)}}, wrong=False),
    Mutation("made from the first day of the term on", lambda _: {"purchase": {"production": (date(2026, 2, 17), date(2026, 5, 1))}}, wrong=False),
    Mutation("asked a day later", lambda _: {"as_of": AS_OF + timedelta(days=1)}, wrong=False),
    Mutation("delivery a day later", lambda _: {"purchase": {"delivery_on": date(2027, 4, 1)}}, wrong=False),
    Mutation("the last day of delivery still counts", lambda _: {"purchase": {"delivery_on": date(2029, 2, 16)}}, wrong=False),
    Mutation("no delivery named", lambda _: {"purchase": {"delivery_on": None}}, wrong=False),
    Mutation("the seller without its legal form", both("purchase", seller=lambda w: _bare(w["holder"])), {}, NAMED, wrong=False),
)  # fmt: skip

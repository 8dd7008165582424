"""What a catalogue file may hold: tables, their keys, and what each key must look like.

Every entry of every table carries `source`, `confidence` and `verified`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from livingproof.catalogue.keys import (
    DATE,
    FLAG,
    FORMS,
    MAYBE,
    NUMBER,
    PATTERN,
    TEXT,
    TEXTS,
    Key,
    entries,
    id_in,
    ids,
    need,
    one_of,
    read_names,
    read_texts,
)
from livingproof.core.terms import Confidence, Coverage, Operator, Role, State


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the keys that make an entry's id (joined where several), and all keys that it may have."""

    identity: tuple[str, ...]
    keys: Mapping[str, Key]
    about: str = ""


PROVENANCE: Mapping[str, Key] = {
    "source": need(Key(read_texts)),
    "confidence": need(Key(one_of(Confidence))),
    "verified": need(Key(one_of(("looked-up", "expert")))),
    "as_of": DATE,
    "expert": TEXTS,
    "note": TEXT,
}
"""`expert` lists the keys of a looked-up entry that nobody looked up; `as_of` is the day to which the source speaks."""

LEVELS = ("required", "commonly asked", "useful")
CODE = need(TEXT)


def table(*identity: str, about: str = "", **keys: Key) -> Table:
    """A table whose entries are found by these keys; provenance is added."""
    return Table(identity, {**{name: need(TEXT) for name in identity if name not in keys}, **keys, **PROVENANCE}, about)


EDITION = {
    "edition": need(TEXT),
    "published": DATE,
    "last_initial": DATE,
    "ends": DATE,
    "superseded_by": TEXT,
    "status": need(TEXT),
    "predicted": FLAG,
    "aliases": TEXTS,
    "amendments": TEXTS,
    **PROVENANCE,
}
COVERAGE = {
    "coverage": need(Key(one_of(Coverage))),
    "accreditation_bodies": ids("accreditation_bodies"),
    "except_bodies": ids("accreditation_bodies"),
    "countries": TEXTS,
    "standards": ids("standards"),
    "lag_days": NUMBER,
    "confidential": FLAG,
    **PROVENANCE,
}
FORMER = {"name": need(TEXT), "until": TEXT}
PAPER = {"paper": need(TEXT), "market": need(MAYBE), "level": need(Key(one_of(LEVELS))), "note": TEXT}
NEEDED = {"standard": need(id_in("standards")), "level": need(Key(one_of(LEVELS)))}
SEVERITY = ("decisive", "strong", "weak")
HOLDS = ("certificates", "accredited bodies", "organisations", "product certificates")

TABLES: Mapping[str, Table] = {
    "standards": table(
        "id",
        about="standards and schemes with their editions",
        title=need(TEXT),
        area=need(TEXT),
        certifiable=FLAG,
        obsolete=FLAG,
        level=TEXT,
        names=TEXTS,
        includes=ids("standards"),
        register=id_in("registers"),
        outside_arrangement=FLAG,
        editions=entries(EDITION),
    ),
    "adoptions": table(
        "id",
        about="how countries and regions name adopted standards",
        region=need(TEXT),
        prefixes=need(TEXTS),
        same_number=FLAG,
        numbers=Key(read_names),
        years=Key(read_names),
    ),
    "documents": table(
        "id", about="documents of IAF and Global ACI", topic=need(TEXT), issue=need(TEXT), bears_on=need(TEXT)
    ),
    "clauses": table(
        "standard",
        "edition",
        "clause",
        about="clause numbers with topics in own words",
        standard=need(id_in("standards")),
        topic=need(TEXT),
        against_2015=TEXT,
        reported_change=TEXT,
    ),
    "principles": table("id", about="principles of quality management, names only", name=need(TEXT)),
    "documented_information": table("clause", "kind", "topic", about="documented information that ISO 9001:2015 names"),
    "arrangements": table(
        "id",
        about="recognition arrangements",
        name=need(TEXT),
        names=TEXTS,
        region=id_in("regional_groups"),
        starts_on=DATE,
        ends_on=DATE,
        successor=id_in("arrangements"),
        marks=TEXT,
    ),
    "regional_groups": table("id", about="regional groups of accreditation bodies", members=need(TEXT)),
    "regional_recognitions": table(
        "group",
        "arrangement",
        "standards",
        "starts_on",
        "level",
        about="what a regional group is recognised for",
        group=need(id_in("regional_groups")),
        arrangement=need(id_in("arrangements")),
        standards=ids("standards"),
        main_scope=TEXT,
        level=TEXT,
        starts_on=DATE,
    ),
    "accreditation_bodies": table(
        "id",
        about="accreditation bodies",
        acronym=need(TEXT),
        name=need(TEXT),
        names=TEXTS,
        former=entries(FORMER),
        country=need(TEXT),
        domains=TEXTS,
        groups=TEXTS,
        signatory=need(Key(one_of(("yes", "likely", "unknown", "no")))),
        number_form=PATTERN,
        scopes_seen=TEXT,
        outside=TEXT,
        label=TEXT,
    ),
    "recognitions": table(
        "body",
        "arrangement",
        "standards",
        "starts_on",
        "level",
        about="who is a signatory, of what, since when",
        body=need(id_in("accreditation_bodies")),
        arrangement=need(id_in("arrangements")),
        role=Key(one_of(Role)),
        standards=ids("standards"),
        named_but_not_counted=ids("standards"),
        main_scope=TEXT,
        level=TEXT,
        starts_on=DATE,
        ends_on=DATE,
        complete_list=FLAG,
    ),
    "certification_bodies": table(
        "id",
        about="certification bodies",
        name=need(TEXT),
        entities=TEXTS,
        names=TEXTS,
        former=entries(FORMER),
        group=TEXT,
        country=TEXT,
        domains=TEXTS,
        lookup=TEXT,
        expected=ids("accreditation_bodies"),
        expected_perhaps=ids("accreditation_bodies"),
        notified_bodies=TEXTS,
        marks=TEXTS,
        renamed_to=id_in("certification_bodies"),
    ),
    "accreditations": table(
        "body",
        "accreditation_body",
        "entity",
        "standards",
        "number",
        "starts_on",
        about="who accredited whom, for which standards",
        body=need(id_in("certification_bodies")),
        accreditation_body=need(id_in("accreditation_bodies")),
        number=TEXT,
        entity=TEXT,
        standards=ids("standards"),
        starts_on=DATE,
        ends_on=DATE,
        basis=need(
            Key(
                one_of(
                    (
                        "accreditation body (own list or news)",
                        "own page of the certification body",
                        "printed on a certificate",
                        "third party",
                    )
                )
            )
        ),
    ),
    "number_patterns": table(
        "body",
        "pattern",
        about="shapes of certificate numbers",
        body=id_in("certification_bodies"),
        pattern=need(PATTERN),
        kind=Key(one_of(("certificate", "quality mark", "scheme number"))),
        meaning=need(TEXT),
        examples=TEXTS,
        evidence=TEXT,
        url_form=TEXT,
        consistency=TEXTS,
    ),
    "symbol_numbers": table(
        "accreditation_body",
        "number",
        about="numbers under accreditation symbols",
        accreditation_body=need(id_in("accreditation_bodies")),
        body=need(id_in("certification_bodies")),
    ),
    "number_forms": table(
        "id", about="forms of the numbers under symbols, in words", id=need(id_in("accreditation_bodies")), form=CODE
    ),
    "approvals": table(
        "code",
        about="Chinese body codes (first digits of certificate numbers)",
        body=need(id_in("certification_bodies")),
        approval=TEXT,
    ),
    "collisions": table("acronym", about="acronyms with several meanings", bodies=need(TEXTS)),
    "renamings": table("old", "new", about="bodies renamed or bought", when=need(TEXT)),
    "registers": table(
        "id",
        about="registers and what their silence is worth",
        name=need(TEXT),
        operator=need(Key(one_of(Operator))),
        operator_body=TEXT,
        address=TEXT,
        domains=TEXTS,
        holds=Key(one_of(HOLDS)),
        ask_with=need(TEXT),
        gives=TEXT,
        hides=TEXT,
        automation=TEXT,
        coverage=need(entries(COVERAGE)),
    ),
    "routes": table("id", about="in which order to look up", step=need(TEXT), registers=ids("registers")),
    "categories": table(
        "id",
        about="product categories and what to ask for",
        words=need(TEXTS),
        families=ids("families"),
        sectors=ids("sectors"),
        sectors_also=ids("sectors"),
        standards=entries(NEEDED),
        papers=entries(PAPER),
        medical=FLAG,
    ),
    "papers": table(
        "id",
        about="kinds of product evidence",
        name=need(TEXT),
        kind=need(TEXT),
        issued_by=need(TEXT),
        applies_to=TEXT,
        verify=need(TEXT),
        number_form=TEXT,
        number_pattern=PATTERN,
        misuse=TEXTS,
        usual_level=Key(one_of(LEVELS)),
    ),
    "paper_kinds": table("id", about="kinds of papers", name=need(TEXT)),
    "sectors": table("code", about="IAF and EA sector codes", name=need(TEXT), nace=need(TEXTS), except_nace=TEXTS),
    "families": table(
        "id",
        about="product families with words in many languages",
        label=need(TEXT),
        kind=Key(one_of(("product", "service"))),
        parents=ids("families"),
        broad=FLAG,
        labels=need(FORMS),
    ),
    "states": table("id", about="words for states of a certification", id=need(Key(one_of(State))), words=need(TEXTS)),
    "rules": table(
        "id",
        about="rules of how certification lives",
        group=need(TEXT),
        topic=need(TEXT),
        rule=need(TEXT),
        check=TEXT,
        public_in_register=TEXT,
        words=TEXTS,
    ),
    "not_required_but_seen": table(
        "id", about="things on certificates that no rule asks for", name=need(TEXT), meaning=need(TEXT)
    ),
    "transitions": table("from", about="which state may follow which", to=need(TEXTS)),
    "misconceptions": table(
        "id",
        about="what a certificate is taken for, and what it is",
        belief=need(TEXT),
        reality=need(TEXT),
        ask_instead=need(TEXT),
        topics=TEXTS,
        origin=TEXT,
    ),
    "topics": table("id", about="questions behind the misconceptions", question=need(TEXT)),
    "red_flags": table(
        "id",
        about="signs that ask for a second look",
        group=need(TEXT),
        sign=need(TEXT),
        why=need(TEXT),
        innocent_explanation=TEXT,
        check=need(TEXT),
        severity=need(Key(one_of(SEVERITY))),
    ),
    "glossary": table(
        "id",
        about="terms of the field",
        term=need(TEXT),
        code_name=TEXT,
        meaning=need(TEXT),
        vocabulary=TEXT,
        use_in_software=TEXT,
        not_to_be_confused_with=TEXT,
    ),
    "naming_decisions": table("id", about="decisions about names", decision=need(TEXT)),
    "notes": table("id", about="facts and explanations", text=need(TEXT)),
}

FACT_TABLES = (
    "standards",
    "adoptions",
    "arrangements",
    "accreditation_bodies",
    "recognitions",
    "certification_bodies",
    "accreditations",
    "number_patterns",
    "symbol_numbers",
    "approvals",
    "registers",
    "categories",
    "papers",
    "sectors",
    "states",
    "misconceptions",
)
"""Tables of which `Facts` is made; the rest is for `catalogue show` and the docs."""

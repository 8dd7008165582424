"""The tables that only people read: rules, clauses, glossary, signs, notes."""

from __future__ import annotations

from collections.abc import Mapping

from livingproof.catalogue.keys import (
    TEXT,
    TEXTS,
    Key,
    id_in,
    need,
    one_of,
)
from livingproof.catalogue.table import Table, table

CODE = need(TEXT)
SEVERITY = ("decisive", "strong", "weak")

REFERENCE_TABLES: Mapping[str, Table] = {
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

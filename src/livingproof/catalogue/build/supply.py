"""What a supplier is asked for: product categories, papers, sectors, families, and what certificates are mistaken for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from livingproof.catalogue.build.entries import flag, inner, maybe, provenance, text, texts
from livingproof.catalogue.keys import Entry
from livingproof.core.facts import Family, Misconception, PaperNeed, ProductCategory, ProductPaper, Sector


def category(identity: str, entry: Entry, old: ProductCategory | None) -> ProductCategory:
    """A product category; standards and papers, where given, replace all that stood before."""
    standards = tuple((str(row["standard"]), str(row["level"])) for row in inner(entry, "standards"))
    papers = tuple(
        PaperNeed(str(row["paper"]), str(row["market"]), str(row["level"]), text(row, "note"))
        for row in inner(entry, "papers")
    )
    return ProductCategory(
        id=identity,
        words=texts(entry, "words", old.words if old else ()),
        families=texts(entry, "families", old.families if old else ()),
        standards=standards if "standards" in entry else (old.standards if old else ()),
        papers=papers if "papers" in entry else (old.papers if old else ()),
        provenance=provenance(f"product category {identity}", entry),
        medical=flag(entry, "medical", before=old.medical if old else False),
        sectors=texts(entry, "sectors", old.sectors if old else ()),
        sectors_also=texts(entry, "sectors_also", old.sectors_also if old else ()),
        note=text(entry, "note", old.note if old else ""),
    )


def paper(identity: str, entry: Entry, old: ProductPaper | None) -> ProductPaper:
    """A kind of product evidence."""
    name = text(entry, "name", old.name if old else "")
    return ProductPaper(
        id=identity,
        name=name,
        kind=text(entry, "kind", old.kind if old else ""),
        issued_by=text(entry, "issued_by", old.issued_by if old else ""),
        verify=text(entry, "verify", old.verify if old else ""),
        provenance=provenance(f"paper {name}", entry),
        applies_to=text(entry, "applies_to", old.applies_to if old else ""),
        number_form=text(entry, "number_form", old.number_form if old else ""),
        number_pattern=maybe(entry, "number_pattern", old.number_pattern if old else None),
        misuse=texts(entry, "misuse", old.misuse if old else ()),
        no_certificate=flag(entry, "no_certificate", before=old.no_certificate if old else False),
        no_notified_body=flag(entry, "no_notified_body", before=old.no_notified_body if old else False),
    )


def sector(identity: str, entry: Entry, old: Sector | None) -> Sector:
    """A sector code."""
    return Sector(
        code=identity,
        name=text(entry, "name", old.name if old else ""),
        nace=texts(entry, "nace", old.nace if old else ()),
        provenance=provenance(f"sector code {identity}", entry),
        except_nace=texts(entry, "except_nace", old.except_nace if old else ()),
        note=text(entry, "note", old.note if old else ""),
    )


def misconception(identity: str, entry: Entry, old: Misconception | None) -> Misconception:
    """What people take a certificate for."""
    return Misconception(
        id=identity,
        belief=text(entry, "belief", old.belief if old else ""),
        reality=text(entry, "reality", old.reality if old else ""),
        ask_instead=text(entry, "ask_instead", old.ask_instead if old else ""),
        provenance=provenance(f"misconception {identity}", entry),
        topics=texts(entry, "topics", old.topics if old else ()),
    )


def with_families(known: Mapping[str, Family], rows: Mapping[str, Entry]) -> Mapping[str, Family]:
    """The families with a user's own: labels are added to those of a known family, siblings follow the parents."""
    if not rows:
        return known
    own = {identity: _family(identity, entry, known.get(identity)) for identity, entry in rows.items()}
    merged = {**known, **own}
    touched = {parent for family in own.values() for parent in family.parents}
    return {
        identity: replace(family, siblings=_siblings(family, merged)) if touched & set(family.parents) else family
        for identity, family in merged.items()
    }


def _siblings(family: Family, families: Mapping[str, Family]) -> tuple[str, ...]:
    parents = set(family.parents)
    return tuple(name for name, other in families.items() if name != family.id and parents & set(other.parents))


def _family(identity: str, entry: Entry, old: Family | None) -> Family:
    forms = cast(dict[str, list[str]], entry.get("labels", {}))
    labels = tuple((language, word) for language, words in forms.items() for word in words)
    parents = texts(entry, "parents", old.parents if old else ())
    return Family(
        id=identity,
        label=text(entry, "label", old.label if old else ""),
        kind=text(entry, "kind", old.kind if old else "product"),
        parents=parents,
        labels=tuple(dict.fromkeys((*(old.labels if old else ()), *labels))),
        siblings=old.siblings if old else (),
        broad=flag(entry, "broad", before=old.broad if old else False),
        members_differ=old.members_differ if old else False,
        made=old.made if old else False,
    )

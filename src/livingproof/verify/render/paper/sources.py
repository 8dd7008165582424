"""The sources of a verdict: the file with its digest, the registers that answered, the facts of the catalogue."""

from __future__ import annotations

from livingproof.catalogue.words import phrase
from livingproof.core.claim import Document
from livingproof.core.record import Lookup, Reply
from livingproof.verify.render.page.shown import Shown
from livingproof.verify.render.page.sources import CATALOGUE
from livingproof.verify.render.paper.plain import Plain, capital


def sources(page: Shown, digest: str) -> Plain:
    """Every source with its days and digests; the digest of the statement last."""
    held, words = page.verdict.claim.document, page.words
    groups = [_document(page, held)] if held else []
    groups += [_lookup(page, asked) for asked in page.verdict.lookups]
    groups += [_reply(page, told) for told in page.verdict.replies]
    used = [source for finding in page.verdict.findings for source in finding.sources if source.startswith(CATALOGUE)]
    facts = [phrase(source.removeprefix(CATALOGUE), page.language) for source in dict.fromkeys(used)]
    named = [key for finding in page.verdict.findings for key in _keys(finding.facts.get("sources"))]
    facts += [page.facts.sources[key] for key in dict.fromkeys(named) if key in page.facts.sources]
    return {
        "title": words["evidence"],
        "groups": groups,
        "digest": [words["digest"], digest],
        "facts": {"title": f"{words['facts_used']} ({len(facts)})", "rows": list(dict.fromkeys(facts))},
    }


def _keys(said: object) -> tuple[str, ...]:
    return tuple(str(key) for key in said) if isinstance(said, tuple) else ()


def _document(page: Shown, held: Document) -> Plain:
    words = page.words
    rows = [_entry(words["kind"], page.all_words["kinds"][held.kind.value])]
    if held.media_type:
        rows += [
            _entry(words["media_type"], held.media_type),
            _entry(words["page_count"], f"{held.pages.read} / {held.pages.in_file}"),
            _entry(words["text_layer"], words["layers"][held.text_layer]),
        ]
    rows += [
        _entry(words["sha256"], held.sha256, code=True),
        _entry(words["read_with"], ", ".join(name for _, name in held.engines)),
    ]
    return {"title": page.sheet.file or words["document"], "rows": [row for row in rows if row["value"]]}


def _lookup(page: Shown, asked: Lookup) -> Plain:
    words, known = page.words, page.facts.registers.get(asked.register)
    rows = [
        _entry(words["answer"], words["answers"][asked.answer.value]),
        _entry(words["asked_on"], asked.asked_on.isoformat()),
        _entry(words["state_of"], asked.speaks_of.isoformat()),
        _entry(words["by_number"], words["number_search" if asked.by_number else "name_search"]),
        _entry(words["kept"], asked.digest or "", code=True),
    ]
    return {
        "title": phrase(known.name, page.language) if known else asked.register,
        "rows": [row for row in rows if row["value"]],
    }


def _reply(page: Shown, told: Reply) -> Plain:
    words = page.words
    rows = [
        _entry(words["answer"], told.code),
        _entry(words["asked_on"], told.on.isoformat()),
        _entry(words["kept"], told.digest or "", code=True),
    ]
    return {"title": f"{told.check}: {told.source}", "rows": [row for row in rows if row["value"]]}


def _entry(name: str, value: str, *, code: bool = False) -> Plain:
    return {"name": capital(name), "value": value, "code": code}

"""The page stands by itself, is well built, and tells everything that the verdict holds."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

import pytest

from livingproof.catalogue.words import LANGUAGES, terms
from livingproof.core.claim import Claim
from livingproof.core.purchase import Purchase
from livingproof.core.statement import statement_of
from livingproof.core.terms import DocumentKind, Grade, Headline
from livingproof.verify.render.languages import Languages
from livingproof.verify.render.page import Sheet, pages_marked
from livingproof.verify.render.page.document import labels, within
from livingproof.verify.telling import tell
from tests.cases import claim_of, shipped
from tests.cli.page.looked_at import CLAIM, HEIGHT, PURCHASE, SAID, WIDTH, heavy, page, recorded, sheet, verdict_on

LETTER = replace(CLAIM, document=replace(CLAIM.document, kind=DocumentKind.LETTER))  # type: ignore[type-var]  # it has one
UNREAD = claim_of({"standards": ["ISO 9001:2015"], "document": {"sha256": "1" * 64, "media_type": "image/jpeg"}})
TEXT = Purchase(product="fittings", listing="We are ISO 9001:2015 certified. ISO 14001 is planned. Verified Supplier!")
SHEETS = {
    "does not cover": sheet(),
    "recorded": sheet(lookups=recorded()),
    "no purchase": sheet(purchase=Purchase()),
    "not the right document": sheet(LETTER),
    "unreadable": sheet(UNREAD),
    "a text beside": sheet(purchase=replace(PURCHASE, listing="ISO 9001 certified, all products ISO certified")),
    "a text alone": sheet(claim_of({"standards": ["ISO 9001:2015"]}), file=None, purchase=TEXT),
    "no picture": Sheet(verdict_on(), "x.pdf", problem="the PDF is damaged or cut short"),
}
EVERY = pytest.mark.parametrize("shown", list(SHEETS.values()), ids=list(SHEETS))
OPENED_FOR_NOBODY = {"script", "iframe", "object", "embed", "link", "form", "base", "video", "audio", "img"}


def test_the_examples_are_of_the_kinds_they_are_named_after() -> None:
    assert SHEETS["does not cover"].verdict.headline is Headline.DOES_NOT_COVER
    assert SHEETS["not the right document"].verdict.headline is Headline.NOT_THE_RIGHT_DOCUMENT
    assert SHEETS["unreadable"].verdict.headline is Headline.UNREADABLE
    assert SHEETS["a text alone"].verdict.headline is Headline.NOT_CONFIRMED


@EVERY
def test_nothing_is_fetched_and_nothing_runs(shown: Sheet) -> None:
    looked = page(shown)
    assert not {name for name, _ in looked.elements} & OPENED_FOR_NOBODY
    assert all(link.startswith("data:image/webp;base64,") for link in (one["href"] for one in looked.all("image")))
    assert not looked.values("src")
    assert not re.search(r"url\(|@import|@font-face", looked.html)
    assert not [name for _, attributes in looked.elements for name in attributes if name.startswith("on")]
    policy = next(one["content"] for one in looked.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy == "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


@EVERY
def test_links_lead_within_the_page_to_mail_or_to_a_source_that_is_not_told_where_from(shown: Sheet) -> None:
    for link in page(shown).all("a"):
        known = link["href"].startswith(("#", "mailto:?"))
        assert known or (link["href"].startswith(("https://", "http://")) and "noreferrer" in link["rel"])


@EVERY
def test_every_element_is_closed_and_every_link_within_the_page_has_its_target(shown: Sheet) -> None:
    looked = page(shown)
    ids = looked.values("id")
    assert looked.wrong == []
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in looked.values("href") if link.startswith("#")} <= set(ids)
    assert set(looked.values("aria-labelledby")) <= set(ids)


@EVERY
def test_headings_begin_with_one_sentence_and_leave_out_no_level(shown: Sheet) -> None:
    levels = [level for level, _ in page(shown).headings]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@EVERY
def test_the_answer_is_spoken_and_has_its_word_decision_day_policy_and_digest(shown: Sheet) -> None:
    looked, told = page(shown), tell(shown.verdict, shipped())
    assert [attributes for _, attributes in looked.elements if attributes.get("role") == "status"]
    assert looked.headings[0][1] == told.headline
    digest = statement_of(shown.verdict)["digest"]
    for said in (told.tag, told.decision, "2026-11-21", "standard@1", shown.verdict.catalogue, digest):
        assert said in looked.words


@EVERY
def test_every_finding_is_there_with_its_sentences_and_code(shown: Sheet) -> None:
    looked, told = page(shown), tell(shown.verdict, shipped())
    ids = {one["id"] for one in looked.all("details") if "id" in one}
    assert ids == {f"f-{finding.check}" for finding in shown.verdict.findings}
    for finding, sentences in told.findings:
        assert f"{finding.check} · {finding.code}" in looked.words
        assert sentences.text in looked.words
        assert sentences.innocent in looked.words
        assert sentences.next in looked.words


@EVERY
def test_messages_limits_and_what_is_not_proven_are_there_whole(shown: Sheet) -> None:
    looked, told = page(shown), tell(shown.verdict, shipped())
    for message in told.messages:
        assert message.message in looked.words
        assert message.subject in looked.words
    assert all(limit in looked.words for limit in told.limits)
    assert all(row["ask_instead"] in looked.words for row in told.does_not_prove)


@EVERY
def test_no_grade_is_told_by_colour_alone(shown: Sheet) -> None:
    looked = page(shown)
    graded = re.findall(r'<span class="g [a-z_]+">(.*?)</span>(?:</span>|</a>|</li>|</td>|<span|<small)', looked.html)
    assert graded
    for inside in graded:
        assert "<use" in inside
        assert re.sub("<[^>]*>", "", inside).strip()


def test_what_decides_is_open_and_what_passed_is_folded() -> None:
    looked = page()
    opened = {one["id"] for one in looked.all("details") if "open" in one}
    fails = {finding.check for finding in verdict_on().findings if finding.grade is Grade.FAIL}
    assert opened == {f"f-{check}" for check in fails}
    assert looked.html.index("f-site.listed") < looked.html.index("fold passed")


def test_boxes_and_findings_lead_to_one_another() -> None:
    looked = page()
    marked = {one["id"]: one["href"] for one in looked.all("a") if one.get("class", "").startswith("mk ")}
    assert marked
    places = {link for link in looked.values("href") if re.fullmatch(r"#m-\d+", link)}
    assert places == {f"#{name}" for name in marked}
    assert all(target.startswith("#f-") for target in marked.values())


def test_the_numbers_of_the_boxes_are_in_the_legend() -> None:
    looked = page()
    boxes = looked.all("rect")
    assert len([one for one in boxes if one.get("class") == "bx"]) == len(
        re.findall(r"<li><span class=\"no ", looked.html)
    )


def test_boxes_stand_on_the_page() -> None:
    for one in page().all("rect"):
        if one.get("class") == "bx":
            left, top = float(one["x"]), float(one["y"])
            assert left >= 0
            assert top >= 0
            assert left + float(one["width"]) <= WIDTH
            assert top + float(one["height"]) <= HEIGHT


def test_a_box_that_reaches_beyond_the_page_ends_at_its_edge() -> None:
    assert within((-9.0, 830.0, 700.0, 900.0), (WIDTH, HEIGHT)) == (0.0, 828.5, WIDTH, HEIGHT)


def test_numbers_stand_on_the_page_and_on_no_other_number() -> None:
    boxes = [(560.0, 100.0 + 9 * line, 594.0, 108.0 + 9 * line) for line in range(8)]
    places = labels(boxes, (WIDTH, HEIGHT), 8.5)
    assert all(8.5 <= x <= WIDTH - 8.5 and 8.5 <= y <= HEIGHT - 8.5 for x, y in places)
    apart = [(a - c) ** 2 + (b - d) ** 2 for a, b in places for c, d in places if (a, b) != (c, d)]
    assert min(apart) > 17.0**2
    assert len(set(places)) == len(places)


def test_beside_a_document_that_is_not_read_nothing_else_is_said() -> None:
    looked = page(SHEETS["unreadable"])
    assert "chain" not in {one.get("class") for one in looked.all("ol")}
    assert not [one for one in looked.all("section") if "compared" in one.get("class", "")]
    assert "mk fail" not in looked.html


def test_why_no_page_is_shown_is_said() -> None:
    assert "the PDF is damaged or cut short" in page(SHEETS["no picture"]).words


def test_a_text_is_quoted_with_what_was_understood_of_it() -> None:
    looked = page(SHEETS["a text alone"])
    assert [one["class"] for one in looked.all("mark")] == ["held", "planned", "held"]
    assert "ISO 14001 (planned)" in looked.words


def test_a_register_has_its_column_and_its_place_among_the_sources() -> None:
    looked = page(SHEETS["recorded"])
    assert "Register says" in looked.words
    assert "2026-11-20" in looked.words


def test_several_verdicts_have_a_table_of_contents_and_ids_of_their_own() -> None:
    looked = page(sheet(), SHEETS["unreadable"], SHEETS["a text alone"])
    ids = looked.values("id")
    assert looked.wrong == []
    assert len(ids) == len(set(ids))
    assert [link for link in looked.values("href") if link in {"#v", "#v2-v", "#v3-v"}] == ["#v", "#v2-v", "#v3-v"]
    assert [said for level, said in looked.headings if level == 1] == ["3 verdicts"]
    assert {"f-site.listed", "v2-f-site.listed", "v3-f-site.listed"} <= set(ids)
    assert {link[1:] for link in looked.values("href") if link.startswith("#")} <= set(ids)


def test_a_page_with_all_its_pictures_is_no_larger_than_400_kilobytes() -> None:
    assert len(page(heavy()).html.encode()) <= 400_000


def test_the_same_verdict_gives_the_same_page() -> None:
    assert page().html == page().html


@pytest.mark.parametrize("claim", [CLAIM, UNREAD])
def test_the_first_page_is_shown_even_when_nothing_stands_on_it(claim: Claim) -> None:
    assert pages_marked(claim, 6) == (1,)
    assert pages_marked(claim_of({**SAID, "document": None}), 6) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_language_asked_for(language: str) -> None:
    words = terms(language)
    looked = page(SHEETS["recorded"], languages=Languages(language, "en"))
    assert looked.all("html")[0]["lang"] == language
    said = [words["page"][name] for name in ("skip", "nature", "findings", "document", "limits", "evidence")]
    assert [name for name in (*said, words["axes"]["covers"]["question"]) if name not in looked.words] == []
    assert {one["lang"] for one in looked.all("pre")} == {"en"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_a_word_stands_where_the_word_should(language: str) -> None:
    looked = page(*SHEETS.values(), languages=Languages(language, language))
    assert not re.findall(r"\{[a-z_]+\}", looked.words)

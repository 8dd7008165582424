"""What the buyer was sent: every file is kept, read and judged as any other, those of weeks ago with the registers of those days."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml
from django.conf import settings

from livingproof.app.ledger import evidence
from livingproof.app.verification import jobs, registers
from livingproof.app.verification.models import Case
from livingproof.catalogue import load
from livingproof.cli import examples
from livingproof.cli.service.demo import filed, sheets
from livingproof.cli.service.demo.cast import House, has_kind
from livingproof.cli.service.demo.chance import happens, one_of
from livingproof.cli.service.demo.supplying import Sent, everything_sent, told
from livingproof.core.terms import Headline
from livingproof.readers.apart import TextOnly
from livingproof.readers.limits import Limits
from livingproof.readers.page import Code
from livingproof.readers.paper import Paper
from livingproof.readers.pictures import PagePicture, Pose, pictures_of
from livingproof.readers.reading import Reading, read_opened

SLUG: Final = "cases"
CATALOGUE: Final = Path(__file__).with_name("catalogue")
LONG_AGO: Final = timedelta(days=48)
LATELY: Final = timedelta(hours=40)
DRAWN: Final = 24
"""So many files are drawn at once; the pages of the others are drawn when somebody looks at them."""
CONCLUDED: Final = {
    Headline.CONFIRMED.value: "relied_on",
    Headline.NOT_IN_FORCE.value: "not_relied_on",
    Headline.NOT_THE_RIGHT_DOCUMENT.value: "not_needed",
}
WHY: Final = {
    "relied_on": "The body's register shows it, and the next delivery comes within its term.",
    "not_relied_on": "The supplier was told; nothing is ordered until there is a certificate in force.",
    "not_needed": "The supplier was asked for the certificate itself.",
}


class Typeset(TextOnly):
    """A sheet of which every word is text: it carries no picture and no code to look for."""

    def codes(self, _number: int) -> tuple[Code, ...]:
        """None."""
        return ()


def certificates(house: House, now: datetime) -> None:
    """All that was sent, with what came of it."""
    if not has_kind(SLUG):
        return
    _lay_out_catalogue()
    today = now.date()
    every = tuple(everything_sent(today))
    _bring_records(now)
    filed.bring_extracts(registers.store(), every, filed.BEFORE, now, load())
    early = [one for one in every if one.long_ago]
    known = [_judged(house, one, now - LONG_AGO + timedelta(days=place), now) for place, one in enumerate(early)]
    filed.bring_extracts(registers.store(), every, filed.LATEST, now, load())
    for case in known:
        jobs.judge(str(case.pk), "registers", at=now - LATELY)
    late = [one for one in every if not one.long_ago]
    step = LATELY / (len(late) + 1)
    known += [_judged(house, one, now - LATELY + step * place, now) for place, one in enumerate(late, 1)]
    _examples(house, now)
    _look_at(house, known, now)


def _lay_out_catalogue() -> None:
    """The invented bodies, as this house's own facts."""
    folder = Path(settings.DATA) / "catalogue"
    folder.mkdir(parents=True, exist_ok=True)
    for source in (CATALOGUE, examples.FOLDER / "catalogue"):
        for path in source.glob("*.yaml"):
            shutil.copyfile(path, folder / f"{source.parent.name}-{path.name}")


def _judged(house: House, sent: Sent, at: datetime, now: datetime) -> Case:
    """The case of what was sent, judged minutes after it was asked."""
    need = dict(sent.need)
    if sent.story == "sellers_text":
        need["listing"] = told()["text"].format(
            name=sent.supplier.name, product=need["product"], city=sent.supplier.place["city"]
        )
    else:
        need |= _kept(house, _content(sent, now), _name(sent), at)
    return _asked(house, one_of(f"asks{sent.place}", ("anna", "jonas")), need, at)


def _content(sent: Sent, now: datetime) -> bytes:
    if sent.story == "broken_file":
        return b"%PDF-1.7\n" + b"the mail was cut off here\n"
    return sheets.sheet_of(sent, now.date())


def _name(sent: Sent) -> str:
    standard = sent.certificate.standard.partition(":")[0].replace(" ", "") if sent.certificate else "certificate"
    first = sent.supplier.name.split(sent.supplier.goods["field"])[0].strip().replace(" ", "_")
    return f"{first}_{standard}.pdf"


def _kept(house: House, content: bytes, name: str, at: datetime) -> dict[str, Any]:
    row = evidence.keep(
        house.organisation, io.BytesIO(content), name=name, now=at, media_type="application/pdf", kind="certificate"
    )
    return {"evidence": [str(row.pk)], "file_name": name}


def _asked(house: House, who: str, need: Mapping[str, Any], at: datetime) -> Case:
    case: Case = house.does(who, SLUG, None, "ask", at, **need, owner=house.id_of(who))
    jobs.judge(str(case.pk), at=at + timedelta(minutes=2), pages=_pages)
    case.refresh_from_db()
    return case


def _pages(content: bytes) -> Reading:
    """What is read of a sheet of our own: no stranger made it, so no child process stands between."""
    with Paper(content, Limits()) as paper:
        return read_opened(Typeset(paper), registers.facts_here())


def _drawn(content: bytes, poses: tuple[Pose, ...]) -> tuple[PagePicture, ...]:
    return pictures_of(content, Limits(), poses, jobs.PICTURE_BYTES)


def _bring_records(now: datetime) -> None:
    """The extracts that stand beside the sample certificates of `livingproof examples`."""
    for path in examples.FOLDER.glob("*/record.yml"):
        filed.bring_record(registers.store(), yaml.safe_load(path.read_text(encoding="utf-8")), now, load())


def _examples(house: House, now: datetime) -> None:
    """The sample certificates of `livingproof examples`."""
    for place, path in enumerate(sorted(examples.FOLDER.glob("*/certificate.pdf"))):
        need = yaml.safe_load(path.with_name("purchase.yml").read_text(encoding="utf-8"))
        wanted = {key: need[key] for key in ("product", "seller", "site", "needs", "markets", "delivery_on", "policy")}
        at = now - timedelta(minutes=30 - 5 * place)
        wanted |= _kept(house, path.read_bytes(), f"{path.parent.name}.pdf", at)
        _asked(house, "anna", wanted, at)


def _look_at(house: House, known: Iterable[Case], now: datetime) -> None:
    """Most of what is clear was decided on, of what is weeks old nearly all; pages that somebody looks at first are drawn."""
    for place, case in enumerate(known):
        case.refresh_from_db()
        old = now - case.made_at > timedelta(days=10)
        conclusion = CONCLUDED.get(case.headline, "relied_on" if old else "")
        if conclusion and happens(f"closed{place}", 90 if old else 75):
            who = "anna" if str(case.owner_id) == house.id_of("anna") else "jonas"
            at = case.made_at + timedelta(days=6) if old else now
            house.does(who, SLUG, case, "close", at, conclusion=conclusion, conclusion_because=WHY[conclusion])
    for case in _first_looked_at(house):
        jobs.draw(str(case.pk), pictures=_drawn)


def _first_looked_at(house: House) -> Iterator[Case]:
    """What is not confirmed, then the newest."""
    ours = Case.objects.of(house.organisation).order_by("-made_at")
    yield from ours.exclude(headline__in=(Headline.CONFIRMED.value, Headline.CONFIRMED_WITH_LIMITS.value))[:DRAWN]
    yield from ours[:6]

"""A company's name as claims write it."""

from __future__ import annotations

from bench.registers.chance import Draw, pick
from bench.registers.companies import Company
from bench.registers.noise.letters import misread, slipped, without_marks
from bench.registers.vocabulary import shares


def name_in_claim(company: Company, draw: Draw) -> str:
    """The name with the noises that befall it, each by its own share."""
    share = shares().name
    if company.country.code == "CN" and company.shows_own and draw() < share["own_script"]:
        return company.own_name
    name = _words(company, draw)
    if draw() < share["abbreviation"]:
        name = shortened(name, draw)
    if draw() < share["word_dropped"]:
        name = _without_a_word(name, draw)
    if draw() < share["word_order"]:
        name = _in_another_order(name, draw)
    return _letters(name, draw)


def shortened(text: str, draw: Draw) -> str:
    """One word written short, where the table knows a short form."""
    known = [word for word in shares().short if word in text]
    if not known:
        return text
    word = pick(known, draw)
    return text.replace(word, pick(shares().short[word], draw), 1)


def _words(company: Company, draw: Draw) -> str:
    """Which name is given: the registered one, the trading name, the one in English; in which legal form and script."""
    share = shares().name
    if draw() < share["trading_name"]:
        return company.trading_name
    if company.country.code == "VN" and draw() < share["other_language"]:
        return company.own_name
    form = pick(company.form.variants, draw) if draw() < share["legal_form"] else company.form.text
    split = company.country.code == "CN" and draw() < share["split_syllables"]
    return company.named(form, company.brand.split if split else None)


def _letters(name: str, draw: Draw) -> str:
    share = shares().name
    if not name.isascii() and draw() < share["without_marks"]:
        name = without_marks(name)
    if draw() < share["typo"]:
        name = slipped(name, draw)
    if draw() < share["misread"]:
        name = misread(name, draw)
    return name.upper() if draw() < share["capitals"] else name


def _without_a_word(name: str, draw: Draw) -> str:
    words = name.split()
    if len(words) > 2:  # noqa: PLR2004 - one word and a legal form name nobody
        del words[int(draw() * len(words))]
    return " ".join(words)


def _in_another_order(name: str, draw: Draw) -> str:
    words = name.split()
    at = int(draw() * (len(words) - 1))
    return " ".join((*words[:at], words[at + 1], words[at], *words[at + 2 :])) if len(words) > 1 else name

"""A small made register and claims about it, with every noise that matters: a seed gives the same rows for ever."""

from __future__ import annotations

import random

from livingproof.catalogue.load import load
from livingproof.core.matching.keys import Keys, Normaliser, Said, keys_of_said, normaliser_of

SYLLABLES = (
    "bao",
    "cheng",
    "dong",
    "feng",
    "guang",
    "hai",
    "jin",
    "kai",
    "long",
    "ming",
    "ning",
    "peng",
    "qing",
    "rui",
    "sheng",
    "tong",
    "wei",
    "xin",
    "yang",
    "zhen",
)
TRADES = ("Machinery", "Electronics", "Plastics", "Valve", "Textile", "Hardware", "Packaging", "Forging")
TOWNS = ("Shenzhen", "Ningbo", "Wenzhou", "Suzhou", "Qingdao", "Foshan")
HAN = {"Ningbo": "宁波", "Shenzhen": "深圳"}
STANDARDS = ("ISO 9001", "ISO 14001", "ISO 45001")
BODIES = ("Bureau Veritas Certification", "TÜV Rheinland", "SGS", "DNV")
EUROPE = ("Ostermann Federn GmbH", "Çelik Yay San. ve Tic. A.Ş.", "Société Générale de Visserie S.A.", "ООО «Заря»")


def normaliser() -> Normaliser:
    """The normaliser of the shipped catalogue."""
    return normaliser_of(load())


def record(chance: random.Random, number: int) -> Said:
    """One made record."""
    town = chance.choice(TOWNS)
    word = "".join(chance.choice(SYLLABLES) for _ in range(2)).title()
    name = f"{town} {word} {chance.choice(TRADES)} Co., Ltd."
    if chance.random() < 0.1:
        name = f"{word} {chance.choice(EUROPE)}"
    other = (f"{HAN[town]}市{chance.choice('鑫恒瑞')}{chance.choice('达通源')}机械有限公司",) if town in HAN else ()
    street = f"No. {chance.randint(1, 300)} {chance.choice(SYLLABLES).title()}{chance.choice(SYLLABLES)} Road"
    post = str(310000 + chance.randint(0, 999))
    sites = (f"Block {chance.randint(1, 9)}, {street}, {town} City",) if chance.random() < 0.1 else ()
    return Said(
        names=(name, *other),
        addresses=(f"{street}, {town} City, China {post}", *sites),
        numbers=(f"{chance.choice('QES')}{number:06d}/{chance.randint(10, 99)}",),
        country="CN",
        city=town,
        postcode=post,
        standards=(chance.choice(STANDARDS),),
        editions=("2015",),
        body=chance.choice(BODIES),
    )


def claim(chance: random.Random, record: Said) -> Said:
    """A claim about a record, damaged as claims are; parts are left out."""
    name = chance.choice(record.names)
    if chance.random() < 0.4:
        place = chance.randrange(len(name))
        name = name[:place] + chance.choice("abl01 ") + name[place + 1 :]
    number = record.numbers[0]
    if chance.random() < 0.3:
        number = number.replace("0", "O", 1)
    return Said(
        names=(name.upper() if chance.random() < 0.2 else name,),
        addresses=chance.choice((record.addresses[:1], (record.city or "",), ())),
        numbers=chance.choice(((number,), (number,), ())),
        country=chance.choice(("CN", None)),
        standards=chance.choice((record.standards, (), ("ISO 9001:2015",))),
        body=chance.choice((record.body, None)),
    )


def register(size: int, seed: int = 7) -> list[Said]:
    """So many records."""
    chance = random.Random(seed)  # noqa: S311 - made data, the same for ever
    return [record(chance, number) for number in range(size)]


def claims(records: list[Said], many: int, seed: int = 8) -> list[Said]:
    """Claims about records, and some about companies that the register does not hold."""
    chance = random.Random(seed)  # noqa: S311 - made data, the same for ever
    strangers = [record(chance, 900_000 + number) for number in range(max(many // 10, 1))]
    return [claim(chance, chance.choice(strangers if chance.random() < 0.2 else records)) for _ in range(many)]


def keys(said: list[Said], tables: Normaliser) -> list[Keys]:
    """The keys of each."""
    return [keys_of_said(one, tables) for one in said]

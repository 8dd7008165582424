"""Made companies: every group follows from a seed and its number alone, so any of them can be made again by itself."""

from __future__ import annotations

from dataclasses import dataclass

from bench.registers.chance import Draw, Wheel, drawn, pick
from bench.registers.noise.letters import without_marks
from bench.registers.vocabulary import Body, Brand, Country, Form, Place, Standard, Trade, countries, shares, standards

_LEAN_OF_PLACES = 1.7
_LEAN_OF_BRANDS = 2.1
_LEAN_OF_TRADES = 1.8
_COUNT_OF_SISTERS = Wheel(((2, 55), (3, 25), (4, 12), (5, 8)))
_COUNT_OF_SITES = Wheel(((2, 60), (3, 25), (4, 15)))
_COUNT_OF_STANDARDS = Wheel(((2, 45), (3, 40), (4, 15)))


@dataclass(frozen=True, slots=True)
class Address:
    """A place of work, by its parts and as a line."""

    place: Place
    street: str
    postcode: str
    line: str


@dataclass(frozen=True, slots=True)
class Company:
    """A made company. `shows_own` says whether registers show the name in the other script or language."""

    country: Country
    brand: Brand
    trade: Trade
    other_trade: Trade
    place: Place
    form: Form
    templates: tuple[str, str]
    shows_own: bool
    body: Body
    standards: tuple[Standard, ...]
    sites: tuple[Address, ...]
    one_certificate: bool

    @property
    def name(self) -> str:
        """The registered name."""
        return self.named(self.form.text)

    @property
    def own_name(self) -> str:
        """The name in the country's other script or in English, empty where the country has one script."""
        return _tidy(
            self.templates[1].format(
                city=self.place.own, brand=self.brand.own or self.brand.name, trade=self.trade.own, form=self.form.own
            )
            if self.trade.own
            else ""
        )

    @property
    def trading_name(self) -> str:
        """Brand and trade alone."""
        return f"{self.brand.name} {self.trade.name}"

    def named(self, form: str, brand: str | None = None) -> str:
        """The registered name with the form, or the brand, written in another way."""
        return _tidy(
            self.templates[0].format(
                city=self.place.name,
                region=self.place.region,
                brand=brand or self.brand.name,
                trade=self.trade.name,
                trade2=self.other_trade.name,
                form=form,
            )
        )


def group_of(seed: int, number: int) -> tuple[Company, ...]:
    """The companies of one group: mostly one, sometimes sisters under one brand."""
    draw = drawn(seed, number)
    country = countries().spin(draw)
    brand = _brand(country, draw)
    first = _company(country, brand, None, draw)
    if draw() >= shares().register["sisters"]:
        return (first,)
    return (first, *(_company(country, brand, first, draw) for _ in range(_COUNT_OF_SISTERS.spin(draw) - 1)))


def further_sister(group: tuple[Company, ...], seed: int, number: int) -> Company:
    """One more company under the brand of a group; no register that was made holds it."""
    draw = drawn(seed, number, 1)
    taken = {company.name for company in group}
    while (sister := _company(group[0].country, group[0].brand, group[0], draw)).name in taken:
        pass
    return sister


def new_address(country: Country, draw: Draw, place: Place | None = None) -> Address:
    """An address of the country, in a given place or in any."""
    place = place or pick(country.places, draw, _LEAN_OF_PLACES)
    street = pick(country.streets, draw)
    postcode = place.postcode.filled(draw)
    line = country.addresses.spin(draw).format(
        no=int(draw() ** 1.5 * country.highest_number) + 1,
        street=street,
        district=pick(country.districts, draw),
        city=place.name,
        region=place.region,
        postcode=postcode,
        unit=int(draw() ** 2 * 30) + 1,
        letter="ABCDEFGHK"[int(draw() * 9)],
    )
    return Address(place, street, postcode, line)


def _company(country: Country, brand: Brand, sister: Company | None, draw: Draw) -> Company:
    same_place = sister is not None and draw() < 1 / 2
    place = sister.place if sister and same_place else pick(country.places, draw, _LEAN_OF_PLACES)
    same_body = sister is not None and draw() < shares().register["same_body"]
    several = draw() < shares().register["several_sites"]
    return Company(
        country=country,
        brand=brand,
        trade=pick(country.trades, draw, _LEAN_OF_TRADES),
        other_trade=pick(country.trades, draw),
        place=place,
        form=country.forms.spin(draw),
        templates=country.names.spin(draw),
        shows_own=draw() < country.own_script,
        body=sister.body if sister and same_body else country.bodies.spin(draw),
        standards=_standards(draw),
        sites=_sites(country, place, _COUNT_OF_SITES.spin(draw) if several else 1, draw),
        one_certificate=several and draw() < shares().register["sites_on_one_certificate"],
    )


def _sites(country: Country, place: Place, count: int, draw: Draw) -> tuple[Address, ...]:
    main = new_address(country, draw, place)
    return (main, *(new_address(country, draw, place if draw() < 1 / 2 else None) for _ in range(count - 1)))


def _standards(draw: Draw) -> tuple[Standard, ...]:
    count = _COUNT_OF_STANDARDS.spin(draw) if draw() < shares().register["several_standards"] else 1
    chosen: list[Standard] = []
    while len(chosen) < count:
        standard = standards().spin(draw)
        if standard not in chosen:
            chosen.append(standard)
    return tuple(chosen)


def _brand(country: Country, draw: Draw) -> Brand:
    (start, own_start), (end, own_end) = (
        pick(country.starts, draw, _LEAN_OF_BRANDS),
        pick(country.ends, draw, _LEAN_OF_BRANDS),
    )
    if end[:1].isupper():  # two words, as in Vietnam
        return Brand(f"{start} {end}", without_marks(f"{start} {end}"), f"{start} {end}")
    joined = start + end
    return Brand(
        joined[:1].upper() + joined[1:], own_start + own_end, f"{start.capitalize()} {end.capitalize()}".strip()
    )


def _tidy(name: str) -> str:
    return " ".join(name.split()).replace(" ,", ",")

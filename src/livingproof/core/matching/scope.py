"""A certified scope compared with a product: covered, not covered, or unclear, with the words that decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from livingproof.core.facts import Family, Wording
from livingproof.core.matching.clauses import Reading, lexicons_of, read
from livingproof.core.matching.products import ProductIndex, index_of
from livingproof.core.matching.scope_parts import Role, Thing
from livingproof.core.matching.words import IS_RUN, fold


class Cover(StrEnum):
    """The three answers. Only the first two decide anything."""

    COVERED = "covered"
    NOT_COVERED = "not_covered"
    UNCLEAR = "unclear"


class Because(StrEnum):
    """What made the answer, from the strongest for to the strongest against."""

    FAMILY = "family"  # scope and product name the same family
    SAME_WORDS = "same_words"  # the scope's own words stand in the product's name
    PARENT = "parent"  # the scope names the family that holds the product's
    BROAD = "broad"  # the scope names an industry, not goods
    KIN = "kin"  # same family, perhaps other goods of it
    NARROWER = "narrower"  # the scope names less than the product's words
    PARTS = "parts"  # one side names parts only
    MADE = "made"  # one side names how goods are made, the other what they are for
    OPEN = "open"  # the scope leaves its list open
    VAGUE = "vague"  # the scope names no product
    UNKNOWN = "unknown"  # words that no table explains
    NEIGHBOUR = "neighbour"  # same industry, other goods
    OTHER = "other"  # other goods
    SERVICE = "service"  # the scope names work on such goods, not the goods
    QUALIFIER = "qualifier"  # same noun, other material, use or state
    EXCLUDED = "excluded"  # the scope takes it out in words


@dataclass(frozen=True, slots=True)
class ScopeMatch:
    """The answer and its evidence.

    `scope_words` and `product_words` are those that decided, `path` the product's family from the general to the special,
    `scope_family` that of the scope. `excluded` are exclusions found in the scope, `conflicts` pairs of words for one
    quality that differ. `near` is True when both are of one industry. `done` are the deeds, by
    name, of the sentences that cover the product; empty when they say none.
    """

    answer: Cover
    because: Because
    scope_words: tuple[str, ...] = ()
    product_words: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    scope_family: str | None = None
    excluded: tuple[str, ...] = ()
    conflicts: tuple[tuple[str, str], ...] = ()
    open_ended: tuple[str, ...] = ()
    near: bool = False
    done: frozenset[str] = frozenset()


ORDER = {because: rank for rank, because in enumerate(Because)}
COVERS = frozenset({Because.FAMILY, Because.SAME_WORDS, Because.PARENT})
DENIES = frozenset({Because.NEIGHBOUR, Because.OTHER, Because.SERVICE, Because.QUALIFIER, Because.EXCLUDED})
FAR = frozenset({Because.NEIGHBOUR, Because.OTHER})
WORK = frozenset(
    {"install", "service", "test", "store", "transport", "construct", "clean", "recycle", "lease", "consult"}
)
"""Deeds done on or with goods of others: they never cover the goods."""

MATERIAL = "material"
"""The class of qualifiers that a sentence often says once for several things."""

HANDLING = WORK | {"package", "treat"}


def compare_scope(
    scope_texts: Iterable[str], product: str, families: Mapping[str, Family], wording: Wording
) -> ScopeMatch:
    """Whether one of the scope texts covers the product. Texts of one scope in several languages are compared one by one."""
    index = index_of(families, wording)
    found = [_compare(text, product, index) for text in scope_texts if text.strip()]
    if not found or not product.strip():
        return ScopeMatch(Cover.UNCLEAR, Because.VAGUE)
    excluded = [match for match in found if match.because is Because.EXCLUDED]
    order = {Cover.COVERED: 0, Cover.UNCLEAR: 1, Cover.NOT_COVERED: 2}
    return excluded[0] if excluded else min(found, key=lambda match: order[match.answer])


@lru_cache(maxsize=8192)
def _compare(text: str, product: str, index: ProductIndex) -> ScopeMatch:
    scope = read(text, index)
    wanted = read(product, index, otherwise="en")
    goods = [thing for thing in wanted.things if thing.role is Role.COVERED] or list(wanted.things)
    if not goods:
        return ScopeMatch(Cover.UNCLEAR, Because.UNKNOWN, product_words=(product,))
    first = _judge(scope, wanted, goods[0], index)
    if first.answer is not Cover.COVERED:
        return first
    others = [_judge(scope, wanted, thing, index) for thing in goods[1:] if thing.sure]
    open_one = next((match for match in others if match.answer is not Cover.COVERED), None)
    return replace(open_one, answer=Cover.UNCLEAR, because=Because.NARROWER) if open_one else first


@dataclass(frozen=True, slots=True)
class _Pair:
    """How one thing of the scope stands to the product."""

    because: Because
    thing: Thing
    conflicts: tuple[tuple[str, str], ...] = ()
    near: bool = False


def _judge(scope: Reading, wanted: Reading, product: Thing, index: ProductIndex) -> ScopeMatch:
    outside = scope.of_role(Role.EXCLUDED)
    excluded = tuple(thing.words for thing in outside)
    hit = next((thing for thing in outside if _excludes(thing, product, index)), None)
    if hit:
        return _match(Cover.NOT_COVERED, _Pair(Because.EXCLUDED, hit), scope, product, index)
    doubt = any(_touches(thing, product, index) for thing in outside)
    things = [thing for thing in scope.of_role(Role.COVERED) if not thing.limited]
    pairs = [_pair(scope, wanted, thing, product, index) for thing in things]
    sure = [pair for pair in pairs if pair.because is not Because.UNKNOWN or not product.sure]
    best = min(sure or pairs, key=lambda pair: _rank(pair, product), default=None)
    if best is None:
        return ScopeMatch(Cover.UNCLEAR, Because.VAGUE, excluded=excluded, open_ended=scope.open_ended)
    if best.because in COVERS:
        if doubt or _other_materials(best.thing, things, product, index):
            return _match(Cover.UNCLEAR, _Pair(Because.KIN, best.thing), scope, product, index)
        where = {pair.thing.sentence for pair in pairs if pair.because in COVERS}
        done = frozenset(deed.name for sentence, deed in scope.deeds if sentence in where)
        return replace(_match(Cover.COVERED, best, scope, product, index), done=done)
    if best.because is Because.OTHER and not best.near and any(_made(thing, product, index) for thing in things):
        return _match(Cover.UNCLEAR, _Pair(Because.MADE, best.thing), scope, product, index)
    if best.because in DENIES:
        doubt_of = _doubt(best, things, scope, product, index)
        if doubt_of:
            return _match(Cover.UNCLEAR, doubt_of, scope, product, index)
        return _match(Cover.NOT_COVERED, best, scope, product, index)
    return _match(Cover.UNCLEAR, best, scope, product, index)


def _rank(pair: _Pair, product: Thing) -> tuple[int, int, int]:
    """The strongest relation first; of those that cover, the one with most words of the product: it is shown as evidence."""
    order = ORDER[pair.because]
    return (0, -len(pair.thing.stems & product.stems), order) if pair.because in COVERS else (1, order, 0)


def _stems(text: str, index: ProductIndex) -> frozenset[str]:
    """All words of the scope: a list such as "laboratory and medical instruments" names goods that no single thing holds."""
    return frozenset(token.stem for _, tokens in lexicons_of(text, index) for token in tokens)


def _made(thing: Thing, product: Thing, index: ProductIndex) -> bool:
    """Whether one side may be a part made for the other ("castings" and "pump housing"), with no material against it."""
    if _conflicts(thing, product, index):
        return False
    return _worked(thing, product, index) or _worked(product, thing, index)


def _worked(parts: Thing, goods: Thing, index: ProductIndex) -> bool:
    made = any(index.families[family].made for family in parts.families)
    above = {family for own in goods.families for family in index.ancestors(own)}
    return made and any(index.families[family].made and index.families[family].kind == "group" for family in above)


def _other_materials(covering: Thing, things: Sequence[Thing], product: Thing, index: ProductIndex) -> bool:
    """Whether the sentence speaks of materials beside, none of them that of the product ("stainless steel flanges, PIPES")."""
    if any(kind == MATERIAL for kind, _ in covering.qualifiers):
        return False
    beside = {one for thing in things if thing.sentence == covering.sentence for one in thing.qualifiers}
    named = replace(covering, qualifiers=frozenset(one for one in beside if one[0] == MATERIAL))
    return bool(_conflicts(named, product, index))


def _doubt(best: _Pair, things: Sequence[Thing], scope: Reading, product: Thing, index: ProductIndex) -> _Pair | None:
    """What keeps a denial from standing; None if nothing does.

    An open list and words not understood keep the question open, except for goods of another field when most of the scope
    is understood; a second name among the words that fits the other side always does.
    """
    if best.because in FAR and product.stems <= _stems(scope.text, index):
        return _Pair(Because.UNKNOWN, best.thing)
    unknown = [thing for thing in things if not thing.sure]
    strange = len(unknown) * 2 > len(things) or any(thing.stems & product.stems for thing in unknown)
    far = best.because is Because.OTHER and not best.near and not strange
    if scope.open_ended and not far:
        return _Pair(Because.OPEN, best.thing)
    if unknown and not far:
        return _Pair(Because.UNKNOWN, unknown[0])
    for thing in things:
        if _related(product.beside, thing.families, index) or _related(thing.beside, product.families, index):
            return _Pair(Because.UNKNOWN, thing)
    return None


def _related(some: Iterable[str], others: Iterable[str], index: ProductIndex) -> bool:
    """Whether a family of one side is a family of the other, or contains it."""
    return any(
        left == right or left in index.ancestors(right) or right in index.ancestors(left)
        for left in some
        for right in others
    )


def _excludes(thing: Thing, product: Thing, index: ProductIndex) -> bool:
    """Whether the exclusion names the product: its family or a family above, or all its words and none that narrow it."""
    narrower = bool(thing.loose - product.stems or thing.qualifiers - product.qualifiers)
    if product.stems and (product.stems == thing.stems or (product.stems < thing.stems and not narrower)):
        return True
    if not thing.sure or not product.sure or _conflicts(thing, product, index):
        return False
    same = set(thing.families) & set(product.families)
    above = any(set(thing.families) & index.ancestors(family) for family in product.families)
    return bool(same or above) and not narrower and not thing.part


def _touches(thing: Thing, product: Thing, index: ProductIndex) -> bool:
    """Whether the exclusion might mean the product."""
    return (
        _related(thing.families, product.families, index)
        or bool(thing.stems & product.stems)
        or not (thing.families and product.families)
    )


def _pair(scope: Reading, wanted: Reading, thing: Thing, product: Thing, index: ProductIndex) -> _Pair:
    deeds = {deed.name for sentence, deed in scope.deeds if sentence == thing.sentence}
    because, near = _relate(thing, product, index)
    conflicts = _conflicts(thing, product, index)
    if because in COVERS | {Because.KIN, Because.NARROWER, Because.BROAD} and conflicts:
        return _Pair(Because.QUALIFIER, thing, conflicts, near=True)
    wants = {deed.name for _, deed in wanted.deeds if deed.name in HANDLING}
    service = any(index.families[family].kind == "service" for family in product.families)
    if because in COVERS | {Because.KIN, Because.NARROWER, Because.BROAD}:
        if (
            deeds
            and deeds <= HANDLING
            and not service
            and not product.process
            and not (wants & deeds)
            and not _service(thing, index)
        ):
            return _Pair(Because.SERVICE, thing, near=True)
        if wants and not wants & deeds and not service and not product.process:
            return _Pair(Because.SERVICE, thing, near=True)
    return _Pair(because, thing, near=near)


def _service(thing: Thing, index: ProductIndex) -> bool:
    return thing.process or any(index.families[family].kind == "service" for family in thing.families)


def _relate(thing: Thing, product: Thing, index: ProductIndex) -> tuple[Because, bool]:
    """The relation of two things by words and families, and whether they are near."""
    same_language = thing.language == product.language
    if fold(thing.words) == fold(product.words) and thing.part == product.part:
        return Because.SAME_WORDS, True
    known = thing.sure and product.sure
    same = same_language and thing.stems and thing.stems <= product.stems and thing.head == product.head
    if same and not thing.part and (not known or _related(thing.families, product.families, index)):
        return Because.SAME_WORDS, True
    if not known:
        return Because.UNKNOWN, False
    best, near = Because.OTHER, False
    for left in thing.families:
        for right in product.families:
            found = _families(left, right, thing, product, index)
            near = near or found is not Because.OTHER or _one_field(left, right, index)
            best = min(best, found, key=lambda because: ORDER[because])
    if best in COVERS and thing.part != product.part:
        return Because.PARTS, True
    if best in COVERS and _of_another(product, thing, index):
        return Because.KIN, True
    if best is Because.NEIGHBOUR and not _close(thing, product, index) and _conflicts(thing, product, index):
        return Because.OTHER, True
    return best, near


def _close(thing: Thing, product: Thing, index: ProductIndex) -> bool:
    """Whether both are within one family that names goods, not only within one industry."""
    left, right = ({above for own in side.families for above in index.ancestors(own)} for side in (thing, product))
    return any(index.families[family].kind != "group" and not index.families[family].broad for family in left & right)


def _of_another(product: Thing, thing: Thing, index: ProductIndex) -> bool:
    """Whether the product's words also name goods of a field that the scope's thing has no part in ("CAR door panel")."""
    field = {family for own in (*thing.families, *thing.beside) for family in ({own} | index.ancestors(own))}
    return any(not field & ({other} | index.ancestors(other)) for other in product.beside)


def _one_field(left: str, right: str, index: ProductIndex) -> bool:
    return bool(({left} | index.ancestors(left)) & ({right} | index.ancestors(right)))


def _families(left: str, right: str, thing: Thing, product: Thing, index: ProductIndex) -> Because:
    loose = {word for word in thing.loose if not _stands_in(word, product)}
    narrower = bool(loose or thing.qualifiers - product.qualifiers - index.inherent(right))
    if left == right:
        assert thing.name
        assert product.name
        same_name = thing.name == product.name
        own = thing.qualifiers - product.qualifiers - index.inherent(right) <= thing.inherent
        if not thing.name.whole and not same_name:
            return Because.KIN
        return Because.NARROWER if narrower and (loose or not own) else Because.FAMILY
    if left in index.ancestors(right):
        if index.families[left].broad:
            return Because.BROAD
        return Because.NARROWER if narrower or not (thing.name and thing.name.whole) else Because.PARENT
    if right in index.ancestors(left):
        return Because.NARROWER
    shared = ({left} | index.ancestors(left)) & ({right} | index.ancestors(right))
    return Because.NEIGHBOUR if any(index.families[family].kind != "group" for family in shared) else Because.OTHER


def _stands_in(word: str, product: Thing) -> bool:
    """Whether the word is one of the product's, or within one that is written without spaces ("led" in "led灯")."""
    return word in product.stems or any(word in stem for stem in product.stems if IS_RUN.search(stem))


def _conflicts(thing: Thing, product: Thing, index: ProductIndex) -> tuple[tuple[str, str], ...]:
    """Pairs of values of one class where both sides name one and none agrees."""
    compatible = {*index.wording.compatible, *((right, left) for left, right in index.wording.compatible)}
    found = []
    for kind in sorted({kind for kind, _ in thing.qualifiers} & {kind for kind, _ in product.qualifiers}):
        left = sorted(value for name, value in thing.qualifiers if name == kind)
        right = sorted(value for name, value in product.qualifiers if name == kind)
        agree = set(left) & set(right) or any((one, other) in compatible for one in left for other in right)
        if not agree:
            found.append((left[0], right[0]))
    return tuple(found)


def _match(answer: Cover, pair: _Pair, scope: Reading, product: Thing, index: ProductIndex) -> ScopeMatch:
    thing = pair.thing
    return ScopeMatch(
        answer=answer,
        because=pair.because,
        scope_words=(thing.words,),
        product_words=(product.words,),
        path=_path(product.families, index),
        scope_family=index.families[thing.families[0]].label if thing.families else None,
        excluded=tuple(other.words for other in scope.of_role(Role.EXCLUDED)),
        conflicts=pair.conflicts,
        open_ended=scope.open_ended,
        near=pair.near,
    )


def _path(families: Sequence[str], index: ProductIndex) -> tuple[str, ...]:
    """The labels from the general to the special family, along first parents."""
    if not families:
        return ()
    path = [families[0]]
    while index.families[path[-1]].parents:
        path.append(index.families[path[-1]].parents[0])
    known = [index.families[family] for family in reversed(path)]
    return tuple(family.label for family in known if family.kind != "group")

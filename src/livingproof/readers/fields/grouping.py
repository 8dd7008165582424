"""Which sheets of a file belong to one certificate: annexes follow their sheet, another number begins another certificate."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from livingproof.catalogue.labels import Role, squeeze
from livingproof.readers.fields.knowledge import Knowledge
from livingproof.readers.fields.layout import Sheet
from livingproof.readers.fields.main_certificate import main_numbers, speaks_for_network
from livingproof.readers.fields.numbers import find_numbers, normal_number
from livingproof.readers.fields.papers import is_annex, printed_page
from livingproof.readers.fields.standards import certified_standards

_SURE = 0.7
_SHORTEST = 5  # letters of a number that says something when it stands on a page
_TELLING = 12  # letters of a line that two sheets of one certificate share: its holder, its body
_FEW = 40
_OF_CERTIFICATES = (Role.SITE, Role.OTHER_ADDRESS, Role.ANNEX, Role.NUMBER, Role.SCOPE, Role.EXPIRES)


@dataclass(slots=True)
class Group:
    """The sheets of one certificate, the annexes of another one that lie with them, and whether a network speaks in it."""

    sheets: list[Sheet]
    number: str | None = None
    standards: frozenset[str] = frozenset()
    network: bool = False
    strange: list[Sheet] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Page:
    """What tells where a sheet belongs."""

    sheet: Sheet
    number: str | None
    standards: frozenset[str]
    alone: bool
    annex: bool
    network: bool
    letters: str


def group_sheets(sheets: Sequence[Sheet], known: Knowledge) -> list[list[Sheet]]:
    """The sheets by certificate, in the order of the file; at least one group. Sheets of something else are left out."""
    return [group.sheets for group in grouped(sheets, known)]


def grouped(sheets: Sequence[Sheet], known: Knowledge) -> list[Group]:
    """The certificates of a file in its order, at least one; each with its first sheet first and its annexes behind."""
    if len(sheets) < 2:  # nothing to tell apart
        return [Group(list(sheets))]
    pages = [_page(sheet, known) for sheet in sheets]
    if not any(page.alone for page in pages):
        return _in_turn(pages)
    groups: list[Group] = []
    waiting: list[_Page] = []
    for page in pages:
        if page.alone and not (page.annex and _owner(page, groups)):
            _place(page, _certificate(page, groups), groups)
        elif groups:
            _follow(page, groups)
        else:
            waiting.append(page)
    for page in waiting:
        _follow(page, groups, likely=groups[0])
    return groups


def is_twin(group: Group, groups: Sequence[Group]) -> Group | None:
    """The certificate whose twin by a network this one is: of the same number, else of the same standards; None for none."""
    if not group.network:
        return None
    others = [other for other in groups if not other.network]
    same = [other for other in others if group.number and other.number and _alike(group.number, other.number)]
    return next(iter(same or [other for other in others if other.standards == group.standards]), None)


def _in_turn(pages: Sequence[_Page]) -> list[Group]:
    """Sheets of which none says all of a certificate: a new number or standard begins a new one."""
    groups: list[Group] = []
    for page in pages:
        _place(page, _owner(page, groups) or (groups[-1] if groups else None), groups)
    return groups


def _place(page: _Page, home: Group | None, groups: list[Group]) -> None:
    if home is None:
        groups.append(Group([page.sheet], page.number, page.standards, page.network))
    else:
        home.sheets.append(page.sheet)
        home.number = home.number or page.number
        home.standards = home.standards or page.standards


def _certificate(page: _Page, groups: Sequence[Group]) -> Group | None:
    """The group of which this sheet, complete in itself, is another language or a copy; None when it begins a new one."""
    alike = [group for group in groups if page.number and group.number and _alike(page.number, group.number)]
    if alike:
        same = [group for group in alike if group.number == page.number and group.network == page.network]
        near = [group for group in alike if group.network == page.network and not _is_sibling(page, group)]
        return next(iter(same or near), None)
    if not groups:
        return None
    last = groups[-1]
    if (page.number and last.number) or page.network != last.network:
        return None
    if page.standards and last.standards and page.standards.isdisjoint(last.standards):
        return None
    return last


def _is_sibling(page: _Page, group: Group) -> bool:
    """Whether a longer number is that of a certificate of its own rather than of an annex or a copy."""
    number, other = page.number or "", group.number or ""
    return number != other and (number.startswith(other) or other.startswith(number)) and not page.annex


def _follow(page: _Page, groups: Sequence[Group], likely: Group | None = None) -> None:
    """Put an annex or a further page to the certificate it names, else to the one before it, if it belongs to any."""
    owner = _owner(page, groups)
    home = owner or likely or groups[-1]
    if owner is None and _is_of_another(page, home):
        home.strange.append(page.sheet)
    elif owner is not None or not _is_unrelated(page, home):
        home.sheets.append(page.sheet)


def _owner(page: _Page, groups: Sequence[Group]) -> Group | None:
    """The group whose number stands on the sheet; the longest number counts, of equal ones the last."""
    named = [
        group
        for group in groups
        if group.number
        and ((page.number and _alike(page.number, group.number)) or (len(group.number) >= _SHORTEST and squeeze(group.number) in page.letters))
    ]  # fmt: skip
    longest = max((len(group.number or "") for group in named), default=0)
    return next((group for group in reversed(named) if len(group.number or "") == longest), None)


def _is_of_another(page: _Page, group: Group) -> bool:
    """Whether an annex bears a number in the very form of the certificate's that is yet another one."""
    number, other = page.number, group.number
    return bool(page.annex and number and other and _form(number) == _form(other))


def _is_unrelated(page: _Page, group: Group) -> bool:
    """Whether a sheet has nothing of the certificate: no label of one, no page count, no line of its own sheets."""
    if page.annex or page.standards or len(page.letters) < _FEW:
        return False
    lines = page.sheet.lines
    if any(hit.certain and hit.leads and hit.has(*_OF_CERTIFICATES) for line in lines for hit in line.hits):
        return False
    return not any(printed_page(line) for line in lines) and _telling(lines).isdisjoint(
        letters for sheet in group.sheets for letters in _telling(sheet.lines)
    )


def _telling(lines: Iterable[object]) -> frozenset[str]:
    return frozenset(letters for line in lines if len(letters := squeeze(getattr(line, "text", ""))) >= _TELLING)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or long.endswith(short)


def _form(number: str) -> str:
    return "".join("9" if character.isdigit() else "A" for character in number)


def _page(sheet: Sheet, known: Knowledge) -> _Page:
    return _Page(
        sheet=sheet,
        number=number_on(sheet, known),
        standards=_standards(sheet, known),
        alone=stands_alone(sheet),
        annex=is_annex(sheet),
        network=speaks_for_network(sheet, known.labels),
        letters="".join(squeeze(line.text) for line in sheet.lines),
    )


def stands_alone(sheet: Sheet) -> bool:
    """Whether the sheet says of itself that it certifies somebody until some day."""
    roles = {role for line in sheet.lines for hit in line.hits if hit.certain for role in hit.roles}
    certifies = bool(roles & {Role.CERTIFIES, Role.MEETS, Role.CERTIFIES_ABOVE})
    return certifies and bool(roles & {Role.EXPIRES, Role.TERM}) and any(line.dates for line in sheet.lines)


def number_on(sheet: Sheet, known: Knowledge) -> str | None:
    """The sheet's own number in capitals and digits, when it is read with some certainty."""
    mains = {normal_number(found.value) for found in main_numbers([sheet], known.labels)}
    numbers = find_numbers([sheet], known.labels, (), known.shapes)
    own = [found for found in numbers if normal_number(found.value) not in mains]
    return normal_number(own[0].value) if own and own[0].evidence >= _SURE else None


def _standards(sheet: Sheet, known: Knowledge) -> frozenset[str]:
    return frozenset(
        one.ref.standard
        for one in certified_standards([sheet], known.standards)
        if one.ref.standard and one.ref.edition
    )

"""Finds the holder of the certificate and the address below the name.

The name stands after a sentence ("this is to certify that"), beside a label ("organisation:"), above a sentence ("the
above mentioned organisation"), or is the largest print that is nothing else. Name and address end where the sentence of
conformity, a standard, the scope or a number begins.
"""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.core.terms import Source
from livingproof.readers.fields.address import Around, address_below, labelled_address
from livingproof.readers.fields.blocks import answers_a_label, column, joined, same_print
from livingproof.readers.fields.found import Found, best, from_lines
from livingproof.readers.fields.labelling import Hit, trimmed
from livingproof.readers.fields.layout import Line, Sheet, overlap
from livingproof.readers.fields.name_lines import (
    end_of_sentence,
    is_headed,
    is_noise,
    names_system,
    points_up,
    says_much,
)
from livingproof.readers.fields.wording import (
    address_likeness,
    ends_open,
    has_legal_form,
    is_bare_form,
    is_contact,
    is_heading,
    is_sentence,
    may_be_name,
    name_before_place,
    scripts_of,
)

_ENDS = (
    Role.MEETS, Role.SCOPE, Role.STANDARD, Role.NUMBER, Role.ISSUED, Role.EXPIRES, Role.FIRST, Role.VALID_FROM, Role.DECIDED,
    Role.TERM, Role.SURVEILLANCE, Role.BODY, Role.ACCREDITED, Role.CERTIFIES_ABOVE, Role.NOTE, Role.SECTOR, Role.ACCREDITATION_NUMBER,
    Role.OTHER_NUMBER, Role.SITE,
)  # fmt: skip
_SENTENCE = 16  # letters: a longer anchor is no part of a name
_EAST_ASIA = "\u2e80"
_VERB = 8  # letters: a shorter one is perhaps another word

IsBody = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Party:
    """The holder as found: name, other names on the page, address, and the lines that were used."""

    name: Found[str]
    address: Found[str] | None
    others: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def find_holders(sheet: Sheet, table: LabelTable, is_body: IsBody, is_standard: Callable[[Line], bool]) -> list[Party]:
    """Candidates for the holder on a sheet, likeliest first."""
    context = _Context(sheet, table, is_body, is_standard)
    parties = [party for start in _starts(context) if (party := _party(context, start))]
    ranked = best(party.name for party in parties)
    return sorted(parties, key=lambda party: ranked.index(party.name))


@dataclass(frozen=True, slots=True)
class _Context:
    sheet: Sheet
    table: LabelTable
    is_body: IsBody
    is_standard: Callable[[Line], bool]

    def ends(self, line: Line) -> bool:
        """Whether the block of name and address is over at this line."""
        if self.is_standard(line) or line.dates or answers_a_label(self.sheet, line):
            return True
        if any(hit.has(Role.CERTIFIES) and len(hit.letters) > _SENTENCE for hit in line.hits):
            return True
        if any(hit.has(Role.MEETS) and len(hit.letters) > 4 and hit.letters[0] >= _EAST_ASIA for hit in line.hits):
            return True
        return any(hit.has(*_ENDS) and (hit.certain or (hit.leads and hit.closed)) for hit in line.hits)

    def _is_label(self, text: str) -> bool:
        letters = squeeze(text)
        return self.table.has(letters) or self.table.has(letters.removesuffix("s"))

    def plausible(self, text: str) -> bool:
        """Whether a text may be the holder's name."""
        return (
            may_be_name(text)
            and not self._is_label(text)
            and not text.rstrip().endswith((":", "："))
            and not self.is_body(text)
        )


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a name begins: the line, from which character on, how sure the rule is."""

    line: Line
    offset: int
    evidence: float
    how: str


def _starts(context: _Context) -> Iterator[_Start]:
    for line in context.sheet.lines:
        for hit in line.hits:
            closes = hit.letters[0] >= _EAST_ASIA and line.text[hit.end :].strip() in {":", "："}
            if hit.has(Role.CERTIFIES) and (hit.leads or hit.certain or closes) and not points_up(line, hit):
                yield from _after(context, line, hit, 0.93, "after the sentence")
            elif hit.has(Role.HOLDER) and hit.leads and (hit.closed or len(hit.letters) >= 10):
                starts = _after(context, line, hit, 0.95, "label")
                yield from (start for start in starts if hit.closed or start.line is line)
            elif hit.has(Role.CERTIFIES_ABOVE):
                yield from _above(context, line)
    yield from _prominent(context)
    yield from _before_conformity(context)


def _before_conformity(context: _Context) -> Iterator[_Start]:
    """The name above "has implemented a management system", where no known words lead to it."""
    for line in context.sheet.lines:
        lead = line.hits[0] if line.hits else None
        if lead is not None and lead.leads and lead.has(Role.MEETS) and len(lead.letters) > _VERB:
            yield from (replace(start, evidence=0.55, how="before the sentence") for start in _above(context, line))
            return


def _after(context: _Context, line: Line, hit: Hit, evidence: float, how: str) -> Iterator[_Start]:
    following = [other for other in line.hits if other.start >= hit.end]
    if following and has_legal_form(line.text[hit.end :]) and following[-1].end >= len(line.text.rstrip(" .")):
        following = following[:-1]  # the last word of a name: "...有限公司"
    offset = following[-1].end if following and following[-1].has(Role.CERTIFIES, Role.HOLDER, Role.TITLE) else hit.end
    rest = trimmed(line.text[offset:])
    if len(squeeze(rest)) > 2 and not any(other.has(*_ENDS) for other in following):  # remains of the label
        if context.plausible(rest) and not is_headed(rest, following) and not ends_open(rest):
            yield _Start(line, offset, evidence, f"{how}, same line")
            return
        if is_sentence(rest) and not has_legal_form(rest) and not ends_open(rest) and len(rest) > 60:  # it runs on
            last = end_of_sentence(context.sheet, line, rest)
            yield from _under(context, last, evidence - 0.08, how) if last else ()
            return
    elif following and following[0].has(Role.HOLDER, Role.CERTIFIES):
        return  # the same label in a second language follows
    for other in context.sheet.right_of(line)[:1]:
        if context.plausible(other.text) and not other.hits and not other.dates and not context.is_standard(other):
            yield _Start(other, 0, evidence, f"{how}, right")
            return
    last = end_of_sentence(context.sheet, line, line.text[hit.end :]) or line
    yield from _under(context, last, evidence if last is line else evidence - 0.05, how)


def _under(context: _Context, line: Line, evidence: float, how: str) -> Iterator[_Start]:
    skipped = 0
    for other in context.sheet.below(line):
        if other.middle - line.middle > 14 * line.size or skipped > 3:  # too far for the same block
            return
        if other.leads_with(Role.CERTIFIES_ABOVE) or (context.ends(other) and not _said_behind(context, other)):
            return
        if other.only_labels or is_heading(other) or not context.plausible(other.text) or is_noise(other):
            skipped += not other.only_labels
            continue
        if overlap(other.box, line.box) < 0.15 and abs(other.box[0] - line.box[0]) > 40:
            continue
        lead = other.hits[0] if other.hits and other.hits[0].leads else None
        if lead and not has_legal_form(other.text) and (lead.has(Role.HOLDER, Role.CERTIFIES) or names_system(lead)):
            continue
        yield _Start(other, 0, evidence - 0.03 * skipped, f"{how}, below")
        yield from _better_under(context, other, evidence - 0.02)
        return


def _said_behind(context: _Context, line: Line) -> int | None:
    """Where, behind a name with a legal form, the sentence goes on in the same line; None for any other line."""
    said = next((hit.start for hit in line.hits if hit.has(*_ENDS) and hit.certain), 0)
    head = line.text[:said].rstrip(" ,")
    return said if has_legal_form(head) and not line.dates and context.plausible(head) else None


def _better_under(context: _Context, first: Line, evidence: float) -> Iterator[_Start]:
    """A name with a legal form a little further down, when the first words were but a logo."""
    if has_legal_form(first.text):
        return
    for other in list(context.sheet.below(first))[:4]:
        if context.ends(other):
            return
        apart = other.middle - first.middle > 2.2 * first.size or not 0.75 < other.size / max(first.size, 1) < 1.33
        if (
            apart
            and has_legal_form(other.text)
            and context.plausible(other.text)
            and address_likeness(other.text, context.table) < 1
        ):
            yield _Start(other, 0, evidence, "legal form below the sentence")
            return


def _above(context: _Context, line: Line) -> Iterator[_Start]:
    candidates = [
        other
        for other in context.sheet.lines[: line.index]
        if not is_heading(other)
        and not other.only_labels
        and not context.ends(other)
        and context.plausible(other.text)
        and not is_noise(other)
        and address_likeness(other.text, context.table) < 1.2  # clearly a street and a town
    ]
    if candidates:
        chosen = max(
            candidates, key=lambda other: other.size + (8 if has_legal_form(other.text) else 0) + 3 * other.bold
        )
        yield _Start(
            _top_of_name(context, chosen), 0, 0.8 if has_legal_form(chosen.text) else 0.7, "above the sentence"
        )


def _top_of_name(context: _Context, line: Line) -> Line:
    """The first line of a name that runs over several lines of the same print."""
    for other in context.sheet.above(line)[:2]:
        same = 0.8 < other.size / max(1.0, line.size) < 1.25 and line.middle - other.middle < 1.9 * line.size
        if (
            same
            and (line.source is Source.OCR or same_print(line, other))
            and not (has_legal_form(line.text) and (says_much(other.text) or other.first(Role.TITLE)))
            and not is_heading(other)
            and not other.only_labels
            and context.plausible(other.text)
            and not context.ends(other)
        ):
            line = other
        else:
            break
    return line


def _prominent(context: _Context) -> Iterator[_Start]:
    sheet = context.sheet
    usual = sorted(line.size for line in sheet.lines)[len(sheet.lines) // 2] if sheet.lines else 0
    candidates = [
        line
        for line in sheet.lines
        if 0.08 * sheet.height < line.middle < 0.66 * sheet.height
        and context.plausible(line.text)
        and not is_heading(line)
        and not context.ends(line)
        and not is_noise(line)
        and not line.text[:1].islower()
        and (has_legal_form(line.text) or line.size > 1.25 * usual)
        and address_likeness(line.text, context.table) < 1.5
    ]
    if candidates:
        chosen = max(
            candidates,
            key=lambda line: (
                (12 if has_legal_form(line.text) else 0)
                + line.size / max(usual, 1) * 4
                - 8 * line.middle / sheet.height
            ),
        )
        yield _Start(_top_of_name(context, chosen), 0, 0.62 if has_legal_form(chosen.text) else 0.45, "largest print")


def _party(context: _Context, start: _Start) -> Party | None:
    block = column(context.sheet, start.line, context.ends, gap=4.2, limit=12)
    first = _own_text(context, start)
    names = _name_lines(context, block, first)
    name = _name_of(first, block[:names])
    aliases = _aliases(context, block[names:])
    others = tuple(dict.fromkeys((*(trimmed(line.text) for line in aliases), *_beside(context, start.line))))
    if len(squeeze(name)) < 2:  # nothing is left of it
        return None
    around = Around(context.sheet, context.table, context.ends)
    name, place = _apart(context, start, name)
    evidence = start.evidence + (0.03 if has_legal_form(name) else -0.06)
    rest = block[names + len(aliases) :]
    if rest and address_likeness(joined(rest), context.table) > 1:
        evidence += 0.02
    found = from_lines(name, block[:names], evidence, start.how, name)
    address = place or address_below(around, rest) or labelled_address(around, block)
    return Party(found, address, others, tuple(block))


def _apart(context: _Context, start: _Start, name: str) -> tuple[str, Found[str] | None]:
    """A name and the address that follows it in the same sentence, which may run over the end of the line."""
    cut = name_before_place(name, context.table)
    if cut is None:
        return name, None
    address, lines = name[cut:].strip(" .,，·-–"), [start.line]
    following = context.sheet.next_line(start.line)
    said = following.first(Role.MEETS, Role.SCOPE) if following else None
    if following is not None and said is not None and said.start > _VERB:
        address = f"{address} {following.text[: said.start].strip(' ,')}"
        lines.append(following)
    return name[:cut].strip(" ,"), from_lines(address, lines, 0.8, "after the name", address)


def _own_text(context: _Context, start: _Start) -> str:
    """What stands in the line before the label of an address or a company's number: "甲有限公司（统一社会信用代码：..."."""
    ends = [
        hit.start
        for hit in start.line.hits
        if hit.start > start.offset + 2
        and hit.has(Role.ADDRESS, Role.OTHER_ADDRESS, Role.HOLDER_ID)
        and hit.closed
        and start.line.text[hit.end :].strip()  # else it is the last word of the name
    ]
    said = _said_behind(context, start.line) if start.offset == 0 else None
    text = trimmed(start.line.text[start.offset : min([*ends, *([said] if said else [])], default=None)])
    return text.rstrip(" (（,，;；")


def _name_lines(context: _Context, block: Sequence[Line], first: str) -> int:
    """How many lines of the block are the name: it goes on while the print stays the same and no address begins."""
    count = 1
    while count < min(len(block), 4):
        line, before = block[count], block[count - 1]
        if (
            line.hits
            and line.hits[0].leads
            and line.hits[0].has(Role.ADDRESS, Role.OTHER_ADDRESS, Role.HOLDER_ID, Role.OTHER_HOLDER)
            and not (line.only_labels and has_legal_form(line.text))
        ):
            break
        so_far = " ".join([first, *(other.text for other in block[1:count])])
        if not _continues(context, so_far, before, line, larger=_larger(block, count)):
            break
        count += 1
    return count


def _larger(block: Sequence[Line], count: int) -> bool:
    """Whether the print of the name is clearly larger or bolder than what comes after this line."""
    return any(block[0].size > 1.15 * max(line.size, 1.0) for line in block[count + 1 :])


def _continues(context: _Context, so_far: str, before: Line, line: Line, *, larger: bool) -> bool:
    if is_contact(line.text) or not same_print(before, line):
        return False
    if so_far.count("(") > so_far.count(")") or is_bare_form(so_far):
        return True
    likeness = address_likeness(line.text, context.table)
    if has_legal_form(line.text) and not has_legal_form(so_far):
        return likeness < 1.2
    if has_legal_form(so_far):
        return False
    return likeness < 0.7 and (
        larger or before.text.rstrip().endswith(("&", "-", ",", "AND", "and", "DE", "de", "VE", "ve"))
    )


def _name_of(first: str, lines: Sequence[Line]) -> str:
    name = joined(lines)
    if len(lines) == 1 and len(squeeze(first)) > 3:  # shorter is no name
        name = first
    elif lines and not lines[0].text.startswith(first):
        name = name[name.find(first) :] if first in name else first
    return name.strip(" ,;:-–")


def _aliases(context: _Context, lines: Sequence[Line]) -> list[Line]:
    """Lines right below the name that give it again: in other letters, as a trading name, in brackets."""
    taken: list[Line] = []
    for line in lines[:2]:
        likeness = address_likeness(line.text, context.table)
        trading = bool(line.hits and line.hits[0].leads and line.hits[0].has(Role.OTHER_HOLDER))
        bracketed = line.text.startswith("(") and line.text.rstrip().endswith(")") and likeness < 0.5
        if not (trading or bracketed or (has_legal_form(line.text) and likeness < 0.5)):
            break
        taken.append(line)
    return taken


def _beside(context: _Context, line: Line) -> Iterator[str]:
    """The name in other letters in a second column on the same row."""
    for other in context.sheet.right_of(line)[:1]:
        if scripts_of([other.text]) != scripts_of([line.text]) and context.plausible(other.text) and not other.hits:
            yield other.text

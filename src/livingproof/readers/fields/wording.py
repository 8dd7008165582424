"""What kind of words a line holds: a name, an address, a heading, fine print."""
# ruff: noqa: PLR2004 - lengths in letters, distances in heights of print and weights of evidence stand where they are used

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from livingproof.catalogue.labels import LabelTable, Role, squeeze
from livingproof.readers.fields.layout import Line

_LEGAL = re.compile(
    r"(?<![^\W\d_])(?:co\.?\s*,?\s*ltd|ltd|limited|llc|l\.l\.c|inc|incorporated|corp|corporation|plc|llp|gmbh|m\.\s?b\.\s?h|ag|kg|ohg|e\.?\s?k|"
    r"s\.?\s?p\.?\s?a|s\.?\s?r\.?\s?l|s\.?\s?a\.?\s?s|s\.?\s?a\.?\s?c|s\.?\s?a\.?\s?r\.?\s?l|(?<!u\.)(?<!u\.\s)s\.\s?a|s/a|co|s\.?\s?a\.? de c\.?\s?v|sa de cv|"
    r"s\.?\s?l\.?\s?u?|ltda|eireli|lda|b\.?\s?v|n\.?\s?v|oy|ab|as|a/s|aps|"
    r"a\.?\s?s|s\.?\s?r\.?\s?o|spol|d\.?\s?o\.?\s?o\.?(?:\s?e\.?l)?|dooel|d\.d|a\.d|kft|zrt|nyrt|sp\.?\s*z\s*o\.?\s*o|s\.a|srl|sa|ead|ood|eood|"
    r"a\.?\s?ş|anonim şirketi|limited şirketi|ltd\.?\s*şti|san\.?\s*(?:ve)?\s*tic|pvt|private limited|pte|pty|sdn\.?\s*bhd|bhd|pt|cv|tbk|jsc|pjsc|ojsc|"
    r"ооо|оао|зао|пао|ао|ип|тов|тзов|ат|дооел|доо|ад|еоод|оод|α\.?\s?ε|ε\.?\s?π\.?\s?ε|ι\.?\s?κ\.?\s?ε|ο\.?\s?ε|ανωνυμη εταιρεια|"
    r"công ty|company|spa|s\.?c|kgaa|se|works|industries|enterprises|group|firm|aktiebolag|aktiengesellschaft|aktieselskab|"
    r"ges\.?\s?m\.\s?b\.\s?h|e\.\s?u|e\.\s?g|s\.?\s?n\.?\s?c|s\.?\s?a\.?\s?b|sasu|eurl|sarl|soci[eé]t[eé] anonyme|sociedad an[oó]nima|"
    r"sociedade an[oô]nima|societ[aà] per azioni|soc\.?\s?coop|s\.?\s?coop|cooperativa|osakeyhti[oö]|oyj|uab|o[uü]|sia|fze|fzco|fzc|fz-llc|w\.?\s?l\.?\s?l|"
    r"s\.?\s?a\.?\s?e|b\.\s?s\.\s?c|berhad|perseroan terbatas|joint stock company|limited liability company|sp[oó][lł]ka akcyjna|sp\.\s?[jk]|"
    r"akciov[aá] spole[cč]nost|v\.\s?o\.\s?s|sti|anonim sirketi|limited sirketi|(?:gesellschaft|gmbh) mit beschr[aä]nkter haftung|"
    r"прат|пат|пп|фоп|тзов|чп|α\.?\s?β\.?\s?ε\.?\s?ε|μ\.?\s?α\.?\s?ε|ε\.\s?ε)(?![^\W\d_])\.?"
    r"|有限公司|有限责任公司|有限責任公司|股份|集团|集團|合伙企业|合作社|株式会社|有限会社|合同会社|주식회사|유한회사|\(주\)|㈜|"
    r"обществ\w+ с ограниченной|акционерн\w+ обществ\w+|บริษัท|จำกัด|شركة",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[a-z])(?:Ltd|Limited|GmbH|Inc|LLC|Corp)\b|(?<=[A-Z]{4})(?:LIMITED|GMBH)\b")
"""Forms that recognition leaves without the space before them."""
_STRICT_LEGAL_WORDS = frozenset(
    {"as", "ag", "ab", "se", "at", "cv", "pt", "sc", "spa", "works", "group", "company", "firm", "ад", "ип", "ао"}
    | {"co", "ou", "oü", "sia", "sti", "sab", "sae", "snc", "wll", "пат", "пп", "чп", "cooperativa"}
)
_POSTCODE = re.compile(
    r"(?<!\d)\d{3}[\s-]?\d{3}(?!\d)|(?<!\d)\d{3}\s\d{2}(?!\d)|(?<!\d)\d{5}(?:-\d{4})?(?!\d)|(?<!\d)\d{2}-\d{3}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|(?<!\d)\d{4}(?!\d)"
)
_CONTACT = re.compile(r"https?:|www\.|@|\btel\b|\bfax\b|\bphone\b|\+\d{2}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_CLOSED_SENTENCE = re.compile(r"。\s*$|(?:ます|ました|です|습니다|합니다)\s*[。.]?\s*$")
_OPENING = frozenset(
    ["of", "by", "di", "de", "da", "do", "dos", "das", "del", "della", "dello", "dell", "degli", "delle", "dei", "des", "du", "der", "von", "vom", "van", "vor", "al", "ale", "lui", "του", "της", "των", "for", "fur", "per", "para", "pour", "pro", "dla", "za", "для"]
)  # fmt: skip
"""Words after which a name or an object follows."""
COUNTRIES = frozenset(
    ["argentina", "armenia", "australia", "austria", "bangladesh", "belarus", "belgium", "bolivia", "brasil", "brazil", "bulgaria", "cambodia", "canada", "chile", "china", "colombia", "croatia", "cyprus", "czech", "denmark", "deutschland", "ecuador", "egypt", "espana", "estonia", "finland", "france", "georgia", "germany", "ghana", "greece", "hellas", "hongkong", "hungary", "iceland", "india", "indonesia", "iran", "iraq", "ireland", "israel", "italia", "italy", "japan", "jordan", "kazakhstan", "kenya", "korea", "kuwait", "latvia", "lebanon", "lithuania", "luxembourg", "macedonia", "malaysia", "malta", "mexico", "moldova", "mongolia", "morocco", "myanmar", "nepal", "netherlands", "nigeria", "norway", "oman", "osterreich", "pakistan", "panama", "paraguay", "peru", "philippines", "poland", "polska", "portugal", "prc", "qatar", "romania", "russia", "serbia", "singapore", "slovakia", "slovenia", "spain", "srbija", "srilanka", "sweden", "switzerland", "taiwan", "tanzania", "thailand", "tunisia", "turkey", "turkiye", "uganda", "uk", "ukraine", "uae", "unitedkingdom", "unitedarabemirates", "uruguay", "usa", "unitedstates", "uzbekistan", "venezuela", "vietnam", "yugoslavia", "россия", "украина", "беларусь", "казахстан", "србија", "ελλαδα", "中国", "日本", "台灣", "臺灣", "台湾", "대한민국"]
)  # fmt: skip


@lru_cache(maxsize=4096)
def has_legal_form(text: str) -> bool:
    """Whether a legal form of a company stands in the text ("Ltd", "s.r.o.", "有限公司")."""
    for match in _LEGAL.finditer(text):
        word = match.group().rstrip(".").lower()
        if word not in _STRICT_LEGAL_WORDS:
            return True
        if match.end() >= len(text.rstrip(" .,)")) and match.group()[:1].isupper():
            return True
    return bool(_GLUED.search(text))


def is_bare_form(text: str) -> bool:
    """Whether a text is a legal form and nothing else, so that the name must follow."""
    rest = re.sub(
        r"(?i)обществ\w+ с ограниченной ответственностью|акционерн\w+ обществ\w+|индивидуальн\w+ предпринимател\w+",
        "",
        text,
    )
    letters = sum(character.isalpha() for character in rest)
    return (letters < len(text) and letters < 3 and has_legal_form(text)) or (letters == 0 and bool(text.strip()))


def name_before_place(text: str, table: LabelTable) -> int | None:
    """Where a name with a legal form ends in a text that goes on with its address: "Mill Ltd, 5 Mill Lane, Leeds"."""
    for match in _LEGAL.finditer(text):
        rest = text[match.end() :].lstrip(" .)")
        if rest[:1] in {",", "，", "·", "-", "–"} and address_likeness(rest[1:], table) > 0.9:
            return match.end() + (text[match.end() :][:1] == ")")
    return None


def has_postcode(text: str) -> bool:
    """Whether digits stand in the text that may be a postal code."""
    return bool(_POSTCODE.search(text))


@lru_cache(maxsize=4096)
def is_contact(text: str) -> bool:
    """Whether the text holds a telephone number, a web or mail address."""
    return bool(_CONTACT.search(text))


def address_likeness(text: str, table: LabelTable) -> float:
    """How much a text looks like a part of an address, from 0 to about 3."""
    words = [squeeze(word) for word in _WORD.findall(text)]
    likeness = 0.45 * sum(word in table.address_words or _names_street(word, table) for word in words)
    likeness += 0.8 if any(word in COUNTRIES for word in words) else 0.0
    likeness += 0.7 if has_postcode(text) else 0.3 if any(character.isdigit() for character in text) else 0.0
    likeness += 0.25 * min(text.count(","), 3)
    if re.match(r"^(?:no\.?|n[°º]|#|plot|st\.|ul\.|ул\.?|st\b)?\s*\d", text.strip(), re.IGNORECASE):
        likeness += 0.6
    if re.search(r"[省市区县镇路街號号楼室県都府丁目]", text) and not has_legal_form(text):
        likeness += 1.0
    if re.search(r"[가-힣](?:시|구|동|로|길|도|읍|면|리)(?=[\s\d,]|$)", text):
        likeness += 1.0
    if has_legal_form(text):
        likeness -= 0.8
    return likeness


def _names_street(word: str, table: LabelTable) -> bool:
    """Whether a word is a name that ends in a word for a street: "Hafenstraße", "Industrivägen"."""
    return len(word) > 6 and word.endswith(table.address_endings)


def is_heading(line: Line) -> bool:
    """Whether nothing but headings and captions stands in the line."""
    covered = sum(hit.end - hit.start for hit in line.hits if hit.has(Role.TITLE, Role.OFFICER, Role.COPY))
    letters = sum(character.isalnum() for character in line.text)
    return covered >= 0.75 * max(1, letters)


def is_sentence(text: str) -> bool:
    """Whether a text reads like prose: it begins in lower case or holds many lower-case words."""
    words = _WORD.findall(text)
    if not words:
        return False
    lower: int = sum(word[0].islower() and len(word) > 3 for word in words)  # "de", "und" stand in names
    return bool(words[0][0].islower()) or lower > max(3, 0.55 * len(words))


def is_prose(text: str, table: LabelTable) -> bool:
    """Whether a text below an address goes on as a sentence: many small words, no numbers, no parts of an address."""
    if _CLOSED_SENTENCE.search(text):
        return True
    likeness = address_likeness(text, table)
    if is_sentence(text) and likeness < 0.5:
        return True
    lower = [word for word in _WORD.findall(text) if word[0].islower()]
    if any(character.isdigit() for character in text) or len(lower) < 4:
        return False
    return likeness < 0.3 or (text[:1].islower() and likeness < 1.2 and sum(len(word) > 3 for word in lower) > 3)


def ends_open(text: str) -> bool:
    """Whether the last word calls for another: "the management system for energy of"."""
    words = text.split()
    return bool(words) and squeeze(words[-1]) in _OPENING and not text.rstrip().endswith((".", ","))


@lru_cache(maxsize=4096)
def may_be_name(text: str) -> bool:
    """Whether a text could be the name of an organisation: letters, no link, not too long, not a sentence."""
    letters = sum(character.isalpha() for character in text)
    if letters < 2 or len(text) > 140 or is_contact(text):  # shorter is a mark, longer a sentence
        return False
    if _CLOSED_SENTENCE.search(text):
        return False
    digits = sum(character.isdigit() for character in text)
    return digits <= letters and (has_legal_form(text) or not is_sentence(text))


def language_of(text: str, table: LabelTable) -> str:
    """The likeliest language by function words and script; "" when nothing speaks for one."""
    likeliest, possible = _LANGUAGES.get(_script(text), ("", None))
    words = [squeeze(word) for word in _WORD.findall(text)]
    scores = Counter(
        language
        for word in words
        if len(word) > 1
        for language in table.words.get(word, ())
        if possible is None or language in possible
    )
    return scores.most_common(1)[0][0] if scores else likeliest


_LANGUAGES: dict[str, tuple[str, frozenset[str] | None]] = {
    "zh": ("zh", frozenset()),
    "ja": ("ja", frozenset()),
    "ko": ("ko", frozenset()),
    "cyrillic": ("ru", frozenset({"ru", "uk", "bg", "sr"})),
    "greek": ("el", frozenset()),
    "thai": ("th", frozenset()),
    "arabic": ("ar", frozenset()),
}
"""By script: the language when no word tells, and the languages among which words tell (None: all)."""
_SCRIPTS = (("zh", "\u4e00", "\u9fff"), ("ja", "\u3040", "\u30ff"), ("ko", "\uac00", "\ud7af"), ("cyrillic", "\u0400", "\u04ff"),
            ("greek", "\u0370", "\u03ff"), ("thai", "\u0e00", "\u0e7f"), ("arabic", "\u0600", "\u06ff"))  # fmt: skip


@lru_cache(maxsize=4096)
def _script(text: str) -> str:
    if text.isascii():
        return "latin"
    counts = {name: sum(first <= character <= last for character in text) for name, first, last in _SCRIPTS}
    latin = sum(
        (character.isascii() and character.isalpha()) or "\u00c0" <= character <= "\u024f" for character in text
    )
    if counts["ja"]:
        counts["ja"] += counts.pop("zh")
    script, count = max(counts.items(), key=lambda pair: pair[1])
    return script if count * 2 > latin else "latin"


def scripts_of(texts: Iterable[str]) -> frozenset[str]:
    """The scripts that the texts are written in."""
    return frozenset(_script(text) for text in texts if any(character.isalpha() for character in text))

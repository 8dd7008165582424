"""What the catalogue knows, as values: every fact carries its source, its confidence and its date.

The core only defines the shapes and answers questions about them; `livingproof.catalogue` fills them from files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from livingproof.core.terms import Activity, Confidence, Coverage, Operator, Role, State


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact comes from. `fact` names it for people; `sources` are keys of the catalogue's source list.

    `looked_up` is False for expert knowledge that nobody has compared with a source yet; `as_of` is the day to which the
    source speaks, None when it is undated.
    """

    fact: str
    sources: tuple[str, ...] = ()
    confidence: Confidence = Confidence.LOW
    looked_up: bool = False
    as_of: date | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the fact may decide: it was looked up in a source and the catalogue is at least fairly sure of it."""
        return self.looked_up and self.confidence is not Confidence.LOW


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a standard. Dates are None when not known; `predicted` names dates derived from the usual pattern.

    `published_on` is the first day of the month or year where no day is known. `last_initial_on` is the last day of new
    initial accredited certificates, `ends_on` the last day a certificate to this edition may stand. `superseded_by` is a
    full designation ("ISO 9001:2026"). `aliases` are national designations that mean the same edition (GB/T 19001-2016).
    """

    standard: str
    edition: str
    published_on: date | None
    last_initial_on: date | None
    ends_on: date | None
    superseded_by: str | None
    status: str
    provenance: Provenance
    predicted: bool = False
    aliases: tuple[str, ...] = ()
    amendments: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard by its catalogue id ("ISO 9001"). `certifiable` is False for guidance (ISO 9004, ISO 26000 ...).

    `obsolete` is True for standards that were withdrawn without a new edition under the same number (ISO 9002). `level`
    is the word of the recognition arrangements for it, usually the id itself; "" where no arrangement names it. `names`
    are other spellings ("BRC"). `area` says what system it is about ("quality", "medical devices quality",
    "environment", ...). `scheme_register` is the register id of schemes with an own
    register (IATF, OASIS), None for others; `outside_arrangement` is True where no accreditation arrangement applies.
    """

    id: str
    title: str
    area: str
    certifiable: bool
    obsolete: bool
    editions: tuple[Edition, ...]
    provenance: Provenance
    includes: tuple[str, ...] = ()
    scheme_register: str | None = None
    outside_arrangement: bool = False
    level: str = ""
    names: tuple[str, ...] = ()
    note: str = ""

    def edition(self, name: str) -> Edition | None:
        """The edition of that name, None when this standard has none such."""
        return next((known for known in self.editions if known.edition == name), None)


@dataclass(frozen=True, slots=True)
class Adoption:
    """How a country or region names standards that it adopts: spellings before the number ("DIN EN ISO", "GB/T").

    `numbers` maps the adopter's own numbers to catalogue ids ("19001" is ISO 9001); a number that is not in it is the
    international one where `same_number` holds, and unknown otherwise. `organisation` is "ISO", "ISO/IEC" or "" and stands
    before an international number. A printed year means the newest edition published by the end of that year, unless
    `years` says otherwise: it maps "number-year" to an edition. `region` is an ISO 3166 code, or "EU" for European standards.
    """

    id: str
    region: str
    prefixes: tuple[str, ...]
    provenance: Provenance
    same_number: bool = True
    organisation: str = "ISO"
    numbers: Mapping[str, str] = field(default_factory=dict)
    years: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An arrangement by which accreditation bodies recognise each other. `ends_on` is its last day, None while it stands.

    `successor` is the arrangement that carries its recognitions on; `marks` says which marks may appear.
    """

    id: str
    name: str
    names: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    successor: str | None
    marks: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Recognition:
    """An accreditation body within an arrangement, for a standard, from a day on.

    `standards` are catalogue ids; empty means the source names only the main scope. `starts_on` None: not given by the
    source; `ends_on` None: no end seen, which is no statement about today. A period before `starts_on` is not covered.
    """

    body: str
    arrangement: str
    role: Role
    standards: tuple[str, ...]
    main_scope: str
    starts_on: date | None
    ends_on: date | None
    provenance: Provenance
    complete_list: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class AccreditationBody:
    """An accreditation body. `names` are all names, acronym and former names included; `domains` are its own.

    `signatory` is what the catalogue expects for management systems: "yes", "likely", "unknown" or "no"; it never decides.
    `number_form` is a regular expression of the numbers under its symbol, None when not known.
    """

    id: str
    name: str
    acronym: str
    names: tuple[str, ...]
    country: str
    domains: tuple[str, ...]
    signatory: str
    provenance: Provenance
    recognitions: tuple[Recognition, ...] = ()
    number_form: str | None = None
    outside: str | None = None
    """Why the body stands outside the arrangement, in words of the source; None for all others."""
    groups: tuple[str, ...] = ()
    """Regional groups ("EA", "APAC") that it belongs to."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SymbolNumber:
    """A number under the symbol of an accreditation body and the certification body that it belongs to."""

    accreditation_body: str
    number: str
    body: str
    provenance: Provenance
    note: str = ""


@dataclass(frozen=True, slots=True)
class Accreditation:
    """A certification body accredited by an accreditation body. Only `from_list` entries may support a pass."""

    body: str
    accreditation_body: str
    number: str | None
    entity: str | None
    standards: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    from_list: bool
    provenance: Provenance
    note: str = ""


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """The shape of a body's certificate numbers: a hint, never proof. `pattern` is a regular expression (full match).

    `body` is "" for a pattern that is not of one body (the Chinese national form, the IATF number). `kind` is
    "certificate", or what else the number identifies ("quality mark", "scheme number").
    """

    body: str
    pattern: str
    meaning: str
    provenance: Provenance
    kind: str = "certificate"
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a body had; `until` as the source gives it ("2021-03", "about 2005"), "" when not known."""

    name: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class CertificationBody:
    """A certification body or group brand. `entities` are legal entities that issue; more than one makes a brand.

    `names` are all spellings to find it by, entities and former names included; `lookup` is where its certificates can be
    looked up (from the catalogue, never from a document), None when not known. `group` is the brand that it belongs to.
    `domains` are its own hosts, those of its QR codes included. `expected` are accreditation bodies that an expert
    expects behind it: a hint for the question to ask, never evidence. `notified_bodies` are four-digit EU numbers.
    """

    id: str
    name: str
    entities: tuple[str, ...]
    names: tuple[str, ...]
    country: str | None
    domains: tuple[str, ...]
    provenance: Provenance
    lookup: str | None = None
    accreditations: tuple[Accreditation, ...] = ()
    patterns: tuple[NumberPattern, ...] = ()
    renamed_to: str | None = None
    former: tuple[FormerName, ...] = ()
    group: str | None = None
    expected: tuple[str, ...] = ()
    notified_bodies: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ApprovalCode:
    """The first three digits of a Chinese certificate number: the serial of the body's approval by the regulator."""

    code: str
    body: str
    approval: str | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """What a register holds for a chain: for accreditation bodies, countries and standards; empty tuples mean all.

    `lag_days` is how long an entry may take; `confidential` says that entries may be hidden.
    """

    coverage: Coverage
    accreditation_bodies: tuple[str, ...]
    except_bodies: tuple[str, ...]
    countries: tuple[str, ...]
    standards: tuple[str, ...]
    lag_days: int | None
    confidential: bool
    provenance: Provenance
    note: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """A register, who runs it, how it is asked and what its silence means. `rules` are tried in order.

    `holds` is "certificates", "accredited bodies", "organisations" or "product certificates": only the first kind can say
    that a certification exists. `gives` names what an answer holds, `hides` what it keeps back, `automation` whether a
    program may ask.
    """

    id: str
    name: str
    operator: Operator
    operator_body: str | None
    address: str | None
    ask_with: str
    domains: tuple[str, ...]
    rules: tuple[CoverageRule, ...]
    provenance: Provenance
    holds: str = "certificates"
    gives: str = ""
    hides: str = ""
    automation: str = ""
    note: str = ""

    @property
    def independent(self) -> bool:
        """Whether issuer, accreditation body, state, scheme or an aggregator fed by them runs it, and not the seller."""
        return self.operator not in {Operator.SELLER, Operator.UNKNOWN}


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """A paper or standard that a product needs in a market. `level` is "required", "commonly asked" or "useful".

    `paper` is a catalogue id or, where the catalogue has none, the words for it. `market` is "EU", "US", an ISO 3166 code, or
    "" for any. `note` is the condition under which it is needed, "" for none.
    """

    paper: str
    market: str
    level: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProductCategory:
    """What a kind of product needs beside ISO 9001: management-system standards and product papers by market.

    `standards` are (standard, level) pairs. `sectors` are the IAF codes to expect on a maker's certificate, `sectors_also`
    those that bodies use for it too.
    """

    id: str
    words: tuple[str, ...]
    families: tuple[str, ...]
    standards: tuple[tuple[str, str], ...]
    papers: tuple[PaperNeed, ...]
    provenance: Provenance
    medical: bool = False
    sectors: tuple[str, ...] = ()
    sectors_also: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProductPaper:
    """A kind of product evidence: who issues it, how it is checked, what it is often mistaken for.

    `number_pattern` is a regular expression of its number, None where numbers have no fixed form.
    """

    id: str
    name: str
    kind: str
    issued_by: str
    verify: str
    provenance: Provenance
    applies_to: str = ""
    number_form: str = ""
    number_pattern: str | None = None
    misuse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misconception:
    """What people take a certificate for, what it is, and what to ask instead. `topics` say what it is about."""

    id: str
    belief: str
    reality: str
    ask_instead: str
    provenance: Provenance
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sector:
    """An IAF sector code (the EA codes are the same) with its NACE rev. 2 divisions, groups or classes.

    `except_nace` are parts of them that belong to another code.
    """

    code: str
    name: str
    nace: tuple[str, ...]
    provenance: Provenance
    except_nace: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Family:
    """A product family: `labels` are (language, words) pairs, `parents` the families that contain it.

    `siblings` share a parent: near, but not this. `broad` families name an industry rather than goods: a careful reader
    asks. `hs`, `nace` and `iaf` are codes, coarse: necessary, never sufficient.
    """

    id: str
    label: str
    kind: str
    parents: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    siblings: tuple[str, ...] = ()
    broad: bool = False
    hs: tuple[str, ...] = ()
    nace: tuple[str, ...] = ()
    iaf: tuple[str, ...] = ()
    members_differ: bool = False
    """The first label of each language names the family, the others name different goods of it."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language builds the name of a thing, as far as comparing two names needs it.

    `head` says where the noun stands that names the thing: "last" (office chair), "first" (silla de oficina) or "either".
    `joins` part two things, `complements` open what only explains ("of", "de"), `small` words are passed over. `endings`
    are (ending, what stands for it), longest first, taken off at most `rounds` times; `adjectives` are endings of words
    that only describe. `parts` turn a thing into parts of it ("spare parts"), `same` leave it what it is ("products").
    `lists` open a list of all that is meant ("namely"), `contexts_before` stand after a mere use ("için"). `characters` are letters by which the language shows itself.
    """

    script: str
    head: str = "last"
    joins: tuple[str, ...] = ()
    complements: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    endings: tuple[tuple[str, str], ...] = ()
    rounds: int = 1
    adjectives: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    contexts_before: tuple[str, ...] = ()
    characters: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words by language that the rules look for: activity verbs, exclusions, generic words, slogans.

    `activities` maps each activity to its forms; a form that ends in * is the beginning of a word. `exclusions` introduce
    what is outside a scope (`exclusions_before`: the thing stands before the phrase), `design_excluded` say that design is
    outside, `limits` introduce the only part covered, `contexts` the customers' sector. `generic` name no product,
    `open_ended` promise everything, `slogans` praise. `qualifiers` are (class, value, forms): a product and a scope that
    differ within a class are not the same goods. `named` are the single activities ("treat", "package"): (name, activity,
    forms). Everything here joins all languages; `by_language` holds each language by itself.
    """

    activities: Mapping[Activity, tuple[str, ...]] = field(default_factory=dict)
    exclusions: tuple[str, ...] = ()
    exclusions_before: tuple[str, ...] = ()
    design_excluded: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    generic: frozenset[str] = frozenset()
    open_ended: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    legal_forms: tuple[str, ...] = ()
    named: tuple[tuple[str, Activity, tuple[str, ...]], ...] = ()
    strong: tuple[str, ...] = ()
    """The single activities whose forms say the deed wherever they stand; the others also name goods ("packaging")."""
    universal: tuple[str, ...] = ()
    """Phrases that claim every product there is ("all kinds of products")."""
    spellings: tuple[tuple[str, str], ...] = ()
    """Spellings of one word brought to one (tyre, tire), as parts of words."""
    compatible: tuple[tuple[str, str], ...] = ()
    """Qualifier values that do not exclude one another (steel is a metal)."""
    grammar: Grammar | None = None
    by_language: Mapping[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """The catalogue as one value: `version` with the digest of a user's overlay, tables by id.

    `sources` maps each source key to its address or description. `approvals` are the Chinese body codes by code, `sectors`
    the IAF codes by code. `patterns` are number patterns that belong to no single body. `state_words` maps the words that
    registers and languages use for a state, in lower case, to the state.
    """

    version: str = "empty"
    standards: Mapping[str, Standard] = field(default_factory=dict)
    accreditation_bodies: Mapping[str, AccreditationBody] = field(default_factory=dict)
    certification_bodies: Mapping[str, CertificationBody] = field(default_factory=dict)
    registers: Mapping[str, Register] = field(default_factory=dict)
    categories: tuple[ProductCategory, ...] = ()
    papers: Mapping[str, ProductPaper] = field(default_factory=dict)
    families: Mapping[str, Family] = field(default_factory=dict)
    misconceptions: tuple[Misconception, ...] = ()
    wording: Wording = field(default_factory=Wording)
    signatory_list_complete_on: date | None = None
    """The day of a signatory list that is complete; None while only single recognitions are known."""
    adoptions: tuple[Adoption, ...] = ()
    arrangements: Mapping[str, Arrangement] = field(default_factory=dict)
    symbol_numbers: tuple[SymbolNumber, ...] = ()
    approvals: Mapping[str, ApprovalCode] = field(default_factory=dict)
    patterns: tuple[NumberPattern, ...] = ()
    sectors: Mapping[str, Sector] = field(default_factory=dict)
    state_words: Mapping[str, State] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

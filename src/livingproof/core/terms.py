"""The vocabulary: one word, one meaning, every list closed.

Words come from ISO/IEC 17000 and ISO 9000 where those have one (`livingproof catalogue show glossary`).
"""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """What a check found. `undetermined` is never a pass and never a fail."""

    PASS = "pass"  # noqa: S105 - a grade, not a password
    WARN = "warn"
    FAIL = "fail"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


class Axis(StrEnum):
    """The eight questions that a verdict answers side by side."""

    READ = "read"
    GENUINE = "genuine"
    STANDING = "standing"
    RECOGNISED = "recognised"
    COVERS = "covers"
    CONSISTENT = "consistent"
    FITNESS = "fitness"
    PRACTICE = "practice"


class Weight(StrEnum):
    """How far a check may move the headline: only `decisive` alone, `strong` only with company, `weak` and `info` never."""

    DECISIVE = "decisive"
    STRONG = "strong"
    WEAK = "weak"
    INFO = "info"


class Headline(StrEnum):
    """The nine answers, in order of precedence: the first that holds is the headline, later ones are `also`."""

    NOT_THE_RIGHT_DOCUMENT = "NOT_THE_RIGHT_DOCUMENT"
    UNREADABLE = "UNREADABLE"
    CONTRADICTED = "CONTRADICTED"
    NOT_IN_FORCE = "NOT_IN_FORCE"
    DOES_NOT_COVER = "DOES_NOT_COVER"
    CHAIN_NOT_RECOGNISED = "CHAIN_NOT_RECOGNISED"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    CONFIRMED_WITH_LIMITS = "CONFIRMED_WITH_LIMITS"
    CONFIRMED = "CONFIRMED"


class Decision(StrEnum):
    """What the policy makes of the headline."""

    RELY = "rely"
    ASK = "ask"
    DO_NOT_RELY = "do_not_rely"


class Evidence(StrEnum):
    """The ladder of evidence for *genuine*; a higher rung is nearer to the issuer and further from the seller."""

    E0 = "E0"  # the claim alone
    E1 = "E1"  # the document alone
    E2 = "E2"  # a human look-up, captured
    E3 = "E3"  # written confirmation of the certification body
    E4 = "E4"  # a record of issuer, accreditation body or state register by official channel
    E5 = "E5"  # signed by the issuer, anchored, status clear


class Source(StrEnum):
    """Where a reading comes from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"
    QR = "qr"
    CREDENTIAL = "credential"
    DERIVED = "derived"
    STATED = "stated"  # given by the user, or by a listing text
    PERSON = "person"  # read on the document by a person, who confirmed or corrected the reading


class Answer(StrEnum):
    """What a register answered. `refused`, `captcha` and `error` are never `not_found`."""

    FOUND = "found"
    FOUND_MANY = "found_many"
    NOT_FOUND = "not_found"
    REFUSED = "refused"
    CAPTCHA = "captcha"
    ERROR = "error"


class Asker(StrEnum):
    """Who asked a register: this program in an extract, a person, or the import of somebody's answer."""

    ENGINE = "engine"
    PERSON = "person"
    IMPORT = "import"


class EventKind(StrEnum):
    """What happened to a certification; `removed`: a register no longer shows it, `changed`: any other field differs."""

    ISSUED = "issued"
    SURVEYED = "surveyed"
    RECERTIFIED = "recertified"
    SUSPENDED = "suspended"
    RESTORED = "restored"
    REDUCED = "reduced"
    EXTENDED = "extended"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    TRANSFERRED = "transferred"
    CORRECTED = "corrected"
    CHANGED = "changed"
    REMOVED = "removed"


class MatchAnswer(StrEnum):
    """What matching a claim with a register's certificates came to; every list of candidates ends in exactly one."""

    CERTIFICATE_MATCHED = "certificate_matched"
    SITE_NOT_COVERED = "company_matched_site_not_covered"
    CERTIFICATE_AMBIGUOUS = "company_matched_certificate_ambiguous"
    NUMBER_OF_ANOTHER_HOLDER = "number_of_another_holder"
    UNCLEAR = "unclear"
    NOT_IN_REGISTER = "not_in_register"


class State(StrEnum):
    """The state of a certification; the register's own word is kept beside it."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REDUCED = "reduced"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    TRANSFERRED = "transferred"
    UNKNOWN = "unknown"


class Coverage(StrEnum):
    """What a register promises to hold; decides what `not_found` is worth."""

    COMPLETE_BY_RULE = "complete_by_rule"
    MANDATED_WITH_EXCLUSIONS = "mandated_with_exclusions"
    VOLUNTARY = "voluntary"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


class Operator(StrEnum):
    """Who runs a register. Only the first four are independent of the seller."""

    CERTIFICATION_BODY = "certification_body"
    ACCREDITATION_BODY = "accreditation_body"
    STATE = "state"
    SCHEME = "scheme"
    AGGREGATOR = "aggregator"
    SELLER = "seller"
    UNKNOWN = "unknown"


class DocumentKind(StrEnum):
    """What kind of document a file is; only the first two carry a management-system certification."""

    MS_CERTIFICATE = "ms_certificate"
    MS_ANNEX = "ms_annex"
    PRODUCT_CERTIFICATE = "product_certificate"
    TEST_REPORT = "test_report"
    DECLARATION = "declaration"
    AUDIT_REPORT = "audit_report"
    MEMBERSHIP = "membership"
    AWARD = "award"
    REGISTRATION = "registration"
    TRAINING = "training"
    ACCREDITATION = "accreditation"
    LETTER = "letter"
    PICTURE = "picture"  # a logo, a placeholder, a photo without text
    REGISTER_PRINTOUT = "register_printout"
    UNCLEAR = "unclear"


class Mark(StrEnum):
    """A word across the sheet that says it is not the sheet itself."""

    DRAFT = "draft"
    SPECIMEN = "specimen"
    COPY = "copy"


class Activity(StrEnum):
    """What is done with a product; the need of a buyer and the verb of a scope."""

    MANUFACTURE = "manufacture"
    DESIGN = "design"
    ASSEMBLY = "assembly"
    SERVICE = "service"
    TRADE = "trade"
    SUPPLY = "supply"  # may mean manufacture or trade


class Confidence(StrEnum):
    """How sure the catalogue is of a fact."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Role(StrEnum):
    """What an accreditation body is within an arrangement; a member is not a signatory."""

    SIGNATORY = "signatory"
    MEMBER = "member"
    APPLICANT = "applicant"


class Zone(StrEnum):
    """The three zones of a comparison: `other` needs a positive reason, a low likeness is `unclear`."""

    SAME = "same"
    UNCLEAR = "unclear"
    OTHER = "other"

"""What a text says about certification: each mention with its place, its stance and what exactly it names.

A listing or profile is no document: what it says is a claim alone (E0). Nothing here is right or wrong yet; a mention only
tells which words were understood, and how.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from livingproof.core.claim import StandardRef


class Topic(StrEnum):
    """What a mention is about."""

    STANDARD = "standard"  # a standard that is certified: ISO 9001, IATF 16949, AS9100
    MARK = "mark"  # a product mark or paper: CE, FDA, RoHS, UL
    BADGE = "badge"  # a badge of a marketplace or platform: "Verified Supplier"
    VAGUE = "vague"  # certification without saying to what: "ISO certified", "internationally certified"


class Stance(StrEnum):
    """What the text says of the holder and the thing mentioned. Only `held` is a claim that can be verified."""

    HELD = "held"
    PLANNED = "planned"  # "we are applying for", "in progress"
    DENIED = "denied"  # "not ISO certified", "without certificate"
    ENDED = "ended"  # "was certified until 2019"
    OF_OTHERS = "of_others"  # "our suppliers are certified", "parent company is certified"
    ASKED_FOR = "asked_for"  # a buyer's or a job's requirement: "must be ISO 9001 certified"
    EXPLAINED = "explained"  # the text speaks about the standard, not about a holder


class Misuse(StrEnum):
    """Wording that says more than a certification can: the closed list of what is noticed."""

    PRODUCT_CERTIFIED = "product_certified"  # "ISO 9001 certified product"
    ISSUED_BY_ISO = "issued_by_iso"  # ISO certifies nobody
    AUTHORITY_CERTIFICATE = "authority_certificate"  # "FDA certificate": the authority issues none
    NOT_CERTIFIABLE = "not_certifiable"  # a standard to which nobody is certified: ISO 9000, ISO 26000
    NO_SUCH_EDITION = "no_such_edition"  # "ISO 9001:2018"
    NUMBER_MISSING = "number_missing"  # "ISO certified"


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention. `start` and `end` count characters of the text; `text` is what stands between them.

    `standard` is set for the topic STANDARD and `as_printed` in it keeps the text's own spelling; `corrected` says that
    the number was read through a typing error ("ISO 4001" as ISO 14001), so that a person should look at it. `mark` is
    the catalogue id of a product paper, or the badge's own words. `expires_year` is set where a year alone is given as the end. `body` is the catalogue id of a certification body,
    else the words; `body_as_printed` the words. `confidence` runs from 0 to 1. None and empty mean: the text does not
    say.
    """

    topic: Topic
    stance: Stance
    start: int
    end: int
    text: str
    standard: StandardRef | None = None
    corrected: bool = False
    mark: str | None = None
    body: str | None = None
    body_as_printed: str | None = None
    number: str | None = None
    issued_on: date | None = None
    expires_on: date | None = None
    expires_year: int | None = None
    misuses: tuple[Misuse, ...] = ()
    confidence: float = 1.0

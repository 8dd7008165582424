"""Nothing on the document says that ISO itself certified, accredited or approved, and the listing does not say so either.

ISO publishes standards and certifies nobody; its logo is not for others to use, and "ISO certified" without the number of
a standard says nothing. A document that calls ISO its issuer fails; the same words in a seller's text are loose wording.
Only words are looked at: logos are not read, except where somebody has noted one on the document (phrase topic
"iso_logo"). A body or firm whose name begins with ISO is not ISO.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from livingproof.core.case import Case
from livingproof.core.check import Check, Judgement, Reason, not_applicable
from livingproof.core.claim import Document
from livingproof.core.terms import Axis, DocumentKind, Grade, Weight

LOGO_TOPIC = "iso_logo"


class Wording(Reason):
    """How the document speaks of ISO."""

    NO_ISO_MISUSE = Grade.PASS
    ISO_WORDING_LOOSE = Grade.WARN
    ISO_LOGO_ON_CERTIFICATE = Grade.FAIL
    ISSUED_BY_ISO = Grade.FAIL
    LOGOS_NOT_READ = Grade.UNDETERMINED


_ISO = r"(?:ISO|I\.S\.O\.|International Organi[sz]ation for Standardi[sz]ation)"
_END = r"(?=\s*(?:$|[.,;:!)\"'”»]|\(|(?:in|on|under|and|for|with|as|Geneva)\b))"
"""What may follow when ISO stands alone: a number, a hyphen or a further name would make it something else."""

ISSUER = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b(?:issued|approved|certified|accredited|granted|recogni[sz]ed|authori[sz]ed) by (?:the )?{_ISO}{_END}",
        rf"\b(?:registered|accredited) with (?:the )?{_ISO}{_END}",
        rf"\b(?:ausgestellt|zertifiziert|akkreditiert) (?:von|durch) (?:der )?{_ISO}{_END}",
        rf"\b(?:délivré|certifié|accrédité|approuvé)e?s? par l[’']{_ISO}{_END}",
        rf"\b(?:emitid[oa]|certificad[oa]|acreditad[oa]|aprobad[oa]|aprovad[oa])s? (?:por|pela) (?:la )?{_ISO}{_END}",
        rf"\b(?:rilasciat[oa]|certificat[oa]|accreditat[oa]) (?:da|dall[’'])\s?{_ISO}{_END}",
        r"(?:由)?(?:ISO|国际标准化组织)(?:颁发|签发|认可|批准)",
    )
)
LOOSE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\bISO[ -](?:certified|accredited|approved|registered|certification|accreditation)(?![^.;\n]{0,60}?\b\d{4,5}\b)",
        rf"\b(?:certified|accredited|approved) (?:to|with|under) ISO{_END}",
        r"\bISO (?:zertifiziert|certifié|certificad[oa]|certificat[oa])(?![^.;\n]{0,60}?\b\d{4,5}\b)",
    )
)
NUMBER_BEFORE = re.compile(r"\d{4,5}(?::\d{4})?[\s,;/&+-]*$")


def judge(case: Case) -> Judgement:
    """Look at the document's phrases first, then at the listing's text."""
    document, listing = case.claim.document, case.purchase.listing
    if document is None and not listing:
        return not_applicable("no document and no listing text")
    phrases = document.phrases if document else ()
    logo = next((quote for topic, quote in phrases if topic == LOGO_TOPIC), None)
    if logo:
        return Wording.ISO_LOGO_ON_CERTIFICATE.with_facts(quote=logo, where="document")
    quotes = tuple(quote for _, quote in phrases)
    issuer = _first(ISSUER, quotes)
    if issuer:
        return Wording.ISSUED_BY_ISO.with_facts(quote=issuer, where="document")
    loose = _first(LOOSE, quotes)
    if loose:
        return Wording.ISO_WORDING_LOOSE.with_facts(quote=loose, where="document")
    sold = _first((*ISSUER, *LOOSE), (listing,) if listing else ())
    if sold:
        return Wording.ISO_WORDING_LOOSE.with_facts(quote=sold, where="listing")
    if document and _wordless(document):
        return Wording.LOGOS_NOT_READ.with_facts(logos="not read")
    return Wording.NO_ISO_MISUSE.with_facts(logos="not read")


def _first(forms: Iterable[re.Pattern[str]], texts: Iterable[str]) -> str | None:
    """The first words that match, with a little of what surrounds them."""
    texts = tuple(texts)
    for form in forms:
        for text in texts:
            for found in form.finditer(text):
                if form in ISSUER or not NUMBER_BEFORE.search(text[: found.start()]):
                    return " ".join(text[max(0, found.start() - 40) : found.end() + 40].split())
    return None


def _wordless(document: Document) -> bool:
    """Whether there were no words to look at: a picture, or print in scripts that were not read."""
    return document.kind is DocumentKind.PICTURE or bool(document.unread_scripts)


CHECK = Check("mark.iso", Axis.CONSISTENT, Weight.STRONG, Wording, judge)

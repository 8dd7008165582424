"""The digital signatures and seals of a PDF, validated offline against the roots that the caller trusts."""

from __future__ import annotations

import io
import logging
from typing import Any

from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from livingproof.core.claim import Signature
from livingproof.core.errors import UnreadableFile
from livingproof.readers.visible import visible

_NO_CERTIFICATE = "a trusted root is no certificate; give X.509 certificates in PEM or DER"
_COVERS: dict[SignatureCoverageLevel | None, str] = {
    SignatureCoverageLevel.ENTIRE_FILE: "whole_file",
    SignatureCoverageLevel.ENTIRE_REVISION: "revision",
}
_PERMITTED = frozenset({ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING})
_UNREADABLE = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
)
"""What pyHanko raises on damaged structures; a signature that cannot be read is not intact."""

for _name in ("pyhanko", "pyhanko_certvalidator"):  # they log what the Signature says
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def signatures(content: bytes, roots: tuple[bytes, ...]) -> tuple[Signature, ...]:
    """The signatures in the order of the file; `roots` are certificates in DER or PEM, none gives `trusted` None.

    Trust is judged at the time of signing, so that the answer does not change with the day of reading. Nothing is
    fetched: revocation is known only as far as the file brings its own proof.
    """
    anchors = tuple(certificate for root in roots for certificate in _certificates(root))
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        if reader.encrypted:
            reader.decrypt("")
        embedded = tuple(reader.embedded_regular_signatures)
    except _UNREADABLE:
        return (Signature(signer="", intact=False, trusted=None, covers="part"),)
    return tuple(_judged(signature, anchors) for signature in embedded)


def _judged(embedded: Any, anchors: tuple[Any, ...]) -> Signature:
    try:
        moment = embedded.self_reported_timestamp
        context = ValidationContext(
            trust_roots=anchors, allow_fetching=False, moment=moment, best_signature_time=moment
        )
        status = validate_pdf_signature(embedded, signer_validation_context=context)
    except _UNREADABLE:
        return Signature(signer=_signer(embedded), intact=False, trusted=None, covers="part")
    return Signature(
        signer=_signer(embedded),
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted) if anchors else None,
        covers=_COVERS.get(status.coverage, "part"),
        change_permitted=bool(status.docmdp_ok) and (status.modification_level in _PERMITTED),
        signed_at=moment.isoformat() if moment is not None else None,
    )


def _signer(embedded: Any) -> str:
    """The name in the signer's certificate: the organisation that seals, else the person."""
    try:
        subject = embedded.signer_cert.subject.native
    except _UNREADABLE:
        return ""
    return visible(str(subject.get("organization_name") or subject.get("common_name") or ""))


def _certificates(root: bytes) -> tuple[Any, ...]:
    """The X.509 certificates in one PEM or DER file."""
    try:
        found = tuple(load_certs_from_pemder_data(root))
        parsed = [certificate.native for certificate in found]  # asn1crypto parses when asked
    except (ValueError, TypeError) as error:
        raise UnreadableFile(_NO_CERTIFICATE) from error
    if not parsed:
        raise UnreadableFile(_NO_CERTIFICATE)
    return found

"""Digital signatures: intact or not, over what, by whom, trusted by whom; always without the net."""

from __future__ import annotations

import pytest

from livingproof.core.errors import UnreadableFile
from livingproof.readers.intake import examine
from tests.readers.making import certificate, identity, overdrawn, patch, pdf, signed, words

SIGNER, ROOT = identity()
_, STRANGER = identity("Somebody Else")
SIGNED = signed(pdf(certificate()), SIGNER)


def test_an_intact_signature_covers_the_whole_file() -> None:
    (signature,) = examine(SIGNED).signatures
    assert signature.intact
    assert signature.covers == "whole_file"
    assert signature.change_permitted
    assert signature.signer == "Example Certification Body"
    assert signature.signed_at is not None


def test_without_roots_nothing_is_said_about_trust() -> None:
    (signature,) = examine(SIGNED).signatures
    assert signature.trusted is None


def test_a_signature_is_trusted_by_its_root_and_by_no_other() -> None:
    assert examine(SIGNED, roots=(ROOT,)).signatures[0].trusted is True
    assert examine(SIGNED, roots=(STRANGER,)).signatures[0].trusted is False


def test_one_changed_byte_breaks_the_signature() -> None:
    changed = SIGNED.replace(b"/MediaBox [ 0 0 595 842", b"/MediaBox [ 0 0 595 843")
    assert changed != SIGNED
    assert not examine(changed).signatures[0].intact


def test_drawing_over_a_signed_page_is_a_change_that_the_signature_does_not_permit() -> None:
    tampered = overdrawn(SIGNED, patch(250, 458, 400, 476) + words("31 May 2028", 260, 470))
    (signature,) = examine(tampered).signatures
    assert signature.intact
    assert signature.covers == "revision"
    assert not signature.change_permitted


def test_something_that_only_looks_like_a_signature_is_not_intact() -> None:
    pretended = pdf(certificate()) + b"\n% /ByteRange [0 1 2 3]\n"
    assert all(not signature.intact for signature in examine(pretended).signatures)


def test_a_root_that_is_no_certificate_is_named() -> None:
    with pytest.raises(UnreadableFile, match="PEM or DER"):
        examine(SIGNED, roots=(b"not a certificate",))

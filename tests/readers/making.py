"""Small files made by the tests: PDFs from content streams, scans of them, pictures, codes, signed PDFs."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

A4 = (595.0, 842.0)
_FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Times-Roman"}
_MATRICES = {0: "1 0 0 1", 90: "0 -1 1 0", 180: "-1 0 0 -1", 270: "0 1 -1 0", 315: ".7071 .7071 -.7071 .7071"}


def words(
    text: str,
    left: float,
    down: float,
    size: float = 12,
    *,
    bold: bool = False,
    turned: int = 0,
    invisible: bool = False,
) -> str:
    """A line of text in Latin-1; `down` is the distance of its base line from the top of an A4 page."""
    font = "F2" if bold else "F1"
    mode = "3 Tr" if invisible else "0 Tr"
    shown = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT 0 g /{font} {size} Tf {mode} {_MATRICES[turned]} {left} {A4[1] - down} Tm ({shown}) Tj ET\n"


def patch(left: float, top: float, right: float, bottom: float, colour: str = "1 1 1") -> str:
    """A filled rectangle."""
    return f"{colour} rg {left} {A4[1] - bottom} {right - left} {bottom - top} re f\n"


def shown(left: float, top: float, right: float, bottom: float, name: str = "I1") -> str:
    """The embedded picture in a box."""
    return f"q {right - left} 0 0 {bottom - top} {left} {A4[1] - bottom} cm /{name} Do Q\n"


def pdf(
    *pages: str,
    picture: Image.Image | None = None,
    rotate: int = 0,
    box: tuple[float, ...] = (0, 0, *A4),
    password: str | None = None,
) -> bytes:
    """A PDF with one page for each content stream."""
    document = pikepdf.new()
    for content in pages:
        page = document.add_blank_page(page_size=A4)
        page.obj.MediaBox = list(box)
        fonts = {
            f"/{key}": pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name(f"/{name}"),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
            for key, name in _FONTS.items()
        }
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
        if picture is not None:
            page.obj.Resources.XObject = pikepdf.Dictionary(I1=_embedded(document, picture))
        page.obj.Contents = document.make_stream(content.encode("cp1252"))
        if rotate:
            page.obj.Rotate = rotate
    out = io.BytesIO()
    encryption: Any = pikepdf.Encryption(owner="owner", user=password) if password is not None else False
    document.save(out, encryption=encryption)
    return out.getvalue()


def annotated(content: bytes, text: str, left: float, top: float, right: float, bottom: float) -> bytes:
    """A PDF with a white note over its first page that shows a text, as PDF viewers make it."""
    document = pikepdf.open(io.BytesIO(content))
    page = document.pages[0].obj
    width, height = right - left, bottom - top
    note = document.make_stream(
        f"1 1 1 rg 0 0 {width} {height} re f BT 0 g /F1 12 Tf 5 4 Td ({text}) Tj ET".encode("cp1252"),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, width, height],
        Resources=pikepdf.Dictionary(Font=page.Resources.Font),
    )
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FreeText,
        Rect=[left, A4[1] - bottom, right, A4[1] - top],
        Contents=text,
        F=4,
        AP=pikepdf.Dictionary(N=note),
    )
    page.Annots = pikepdf.Array([document.make_indirect(annotation)])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _embedded(document: pikepdf.Pdf, picture: Image.Image) -> pikepdf.Object:
    grey = picture.convert("RGB")
    return document.make_stream(
        grey.tobytes(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=grey.width,
        Height=grey.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
    )


def certificate(number: str = "QM-2024-0815", expiry: str = "31 May 2027") -> str:
    """The content of a page like a certificate."""
    return (
        words("CERTIFICATE OF REGISTRATION", 120, 110, 22, bold=True)
        + words("This is to certify that the management system of", 150, 170)
        + words("Northwind Castings Limited", 170, 205, 18, bold=True)
        + words("12 Harbour Road, Bristol BS1 4ST, United Kingdom", 150, 235)
        + words("has been assessed and meets the requirements of", 150, 275)
        + words("ISO 9001:2015", 220, 310, 20, bold=True)
        + words("for the manufacture of grey iron castings and machined parts", 120, 345)
        + words("Certificate number:", 90, 420)
        + words(number, 260, 420, bold=True)
        + words("Date of issue:", 90, 445)
        + words("1 June 2024", 260, 445)
        + words("Date of expiry:", 90, 470)
        + words(expiry, 260, 470)
        + words("Example Certification Body, 4 Register Street, London", 140, 760, 9)
    )


def rendered(content: bytes, dpi: float = 150, page: int = 1) -> Image.Image:
    """The picture of a page."""
    document = pypdfium2.PdfDocument(content)
    try:
        picture: Image.Image = document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")
        return picture
    finally:
        document.close()


def saved(picture: Image.Image, kind: str = "JPEG", **settings: Any) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **settings)
    return out.getvalue()


def code(payload: str, side: int = 240) -> Image.Image:
    """A QR code with a white margin."""
    made = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode)
    dots = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=4)))
    sheet = Image.new("L", (dots.width + 80, dots.height + 80), 255)
    sheet.paste(dots, (40, 40))
    return sheet.resize((side, side), Image.Resampling.NEAREST)


def identity(name: str = "Example Certification Body") -> tuple[Any, bytes]:
    """A signer with a certificate of its own, and that certificate as a root in PEM."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID
    from pyhanko.sign import signers

    key = rsa.generate_private_key(65537, 2048)
    names = x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, name), x509.NameAttribute(NameOID.COMMON_NAME, "Seal 1")]
    )
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=True, crl_sign=True, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(names)
        .issuer_name(names)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=365 * 40))
        .add_extension(usage, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    packed = serialization.pkcs12.serialize_key_and_certificates(b"seal", key, made, None, serialization.NoEncryption())
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=None), made.public_bytes(
        serialization.Encoding.PEM
    )


def signed(content: bytes, signer: Any) -> bytes:
    """A PDF with a digital signature over the whole file."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    out = io.BytesIO()
    signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        signers.PdfSignatureMetadata(field_name="Seal"),
        signer=signer,
        output=out,
    )
    return out.getvalue()


def overdrawn(content: bytes, drawing: str) -> bytes:
    """A signed PDF with something drawn over its first page in an incremental update."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer: Any = IncrementalPdfFileWriter(io.BytesIO(content))
    stream: Any = generic.StreamObject(stream_data=drawing.encode("cp1252"))
    writer.add_stream_to_page(0, writer.add_object(stream))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()

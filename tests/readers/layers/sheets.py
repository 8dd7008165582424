"""Certificates whose every field has a known place, and the ways in which one can be altered after it was made."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from random import Random

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from tests.readers.making import A4, annotated, overdrawn, patch, pdf, rendered, saved, shown, words

_WORDS = (
    ("CERTIFICATE", "This is to certify that the management system of", "has been assessed and meets the requirements of",
     "Scope:", "Certificate number:", "Date of issue:", "Valid until:", "the manufacture of grey iron castings"),
    ("ZERTIFIKAT", "Hiermit wird bescheinigt, dass das Managementsystem von", "die Anforderungen der folgenden Norm erfüllt",
     "Geltungsbereich:", "Zertifikatsnummer:", "Ausstellungsdatum:", "Gültig bis:", "Herstellung von Gussteilen aus Eisen"),
    ("CERTIFICADO", "Se certifica que el sistema de gestión de", "cumple los requisitos de la norma",
     "Alcance:", "Número de certificado:", "Fecha de emisión:", "Fecha de expiración:", "Fabricación de piezas de hierro fundido"),
    ("CERTIFICAT", "Nous certifions que le système de management de", "satisfait aux exigences de la norme",
     "Domaine:", "Numéro du certificat:", "Date d'émission:", "Date d'expiration:", "Fabrication de pièces en fonte grise"),
)  # fmt: skip
_HOLDERS = (
    "Northwind Castings Limited",
    "Bergmann Gusswerk GmbH",
    "Fundiciones Alborada S.A.",
    "Fonderies du Marais SARL",
)
_OTHERS = ("Omega Trading Corporation", "Delta Export Company", "Pacific Hardware Group", "Sunrise Industries Ltd")
_STANDARDS = ("ISO 9001:2015", "ISO 14001:2015", "ISO 45001:2018", "ISO/IEC 27001:2022")
_OLDER = ("ISO 9001:2008", "ISO 14001:2004", "ISO 9001:2015", "ISO/IEC 27001:2013")
FIELDS = ("expires_on", "certificate_number", "holder_name", "standards", "issued_on")


@dataclass(frozen=True, slots=True)
class Put:
    """A field on the page: its text, where it begins, its base line from the top, its size."""

    text: str
    left: float
    down: float
    size: float
    bold: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The room that the text takes, a little wide."""
        return (
            self.left - 2,
            self.down - self.size,
            self.left + 0.62 * self.size * len(self.text),
            self.down + 0.3 * self.size,
        )

    def drawn(self, **settings: bool) -> str:
        """The text as a content stream."""
        return words(self.text, self.left, self.down, self.size, bold=self.bold, **settings)


@dataclass(frozen=True, slots=True)
class Sample:
    """A certificate: the words that stay, its fields, and other values that they could be altered to."""

    frame: str
    fields: dict[str, Put]
    others: dict[str, str]
    ground: str = ""

    def content(self, without: str = "") -> str:
        """The content of the page, if wanted without one field."""
        return self.ground + self.frame + "".join(put.drawn() for name, put in self.fields.items() if name != without)

    def altered(self, name: str) -> Put:
        """The field with its other value in the same place."""
        return replace(self.fields[name], text=self.others[name])


def sample(seed: int, *, coloured: bool = False) -> Sample:
    """A certificate of one of four languages and three arrangements."""
    chance = Random(seed)  # noqa: S311 - the same sheets on every run
    title, opening, meets, scope, number, issue, expiry, made = _WORDS[seed % 4]
    style = seed % 3
    year, day = chance.randint(2022, 2025), chance.randint(13, 28)
    left, gap = (90, 170) if style == 0 else (110, 0)
    size = chance.choice((10, 11, 12))
    rows = [420 + row * (40 if style == 1 else 25) for row in range(3)]
    beside = {0: (left + gap, 0), 1: (left, 16), 2: (left + 0.56 * size * 24, 0)}[style]
    values = {
        "certificate_number": f"{chance.choice(('QM', 'C', 'EU'))}-{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}",
        "issued_on": f"{day}.03.{year}",
        "expires_on": f"{day - 1}.03.{year + 3}",
    }
    fields = {
        "holder_name": Put(_HOLDERS[seed % 4], 150, 205, 18, bold=True),
        "standards": Put(_STANDARDS[(seed // 4) % 4], 200, 310, 20, bold=True),
    } | {
        name: Put(text, beside[0], down + beside[1], size)
        for (name, text), down in zip(values.items(), rows, strict=True)
    }
    frame = (
        words(title, 190, 110, 24, bold=True)
        + words(opening, 120, 170)
        + words("12 Harbour Road, Bristol BS1 4ST, United Kingdom", 150, 235)
        + words(meets, 130, 275)
        + words(f"{scope} {made}", 110, 350)
        + "".join(words(label, left, down, size) for label, down in zip((number, issue, expiry), rows, strict=True))
        + words("Example Certification Body, 4 Register Street, London", 140, 760, 9)
    )
    others = {
        "holder_name": _OTHERS[seed % 4],
        "standards": _OLDER[(seed // 4) % 4],
        "certificate_number": f"ZX-{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}",
        "issued_on": f"{day - 5}.06.{year + 1}",
        "expires_on": f"{day - 1}.03.{year + 3 + chance.choice((2, 4))}",
    }
    ground = patch(0, 0, *A4, colour=COLOUR) if coloured else ""
    return Sample(frame, fields, others, ground)


COLOUR = "0.90 0.94 0.86"


def painted_over(one: Sample, name: str) -> bytes:
    """A box in the colour of the page, and another text over it."""
    colour = COLOUR if one.ground else "1 1 1"
    return pdf(one.content() + patch(*_around(one, name), colour=colour) + one.altered(name).drawn())


def pasted_over(one: Sample, name: str) -> bytes:
    """A picture with another text over the field."""
    box = _around(one, name)
    return pdf(one.content() + shown(*box), picture=text_picture(one.altered(name), box))


def text_picture(put: Put, box: tuple[float, float, float, float]) -> Image.Image:
    """A white picture of a box with the text in its place."""
    scale = 4
    picture = Image.new("L", (round((box[2] - box[0]) * scale), round((box[3] - box[1]) * scale)), 255)
    font = ImageFont.load_default(put.size * scale)
    place = ((put.left - box[0]) * scale, (put.down - box[1]) * scale)
    ImageDraw.Draw(picture).text(place, put.text, fill=0, font=font, anchor="ls")
    return picture


def scanned(one: Sample, changed: str = "", *, misread: bool = False) -> bytes:
    """A scan with an invisible layer of what it says, one field changed, or with the small mistakes of recognition."""
    puts = {name: one.altered(name) if name == changed else put for name, put in one.fields.items()}
    layer = one.frame + "".join(put.drawn() for put in puts.values())
    if misread:
        layer = (
            layer.replace("Limited", "Lirnited")
            .replace("GmbH", "GrnbH")
            .replace("ISO ", "lSO ")
            .replace("Road", "Roacl")
        )
    picture = rendered(pdf(one.content()), 150).convert("L")
    return pdf(shown(0, 0, *A4) + layer.replace("0 Tr", "3 Tr"), picture=picture)


def whitened(one: Sample, name: str) -> bytes:
    """The old text made white, another one drawn in its place."""
    white = one.fields[name].drawn().replace("0 g", "1 g")
    return pdf(one.content(without=name) + white + one.altered(name).drawn())


def rewritten(one: Sample, name: str) -> bytes:
    """The text itself changed: nothing of the old one is left."""
    return pdf(one.content(without=name) + one.altered(name).drawn())


def noted(one: Sample, name: str) -> bytes:
    """A note of a PDF viewer with another text over the field."""
    return annotated(pdf(one.content()), one.others[name], *_around(one, name))


def stamped(one: Sample, name: str) -> bytes:
    """A stamp with a picture of another text over the field."""
    box = _around(one, name)
    document = pikepdf.open(io.BytesIO(pdf(one.content(), picture=text_picture(one.altered(name), box))))
    page = document.pages[0].obj
    width, height = box[2] - box[0], box[3] - box[1]
    look = document.make_stream(
        f"q {width} 0 0 {height} 0 0 cm /I1 Do Q".encode(),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, width, height],
        Resources=pikepdf.Dictionary(XObject=page.Resources.XObject),
    )  # fmt: skip
    return _with_annotation(document, box, look, pikepdf.Name.Stamp)


def filled(one: Sample, name: str, *, empty: bool = False) -> bytes:
    """A form field with another text over the field; `empty`: with its own text, and nothing below it."""
    put = one.fields[name] if empty else one.altered(name)
    box = _around(one, name)
    document = pikepdf.open(io.BytesIO(pdf(one.content(without=name if empty else ""))))
    width, height = box[2] - box[0], box[3] - box[1]
    ground = "" if empty else f"1 1 1 rg 0 0 {width} {height} re f "
    look = document.make_stream(
        f"/Tx BMC {ground}BT 0 g /F1 {put.size} Tf {put.left - box[0]} {box[3] - put.down} Td ({put.text}) Tj ET EMC".encode("cp1252"),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, width, height],
        Resources=pikepdf.Dictionary(Font=document.pages[0].obj.Resources.Font),
    )  # fmt: skip
    return _with_annotation(document, box, look, pikepdf.Name.Widget, put.text)


def _with_annotation(
    document: pikepdf.Pdf, box: tuple[float, ...], look: pikepdf.Object, kind: pikepdf.Name, value: str = ""
) -> bytes:
    made = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=kind, F=4, AP=pikepdf.Dictionary(N=look),
        Rect=[box[0], A4[1] - box[3], box[2], A4[1] - box[1]],
    )  # fmt: skip
    if value:
        made.FT, made.T, made.V = pikepdf.Name.Tx, "field", value
    annotation = document.make_indirect(made)
    document.pages[0].obj.Annots = pikepdf.Array([annotation])
    if value:
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([annotation]))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def updated(one: Sample, name: str) -> bytes:
    """The box and the other text appended to the file as an incremental update."""
    return overdrawn(pdf(one.content()), patch(*_around(one, name)) + one.altered(name).drawn())


def _around(one: Sample, name: str) -> tuple[float, float, float, float]:
    """The room of the old text and of the new one."""
    left, top, right, bottom = one.fields[name].box
    return left, top, max(right, one.altered(name).box[2]), bottom


def designs(one: Sample) -> dict[str, bytes]:
    """Certificates that nobody altered, of designs that look like alterations."""
    twice = "".join(replace(put, left=put.left + 0.3).drawn() for put in one.fields.values())
    shadow = "".join(
        replace(put, left=put.left + 1, down=put.down + 1).drawn().replace("0 g", "0.8 g")
        for put in one.fields.values()
    )
    panel = patch(80, 395, 520, 550, colour="0.95 0.95 0.88")
    rows = "".join(one.fields[name].drawn() for name in ("certificate_number", "issued_on", "expires_on"))
    header = patch(0, 0, A4[0], 60, colour="0.1 0.2 0.5") + words("Example Certification Body", 60, 40, 18).replace(
        "0 g", "1 g"
    )
    logo = text_picture(Put("SEAL", 10, 40, 30), (0, 0, 100, 60))
    return {
        "plain": pdf(one.content()),
        "panel below": pdf(panel + one.content()),
        "panel over a used template": pdf(rows + panel + one.content()),
        "print struck twice": pdf(one.content() + twice),
        "shadows": pdf(shadow + one.content()),
        "white letters on a dark bar": pdf(header + one.content()),
        "a picture behind": pdf(shown(0, 0, *A4) + one.content(), picture=Image.new("L", (100, 140), 245)),
        "a seal beside": pdf(one.content() + shown(420, 600, 520, 660), picture=logo),
        "a form filled in": filled(one, "expires_on", empty=True),
        "a scan with its own layer": scanned(one),
        "a scan with a layer of small mistakes": scanned(one, misread=True),
        "a scan without a layer": saved(rendered(pdf(one.content()), 150), "PNG"),
    }

"""Make the certificate sheets of the shipped examples: typst sources become PDF files and one scanned picture.

Run from the root of the repository, with the packages of the dependency group `examples`:

    python -m tools.make_examples

The result is the same on every run: dates stand in the sources, the dirt of the scan has a fixed seed.
"""

from __future__ import annotations

import io
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pypdfium2
import typst
import zxingcpp
from PIL import Image, ImageFilter

HERE = Path(__file__).parent / "examples"
CASES = Path(__file__).parents[1] / "src" / "livingproof" / "cli" / "examples" / "cases"
FONT_PACKAGES = ("fontpkg_source_sans_3", "fontpkg_libre_franklin", "pylopdf_fonts_zh_cn")

QR = {
    "infusion-pumps": "https://verify.mingqu-cert.example/c/99926Q10457R1M",
    "confirmed": "https://clients.kelderby.example/certificate/KC-9-20311-03",
}
"""What the codes on the sheets say; the host is the invented body's, under a name that nobody can register."""


def main() -> None:
    """Make every file anew."""
    for sheet in ("stainless-steel", "infusion-pumps", "confirmed"):
        (CASES / sheet / "certificate.pdf").write_bytes(pdf_of(sheet))
    scan_of(pdf_of("printer-ribbon")).save(CASES / "printer-ribbon" / "certificate.jpg", quality=62, dpi=(DPI, DPI))


def pdf_of(sheet: str) -> bytes:
    """The sheet as a PDF; only fonts of named packages are used, so that every machine sets the same lines."""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder_of(name)) for name in FONT_PACKAGES])
    inputs = {"qr": qr_rows(QR[sheet])} if sheet in QR else {}
    return bytes(typst.compile(str(HERE / f"{sheet}.typ"), font_paths=fonts, sys_inputs=inputs))


def folder_of(package: str) -> Path:
    """The folder of an installed package of fonts."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"The package {package} is missing. Install the dependency group `examples`.")
    return Path(spec.origin).parent


def qr_rows(payload: str) -> str:
    """The code as rows of 0 and 1, parted by |."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = np.array(code.to_image(scale=1, add_quiet_zones=False)) < 128  # noqa: PLR2004 - the middle grey
    return "|".join("".join("1" if module else "0" for module in row) for row in dark)


# --- the scan ---------------------------------------------------------------------------------------------------------

DPI = 150
SKEW_DEGREES = 0.8
SEED = 20261121


def scan_of(pdf: bytes) -> Image.Image:
    """The first page as an office scanner gives it: slightly turned, paper not white, a shadow at the edge, grain."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    sheet = page.render(scale=DPI / 72).to_pil().convert("RGB")
    turned = sheet.rotate(SKEW_DEGREES, resample=Image.Resampling.BICUBIC, fillcolor=(236, 235, 230))
    soft = turned.filter(ImageFilter.GaussianBlur(0.55))
    return Image.fromarray(_dirty(np.asarray(soft, dtype=np.float32)))


def _dirty(pixels: np.ndarray) -> np.ndarray:
    chance = np.random.default_rng(SEED)
    height, width, _ = pixels.shape
    paper = np.array([0.972, 0.966, 0.945], dtype=np.float32)
    shadow = 1 - 0.16 * np.exp(-np.linspace(0, 1, width, dtype=np.float32) * 22)
    drift = 1 - 0.03 * np.linspace(0, 1, height, dtype=np.float32)
    grain = chance.normal(0, 4.2, size=(height, width, 1)).astype(np.float32)
    faded = pixels * 0.93 + 14
    dirty = faded * paper * shadow[None, :, None] * drift[:, None, None] + grain
    for _ in range(70):
        y, x = chance.integers(2, height - 2), chance.integers(2, width - 2)
        dirty[y : y + chance.integers(1, 3), x : x + chance.integers(1, 3)] -= chance.uniform(30, 110)
    return np.clip(dirty, 0, 255).astype(np.uint8)


if __name__ == "__main__":
    main()

"""Take the pictures of the README from the sample, as a person sees it in a browser.

    python -m tools.pictures [DIR]     DIR: keep the sample's data there and use it again; else it is made anew and thrown away

The service is started as by hand, its worker reads what waits, somebody signs in, and each page is taken without the browser around it.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
CERTIFICATE = ROOT / "examples" / "stainless-steel" / "certificate.pdf"
PORT = 8976
ADDRESS = f"http://127.0.0.1:{PORT}"
LARGEST = 200_000
"""Bytes of one picture."""
PATIENCE = 900
"""Seconds in which the worker reads what waits."""
BUYER, MAKER = "anna@nordwerk.example", "lin@hanlu.example"
PURCHASE = {
    "Product": "stainless steel pipe fittings",
    "Supplier that you contract with": "Varunex Steel Overseas Private Limited",
    "Factory that will make it": "Office 604, Lotus Trade Centre, Kalinga Street, Mumbai 400 002, India",
}


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The sample, served; gives the password with which everybody of it signs in."""
    program = [sys.executable, "-m", "livingproof", "serve", "--demo", "--data", str(folder), "--port", str(PORT)]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as service:  # noqa: S603 - our own command
        try:
            told = iter(service.stdout or ())
            yield next(line.split()[-1] for line in told if line.startswith("with the password"))
        finally:
            service.terminate()


def signed_in(browser: Browser, email: str, password: str, width: int = 1280, height: int = 860) -> Page:
    """A window in which somebody of the sample is signed in."""
    page = browser.new_context(
        viewport={"width": width, "height": height}, locale="en", color_scheme="light"
    ).new_page()
    page.goto(f"{ADDRESS}/accounts/login/")
    page.locator("input[type=email]").fill(email)
    page.locator("input[type=password]").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{ADDRESS}/")
    return page


def read(page: Page) -> None:
    """Wait until the worker has read what waits."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        page.goto(f"{ADDRESS}/health/")
        if re.search(r"\b0 waiting", page.inner_text("main")):
            return
        time.sleep(3)
    raise SystemExit("The worker did not come to the end of what waits.")


def keep(page: Page, name: str, height: int = 0) -> None:
    """The window as it stands, or so many pixels of the page from its top, as a compressed picture."""
    shot = page.screenshot(full_page=bool(height), animations="disabled")
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    if height:
        picture = picture.crop((0, 0, picture.width, min(height, picture.height)))
    path = PICTURES / f"{name}.webp"
    picture.save(path, quality=82, method=6)
    size = path.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{path.name} has {size} bytes, more than {LARGEST}.")
    sys.stdout.write(f"{path.relative_to(ROOT)}  {picture.width} x {picture.height}  {size / 1000:.0f} kB\n")


def verdict(page: Page) -> None:
    """A certificate is given, and judged."""
    page.goto(f"{ADDRESS}/verify/")
    page.locator("#files").set_input_files(CERTIFICATE)
    for label, text in PURCHASE.items():
        page.get_by_label(label).first.fill(text)
    page.locator("input[name=needs][value=manufacture]").check()
    page.get_by_role("main").get_by_role("button", name="Verify").click()
    page.locator(".verdict-sheet .doc image").first.wait_for(timeout=180_000)
    page.wait_for_load_state("networkidle")
    keep(page, "verdict", 1500)


def records(page: Page) -> None:
    """What a quality manager sees in the morning, and a CAPA that was found effective."""
    keep(page, "home")
    page.goto(f"{ADDRESS}/r/capas/?stage=closed_effective")
    page.locator("[data-row]").first.click()
    page.locator(".steps-x").wait_for()
    page.wait_for_load_state("networkidle")
    keep(page, "capa", 1240)
    page.goto(f"{ADDRESS}/run/charts/")
    keep(page, "charts")


def phone(page: Page) -> None:
    """What somebody at a machine sees who scanned its code."""
    page.goto(f"{ADDRESS}/run/places/?place=Sealing+line+2")
    page.locator("figcaption a").click()
    page.locator("#what").wait_for()
    keep(page, "report")


def take(folder: Path) -> None:
    """All pictures."""
    with served(folder) as password, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        buyer = signed_in(browser, BUYER, password)
        read(buyer)
        verdict(buyer)
        records(signed_in(browser, MAKER, password))
        phone(signed_in(browser, MAKER, password, 390, 780))
        browser.close()


def main() -> None:
    """Take them, from the data of a folder or from data of their own."""
    PICTURES.mkdir(exist_ok=True)
    if len(sys.argv) > 1:
        take(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        take(Path(folder))


if __name__ == "__main__":
    main()

"""Installs the Debian packages that the tests need, where it may: `python3 tools/system.py`. Standard library only.

Run by `make test` before the tests. Without root or apt-get it names what is missing and goes on: the tests that need it
are left out at home, and fail in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

TESSDATA = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
LANGUAGES = ("eng", "osd", "rus", "kor")
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def missing() -> list[str]:
    """The packages whose files are not there."""
    packages = [
        f"tesseract-ocr-{language}"
        for language in LANGUAGES
        if not any(Path(folder, f"{language}.traineddata").exists() for folder in TESSDATA)
    ]
    if not Path(DEJAVU).exists():
        packages.append("fonts-dejavu-core")
    packages += [program for program in ("strace", "chromium") if shutil.which(program) is None]
    # PostgreSQL refuses to run as root: the tests' own makes itself a user.
    if os.geteuid() == 0 and shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin") is None:
        packages.append("passwd")
    return packages


def main() -> int:
    """Install what is missing; 1 only where that was tried and failed."""
    packages = missing()
    if not packages:
        return 0
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        print(f"Some tests need {' '.join(packages)}: install them as root.", file=sys.stderr)  # noqa: T201 - a report
        return 0
    quiet = ["/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq", "-y"]
    commands = ([*quiet, "update"], [*quiet, "install", "--no-install-recommends", *packages])
    ends = [subprocess.run(command, check=False, stdout=subprocess.DEVNULL) for command in commands]  # noqa: S603 - packages named above
    return int(ends[-1].returncode != 0)


if __name__ == "__main__":
    sys.exit(main())

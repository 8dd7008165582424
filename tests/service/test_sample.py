"""The sample is the same every time, and as large as it says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from livingproof.cli.service.demo import chance


def test_the_dice_show_the_same_every_time() -> None:
    assert [chance.number(f"throw{one}", 6) for one in range(12)] == [
        chance.number(f"throw{one}", 6) for one in range(12)
    ]
    assert {chance.number(f"throw{one}", 6) for one in range(100)} == set(range(6))


@pytest.mark.slow
def test_the_sample_is_a_year_of_a_maker_and_what_its_buyer_asked(tmp_path: Path) -> None:
    environment = os.environ | {"LIVINGPROOF_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "livingproof.app.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "livingproof.cli.service.preparing", "--demo"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=400)
    assert done.returncode == 0, done.stderr
    assert "lin@hanlu.example" in done.stdout
    with sqlite3.connect(tmp_path / "livingproof.sqlite3") as data:

        def counted(question: str) -> int:
            return int(data.execute(question).fetchone()[0])

        assert counted("SELECT count(*) FROM system_nonconformity") == 120
        assert abs(counted("SELECT count(*) FROM system_capa") - 40) <= 2
        assert counted("SELECT count(*) FROM verification_case") == 150
        assert counted("SELECT count(DISTINCT seller) FROM verification_case") >= 60
        assert counted("SELECT count(*) FROM system_capa WHERE stage = 'closed_effective'") > 10
        assert counted("SELECT count(*) FROM system_capa WHERE stage NOT IN ('closed_effective')") > 10
    data.close()

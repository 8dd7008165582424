"""The sample is the same every time, and as large as it says."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from livingproof.cli.service.demo import chance
from livingproof.cli.service.demo.supplying import everything_sent


def test_the_dice_show_the_same_every_time() -> None:
    assert [chance.number(f"throw{one}", 6) for one in range(12)] == [
        chance.number(f"throw{one}", 6) for one in range(12)
    ]
    assert {chance.number(f"throw{one}", 6) for one in range(100)} == set(range(6))


def test_what_is_sent_is_the_same_every_time_and_from_many_suppliers() -> None:
    day = date(2027, 3, 1)
    sent = tuple(everything_sent(day))
    assert sent == tuple(everything_sent(day))
    assert len({one.supplier.name for one in sent}) >= 60
    certificates = [one.certificate for one in sent if one.certificate]
    assert len({one.number for one in certificates}) == len(certificates) > 130
    assert all(one.issued_on < day < one.expires_on for one in certificates if not (one.entry or {}).get("status"))


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
        stages = dict(data.execute("SELECT stage, count(*) FROM system_nonconformity GROUP BY stage"))
        assert stages["reported"] >= 2
        assert sum(stages.values()) - stages["closed"] >= 10
        assert abs(counted("SELECT count(*) FROM system_capa") - 40) <= 2
        assert counted("SELECT count(*) FROM verification_case") == 150
        assert counted("SELECT count(DISTINCT seller) FROM verification_case") >= 60
        found = dict(data.execute("SELECT headline, count(*) FROM verification_case GROUP BY headline"))
        assert found["CONFIRMED"] + found["CONFIRMED_WITH_LIMITS"] > 100
        assert set(found) >= {"CONTRADICTED", "DOES_NOT_COVER", "NOT_CONFIRMED", "NOT_IN_FORCE", "UNREADABLE"}
        whole = "SELECT count(*) FROM verification_case WHERE '' NOT IN (holder, body, certificate, standard) AND expires_on IS NOT NULL"
        assert counted(whole) > 140
        assert counted("SELECT count(*) FROM verification_picture") >= 12
        assert counted("SELECT count(*) FROM django_q_ormq") == 0, "nothing waits for the worker"
        assert counted("SELECT count(*) FROM system_capa WHERE stage = 'closed_effective'") > 10
        assert counted("SELECT count(*) FROM system_capa WHERE stage NOT IN ('closed_effective')") > 10
    data.close()

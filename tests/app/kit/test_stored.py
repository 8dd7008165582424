"""The evidence of an organisation as a list: kind, both days, how long it counts, what rests on it; of others nothing."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone

from livingproof.app.kit.acts import Request, perform
from livingproof.app.ledger import evidence
from tests.app.cast import browser
from tests.app.demo.kind import REMARKS


@pytest.fixture
def files(cast):
    now = timezone.now()
    day = now.date()
    kept = {
        name: evidence.keep(cast.buyer, BytesIO(name.encode()), name=name, now=now, kind=kind, claimed_on=claimed)
        for name, kind, claimed in (
            ("gauge.pdf", "measurement", day - timedelta(days=30)),
            ("old-photo.jpg", "photo", day - timedelta(days=400)),
            ("page.png", "capture", None),
        )
    }
    record = perform(REMARKS, None, Request("note", {"title": "x"}, now, actor=cast.ana)).record
    answer = {"answer": "x", "evidence": [str(kept["gauge.pdf"].pk)]}
    assert perform(REMARKS, record, Request("answer", answer, now, actor=cast.ben)).record
    evidence.remove(kept["page.png"], now)
    return kept, record


def test_each_file_shows_its_kind_its_two_days_until_when_it_counts_and_what_rests_on_it(cast, files):
    kept, record = files
    seen = browser(cast.ana).get("/r/evidence/").content.decode()
    row = seen[seen.index("gauge.pdf") : seen.index("gauge.pdf") + 1600]
    claimed = kept["gauge.pdf"].claimed_on
    for told in (claimed.isoformat(), f"fresh until {claimed + timedelta(days=365)}", record.number, "measurement"):
        assert told in row
    assert f"past its time since {kept['old-photo.jpg'].claimed_on + timedelta(days=365)}" in seen
    assert "content erased" in seen
    assert "3 files" in seen


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("standing=fresh", {"gauge.pdf"}),
        ("standing=old", {"old-photo.jpg"}),
        ("standing=erased", {"page.png"}),
        ("standing=loose", {"old-photo.jpg", "page.png"}),
        ("kind=photo", {"old-photo.jpg"}),
        ("q=GAUGE", {"gauge.pdf"}),
        ("kind=nonsense", set()),
        ("sort=-claimed_on", {"gauge.pdf", "old-photo.jpg", "page.png"}),
        ("sort=organisation__salt&page=9", {"gauge.pdf", "old-photo.jpg", "page.png"}),
    ],
)
def test_the_list_is_narrowed_and_sorted(cast, files, asked, shown):
    seen = browser(cast.ana).get(f"/r/evidence/?{asked}").content.decode()
    assert {name for name in files[0] if name in seen} == shown


def test_another_organisation_sees_none_of_it_and_nobody_without_an_account(cast, files, client):
    assert not [name for name in files[0] if name in browser(cast.cleo).get("/r/evidence/").content.decode()]
    assert client.get("/r/evidence/").status_code == 302


def test_what_rests_only_on_records_that_one_may_not_read_is_not_listed(cast, files, monkeypatch):
    monkeypatch.setattr("livingproof.app.kit.kinds.Kind.read_by", lambda kind, roles: "quality_manager" in roles)
    assert "gauge.pdf" not in browser(cast.ben).get("/r/evidence/").content.decode()
    assert "gauge.pdf" in browser(cast.ana).get("/r/evidence/").content.decode()

"""The two records inherit the cases of every record; and what they became is what their ledger tells."""

from __future__ import annotations

import pytest

from livingproof.app.kit import replayed
from livingproof.app.kit.history import entries
from livingproof.app.ledger.replay import replay
from livingproof.app.system.records.capa.kind import KIND as CAPAS
from livingproof.app.system.records.nonconformity.kind import KIND as NONCONFORMITIES
from tests.app.inherited import RecordCases
from tests.app.system.house import closed, effective, found_house


class TestNonconformity(RecordCases):
    kind = NONCONFORMITIES

    def sample(self, cast):
        return {"what": "Dents in the thread", "place": "barrel 3", "product": "M8x30", "quantity": "12 of 200"}


class TestCapa(RecordCases):
    kind = CAPAS

    def sample(self, cast):
        return {"title": "Thread damage after plating", "severity": "major", "problem": "31 of 10,200 dented"}


@pytest.mark.django_db
def test_a_whole_life_replays_from_the_ledger():
    house = found_house()
    for kind, record in ((NONCONFORMITIES, closed(house)), (CAPAS, effective(house))):
        assert list(replayed.between(kind, record, replay(entries(record)))) == []

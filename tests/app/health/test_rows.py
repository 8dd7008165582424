"""The rows of a database, written and taken in by an empty one, of either kind."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from livingproof.app.kit.jobs import keep_schedule
from livingproof.app.kit.replayed import differences
from livingproof.app.ledger import checkpoints
from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Account, Person
from livingproof.cli.service.rows import holds_nothing, read_rows, write_rows
from tests.app.system.house import closed, found_house


@pytest.mark.django_db(transaction=True)
def test_rows_that_were_written_come_back_as_they_were_and_go_on():
    house = found_house()
    closed(house)
    before = io.StringIO()
    write_rows(before)
    entries = list(Entry.objects.order_by("number").values_list("digest", flat=True))
    assert not holds_nothing()

    call_command("flush", interactive=False, verbosity=0)
    keep_schedule()
    assert holds_nothing()
    count = read_rows(io.StringIO(before.getvalue()))

    assert count == len(before.getvalue().splitlines())
    assert list(Entry.objects.order_by("number").values_list("digest", flat=True)) == entries
    assert list(checkpoints.faults(house.maker)) == []
    assert list(differences(house.maker)) == []
    assert Person.objects.get(pk=house.ana.pk).account == Account.objects.get(pk=house.ana.account_id)
    again = io.StringIO()
    write_rows(again)
    assert again.getvalue() == before.getvalue()
    closed(house, defect_code="BURR")
    assert len(entries) < Entry.objects.count()

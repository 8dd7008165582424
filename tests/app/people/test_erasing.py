"""Erasing: the name and the account go, acts and digests stay; what is kept for a while goes by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.signing import Signature
from livingproof.app.ledger import chain, erasure, evidence
from livingproof.app.ledger.models import Entry
from livingproof.app.people import erasing, members, sweeping
from livingproof.app.people.models import Account, Cached, Invitation, Person, PersonName, Spent
from livingproof.core.system.machine import Meaning
from tests.app.cast import PASSWORD, Cast, browser
from tests.app.demo.kind import REMARKS


def test_the_name_and_the_account_go_and_the_acts_stay(cast: Cast, now: datetime) -> None:
    perform(REMARKS, None, Request("note", {"title": "as it was"}, now, actor=cast.ben))
    client = browser(cast.boss)
    client.post(f"/people/{cast.ben.pk}/deactivate/")
    client.post(f"/people/{cast.ben.pk}/erase/", {"reason": "asked for it", "secret": PASSWORD})
    ben = Person.objects.get(pk=cast.ben.pk)
    assert str(ben) == "(erased)"
    assert ben.account is None
    assert not Account.objects.filter(pk=cast.ben.account_id).exists()
    assert not PersonName.objects.filter(person=ben).exists()
    assert Entry.objects.filter(organisation=cast.buyer, actor=ben.reference, act="note").exists()
    assert not list(chain.breaks(chain.entries_of(cast.buyer)))


def test_without_the_signature_nothing_is_erased(cast: Cast) -> None:
    browser(cast.boss).post(f"/people/{cast.ben.pk}/erase/", {"reason": "asked for it", "secret": "wrong"})
    assert str(cast.ben) == "Ben"


def test_only_roles_of_the_table_erase(cast: Cast) -> None:
    given = {"reason": "asked for it", "secret": PASSWORD}
    assert browser(cast.eve).post(f"/people/{cast.ben.pk}/erase/", given).status_code == 403
    assert browser(cast.cleo).post(f"/people/{cast.ben.pk}/erase/", given).status_code == 404
    assert str(cast.ben) == "Ben"


def test_an_account_that_another_organisation_knows_stays(cast: Cast, now: datetime) -> None:
    made, _ = members.invite(cast.boss, cast.cleo.account.email, (), now)
    here = members.join(made, cast.cleo.account, "Cleo", now)
    erasing.erase(here, Signature(cast.boss, Meaning.APPROVE, now), "left", now)
    assert Account.objects.filter(pk=cast.cleo.account_id).exists()
    assert str(cast.cleo) == "Cleo"
    assert Invitation.objects.get(pk=made.pk).email == ""


def test_the_last_one_who_may_change_roles_is_not_erased(cast: Cast, now: datetime) -> None:
    with pytest.raises(members.MembersError, match="nobody could change roles"):
        erasing.erase(cast.boss, Signature(cast.boss, Meaning.APPROVE, now), "asked for it", now)


def test_the_name_of_an_erased_file_goes_with_its_content(cast: Cast, now: datetime) -> None:
    row = evidence.keep(cast.buyer, BytesIO(b"cv"), name="cv of Ben Berg.pdf", now=now)
    erasure.erase_evidence(row, Signature(cast.boss, Meaning.APPROVE, now), "asked for it", now)
    row.refresh_from_db()
    assert "Berg" not in row.name
    assert row.sha256


def test_what_is_kept_for_a_while_goes_by_itself(cast: Cast, now: datetime) -> None:
    at = timezone.now()
    members.invite(cast.boss, "fay@aurum.example", (), at)
    Client().post("/accounts/login/", {"login": cast.ana.account.email, "password": PASSWORD})
    Client().get("/invited/guess/")
    assert Session.objects.exists()
    assert Spent.objects.exists()
    sweeping.sweep(at)
    assert Invitation.objects.exists()
    assert Session.objects.exists()
    sweeping.sweep(at + members.LASTS + timedelta(days=31))
    assert not any(rows.objects.exists() for rows in (Session, Spent, Cached, Invitation))

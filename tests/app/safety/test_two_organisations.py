"""Cleo's organisation finds nothing of Ana's: not by page, not by file, not by token, not by guessing an id."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from livingproof.app.kit import grants
from livingproof.app.kit.acts import Request, perform
from livingproof.app.ledger import evidence
from livingproof.app.ledger.models import Entry
from livingproof.app.people import members, tokens
from livingproof.app.people.models import Invitation, Person, Token
from tests.app.cast import Cast, browser
from tests.app.demo.kind import REMARKS


@pytest.fixture
def cleo(cast: Cast) -> Client:
    return browser(cast.cleo)


@pytest.fixture
def remark(cast: Cast, now: datetime) -> Any:
    return perform(REMARKS, None, Request("note", {"title": "ours alone"}, now, actor=cast.ana)).record


def test_evidence_of_another_organisation_is_not_found(cast: Cast, cleo: Client, now: datetime) -> None:
    row = evidence.keep(cast.buyer, BytesIO(b"ours"), name="ours.pdf", now=now)
    mine = browser(cast.ana).get(f"/r/evidence/{row.pk}/")
    assert b"".join(mine.streaming_content) == b"ours"
    assert mine["Content-Disposition"].startswith("attachment")
    assert cleo.get(f"/r/evidence/{row.pk}/").status_code == 404
    assert Client().get(f"/r/evidence/{row.pk}/").status_code == 302


def test_the_same_bytes_are_kept_apart_for_two_organisations(cast: Cast, now: datetime) -> None:
    ours = evidence.keep(cast.buyer, BytesIO(b"the same"), name="a", now=now)
    theirs = evidence.keep(cast.other, BytesIO(b"the same"), name="b", now=now)
    assert ours.pk != theirs.pk
    assert evidence.path_of(ours) != evidence.path_of(theirs)


def test_an_act_cannot_rest_on_evidence_of_another_organisation(cast: Cast, now: datetime) -> None:
    row = evidence.keep(cast.buyer, BytesIO(b"ours"), name="ours.pdf", now=now)
    assert evidence.missing(cast.other, [str(row.pk)]) == (str(row.pk),)


def test_members_of_another_organisation_are_neither_seen_nor_changed(cast: Cast, cleo: Client) -> None:
    page = cleo.get("/people/").content.decode()
    assert "Cleo" in page
    assert not [name for name in ("Ana", "Ben", "Bea", "Dao", "Eve") if f">{name}<" in page]
    for deed in ("roles", "deactivate", "activate"):
        assert cleo.post(f"/people/{cast.ben.pk}/{deed}/", {"roles": ["quality"]}).status_code in {302, 404}
    cast.ben.refresh_from_db()
    assert (cast.ben.roles, cast.ben.active) == (["member"], True)
    assert cleo.get(f"/people/{cast.ben.pk}/roles/").status_code == 404


def test_no_deed_reaches_a_member_of_another_organisation(cast: Cast, now: datetime) -> None:
    before = Entry.objects.count()
    with pytest.raises(members.MembersError, match="another organisation"):
        members.change_roles(cast.cleo, cast.ben, ("quality",), now, signed_at=now)
    with pytest.raises(members.MembersError, match="another organisation"):
        members.deactivate(cast.cleo, cast.ben, now)
    with pytest.raises(members.MembersError, match="another organisation"):
        members.activate(cast.cleo, cast.ben, now)
    assert Entry.objects.count() == before


def test_invitations_of_another_organisation_are_neither_seen_nor_taken_back(
    cast: Cast, cleo: Client, now: datetime
) -> None:
    made, _ = members.invite(cast.boss, "fay@aurum.example", (), timezone.now())
    assert "fay@aurum.example" not in cleo.get("/people/").content.decode()
    assert cleo.post(f"/people/invitations/{made.pk}/end/").status_code == 404
    assert Invitation.objects.get().revoked_at is None


def test_tokens_of_another_organisation_are_neither_seen_nor_ended(cast: Cast, cleo: Client) -> None:
    at = timezone.now()
    made, _ = tokens.make(cast.ana, "our robot", tokens.Scope(("*",)), at + timedelta(days=1), at)
    assert "our robot" not in cleo.get("/people/tokens/").content.decode()
    assert cleo.post(f"/people/tokens/{made.pk}/end/").status_code == 404
    assert Token.objects.get().revoked_at is None


def test_a_token_opens_only_what_is_its_persons(cast: Cast, remark: Any) -> None:
    at = timezone.now()
    _, secret = tokens.make(cast.cleo, "robot", tokens.Scope(("*",), acts=True), at + timedelta(days=1), at)
    client = Client(headers={"authorization": f"Bearer {secret}"})
    assert client.get("/api/r/remarks").json()["items"] == []
    assert client.get(f"/api/r/remarks/{remark.pk}").status_code == 404
    assert client.post(f"/api/r/remarks/{remark.pk}/acts/answer", {}, "application/json").status_code in {404, 422}


def test_nobody_becomes_a_person_of_another_organisation_by_switching(cast: Cast, cleo: Client) -> None:
    assert cleo.post("/people/switch/", {"person": str(cast.ana.pk)}).status_code == 404
    session = cleo.session
    session["person"] = str(cast.ana.pk)
    session.save()
    assert not re.search(r"\bAna\b", cleo.get("/people/").content.decode())


def test_a_grant_is_ended_and_given_by_its_own_organisation_only(cast: Cast, cleo: Client, remark: Any, now) -> None:
    terms = grants.Terms("Celadon", ("title",), (), timezone.now() + timedelta(days=9))
    grant, token = grants.give(REMARKS, remark, terms, cast.ana, timezone.now())
    assert cleo.post(f"/r/grants/{grant.pk}/end/").status_code == 404
    with pytest.raises(grants.GrantError):
        grants.revoke(grant, remark, cast.cleo, timezone.now())
    with pytest.raises(grants.GrantError):
        grants.give(REMARKS, remark, terms, cast.cleo, timezone.now())
    assert Client().get(f"/r/shared/{token}/").status_code == 200


def test_a_shared_record_shows_the_named_fields_and_opens_nothing_else(cast: Cast, remark: Any) -> None:
    terms = grants.Terms("Celadon", (), (), timezone.now() + timedelta(days=9))
    grant, token = grants.give(REMARKS, remark, terms, cast.ana, timezone.now())
    stranger = Client()
    assert "ours alone" not in stranger.get(f"/r/shared/{token}/").content.decode()
    assert stranger.get(f"/r/remarks/{remark.pk}/").status_code == 302
    grants.revoke(grant, remark, cast.ana, timezone.now())
    assert stranger.get(f"/r/shared/{token}/").status_code == 404


def test_reports_without_a_name_are_taken_only_where_the_organisation_allows(cast: Cast, now: datetime) -> None:
    asked = Request("note", {"title": "from a phone"}, now, anonymous=True)
    outcome = perform(REMARKS, None, asked, organisation=cast.buyer)
    assert "anonymous_not_allowed" in [one.code for one in outcome.blocked]
    cast.buyer.anonymous_reports = True
    cast.buyer.save()
    assert perform(REMARKS, None, asked, organisation=cast.buyer).blocked == ()


def test_the_ledger_of_members_is_kept_by_each_organisation_apart(cast: Cast, now: datetime) -> None:
    members.invite(cast.boss, "fay@aurum.example", (), now)
    assert not Entry.objects.filter(organisation=cast.other).exists()


def test_whoever_belongs_nowhere_finds_nothing(cast: Cast) -> None:
    Person.objects.filter(pk=cast.eve.pk).update(active=False)
    eve = browser(cast.eve)
    for page in ("/people/", "/people/tokens/", "/people/organisation/", "/r/remarks/"):
        assert eve.get(page).status_code == 404, page
    assert eve.get("/api/r/remarks").status_code == 401

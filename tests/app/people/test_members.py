"""Members come by invitation, get roles from somebody else, and leave with everything that was theirs to open."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from livingproof.app.ledger import chain
from livingproof.app.ledger.models import Entry
from livingproof.app.people import members, tokens
from livingproof.app.people.models import Account, Invitation, Person, PersonName
from tests.app.cast import PASSWORD, Cast, browser

NEW = "a long and quiet evening"


def _link(client: Client, email: str, roles: tuple[str, ...] = ()) -> str:
    client.post("/people/invite/", {"email": email, "roles": roles})
    return re.search(r"/invited/[\w-]+/", str(mail.outbox[-1].body))[0]  # type: ignore[index]


def _acts(organisation: object) -> list[str]:
    return list(Entry.objects.filter(organisation=organisation).order_by("number").values_list("act", flat=True))


def test_an_invited_person_joins_once_with_the_roles_that_were_given(cast: Cast) -> None:
    link = _link(browser(cast.boss), "Fay@aurum.example", ("quality",))
    comer = Client()
    assert "Aurum Devices" in comer.get(link).content.decode()
    comer.post(link, {"name": "Fay", "password": NEW, "again": NEW})
    fay = Person.objects.get(account__email="fay@aurum.example")
    assert fay.roles == ["quality"]
    assert str(fay) == "Fay"
    assert comer.get("/people/").status_code == 200
    assert Client().get(link).status_code == 404
    assert _acts(cast.buyer) == [members.INVITED, members.JOINED]


def test_the_link_stands_in_the_mail_and_nowhere_else(cast: Cast) -> None:
    client = browser(cast.boss)
    link = _link(client, "fay@aurum.example")
    secret = link.split("/")[2]
    assert secret not in client.get("/people/").content.decode()
    assert secret not in str(Invitation.objects.values().get())
    assert not any(secret in str(entry) for entry in Entry.objects.values())


def test_where_no_mail_goes_out_nobody_is_invited(cast: Cast, settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    page = browser(cast.boss).post("/people/invite/", {"email": "fay@aurum.example"}, follow=True)
    assert "could not be sent" in page.content.decode()
    assert Invitation.objects.get().revoked_at is not None


def test_an_invitation_ends_after_seven_days(cast: Cast, now: datetime) -> None:
    _, secret = members.invite(cast.boss, "fay@aurum.example", (), now)
    assert members.invitation(secret, now + members.LASTS - timedelta(seconds=1)) is not None
    assert members.invitation(secret, now + members.LASTS) is None


def test_a_second_invitation_ends_the_first(cast: Cast, now: datetime) -> None:
    _, first = members.invite(cast.boss, "fay@aurum.example", (), now)
    _, second = members.invite(cast.boss, "fay@aurum.example", (), now)
    assert members.invitation(first, now) is None
    assert members.invitation(second, now) is not None


def test_an_invitation_that_was_taken_back_opens_nothing(cast: Cast) -> None:
    client = browser(cast.boss)
    link = _link(client, "fay@aurum.example")
    client.post(f"/people/invitations/{Invitation.objects.get().pk}/end/")
    assert Client().get(link).status_code == 404


def test_whoever_has_an_account_joins_with_it_and_switches_between_organisations(cast: Cast) -> None:
    link = _link(browser(cast.boss), cast.cleo.account.email)
    asked = Client().get(link)
    assert asked.status_code == 302
    assert "/accounts/login/" in asked["Location"]
    cleo = browser(cast.cleo)
    cleo.post(link, {"name": "Cleo"})
    assert "Aurum Devices" in cleo.get("/people/me/").content.decode() or cleo.get("/people/").status_code == 200
    mine = Person.objects.get(account=cast.cleo.account, organisation=cast.buyer)
    assert "Ana" in cleo.get("/people/").content.decode()
    cleo.post("/people/switch/", {"person": str(cast.cleo.pk)})
    assert not re.search(r"\bAna\b", cleo.get("/people/").content.decode())
    assert cleo.post("/people/switch/", {"person": str(cast.ana.pk)}).status_code == 404
    assert cleo.post("/people/switch/", {"person": str(mine.pk)}).status_code == 302


def test_an_invitation_is_of_no_use_to_another_address(cast: Cast) -> None:
    link = _link(browser(cast.boss), "fay@aurum.example")
    cleo = browser(cast.cleo)
    assert "another address" in cleo.get(link).content.decode()
    cleo.post(link, {"name": "Cleo"})
    assert not Person.objects.filter(account=cast.cleo.account, organisation=cast.buyer).exists()


def test_the_link_never_sets_a_password_for_an_account_that_exists(cast: Cast, now: datetime) -> None:
    made, _ = members.invite(cast.boss, cast.cleo.account.email, (), now)
    with pytest.raises(members.MembersError, match="sign in with it"):
        members.join(made, members.Newcomer("Cleo", NEW), "Cleo", now)
    assert Account.objects.get(pk=cast.cleo.account_id).check_password(PASSWORD)


def test_whoever_may_not_change_roles_invites_members_only(cast: Cast, now: datetime) -> None:
    with pytest.raises(members.MembersError, match="invites members only"):
        members.invite(cast.ana, "fay@aurum.example", ("top_management",), now)
    made, _ = members.invite(cast.ana, "fay@aurum.example", (), now)
    assert made.roles == [members.MEMBER]


def test_a_plain_member_invites_nobody(cast: Cast) -> None:
    browser(cast.ben).post("/people/invite/", {"email": "fay@aurum.example"})
    assert not mail.outbox
    assert not Invitation.objects.exists()


def test_roles_are_changed_by_whoever_may_and_signed_into_the_ledger(cast: Cast, now: datetime) -> None:
    members.change_roles(cast.boss, cast.ben, ("quality",), now, signed_at=now)
    cast.ben.refresh_from_db()
    assert cast.ben.roles == ["quality"]
    entry = Entry.objects.get(organisation=cast.buyer)
    assert entry.act == members.ROLES
    assert entry.changes == {"person": cast.ben.reference, "before": ["member"], "roles": ["quality"]}
    assert entry.signed["by"] == cast.boss.reference
    assert not list(chain.breaks(chain.entries_of(cast.buyer)))
    with pytest.raises(members.MembersError):
        members.change_roles(cast.ana, cast.ben, ("top_management",), now, signed_at=now)


def test_nobody_changes_their_own_roles_while_another_could(cast: Cast, now: datetime) -> None:
    members.change_roles(cast.boss, cast.ben, ("administrator",), now, signed_at=now)
    with pytest.raises(members.MembersError, match="somebody else"):
        members.change_roles(cast.boss, cast.boss, ("top_management", "quality"), now, signed_at=now)


def test_the_last_one_who_may_change_roles_keeps_that_and_stays(cast: Cast, now: datetime) -> None:
    with pytest.raises(members.MembersError, match="nobody could change roles"):
        members.change_roles(cast.boss, cast.boss, ("member",), now, signed_at=now)
    with pytest.raises(members.MembersError, match="nobody could change roles"):
        members.deactivate(cast.boss, cast.boss, now)


def test_a_role_that_does_not_exist_is_given_to_nobody(cast: Cast, now: datetime) -> None:
    with pytest.raises(members.MembersError, match="no role"):
        members.change_roles(cast.boss, cast.ben, ("emperor",), now, signed_at=now)


def test_changing_roles_asks_who_you_are_once_more(cast: Cast) -> None:
    client = browser(cast.boss)
    answer = client.post(f"/people/{cast.ben.pk}/roles/", {"roles": ["quality"]})
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    cast.ben.refresh_from_db()
    assert cast.ben.roles == ["member"]
    client.post(answer["Location"], {"password": PASSWORD}, follow=True)
    cast.ben.refresh_from_db()
    assert cast.ben.roles == ["quality"]


@pytest.mark.django_db(transaction=True)
def test_whoever_is_deactivated_loses_session_and_tokens_at_once_and_keeps_their_name(now: datetime) -> None:
    from tests.app.cast import assemble

    cast = assemble(now)
    ben = Client()
    ben.post("/accounts/login/", {"login": cast.ben.account.email, "password": PASSWORD})
    assert ben.get("/people/").status_code == 200
    later = timezone.now()
    _, secret = tokens.make(cast.ben, "robot", tokens.Scope(("*",)), later + timedelta(days=1), later)
    browser(cast.boss).post(f"/people/{cast.ben.pk}/deactivate/")
    assert ben.get("/people/").status_code in {302, 404}
    assert tokens.find(secret, later) is None
    assert PersonName.objects.get(person=cast.ben).name == "Ben"
    browser(cast.boss).post(f"/people/{cast.ben.pk}/activate/")
    assert Person.objects.get(pk=cast.ben.pk).active
    assert tokens.find(secret, later) is None


def test_the_ledger_holds_no_name_and_no_address(cast: Cast, now: datetime) -> None:
    made, _ = members.invite(cast.boss, "fay@aurum.example", (), now)
    members.join(made, members.Newcomer("Fay Fontaine", NEW), "Fay Fontaine", now)
    written = str(list(Entry.objects.filter(organisation=cast.buyer).values()))
    assert "Fontaine" not in written
    assert "aurum.example" not in written


def test_an_organisation_changes_what_it_says_of_itself_and_the_ledger_keeps_it(cast: Cast) -> None:
    given = {
        "name": "Aurum Devices",
        "country": "de",
        "time_zone": "Europe/Berlin",
        "currency": "eur",
        "staff": "14",
        "order": "buy",
        "working_days": ["1", "2"],
        "holidays": "2026-12-25\n2026-12-25\n",
    }
    browser(cast.boss).post("/people/organisation/", given)
    cast.buyer.refresh_from_db()
    assert (cast.buyer.staff, cast.buyer.working_days, cast.buyer.holidays) == (14, [1, 2], ["2026-12-25"])
    assert Entry.objects.get(organisation=cast.buyer).changes["staff"] == 14
    assert browser(cast.ben).get("/people/organisation/").status_code == 403


def test_only_the_keeper_of_the_installation_founds_further_organisations(cast: Cast) -> None:
    assert browser(cast.boss).post("/people/organisations/new/", {"name": "Second"}).status_code == 403
    Account.objects.filter(pk=cast.boss.account_id).update(is_staff=True)
    browser(cast.boss).post("/people/organisations/new/", {"name": "Second"})
    assert Person.objects.get(organisation__name="Second").account_id == cast.boss.account_id


def test_who_leads_a_member_is_said_and_hears_of_what_is_overdue(cast: Cast, now: datetime) -> None:
    members.lead(cast.boss, cast.eve, cast.ben, now)
    cast.eve.refresh_from_db()
    assert cast.eve.manager == cast.ben
    entry = Entry.objects.get(act="@led")
    assert entry.changes == {"person": cast.eve.reference, "leader": cast.ben.reference}
    with pytest.raises(members.MembersError):
        members.lead(cast.boss, cast.ben, Person.objects.get(pk=cast.eve.pk), now)
    with pytest.raises(members.MembersError):
        members.lead(cast.boss, cast.ben, cast.ben, now)
    with pytest.raises(members.MembersError):
        members.lead(cast.boss, cast.ben, cast.cleo, now)
    with pytest.raises(members.MembersError):
        members.lead(cast.eve, cast.eve, None, now)
    page = browser(cast.boss).post(f"/people/{cast.eve.pk}/leader/", {"leader": ""})
    assert page.status_code == 302
    cast.eve.refresh_from_db()
    assert cast.eve.manager is None

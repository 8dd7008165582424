"""The first start: one page makes the first account, nobody takes it first from elsewhere, and then it is closed."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client

from livingproof.app.ledger.models import Entry
from livingproof.app.people.models import Account, Founding, Organisation, Person
from livingproof.app.people.start import StartError, found_first, is_open, start_path, start_token
from tests.app.cast import Cast

GIVEN = {
    "organisation": "Halden Works",
    "name": "Hilde",
    "email": "Hilde@halden.example",
    "password": "a long and quiet evening",
    "again": "a long and quiet evening",
}
LOCAL = {"REMOTE_ADDR": "127.0.0.1", "SERVER_NAME": "localhost"}
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7", "SERVER_NAME": "localhost"}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/r/demo/", "/accounts/login/", "/people/", "/nothing/here/"])
def test_while_there_is_no_account_every_address_leads_to_the_first_page(address: str) -> None:
    answer = Client(**LOCAL).get(address)
    assert answer.status_code == 302
    assert answer["Location"] == "/start/"


def test_the_interface_says_that_nothing_is_founded_yet() -> None:
    assert Client(**LOCAL).get("/api/r/demo").status_code == 503


def test_the_first_page_makes_account_organisation_and_person_and_signs_in() -> None:
    client = Client(**LOCAL)
    assert client.get("/start/").status_code == 200
    client.post("/start/", GIVEN)
    hilde = Person.objects.get()
    assert (str(hilde), hilde.organisation.name, hilde.account.email) == (
        "Hilde",
        "Halden Works",
        "hilde@halden.example",
    )
    assert {"administrator", "top_management"} <= set(hilde.roles)
    assert client.get("/people/").status_code == 200
    assert Entry.objects.get().act == "@founded"


def test_afterwards_it_is_closed_for_ever() -> None:
    client = Client(**LOCAL)
    client.post("/start/", GIVEN)
    assert Client(**LOCAL).get("/start/").status_code == 404
    assert Client(**LOCAL).post("/start/", GIVEN | {"email": "eve@example.org"}).status_code == 404
    assert Account.objects.count() == 1
    assert Founding.objects.exists()
    assert not is_open()


def test_where_there_are_accounts_it_never_opened(cast: Cast) -> None:
    assert Client(**LOCAL).get("/start/").status_code == 404
    assert Client(**LOCAL).get("/people/")["Location"].startswith("/accounts/login/")


def test_from_another_machine_a_notice_stands_there_and_nothing_is_made() -> None:
    client = Client(**ELSEWHERE)
    answer = client.get("/start/")
    assert answer.status_code == 403
    assert "another machine" in answer.content.decode()
    assert client.post("/start/", GIVEN).status_code == 403
    assert client.get("/start/?token=guessed").status_code == 403
    assert not Account.objects.exists()


def test_from_another_machine_the_printed_address_opens_it_and_leaves_the_browsers_history() -> None:
    client = Client(**ELSEWHERE)
    assert client.get(start_path())["Location"] == "/start/"
    assert client.get("/start/").status_code == 200
    client.post("/start/", GIVEN)
    assert Organisation.objects.get().name == "Halden Works"
    assert start_token() in start_path()


@pytest.mark.parametrize(
    "trace", [{"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, {"HTTP_FORWARDED": "for=192.0.2.7"}, {"HTTP_VIA": "1.1 proxy"}]
)
def test_a_proxy_on_this_machine_does_not_make_strangers_local(trace: dict[str, str]) -> None:
    assert Client(**LOCAL, **trace).get("/start/").status_code == 403


def test_a_name_that_is_not_of_this_machine_is_not_local(settings) -> None:
    settings.ALLOWED_HOSTS = ["rebound.example"]
    assert Client(REMOTE_ADDR="127.0.0.1", SERVER_NAME="rebound.example").get("/start/").status_code == 403


def test_guesses_at_the_token_are_limited() -> None:
    answers = [Client(**ELSEWHERE).get(f"/start/?token=guess{number}").status_code for number in range(22)]
    assert answers[0] == 403
    assert answers[-1] == 429


def test_a_weak_password_founds_nothing() -> None:
    answer = Client(**LOCAL).post("/start/", GIVEN | {"password": "password", "again": "password"})
    assert answer.status_code == 200
    assert not Account.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_found_at_once_one_is_too_late(now: datetime) -> None:
    ready, told = threading.Barrier(2), []

    def found(number: int) -> None:
        try:
            ready.wait()
            found_first(f"{number}@halden.example", "a long and quiet evening", "H", f"House {number}", now)
            told.append("founded")
        except StartError:
            told.append("late")
        finally:
            connection.close()

    both = [threading.Thread(target=found, args=(number,)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["founded", "late"]
    assert Account.objects.count() == Organisation.objects.count() == 1

"""The table of roles: what a quality manager reads is what holds."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from livingproof.app.kit.kinds import every_kind
from livingproof.app.ledger import erasure
from livingproof.app.people.pages.members import DEEDS
from livingproof.app.people.permissions import may
from livingproof.app.people.roles import (
    LANGUAGES,
    NO_ROLES,
    deeds_of,
    every_deed,
    every_role,
    rights,
    role_named,
    who_may,
)
from livingproof.core.system import capa, nonconformity
from tests.app.cast import Cast, browser

MACHINES = (nonconformity.NONCONFORMITY, capa.CAPA)


def test_every_role_has_its_title_and_meaning_in_every_language() -> None:
    for role in every_role():
        assert all(role.titles[language].strip() and role.about[language].strip() for language in LANGUAGES), role.id


def test_every_role_that_an_act_asks_for_stands_in_the_table() -> None:
    asked = {role for machine in MACHINES for act in machine.acts for role in act.roles}
    asked |= {role for kind in every_kind() for act in kind.machine.acts for role in act.roles}
    assert asked - NO_ROLES <= {role.id for role in every_role()}


def test_the_erasure_asks_for_the_roles_that_the_table_names() -> None:
    assert set(who_may("erase")) == set(erasure.MAY)


def test_every_deed_of_the_table_is_told_in_words() -> None:
    assert set(DEEDS) == set(every_deed())


def test_an_unknown_role_may_do_nothing() -> None:
    assert deeds_of(["emperor"]) == frozenset()
    assert role_named("emperor") is None


def test_a_title_falls_back_to_english() -> None:
    role = role_named("quality_manager")
    assert role is not None
    assert role.title("zh-hans") == "质量经理"
    assert role.title("fi") == "Quality manager"


@pytest.mark.parametrize("deed", every_deed())
def test_a_deed_is_for_the_roles_of_its_column_and_for_nobody_else(deed: str, cast: Cast) -> None:
    for role in every_role():
        cast.ben.roles = [role.id]
        assert may(cast.ben, deed) is (deed in role.deeds)
    assert not may(None, deed)


def test_whoever_is_deactivated_may_do_nothing(cast: Cast) -> None:
    cast.boss.active = False
    assert not any(may(cast.boss, deed) for deed in every_deed())


def test_a_permission_is_asked_about_an_organisation(cast: Cast) -> None:
    account = cast.boss.account
    assert account.has_perm("people.change_roles", cast.buyer)
    assert not account.has_perm("people.change_roles", cast.other)
    assert not account.has_perm("people.change_roles")


def test_every_member_reads_the_whole_table_as_page_and_as_file(cast: Cast) -> None:
    client = browser(cast.eve)
    page = client.get("/people/roles/")
    assert page.status_code == 200
    rows = list(csv.DictReader(StringIO(client.get("/people/roles.csv").content.decode("utf-8-sig"))))
    assert len(rows) == len(tuple(rights()))
    change = next(row for row in rows if row["deed"] == "change_roles")
    assert {name for name, mark in change.items() if mark == "x"} == set(who_may("change_roles"))

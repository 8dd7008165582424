"""Cases that every kind of record inherits: declare the kind and sample data, and anonymous, wrong role, other organisation, right role
and history are tested.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.test import Client
from django.utils import timezone

from livingproof.app.kit import grants, replayed
from livingproof.app.kit.acts import Request, perform
from livingproof.app.kit.history import entries, history
from livingproof.app.kit.kinds import Kind
from livingproof.app.ledger import checkpoints
from livingproof.app.ledger.models import Entry
from livingproof.app.ledger.replay import replay
from livingproof.app.people import tokens
from livingproof.core.system.machine import ANYONE, CLOCK
from tests.app.cast import Cast, browser


class RecordCases:
    """Inherit, set `kind`, and give `sample`: the payload of the first act that makes a record."""

    kind: ClassVar[Kind]
    maker: ClassVar[str] = "ana"

    def sample(self, cast: Cast) -> dict[str, Any]:
        raise NotImplementedError

    @pytest.fixture
    def record(self, cast: Cast, now) -> Any:
        act = self.kind.machine.making[0].name
        outcome = perform(self.kind, None, Request(act, self.sample(cast), now, actor=getattr(cast, self.maker)))
        assert outcome.blocked == ()
        return outcome.record

    def pages(self, record: Any) -> list[str]:
        slug = self.kind.slug
        acts = [f"/r/{slug}/{record.pk}/act/{act.name}/" for act in self.kind.machine.acts if act.sources]
        return [f"/r/{slug}/{record.pk}/", f"/r/{slug}/{record.pk}/share/", *acts]

    def lists(self) -> list[str]:
        slug = self.kind.slug
        making = [f"/r/{slug}/new/{act.name}/" for act in self.kind.machine.making]
        together = [f"/r/{slug}/together/?act={name}" for name in self.kind.together]
        return [
            f"/r/{slug}/",
            f"/r/{slug}/export.csv",
            f"/r/{slug}/export.xlsx",
            f"/r/{slug}/import/",
            *making,
            *together,
        ]

    def interface(self, record: Any) -> list[str]:
        path = f"/api/r/{self.kind.slug}/{record.pk}"
        return [path, f"{path}/acts", f"{path}/grants"]

    # --- anonymous

    def test_whoever_is_not_signed_in_is_asked_to_and_sees_nothing(self, cast, record):
        stranger = Client()
        for path in (*self.lists(), *self.pages(record)):
            answer = stranger.get(path)
            assert (answer.status_code, "login" in answer.headers.get("Location", "")) == (302, True), path
        for path in (f"/api/r/{self.kind.slug}", *self.interface(record)):
            assert stranger.get(path).status_code == 401, path
        for act in self.kind.machine.acts:
            path = (
                f"/api/r/{self.kind.slug}/{record.pk}/acts/{act.name}"
                if act.sources
                else f"/api/r/{self.kind.slug}/acts/{act.name}"
            )
            assert (
                stranger.post(path, json.dumps({"payload": {}}), content_type="application/json").status_code == 401
            ), path

    # --- another organisation

    def test_another_organisation_finds_no_trace_of_it(self, cast, record):
        cleo = browser(cast.cleo)
        for path in (*self.pages(record), *self.interface(record)):
            assert cleo.get(path).status_code == 404, path
        assert cleo.get(f"/api/r/{self.kind.slug}").json() == {"items": [], "next": None}
        assert str(record.pk) not in cleo.get(f"/r/{self.kind.slug}/").content.decode()
        assert record.number not in cleo.get(f"/r/{self.kind.slug}/?q={record.number}").content.decode().replace(
            f'value="{record.number}"', ""
        ).replace(f"q={record.number}", "")
        exported = b"".join(cleo.get(f"/r/{self.kind.slug}/export.csv").streaming_content)
        assert record.number.encode() not in exported

    def test_another_organisation_can_do_nothing_with_it(self, cast, record, now):
        cleo, before = browser(cast.cleo), Entry.objects.count()
        for act in self.kind.machine.acts:
            if not act.sources:
                continue
            path = f"{self.kind.slug}/{record.pk}"
            asked = json.dumps({"payload": {}})
            assert (
                cleo.post(f"/api/r/{path}/acts/{act.name}", asked, content_type="application/json").status_code == 404
            )
            assert cleo.post(f"/r/{path}/act/{act.name}/", {}).status_code == 404
            outcome = perform(self.kind, record, Request(act.name, {}, now, actor=cast.cleo))
            assert "actor_elsewhere" in [one.code for one in outcome.blocked]
        assert cleo.post(f"/r/{self.kind.slug}/{record.pk}/share/", {"party_name": "x"}).status_code == 404
        with pytest.raises(grants.GrantError):
            grants.give(self.kind, record, grants.Terms("x", (), (), now.replace(year=2030)), cast.cleo, now)
        assert Entry.objects.count() == before

    def test_a_token_of_another_organisation_opens_none_of_it(self, cast, record):
        at = timezone.now()
        _, secret = tokens.make(cast.cleo, "robot", tokens.Scope(("*",), acts=True), at + timedelta(days=1), at)
        robot, before = Client(headers={"authorization": f"Bearer {secret}"}), Entry.objects.count()
        for path in self.interface(record):
            assert robot.get(path).status_code == 404, path
        assert robot.get(f"/api/r/{self.kind.slug}").json()["items"] == []
        for act in self.kind.machine.acts:
            if act.sources:
                path = f"/api/r/{self.kind.slug}/{record.pk}/acts/{act.name}"
                assert robot.post(path, json.dumps({"payload": {}}), content_type="application/json").status_code == 404
        assert Entry.objects.count() == before

    def test_a_token_that_only_reads_moves_nothing(self, cast, record):
        at = timezone.now()
        maker = getattr(cast, self.maker)
        _, secret = tokens.make(maker, "robot", tokens.Scope((self.kind.slug,)), at + timedelta(days=1), at)
        robot, before = Client(headers={"authorization": f"Bearer {secret}"}), Entry.objects.count()
        assert robot.get(self.interface(record)[0]).status_code == 200
        for act in self.kind.machine.acts:
            path = f"/api/r/{self.kind.slug}" + (f"/{record.pk}" if act.sources else "") + f"/acts/{act.name}"
            assert robot.post(path, json.dumps({"payload": {}}), content_type="application/json").status_code == 403
        assert Entry.objects.count() == before

    # --- roles

    def test_a_member_without_the_role_is_told_so_and_nothing_is_done(self, cast, record):
        eve, before = browser(cast.eve), Entry.objects.count()
        for act in self.kind.machine.from_stage(record.stage):
            if ANYONE in act.roles:
                continue
            path = f"/api/r/{self.kind.slug}/{record.pk}/acts/{act.name}"
            answer = eve.post(path, json.dumps({"payload": {}}), content_type="application/json")
            assert answer.status_code == 403, act.name
            assert "role_missing" in [one["code"] for one in answer.json()["reasons"]]
        assert Entry.objects.count() == before

    def test_no_person_does_what_only_the_clock_does(self, cast, record, now):
        for act in self.kind.machine.acts:
            if act.roles == (CLOCK,):
                outcome = perform(self.kind, record, Request(act.name, {}, now, actor=cast.ana))
                assert {"role_missing", "wrong_stage"} & {one.code for one in outcome.blocked}

    def test_a_member_with_the_role_reads_it_everywhere(self, cast, record):
        reader = browser(getattr(cast, self.maker))
        for path in (*self.lists(), *self.pages(record), *self.interface(record)):
            assert reader.get(path).status_code == 200, path
        assert reader.get(f"/api/r/{self.kind.slug}").json()["items"][0]["number"] == record.number
        assert record.number in reader.get(f"/r/{self.kind.slug}/?q={record.number}").content.decode()
        for words in ("None", "&lt;django", "object at 0x"):
            assert words not in reader.get(f"/r/{self.kind.slug}/{record.pk}/").content.decode()

    # --- history

    def test_its_history_tells_it_whole(self, cast, record):
        assert list(replayed.between(self.kind, record, replay(entries(record)))) == []
        assert [one.act for one in history(record)] == [self.kind.machine.making[0].name]
        assert history(record)[0].actor == str(getattr(cast, self.maker).pk)
        assert list(checkpoints.faults(cast.buyer)) == []
        assert str(getattr(cast, self.maker)) not in json.dumps(
            list(Entry.objects.values("changes", "actor", "signed"))
        )

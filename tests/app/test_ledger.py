"""The ledger, held against careless hands and against Eve."""

from __future__ import annotations

import io
import json
import sqlite3
import threading
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from livingproof.app.kit import replayed
from livingproof.app.kit.acts import Request, Signature, perform
from livingproof.app.kit.history import entries, history
from livingproof.app.ledger import checkpoints, erasure, evidence
from livingproof.app.ledger.models import Entry, Evidence, Head
from livingproof.app.ledger.replay import replay
from livingproof.app.people.models import PersonName
from livingproof.cli.commands import app as command
from livingproof.core.errors import CheckpointError
from livingproof.core.system.machine import Meaning
from tests.app.cast import assemble
from tests.app.conftest import NOW
from tests.app.demo.kind import REMARKS
from tests.app.demo.models import Remark


def note(person, title="burr", now=NOW):
    return perform(REMARKS, None, Request("note", {"title": title}, now, actor=person)).record


def eve(sql, *values):
    """Eve reaches the table itself, past every rule of the program."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def faults(organisation, point=None):
    return [(one.number, one.what) for one in checkpoints.faults(organisation, point)]


@pytest.fixture
def five(cast):
    for title in "abcde":
        note(cast.ana, title)
    return cast.buyer


def test_a_sound_ledger_has_no_faults(five):
    assert faults(five, checkpoints.checkpoint(five, NOW)) == []
    assert list(replayed.differences(five)) == []


def test_a_changed_entry_is_named(five):
    eve("UPDATE ledger_entry SET act = 'close' WHERE number = 3")
    assert faults(five) == [(3, "was changed after it was written")]


def test_N15_a_removed_entry_is_named(five):
    eve("DELETE FROM ledger_entry WHERE number = 3")
    assert faults(five)[0] == (3, "missing or moved: entry 4 stands in its place")


def test_entries_that_changed_places_are_named(five):
    for old, new in ((2, 99), (4, 2), (99, 4)):
        eve("UPDATE ledger_entry SET number = %s WHERE number = %s", new, old)
    assert {number for number, _ in faults(five)} >= {2, 4}


def test_a_tail_that_was_cut_off_is_found_by_the_head(five):
    eve("DELETE FROM ledger_entry WHERE number > 3")
    assert faults(five) == [(4, "removed: entries 4 to 5 at the end are gone")]


def _rewrite(organisation, first):
    """Eve writes every later digest anew, and the head: the chain alone looks sound."""
    from livingproof.app.ledger.chain import digest_of

    previous = ""
    for entry in Entry.objects.filter(organisation=organisation).order_by("number"):
        if entry.number >= first:
            entry.previous = previous
            entry.digest = digest_of(entry)
            eve(
                "UPDATE ledger_entry SET previous = %s, digest = %s WHERE id = %s",
                entry.previous,
                entry.digest,
                entry.pk,
            )
        previous = entry.digest
    last = Entry.objects.filter(organisation=organisation).order_by("-number").first()
    Head.objects.filter(organisation=organisation).update(number=last.number, digest=last.digest)


def test_whoever_rewrites_the_whole_chain_is_shown_by_a_checkpoint(five):
    point = checkpoints.checkpoint(five, NOW)
    eve("UPDATE ledger_entry SET act = 'close' WHERE number = 3")
    _rewrite(five, 3)
    assert faults(five) == []
    assert faults(five, point) == [(3, "changed, removed or replaced since the checkpoint of 2026-03-02")]


def test_whoever_cuts_the_tail_and_mends_the_head_is_shown_by_a_checkpoint(five):
    point = checkpoints.checkpoint(five, NOW)
    eve("DELETE FROM ledger_entry WHERE number > 3")
    _rewrite(five, 9)
    assert faults(five) == []
    assert faults(five, point) == [(4, "removed: the checkpoint of 2026-03-02 has 5 entries, the ledger ends at 3")]


def test_a_short_checkpoint_names_a_stretch(five):
    point = checkpoints.checkpoint(five, NOW, step=2)
    eve("UPDATE ledger_entry SET act = 'close' WHERE number = 3")
    _rewrite(five, 3)
    assert faults(five, point) == [
        (4, "changed, removed or replaced since the checkpoint of 2026-03-02 (or one of the 1 before it)")
    ]


def test_a_checkpoint_stays_true_while_the_ledger_grows(five, cast):
    point = checkpoints.checkpoint(five, NOW)
    note(cast.ana, "later")
    assert faults(five, point) == []


def test_a_record_changed_in_its_table_differs_from_its_history(five):
    eve("UPDATE demo_remark SET stage = 'closed' WHERE title = 'c'")
    assert list(replayed.differences(five)) == ["remarks RM-2026-0003: stage is 'closed', its entries say 'open'"]


def test_the_command_names_what_does_not_hold(five, tmp_path):
    run = CliRunner()
    assert run.invoke(command, ["ledger", "checkpoint", "--to", str(tmp_path)]).exit_code == 0
    (file,) = [path for path in tmp_path.glob("checkpoint-*.json") if str(five.pk) in path.name]
    sound = run.invoke(command, ["ledger", "verify", "--checkpoint", str(file)])
    assert sound.exit_code == 0
    assert "5 entries: each follows the one before it and agrees with the checkpoint" in sound.output
    eve("UPDATE ledger_entry SET changes = %s WHERE number = 2", json.dumps({"title": "nothing"}))
    broken = run.invoke(command, ["ledger", "verify", "--checkpoint", str(file)])
    assert broken.exit_code == 1
    assert "entry 2: was changed after it was written" in broken.output
    assert "remarks RM-2026-0002: title differs from what its entries say" in broken.output


def test_the_command_names_evidence_that_no_longer_has_its_digest(five, now):
    kept = evidence.keep(five, io.BytesIO(b"x"), name="a", now=now)
    run = CliRunner()
    assert run.invoke(command, ["ledger", "verify", "--evidence"]).exit_code == 0
    evidence.path_of(kept).write_bytes(b"y")
    broken = run.invoke(command, ["ledger", "verify", "--evidence"])
    assert (broken.exit_code, f"evidence {kept.pk}" in broken.output) == (1, True)


def test_a_damaged_checkpoint_is_refused_in_one_line(tmp_path, five):
    damaged = tmp_path / "point.json"
    for text in ("", "[]", "{}", json.dumps({"format": checkpoints.FORMAT, "number": "x"})):
        damaged.write_text(text)
        with pytest.raises(CheckpointError):
            checkpoints.read(damaged)


def test_N15_the_ledger_has_no_way_to_change_or_delete(five):
    entry = Entry.objects.first()
    for deed in (entry.save, entry.delete, Entry.objects.all().delete, lambda: Entry.objects.update(act="x")):
        with pytest.raises(TypeError):
            deed()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["plan", "answer", "close", "reopen", "withdraw", "split"]),
        st.sampled_from(["ana", "ben"]),
        st.text(max_size=5),
        st.dates(date(2026, 1, 1), date(2027, 1, 1)) | st.none(),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=STEPS,
    amount=st.decimals(0, 1000, places=2) | st.none(),
    seen_at=st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),
)
def test_replay_of_the_ledger_gives_the_record_whatever_was_done(cast, steps, amount, seen_at):
    noted = {"title": "drawn", "amount": amount, "seen_at": seen_at.isoformat()}
    record = perform(REMARKS, None, Request("note", noted, NOW, actor=cast.ana)).record
    for place, (act, name, text, day, done) in enumerate(steps):
        person, now = getattr(cast, name), NOW + timedelta(hours=place)
        asked = {name for one in REMARKS.machine.acts if one.name == act for name in one.fields}
        payload = {
            "steps": [{"text": text, "owner": str(cast.ben.pk), "due_on": day, "done": done}],
            "answer": text,
            "conclusion": text,
            "reason": text,
            "due_on": day,
            "owner": str(person.pk),
        }
        signature = Signature(person, Meaning.APPROVE, now)
        asked_for = {key: value for key, value in payload.items() if key in asked}
        perform(REMARKS, record, Request(act, asked_for, now, actor=person, signature=signature))
    record = Remark.objects.get(pk=record.pk)
    assert list(replayed.between(REMARKS, record, replay(entries(record)))) == []
    assert len(history(record)) == record.version
    assert faults(cast.buyer) == []


@pytest.mark.django_db(transaction=True)
def test_eight_writers_at_once_lose_nothing():
    cast = assemble(NOW)
    shared = note(cast.ana, "shared")
    failed: list[BaseException] = []

    def write(place: int) -> None:
        try:
            for turn in range(6):
                assert note(cast.ana, f"{place}-{turn}")
                step = {"steps": [{"text": f"{place}-{turn}"}]}
                assert perform(REMARKS, shared, Request("plan", step, NOW, actor=cast.ana)).record
        except BaseException as problem:  # noqa: BLE001 - told to the test
            failed.append(problem)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(place,)) for place in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert Entry.objects.filter(organisation=cast.buyer).count() == 97
    assert Remark.objects.get(pk=shared.pk).version == 49
    numbers = sorted(Remark.objects.values_list("number", flat=True))
    assert numbers == [f"RM-2026-{place:04d}" for place in range(1, 50)]
    assert faults(cast.buyer) == []
    assert list(replayed.differences(cast.buyer)) == []


def test_N20_evidence_keeps_the_claimed_day_and_the_day_it_came_apart(cast, now):
    kept = evidence.keep(
        cast.buyer, io.BytesIO(b"photo"), name="../a/photo.jpg", now=now, kind="photo", claimed_on=date(2025, 12, 1)
    )
    assert (kept.claimed_on, kept.received_at, kept.name) == (date(2025, 12, 1), now, "photo.jpg")
    assert evidence.path_of(kept).read_bytes() == b"photo"
    assert evidence.sound(kept)
    assert evidence.fresh_on(kept, date(2026, 11, 30))
    assert not evidence.fresh_on(kept, date(2026, 12, 2))


def test_the_same_bytes_are_kept_once_for_an_organisation_and_apart_for_another(cast, now):
    one = evidence.keep(cast.buyer, io.BytesIO(b"x"), name="a", now=now)
    assert evidence.keep(cast.buyer, io.BytesIO(b"x"), name="b", now=now) == one
    elsewhere = evidence.keep(cast.other, io.BytesIO(b"x"), name="a", now=now)
    assert elsewhere != one
    assert evidence.path_of(elsewhere) != evidence.path_of(one)


def test_changed_bytes_no_longer_have_their_digest(cast, now):
    kept = evidence.keep(cast.buyer, io.BytesIO(b"x"), name="a", now=now)
    evidence.path_of(kept).write_bytes(b"y")
    assert not evidence.sound(kept)


def _with_evidence(cast, kept):
    record = note(cast.ana)
    payload = {"steps": [{"text": "a", "evidence": [str(kept.pk)]}]}
    return perform(REMARKS, record, Request("plan", payload, NOW, actor=cast.ana))


def test_evidence_is_swept_when_it_ran_out_and_never_while_a_record_rests_on_it(
    cast, now, django_capture_on_commit_callbacks
):
    used = evidence.keep(cast.buyer, io.BytesIO(b"used"), name="a", now=now, kind="capture")
    loose = evidence.keep(cast.buyer, io.BytesIO(b"loose"), name="b", now=now, kind="capture")
    assert _with_evidence(cast, used).record
    path = evidence.path_of(loose)
    assert list(evidence.sweep(cast.buyer, now + timedelta(days=90))) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert list(evidence.sweep(cast.buyer, now + timedelta(days=91))) == [loose]
    assert not path.exists()
    assert evidence.sound(used)
    loose.refresh_from_db()
    assert loose.sha256
    assert evidence.keep(cast.buyer, io.BytesIO(b"loose"), name="b", now=now).erased_at is None


def test_evidence_of_another_organisation_cannot_be_named(cast, now):
    foreign = evidence.keep(cast.other, io.BytesIO(b"x"), name="a", now=now)
    refused = _with_evidence(cast, foreign)
    assert [one.code for one in refused.blocked] == ["evidence_unknown"]


def test_erasing_content_is_a_signed_act_and_the_digest_stays(cast, now, django_capture_on_commit_callbacks):
    kept = evidence.keep(cast.buyer, io.BytesIO(b"face"), name="a", now=now)
    assert _with_evidence(cast, kept).record
    path = evidence.path_of(kept)
    for wrong in (
        Signature(cast.ben, Meaning.APPROVE, now),
        Signature(cast.cleo, Meaning.APPROVE, now),
        Signature(cast.ana, Meaning.VERIFY, now),
    ):
        with pytest.raises(erasure.ErasureError):
            erasure.erase_evidence(kept, wrong, "asked for", now)
    with django_capture_on_commit_callbacks(execute=True):
        entry = erasure.erase_evidence(kept, Signature(cast.ana, Meaning.APPROVE, now), "the person asked for it", now)
    assert not path.exists()
    assert Evidence.objects.get(pk=kept.pk).sha256 == kept.sha256
    assert entry.changes["sha256"] == kept.sha256
    assert faults(cast.buyer) == []


def test_erasing_a_name_leaves_every_act_and_every_digest(cast, now):
    record = note(cast.ben)
    before = list(Entry.objects.values_list("digest", flat=True))
    erasure.erase_person(cast.ben, Signature(cast.ana, Meaning.APPROVE, now), "left the company and asked for it", now)
    assert not PersonName.objects.filter(person=cast.ben).exists()
    assert str(cast.ben) == "(erased)"
    assert history(record)[0].actor == str(cast.ben.pk)
    assert list(Entry.objects.order_by("number").values_list("digest", flat=True))[: len(before)] == before
    assert faults(cast.buyer) == []
    assert "Ben" not in json.dumps(list(Entry.objects.values()), default=str)


def test_eight_writers_meet_in_write_ahead_mode(cast):
    if connection.vendor == "sqlite":
        with sqlite3.connect(str(connection.settings_dict["NAME"])) as direct:
            assert direct.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    else:
        assert connection.vendor == "postgresql"

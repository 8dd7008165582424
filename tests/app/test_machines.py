"""The shape of every declared machine."""

from __future__ import annotations

import pytest

from livingproof.app.kit import values
from livingproof.app.kit.kinds import Kind, every_kind
from livingproof.app.kit.models import Record

KINDS = tuple(every_kind())
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)


def reached(kind: Kind) -> set[str]:
    known, edges = {""}, tuple(kind.machine.edges())
    while more := {target for source, _, target in edges if source in known} - known:
        known |= more
    return known - {""}


@each
def test_every_stage_is_reached_and_every_act_starts_and_ends_in_a_stage(kind):
    assert reached(kind) == set(kind.machine.stages)
    named = set(kind.machine.stages) | {""}
    assert all({source, target} <= named for source, _, target in kind.machine.edges())
    assert len({act.name for act in kind.machine.acts}) == len(kind.machine.acts)


@each
def test_no_stage_is_a_dead_end_but_the_declared_final_ones(kind):
    leaving = {source for source, _, target in kind.machine.edges() if source != target}
    assert set(kind.machine.stages) - leaving <= set(kind.machine.final)
    assert set(kind.machine.final) <= set(kind.machine.stages)


@each
def test_whatever_leaves_a_final_stage_begins_a_new_cycle(kind):
    for act in kind.machine.acts:
        if set(act.sources) & set(kind.machine.final) and act.target not in (None, *kind.machine.final):
            assert act.renews, act.name


@each
def test_every_field_that_an_act_names_exists_and_none_is_the_recordss_own(kind):
    own = {field.name for field in Record._meta.get_fields()} | {"pk"}
    for act in kind.machine.acts:
        assert not own & set(act.fields), act.name
        assert set(act.required) <= set(kind.fields), act.name
        for name in act.fields:
            assert values.field_of(kind, name).name == name
    for name in (*kind.columns, *kind.filters, *kind.search, *kind.headline):
        assert name in own or name in kind.fields, name

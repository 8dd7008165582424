"""The tests' own record inherits the cases of every record."""

from __future__ import annotations

from tests.app.demo.kind import REMARKS
from tests.app.inherited import RecordCases


class TestRemark(RecordCases):
    kind = REMARKS

    def sample(self, cast):
        return {"title": "burr on the edge", "severity": "major", "owner": str(cast.ben.pk), "due_on": "2026-03-20"}

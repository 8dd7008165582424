"""`GET /api/health`: the signs of health as data, for members and their programs."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from livingproof.app.health.state import look, worst
from livingproof.core.terms import Grade


class SignOut(Schema):
    """One thing that was looked at: `pass`, `warn` or `fail`; what was found; what to do."""

    name: str
    title: str
    grade: str
    found: str
    todo: str


class Health(Schema):
    """The worst grade, and every sign."""

    grade: str
    signs: list[SignOut]


router = Router(tags=["health"])


@router.get("", response={200: Health, 503: Health}, operation_id="health")
def health(request: HttpRequest) -> Status[Health]:  # noqa: ARG001 - ninja's own form
    """How the service is; status 503 where something fails."""
    signs = look(timezone.now())
    told = Health(
        grade=worst(signs).value,
        signs=[
            SignOut(name=one.name, title=str(one.title), grade=one.grade.value, found=one.found, todo=one.todo)
            for one in signs
        ],
    )
    return Status(503 if worst(signs) is Grade.FAIL else 200, told)

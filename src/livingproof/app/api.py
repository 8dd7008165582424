"""The interface of the whole house: `/api`, described at `/api/openapi.json`. By session or by token: `livingproof.app.people.access`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

import livingproof
from livingproof.app.health.interface import router as health
from livingproof.app.kit.interface import attach
from livingproof.app.people.access import ACCESS
from livingproof.app.verification.interface import attach as attach_verify

api = NinjaAPI(title="Living Proof", version=livingproof.__version__, urls_namespace="api", auth=list(ACCESS))
attach(api.add_router)
api.add_router("/health", health)
attach_verify(api.add_router)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """What was sent does not have the form that the description asks for."""
    told = [
        {"where": [str(step) for step in one.get("loc", ())], "what": str(one.get("msg", ""))} for one in problem.errors
    ]
    return api.create_response(request, {"detail": told}, status=422)

"""All addresses: each room brings its own."""

from __future__ import annotations

from django.urls import include, path

from livingproof.app.api import api
from livingproof.app.front.urls import LANGUAGE

urlpatterns = [
    path("", include("livingproof.app.front.urls")),
    LANGUAGE,
    path("", include("livingproof.app.health.urls")),
    path("", include("livingproof.app.people.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/", api.urls),
    path("r/", include("livingproof.app.kit.urls")),
    path("run/", include("livingproof.app.system.urls")),
    path("verify/", include("livingproof.app.verification.urls")),
]

"""Addresses of health."""

from __future__ import annotations

from django.urls import path

from livingproof.app.health import outbox, pages

app_name = "health"
urlpatterns = [
    path("health", pages.plain, name="plain"),
    path("health/", pages.page, name="page"),
    path("outbox/", outbox.page, name="outbox"),
]

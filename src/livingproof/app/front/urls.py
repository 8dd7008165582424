"""Addresses of the pages that belong to no record."""

from __future__ import annotations

from django.urls import include, path

from livingproof.app.front import pages

app_name = "front"
urlpatterns = [
    path("", pages.home, name="home"),
    path("work/", pages.work, name="work"),
    path("search/", pages.search, name="search"),
    path("more/", pages.more, name="more"),
    path("theme/", pages.theme, name="theme"),
]
LANGUAGE = path("i18n/", include("django.conf.urls.i18n"))
"""Where a browser chooses its language (Django's own page)."""

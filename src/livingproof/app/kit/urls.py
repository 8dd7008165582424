"""Addresses of records: the same for every kind."""

from __future__ import annotations

from django.urls import path, re_path

from livingproof.app.kit import bringing, pages, sharing

app_name = "kit"
urlpatterns = [
    path("evidence/<uuid:key>/", pages.content_of, name="evidence"),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("grants/<uuid:key>/end/", sharing.revoke, name="revoke"),
    path("<slug:slug>/", pages.index, name="list"),
    path("<slug:slug>/views/", pages.save_view, name="views"),
    path("<slug:slug>/import/", bringing.bring, name="import"),
    re_path(r"^(?P<slug>[-\w]+)/export\.(?P<form>csv|xlsx)$", pages.export, name="export"),
    path("<slug:slug>/new/<slug:act>/", pages.make, name="make"),
    path("<slug:slug>/<uuid:key>/", pages.detail, name="detail"),
    path("<slug:slug>/<uuid:key>/share/", sharing.share, name="share"),
    path("<slug:slug>/<uuid:key>/act/<slug:act>/", pages.act, name="act"),
]

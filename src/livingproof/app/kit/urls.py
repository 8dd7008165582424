"""Addresses of records: the same for every kind."""

from __future__ import annotations

from django.urls import path, re_path

from livingproof.app.kit import bringing, erasing, notices, pages, parties, sharing, stored, together

app_name = "kit"
urlpatterns = [
    path("evidence/", stored.stored, name="stored"),
    path("evidence/<uuid:key>/", pages.content_of, name="evidence"),
    path("evidence/<uuid:key>/erase/", erasing.erase, name="erase"),
    path("shared/<str:token>/", parties.shared, name="shared"),
    path("shared/<str:token>/keep/", parties.keep, name="keep"),
    path("shared/<str:token>/files/<uuid:key>/", parties.file_by_link, name="file_by_link"),
    path("notices/", notices.notices, name="notices"),
    path("held/", parties.all_held, name="all_held"),
    path("held/<uuid:key>/", parties.held, name="held"),
    path("held/<uuid:key>/files/<uuid:file>/", parties.file_held, name="file_held"),
    path("grants/<uuid:key>/end/", sharing.revoke, name="revoke"),
    path("<slug:slug>/", pages.index, name="list"),
    path("<slug:slug>/views/", pages.save_view, name="views"),
    path("<slug:slug>/together/", together.together, name="together"),
    path("<slug:slug>/import/", bringing.bring, name="import"),
    re_path(r"^(?P<slug>[-\w]+)/export\.(?P<form>csv|xlsx)$", pages.export, name="export"),
    path("<slug:slug>/new/<slug:act>/", pages.make, name="make"),
    path("<slug:slug>/<uuid:key>/", pages.detail, name="detail"),
    path("<slug:slug>/<uuid:key>/share/", sharing.share, name="share"),
    path("<slug:slug>/<uuid:key>/act/<slug:act>/", pages.act, name="act"),
]

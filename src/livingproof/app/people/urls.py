"""Addresses of people."""

from __future__ import annotations

from django.urls import path

from livingproof.app.people.pages import house, joining, members, start

app_name = "people"
urlpatterns = [
    path("start/", start.start, name="start"),
    path("invited/<str:secret>/", joining.invited, name="invited"),
    path("people/", members.listed, name="members"),
    path("people/invite/", members.invite, name="invite"),
    path("people/invitations/<uuid:key>/end/", members.uninvite, name="uninvite"),
    path("people/roles/", members.table, name="roles"),
    path("people/roles.csv", members.table_as_csv, name="roles_csv"),
    path("people/tokens/", house.keys, name="tokens"),
    path("people/tokens/<uuid:key>/end/", house.end_key, name="end_token"),
    path("people/organisation/", house.organisation, name="organisation"),
    path("people/organisations/new/", house.found, name="found"),
    path("people/me/", house.me, name="me"),
    path("people/switch/", house.switch, name="switch"),
    path("people/<uuid:key>/roles/", members.roles, name="roles_of"),
    path("people/<uuid:key>/leader/", members.leader, name="leader"),
    path("people/<uuid:key>/erase/", members.erase, name="erase"),
    path("people/<uuid:key>/deactivate/", members.deactivate, name="deactivate"),
    path("people/<uuid:key>/activate/", members.activate, name="activate"),
]

"""Addresses of VERIFY."""

from __future__ import annotations

from django.urls import path, re_path

from livingproof.app.verification import (
    adding,
    knowing,
    listing,
    registering,
    sharing,
    showing,
    starting,
    statements,
    watching,
)

app_name = "verification"
CASE = "cases/<uuid:key>/"
urlpatterns = [
    path("", starting.start, name="start"),
    path("progress/", starting.progress, name="progress"),
    path("style.css", showing.style, name="style"),
    path("cases/", listing.cases, name="cases"),
    path("cases/together/", listing.together, name="together"),
    path(CASE, showing.case, name="case"),
    path(f"{CASE}pages/<int:number>.webp", showing.picture, name="page"),
    path(f"{CASE}correct/", adding.correct, name="correct"),
    path(f"{CASE}override/<str:check>/", adding.override, name="override"),
    path(f"{CASE}answer/", adding.answer, name="answer"),
    path(f"{CASE}look-up/<int:place>/", adding.look_up, name="look_up"),
    path(f"{CASE}send/<slug:to>/", adding.send, name="send"),
    path(f"{CASE}share/", sharing.share, name="share"),
    path(f"{CASE}links/<uuid:grant>/end/", sharing.end, name="end_link"),
    path(f"{CASE}verdicts/<int:place>/", statements.earlier, name="earlier"),
    re_path(
        r"^cases/(?P<key>[0-9a-f-]{36})/statement\.(?P<form>json|html|pdf)$", statements.statement, name="statement"
    ),
    path("shared/<str:token>/", sharing.shared, name="shared"),
    path("shared/<str:token>/statement.json", sharing.shared_statement, name="shared_statement"),
    path("shared/<str:token>/pages/<int:number>.webp", sharing.shared_picture, name="shared_page"),
    path("registers/", registering.registers, name="registers"),
    path("registers/bring/", registering.bring, name="bring"),
    path("registers/bring/<uuid:key>/", registering.bringing, name="bringing"),
    path("registers/<str:name>/", registering.register, name="register"),
    path("checks/", knowing.checks, name="checks"),
    path("checks/<str:name>/", knowing.check, name="check"),
    path("catalogue/", knowing.catalogue, name="catalogue"),
    path("watch/", watching.watch, name="watch"),
    path("watch/hooks/", watching.add_hook, name="add_hook"),
    path("watch/hooks/<uuid:key>/end/", watching.end_hook, name="end_hook"),
]

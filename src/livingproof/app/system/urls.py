"""Addresses of the pages that only these records have."""

from __future__ import annotations

from django.urls import path

from livingproof.app.system import pages

app_name = "system"
urlpatterns = [
    path("report/<str:token>/", pages.report, name="report"),
    path("places/", pages.places, name="places"),
    path("charts/", pages.counted, name="charts"),
    path("indicators/", pages.indicators, name="indicators"),
    path("capas/<uuid:key>/8d/", pages.eight_d, name="eight_d"),
    path("capas/<uuid:key>/8d.pdf", pages.eight_d_pdf, name="eight_d_pdf"),
    path("capas/<uuid:key>/8d.xlsx", pages.eight_d_xlsx, name="eight_d_xlsx"),
]

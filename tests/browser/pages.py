"""Every page of the app, from its map of addresses: where each is visited, and which addresses are none for eyes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone

from livingproof.app.kit import grants
from livingproof.app.people import members
from livingproof.app.people.models import Account, Organisation
from livingproof.app.system import reporting
from livingproof.app.system.models import Capa, Nonconformity
from livingproof.app.system.records.nonconformity.kind import KIND
from livingproof.app.verification.models import Case
from tests.app.system.house import House, found_house, triaged
from tests.browser.cases import around, failed_import, shared

ANSWERS = frozenset(
    {"front:theme", "set_language", "people:invite", "people:uninvite", "people:end_token", "people:switch", "people:leader",
     "people:deactivate", "people:activate", "kit:keep", "kit:revoke", "kit:views", "verification:together",
     "verification:send", "verification:share", "verification:end_link", "verification:bring", "verification:add_hook",
     "verification:end_hook"}
)  # fmt: skip
"""Addresses that take a form and lead on to a page."""
FILES = frozenset(
    {"health:plain", "people:roles_csv", "kit:evidence", "kit:file_by_link", "kit:file_held", "kit:export", "system:eight_d_pdf",
     "system:eight_d_xlsx", "verification:style", "verification:page", "verification:statement", "verification:shared_statement",
     "verification:shared_page", "mfa_download_recovery_codes"}
)  # fmt: skip
PASSING = frozenset(
    {"account_set_password", "account_confirm_login_code", "mfa_authenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn",
     "mfa_login_webauthn", "socialaccount_signup", "openid_connect_login", "openid_connect_callback", ""}
)  # fmt: skip
"""Addresses of the sign-in that lead on, in a house whose members have a password alone."""
ELSEWHERE = frozenset(
    {"people:start", "verification:register", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
     "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn"}
)  # fmt: skip
"""Pages that need another house than this one: an empty one, a register, a second factor. They are not judged here."""


def every_name() -> frozenset[str]:
    """The names of all addresses, without those of the interface."""
    return frozenset(name for name in _names(get_resolver().url_patterns) if not name.startswith("api"))


def _names(patterns: object, room: str = "") -> Iterator[str]:
    for one in patterns:  # type: ignore[attr-defined] # Django's own lists
        if isinstance(one, URLPattern):
            yield f"{room}{one.name or ''}"
        else:
            yield from _names(one.url_patterns, f"{room}{one.namespace}:" if one.namespace else room)


def visited(rooms: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """The names of the addresses that are visited."""
    paths = (path.partition("?")[0] for found in rooms.values() for path in found)
    return frozenset(resolve(path).view_name for path in paths if path not in NOWHERE)


NOWHERE = ("/nothing/here/",)


def addresses(house: House) -> dict[str, tuple[str, ...]]:
    """Every page that a member reaches, by room; and those of whoever is not signed in."""
    Account.objects.filter(pk=house.ana.account_id).update(is_staff=True)
    Organisation.objects.filter(pk=house.maker.pk).update(anonymous_reports=True)
    open_one = Nonconformity.objects.of(house.maker).exclude(stage="closed").order_by("number").first()
    done = Nonconformity.objects.of(house.maker).filter(stage="closed").first()
    planned = Capa.objects.of(house.maker).exclude(stage="closed_effective").order_by("-number").first()
    effective = Capa.objects.of(house.maker).filter(stage="closed_effective").first()
    case = Case.objects.of(house.maker).first()
    kinds = ("nonconformities", "capas")
    return {
        "front": (
            "/", "/work/", "/work/?of=team", "/search/?q=NC", "/search/?q=nothing", "/more/", "/health/", "/outbox/", "/r/nothing/",
            "/people/", "/people/roles/", f"/people/{house.ben.pk}/roles/", f"/people/{house.ben.pk}/erase/", "/people/me/",
            "/people/organisation/", "/people/organisations/new/", "/people/tokens/", "/accounts/email/",
            "/accounts/password/change/", "/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/sessions/",
            "/accounts/3rdparty/", "/accounts/reauthenticate/", "/accounts/logout/",
        ),
        "records": (
            *(f"/r/{slug}/" for slug in kinds), *(f"/r/{slug}/import/" for slug in kinds), "/r/nonconformities/?q=zzz",
            f"/r/nonconformities/{open_one.pk}/", f"/r/nonconformities/{done.pk}/", f"/r/nonconformities/{open_one.pk}/share/",
            f"/r/nonconformities/{open_one.pk}/act/contain/", "/r/nonconformities/new/report/", "/r/capas/new/raise/",
            f"/r/nonconformities/together/?act=hand_over&id={open_one.pk}", f"/r/capas/{planned.pk}/",
            f"/r/capas/{planned.pk}/act/implement_action/", f"/r/capas/{effective.pk}/", f"/run/capas/{effective.pk}/8d/",
            "/run/charts/", "/run/places/", "/run/indicators/", "/r/notices/", "/r/held/", held(house),
            "/r/evidence/", f"/r/evidence/{house.evidence}/erase/",
        ),
        "verify": (
            "/verify/", "/verify/cases/", f"/verify/cases/{case.pk}/", f"/verify/cases/{case.pk}/correct/",
            f"/verify/cases/{case.pk}/answer/", f"/verify/cases/{case.pk}/override/reg.found/", f"/verify/cases/{case.pk}/verdicts/0/",
            f"/verify/cases/{case.pk}/look-up/0/", f"/r/cases/{case.pk}/", "/verify/registers/", "/verify/checks/",
            "/verify/checks/site.listed/", "/verify/catalogue/?q=DAkkS", "/verify/watch/", *around(case), failed_import(house),
        ),
        "outside": (
            "/accounts/login/", "/accounts/signup/", "/accounts/inactive/", "/accounts/password/reset/", "/accounts/password/reset/done/",
            "/accounts/password/reset/key/1-abc/", "/accounts/password/reset/key/done/", "/accounts/confirm-email/",
            "/accounts/confirm-email/abc/", "/accounts/3rdparty/login/cancelled/", "/accounts/3rdparty/login/error/", *NOWHERE,
            f"/run/report/{reporting.token_of(house.maker, 'Barrel 3')}/", invited(house), given(house, open_one), shared(house, case),
        ),
    }  # fmt: skip


def invited(house: House) -> str:
    """The page of somebody who was invited."""
    return f"/invited/{members.invite(house.li, 'fay@mailin.example', (), timezone.now())[1]}/"


def given(house: House, record: Nonconformity) -> str:
    """The page of a record for whoever holds a link to it."""
    now = timezone.now()
    terms = grants.Terms("Northwind", ("what", "lots", "evidence"), ("attach",), now + timedelta(days=9))
    return f"/r/shared/{grants.give(KIND, record, terms, house.ana, now)[1]}/"


def held(house: House) -> str:
    """The page of a record of another house, shared with this one."""
    now, other = timezone.now(), found_house("Borealis")
    terms = grants.Terms("Mailin Medical", ("what", "lots"), ("attach",), now + timedelta(days=9), party=house.maker)
    return f"/r/held/{grants.give(KIND, triaged(other), terms, other.ana, now)[0].pk}/"

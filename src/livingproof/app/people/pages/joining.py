"""The page behind the link of an invitation."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from livingproof.app.kit.present import CHOSEN
from livingproof.app.people import members
from livingproof.app.people.forms import JoinByCompanyForm, JoinForm
from livingproof.app.people.limits import WRONG_LINKS, address_of, spend, spent
from livingproof.app.people.models import Account, Invitation, Person
from livingproof.app.people.pages.start import BACKEND


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation: with the account of its address, or with a new one where there is none."""
    now = timezone.now()
    address = address_of(request)
    if spent(WRONG_LINKS, address, now):
        return render(request, "429.html", status=429)
    row = members.invitation(secret, now)
    if row is None:
        spend(WRONG_LINKS, address, now)
        return render(request, "people/invitation_over.html", status=404)
    if isinstance(request.user, Account):
        return _with_account(request, row, request.user)
    if Account.objects.filter(email=row.email).exists():
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.path})}")
    return _as_newcomer(request, row)


def _with_account(request: HttpRequest, row: Invitation, account: Account) -> HttpResponse:
    fits = account.email == row.email
    form = JoinByCompanyForm(request.POST or None)
    if request.method == "POST" and fits and form.is_valid():
        return _joined(request, row, account, form.cleaned_data["name"])
    return render(request, "people/invited.html", {"invitation": row, "form": form if fits else None, "known": True})


def _as_newcomer(request: HttpRequest, row: Invitation) -> HttpResponse:
    by_company = bool(settings.COMPANY_SIGN_IN) and "company" in (request.POST or request.GET)
    form = (
        JoinByCompanyForm(request.POST or None)
        if by_company
        else JoinForm(request.POST or None, initial={"email": row.email})
    )
    if request.method == "POST" and form.is_valid():
        newcomer = members.Newcomer(form.cleaned_data["name"], form.cleaned_data.get("password"))
        return _joined(request, row, newcomer, newcomer.name)
    shown = {"invitation": row, "form": form, "company": settings.COMPANY_SIGN_IN, "by_company": by_company}
    return render(request, "people/invited.html", shown)


def _joined(request: HttpRequest, row: Invitation, comer: Account | members.Newcomer, name: str) -> HttpResponse:
    try:
        person: Person = members.join(row, comer, name, timezone.now())
    except members.MembersError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    if isinstance(comer, members.Newcomer):
        if comer.password is None:
            return redirect(settings.LOGIN_URL)
        login(request, person.account, backend=BACKEND)
    request.session[CHOSEN] = str(person.pk)
    return redirect("/")

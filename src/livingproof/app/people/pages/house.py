"""Pages about the organisation, its tokens, and oneself."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from livingproof.app.kit.present import CHOSEN, member
from livingproof.app.people import members, organisations, tokens
from livingproof.app.people.forms import MeForm, OrganisationForm, TokenForm, areas_in_words
from livingproof.app.people.models import Person, Token
from livingproof.app.people.permissions import may
from livingproof.app.people.proof import asks_again


@never_cache
@require_http_methods(["GET", "POST"])
@asks_again
@member
def keys(request: HttpRequest, person: Person) -> HttpResponse:
    """Tokens: those that are there, and a new one, whose secret is shown in this answer and never again."""
    form = TokenForm(request.POST or None)
    made: tuple[Token, str] | None = None
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        scope = tokens.Scope(tuple(form.cleaned_data["areas"]), form.cleaned_data["acts"])
        try:
            made = tokens.make(person, form.cleaned_data["label"], scope, form.ends_at(now), now)
            form = TokenForm()
        except tokens.TokenError as error:
            form.add_error(None, str(error))
    rows = [(token, areas_in_words(token.areas), token.holds(timezone.now())) for token in tokens.seen_by(person)]
    return render(request, "people/tokens.html", {"form": form, "made": made, "tokens": rows})


@require_POST
@member
def end_key(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:  # noqa: ARG001 - Django's form of a page
    """End a token."""
    tokens.end(get_object_or_404(tokens.seen_by(person), pk=key), person, timezone.now())
    return redirect("people:tokens")


@require_http_methods(["GET", "POST"])
@member
def organisation(request: HttpRequest, person: Person) -> HttpResponse:
    """What the organisation says of itself, and its calendar."""
    if not may(person, "organisation"):
        raise PermissionDenied
    form = OrganisationForm(request.POST or None, instance=person.organisation)
    if request.method == "POST" and form.is_valid():
        organisations.change(form, person, timezone.now())
        return redirect("people:organisation")
    return render(request, "people/organisation.html", {"form": form})


@require_http_methods(["GET", "POST"])
@member
def me(request: HttpRequest, person: Person) -> HttpResponse:
    """One's name, language and shortcuts."""
    account = person.account
    if account is None:
        raise Http404
    given = {"name": str(person), "language": account.language, "single_keys": account.single_keys}
    form = MeForm(request.POST or None, initial=given)
    if request.method == "GET" or not form.is_valid():
        return render(request, "people/me.html", {"form": form})
    members.rename(person, form.cleaned_data["name"], timezone.now())
    account.language, account.single_keys = form.cleaned_data["language"], form.cleaned_data["single_keys"]
    account.save(update_fields=["language", "single_keys"])
    response = redirect("people:me")
    if not account.language:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        account.language,
        max_age=365 * 86_400,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response


@require_POST
@member
def switch(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - any member may
    """Work for another organisation of the same account."""
    try:
        key = UUID(request.POST.get("person", ""))
    except ValueError:
        key = None
    chosen = get_object_or_404(Person, pk=key, account=request.user, active=True)
    request.session[CHOSEN] = str(chosen.pk)
    return redirect("/")


@require_http_methods(["GET", "POST"])
@member
def found(request: HttpRequest, person: Person) -> HttpResponse:
    """Found another organisation here: only whoever keeps the installation."""
    if not request.user.is_staff:
        raise PermissionDenied
    name = request.POST.get("name", "").strip()[:300]
    if request.method == "POST" and name:
        made = organisations.found_another(name, request.user, str(person), timezone.now())
        request.session[CHOSEN] = str(made.pk)
        messages.success(request, made.organisation.name)
        return redirect("people:organisation")
    return render(request, "people/found.html", {"name": name})

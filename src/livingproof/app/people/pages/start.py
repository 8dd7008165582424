"""The page of the first start."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from livingproof.app.people.forms import FirstStartForm
from livingproof.app.people.limits import WRONG_LINKS, address_of, spend
from livingproof.app.people.start import StartError, found_first, is_open, may_found

BACKEND = "django.contrib.auth.backends.ModelBackend"
_TOKEN = "start_token"  # noqa: S105 - the session's key for it


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the first account and organisation. There is no such page once there is an account."""
    if not is_open():
        raise Http404
    token = request.GET.get("token") or request.session.get(_TOKEN, "")
    if not may_found(request, token):
        return _turned_away(request, guessed=bool(token))
    if request.GET.get("token"):
        # The token leaves the address: it would stay in the browser's history.
        request.session[_TOKEN] = token
        return redirect("people:start")
    form = FirstStartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        now = timezone.now()
        try:
            person = found_first(given["email"], given["password"], given["name"], given["organisation"], now)
        except StartError:
            raise Http404 from None
        login(request, person.account, backend=BACKEND)
        return redirect("/")
    return render(request, "people/start.html", {"form": form})


def _turned_away(request: HttpRequest, *, guessed: bool) -> HttpResponse:
    if guessed and not spend(WRONG_LINKS, address_of(request), timezone.now()):
        return render(request, "429.html", status=429)
    return render(request, "people/start_elsewhere.html", status=403)

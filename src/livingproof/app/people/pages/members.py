"""Pages about members: the list, invitations, roles, leaving; and the table of roles."""

from __future__ import annotations

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from livingproof.app.kit.present import member, signed_now
from livingproof.app.ledger.erasure import ErasureError
from livingproof.app.people import erasing, invited, members
from livingproof.app.people.forms import EraseForm, InviteForm, LeaderForm, RolesForm, described
from livingproof.app.people.limits import INVITATIONS, spend
from livingproof.app.people.models import Invitation, Person
from livingproof.app.people.permissions import may
from livingproof.app.people.proof import asks_again, can_prove, proved_at
from livingproof.app.people.roles import every_role, rights
from livingproof.core.system.machine import ANYONE, CLOCK, PARTY, Meaning

DEEDS = {
    "invite": gettext_lazy("Invite members"),
    "change_roles": gettext_lazy("Change roles"),
    "deactivate": gettext_lazy("Deactivate members and take them back"),
    "organisation": gettext_lazy("Change what the organisation says of itself"),
    "others_tokens": gettext_lazy("See and end the tokens of others"),
    "erase": gettext_lazy("Erase names and the content of evidence"),
}
"""The deeds of the table in words."""


@require_GET
@member
def listed(request: HttpRequest, person: Person) -> HttpResponse:
    """Everybody of the organisation, and who was invited."""
    mates = (
        Person.objects.filter(organisation=person.organisation)
        .select_related("account", "named")
        .order_by("-active", "made_at")
    )
    open_ = Invitation.objects.filter(
        organisation=person.organisation, used_at=None, revoked_at=None, expires_at__gt=timezone.now()
    )
    shown: dict[str, Any] = {
        "mates": [{"person": mate, "roles": described(mate)} for mate in mates],
        "invitations": open_ if may(person, "invite") else (),
        "form": InviteForm() if may(person, "invite") else None,
    }
    return render(request, "people/members.html", shown)


@require_POST
@member
def invite(request: HttpRequest, person: Person) -> HttpResponse:
    """Send an invitation."""
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _said(request, "; ".join(str(error) for errors in form.errors.values() for error in errors))
    now = timezone.now()
    if may(person, "invite") and not spend(INVITATIONS, str(person.organisation_id), now):
        return render(request, "429.html", status=429)
    try:
        made, secret = members.invite(person, form.cleaned_data["email"], form.cleaned_data["roles"], now)
    except members.MembersError as error:
        return _said(request, str(error))
    if not invited.sent(request, made, secret, by=person):
        members.uninvite(person, made, now)
        return _said(request, _("The mail could not be sent, so nobody was invited: look at the settings of mail."))
    messages.success(request, _("The invitation was sent to %(email)s.") % {"email": made.email})
    return redirect("people:members")


@require_POST
@member
def uninvite(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Take an invitation back."""
    row = get_object_or_404(Invitation, pk=key, organisation=person.organisation)
    return _tried(request, lambda: members.uninvite(person, row, timezone.now()))


@require_http_methods(["GET", "POST"])
@asks_again
@member
def roles(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Change the roles of a member; who changes them has proven again who they are."""
    mate = get_object_or_404(Person, pk=key, organisation=person.organisation)
    form = RolesForm(request.POST or None, initial={"roles": mate.roles})
    if request.method == "GET" or not form.is_valid():
        leading = LeaderForm(person.organisation, initial={"leader": mate.manager_id})
        return render(request, "people/roles_of.html", {"mate": mate, "form": form, "leading": leading})
    wanted = form.cleaned_data["roles"]
    at = proved_at(request)
    if at is None or not can_prove(person.account):
        return _said(request, _("Changing roles is signed: set a password, a passkey or a second factor first."))
    return _tried(request, lambda: members.change_roles(person, mate, wanted, timezone.now(), signed_at=at))


@require_POST
@member
def leader(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Say who leads a member."""
    mate = get_object_or_404(Person, pk=key, organisation=person.organisation)
    form = LeaderForm(person.organisation, request.POST)
    if not form.is_valid():
        return _said(request, _("Choose a member."))
    return _tried(request, lambda: members.lead(person, mate, form.cleaned_data["leader"], timezone.now()))


@require_POST
@member
def deactivate(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Let a member go."""
    mate = get_object_or_404(Person, pk=key, organisation=person.organisation)
    return _tried(request, lambda: members.deactivate(person, mate, timezone.now()))


@require_POST
@member
def activate(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Take a member back."""
    mate = get_object_or_404(Person, pk=key, organisation=person.organisation)
    return _tried(request, lambda: members.activate(person, mate, timezone.now()))


@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
@member
def erase(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """Erase a person's name and account: a signed act that cannot be undone."""
    mate = get_object_or_404(Person, pk=key, organisation=person.organisation)
    if not may(person, "erase"):
        raise PermissionDenied
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        signature = signed_now(request, person, Meaning.APPROVE, now)
        if signature is None:
            form.add_error("secret", _("This is not your password."))
        else:
            try:
                erasing.erase(mate, signature, form.cleaned_data["reason"], now)
            except (members.MembersError, ErasureError) as error:
                form.add_error(None, str(error))
            else:
                return redirect("people:members")
    return render(request, "people/erase.html", {"mate": mate, "form": form})


@require_GET
@member
def table(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - every member may read it
    """Who may do what: the whole table."""
    titles = {role.id: role.title(get_language() or "en") for role in every_role()}
    told = [(role, role.title(get_language() or "en"), role.meaning(get_language() or "en")) for role in every_role()]
    titles |= {ANYONE: _("every member"), CLOCK: _("the clock"), PARTY: _("another party")}
    rows = [(right, DEEDS.get(right.act), [titles.get(role, role) for role in right.roles]) for right in rights()]
    return render(request, "people/roles.html", {"roles": told, "rights": rows})


@require_GET
@member
def table_as_csv(request: HttpRequest, person: Person) -> HttpResponse:  # noqa: ARG001 - every member may read it
    """The same table as a file: a line for each deed, a column for each role."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="roles.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    ids = [role.id for role in every_role()]
    writer.writerow(["kind", "deed", "everyone", *ids])
    for right in rights():
        writer.writerow([right.kind, right.act, *("x" if name in right.roles else "" for name in ("anyone", *ids))])
    return response


def _tried(request: HttpRequest, deed: Any) -> HttpResponse:
    try:
        deed()
    except members.MembersError as error:
        return _said(request, str(error))
    return redirect("people:members")


def _said(request: HttpRequest, text: str) -> HttpResponse:
    messages.error(request, text)
    return redirect("people:members")

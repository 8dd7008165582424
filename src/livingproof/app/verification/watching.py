"""The page of the watch: which verdict could change on which day, whose certificate ends when, and the webhooks that are told."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from livingproof.app.kit.calendars import day_of
from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.app.verification import webhooks
from livingproof.app.verification.alerts import DAYS
from livingproof.app.verification.models import Case, Webhook
from livingproof.app.verification.showing import Tag, tag_of
from livingproof.core.system.verification import CLOSED, JUDGED

ROWS = 50


@require_GET
@member
def watch(request: HttpRequest, person: Person) -> HttpResponse:
    """What is watched, the nearest day first."""
    ours = Case.objects.of(person.organisation).filter(stage__in=(JUDGED, CLOSED), watched=True)
    today = day_of(person.organisation, timezone.now())
    ending = ours.filter(expires_on__isnull=False).order_by("expires_on")[:ROWS]
    hooks = Webhook.objects.filter(organisation=person.organisation, ended_at=None).order_by("made_at")
    context = {
        "turns": ours.filter(turns_on__isnull=False).count(),
        "turning": [(case, tag_of(case)) for case in ours.filter(turns_on__isnull=False).order_by("turns_on")[:ROWS]],
        "ending": [_ending(case, today) for case in ending],
        "days": [one for one in DAYS if one >= 0],
        "hooks": [(hook, hook.deliveries.order_by("-made_at")[:5]) for hook in hooks],
        "may": not webhooks.MAY.isdisjoint(person.roles),
    }
    return render(request, "verification/watch.html", context)


def _ending(case: Case, today: date) -> tuple[Case, Tag, int, int]:
    """A case with the days that its certificate has left: negative once it has ended; and how many they are."""
    left = (case.expires_on - today).days if case.expires_on else 0
    return case, tag_of(case), left, abs(left)


@require_POST
@member
def add_hook(request: HttpRequest, person: Person) -> HttpResponse:
    """A new webhook; its secret is shown once."""
    if webhooks.MAY.isdisjoint(person.roles):
        return render(request, "403.html", status=403)
    try:
        hook = webhooks.begin(person, request.POST.get("url", ""), timezone.now())
    except (webhooks.AddressError, ValueError) as problem:
        messages.error(request, str(problem))
        return redirect("verification:watch")
    return render(request, "verification/hook.html", {"hook": hook})


@require_POST
@member
def end_hook(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """End a webhook; what was not delivered yet is not delivered any more."""
    hook = Webhook.objects.filter(organisation=person.organisation, pk=key, ended_at=None).first()
    if hook is None:
        raise Http404
    if webhooks.MAY.isdisjoint(person.roles):
        return render(request, "403.html", status=403)
    webhooks.end(hook, timezone.now())
    messages.success(request, _("The webhook has ended."))
    return redirect("verification:watch")

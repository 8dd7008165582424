"""What a person was told: reminders, what is overdue in their team, alerts. On a page as well as by mail."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from livingproof.app.kit import reasons
from livingproof.app.kit.kinds import kind_named
from livingproof.app.kit.models import Notice
from livingproof.app.kit.present import member
from livingproof.app.people.models import Person
from livingproof.core.system.machine import Blocked

ROWS = 50


@require_http_methods(["GET", "POST"])
@member
def notices(request: HttpRequest, person: Person) -> HttpResponse:
    """The newest first; sending the form says that all were read."""
    found = Notice.objects.filter(person=person).order_by("-made_at", "pk")
    if request.method == "POST":
        found.filter(read_at=None).update(read_at=timezone.now())
        return redirect("kit:notices")
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    language = get_language() or "en"
    rows = [
        (one, reasons.told(Blocked(one.code, one.facts), None, language), kind_named(one.kind) is not None)
        for one in page.object_list
    ]
    unread = found.filter(read_at=None).count()
    return render(request, "kit/notices.html", {"rows": rows, "page": page, "unread": unread})

"""The mail of an invitation. Its link is in the mail and nowhere else."""

from __future__ import annotations

import structlog
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from livingproof.app.people.models import Invitation, Person


def sent(request: HttpRequest, made: Invitation, secret: str, *, by: Person) -> bool:
    """Send it to the address that was invited; whether the mail server took it."""
    told = {
        "organisation": made.organisation.name,
        "by": str(by),
        "link": request.build_absolute_uri(reverse("people:invited", args=(secret,))),
        "until": made.expires_at,
    }
    subject = _("Invitation to %(organisation)s") % told
    try:
        send_mail(" ".join(subject.split()), render_to_string("people/invitation.txt", told), None, [made.email])
    except OSError as error:
        # Errors of SMTP and of the net alike.
        structlog.get_logger(__name__).warning("mail not sent", what="invitation", why=type(error).__name__)
        return False
    return True

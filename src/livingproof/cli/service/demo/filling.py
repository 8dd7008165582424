"""Fills an empty database with the sample, through the doors that everybody uses, in the order of time."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime, timedelta

from livingproof.core.errors import ServiceError

READ_AFTER = timedelta(days=14)
"""Reminders older than this were read."""


def fill() -> list[str]:
    """Fill where nothing is yet; the lines that tell how to sign in. ServiceError where the data is somebody's own."""
    from livingproof.app.people.models import Account
    from livingproof.cli.service.demo import cast

    if not Account.objects.exists():
        sys.stderr.write("livingproof: making the sample; once, in about a minute ...\n")
        _make(datetime.now(UTC).replace(microsecond=0))  # noqa: TID251 - the edge: where the clock enters
    elif not cast.is_sample():
        raise ServiceError("this data is not the sample's, and stays as it is. Leave --demo out, or name other data.")
    return ["Everything shown is made up.", *cast.sign_in()]


def _make(now: datetime) -> None:
    from django.db import transaction

    from livingproof.app.people.models import Founding
    from livingproof.cli.service.demo import buying, cast, making
    from livingproof.cli.service.demo.chance import sample

    began = now - timedelta(days=int(sample()["days"]))
    # Every job that begins is told otherwise, in a line of its own.
    logging.getLogger("django-q").setLevel(logging.WARNING)
    with transaction.atomic():
        Founding.objects.create(pk=1, at=began)
        maker, buyer = cast.assemble(began)
        making.year(maker, began, now)
        buying.certificates(buyer, now)
        _told(now)
        # Whatever was to be handed to the worker was done here, in its own time.
        transaction.get_connection().run_on_commit.clear()


def _told(now: datetime) -> None:
    """Nobody is mailed about a year that never was."""
    from livingproof.app.kit.models import Notice

    Notice.objects.filter(mailed_at=None).update(mailed_at=now)
    Notice.objects.filter(made_at__lt=now - READ_AFTER).update(read_at=now)

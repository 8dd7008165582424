"""Pictures of pages: shown to members of the organisation whose file it is, gone when the file's content is erased."""

from __future__ import annotations

from typing import Any, Final

from django.core.cache import cache

from livingproof.app.kit.jobs import enqueue
from livingproof.app.ledger.models import Evidence
from livingproof.app.verification.models import Case, Picture

DRAW: Final = "livingproof.app.verification.jobs.draw"
PATIENCE: Final = 60
"""Seconds for which pages that are not there are waited for; whoever looks later asks for them again."""


def forget(instance: Evidence, **_: Any) -> None:
    """Drop the pictures of a file whose content was erased."""
    if instance.erased_at is not None:
        Picture.objects.filter(evidence=instance).delete()


def awaited(case: Case) -> bool:
    """Whether the pages of the case's file are being drawn: they are asked for where they are not there, and could be."""
    if not case.evidence or not case.readings or case.readings[-1]["problem"] or of_case(case):
        return False
    if not Evidence.objects.filter(pk=case.evidence[0], erased_at=None).exists():
        return False
    if cache.add(f"drawn:{case.evidence[0]}", 1, 10 * PATIENCE):
        cache.set(f"awaited:{case.evidence[0]}", 1, PATIENCE)
        enqueue(DRAW, str(case.pk))
    return cache.get(f"awaited:{case.evidence[0]}") is not None


def of_case(case: Case) -> dict[int, Picture]:
    """The pictures of the case's file, by page, without their content."""
    if not case.evidence:
        return {}
    found = Picture.objects.filter(
        evidence__organisation_id=case.organisation_id, evidence_id=case.evidence[0], evidence__erased_at=None
    )
    return {one.page: one for one in found.defer("content")}

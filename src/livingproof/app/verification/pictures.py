"""Pictures of pages: shown to members of the organisation whose file it is, gone when the file's content is erased."""

from __future__ import annotations

from typing import Any

from livingproof.app.ledger.models import Evidence
from livingproof.app.verification.models import Case, Picture


def forget(instance: Evidence, **_: Any) -> None:
    """Drop the pictures of a file whose content was erased."""
    if instance.erased_at is not None:
        Picture.objects.filter(evidence=instance).delete()


def of_case(case: Case) -> dict[int, Picture]:
    """The pictures of the case's file, by page, without their content."""
    if not case.evidence:
        return {}
    found = Picture.objects.filter(
        evidence__organisation_id=case.organisation_id, evidence_id=case.evidence[0], evidence__erased_at=None
    )
    return {one.page: one for one in found.defer("content")}

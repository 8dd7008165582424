"""How Django knows this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save


class VerificationConfig(AppConfig):
    """The room `verification`."""

    name = "livingproof.app.verification"
    label = "verification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare the case; put the watch on the worker's schedule; let pictures go with the file that they were made of."""
        from livingproof.app.kit.kinds import declare
        from livingproof.app.ledger.models import Evidence
        from livingproof.app.verification.jobs import keep_schedule
        from livingproof.app.verification.kind import KIND
        from livingproof.app.verification.pictures import forget

        declare(KIND)
        post_migrate.connect(keep_schedule, sender=self, dispatch_uid="verification.watch")
        post_save.connect(forget, sender=Evidence, dispatch_uid="verification.pictures")

"""How Django knows this room."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KitConfig(AppConfig):
    """The room `kit`."""

    name = "livingproof.app.kit"
    label = "kit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The clock is on the worker's schedule whenever the tables are."""
        from livingproof.app.kit.jobs import keep_schedule

        post_migrate.connect(keep_schedule, sender=self, dispatch_uid="kit.clock")

"""How Django knows this room."""

from django.apps import AppConfig


class SystemConfig(AppConfig):
    """The room `system`."""

    name = "livingproof.app.system"
    label = "system"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare every record of the room."""
        from livingproof.app.kit.rooms import declare_all

        declare_all("livingproof.app.system.records")

"""How Django knows this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room `people`."""

    name = "livingproof.app.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the table of roles known to the rules, and the log told of attempts to sign in."""
        from livingproof.app.people import permissions, told

        permissions.declare()
        told.listen()

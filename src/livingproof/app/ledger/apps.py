"""How Django knows this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The room `ledger`."""

    name = "livingproof.app.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"

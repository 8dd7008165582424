"""How Django knows this room."""

from django.apps import AppConfig


class FrontConfig(AppConfig):
    """The room `front`."""

    name = "livingproof.app.front"
    label = "front"

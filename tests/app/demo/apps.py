from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tests.app.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from livingproof.app.kit.kinds import declare
        from tests.app.demo.kind import REMARKS

        declare(REMARKS)

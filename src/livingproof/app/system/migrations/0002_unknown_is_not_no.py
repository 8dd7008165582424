"""Whether it reached a customer is not known before somebody was asked."""

from django.apps.registry import Apps
from django.db import migrations, models


def forget_what_nobody_said(apps: Apps, _: object) -> None:
    """Records that were never graded said "no" without anybody having been asked."""
    never = apps.get_model("system", "Nonconformity").objects.filter(stage__in=("reported", "rejected", "duplicate"))
    never.update(reached_customer=None, customer_requirement=None)


class Migration(migrations.Migration):
    dependencies = [("system", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="nonconformity",
            name="reached_customer",
            field=models.BooleanField(blank=True, default=None, null=True, verbose_name="Reached a customer"),
        ),
        migrations.AlterField(
            model_name="nonconformity",
            name="customer_requirement",
            field=models.BooleanField(
                blank=True, default=None, null=True, verbose_name="Touches a requirement of the customer"
            ),
        ),
        migrations.RunPython(forget_what_nobody_said, migrations.RunPython.noop),
    ]

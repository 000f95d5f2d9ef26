"""Step 2 of 2: what ties bodies today, as their powers say it; since when was not kept.

Step 1 (0017) made the table; ``set_powers`` dates its ties from then on. Running again adds what is missing.
"""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    Power, BodyTie = apps.get_model("governance", "Power"), apps.get_model("governance", "BodyTie")
    there = set(BodyTie.objects.filter(until_on=None).values_list("body", "toward", "kind"))
    powers = Power.objects.exclude(toward=None).order_by("body__position", "position", "id")
    missing = dict.fromkeys(powers.values_list("body", "toward", "kind"))
    BodyTie.objects.bulk_create(
        BodyTie(body_id=body, toward_id=toward, kind=kind)
        for body, toward, kind in missing
        if (body, toward, kind) not in there
    )


class Migration(migrations.Migration):
    dependencies = [("governance", "0017_ties")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]

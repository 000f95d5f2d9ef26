"""The three audiences that are never lists: everyone, whoever has an account, members."""

from django.db import migrations

WIDE = {"public": "everyone", "signed_in": "whoever has an account", "members": "members"}


def make(apps, schema_editor) -> None:
    Audience = apps.get_model("people", "Audience")
    for reach, label in WIDE.items():
        Audience.objects.get_or_create(reach=reach, defaults={"label": label})


class Migration(migrations.Migration):
    dependencies = [("people", "0001_people")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop, elidable=False)]

"""Rows of lists end when their member leaves, but for what is a person's own whatever they are.

Lists made before are known by their labels. On those shared by one person and the people of a duty, the person is
whoever is listed without an end: a duty always ends.
"""

from django.db import migrations, models
from django.db.models import Q

SHARED = ("a request to join", "the secretariat, about the directory")


def leave_people_their_own(apps, schema_editor) -> None:
    Listed = apps.get_model("people", "Listed")
    own = Q(audience__label__startswith="only member ") | Q(audience__label__startswith="told #")
    asked = Q(audience__label__in=SHARED, until_at=None)
    Listed.objects.filter(own | asked, audience__reach="listed").update(by_standing=False)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_consents"),
    ]

    operations = [
        migrations.AddField(
            model_name="listed",
            name="by_standing",
            field=models.BooleanField(db_default=True, default=True),
        ),
        migrations.RunPython(leave_people_their_own, migrations.RunPython.noop, elidable=True),
    ]
